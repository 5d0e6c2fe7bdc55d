"""What may stand in the way of a backup or its return."""

import errno

from app.domain.errors import Unavailable


class BackupTrouble(Unavailable):
    """A backup cannot be written, read or put back now; nothing that was there before was changed.

    Attributes:
        reason: Key of the sentence to show.
        names: What the sentence's placeholders stand for.
    """

    def __init__(self, reason: str, **names: object) -> None:
        super().__init__(f"{reason} {names}")
        self.reason = reason
        self.names = names


def disk_trouble(error: OSError, file: object) -> BackupTrouble:
    """Says what a disk has against a file that is being written."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return BackupTrouble("backup.disk_full", file=file)
    return BackupTrouble("backup.unwritable", file=file, why=error.strerror or str(error))
