"""A file that only one program can hold: the operating system lets go of it when the program dies, however it dies."""

import os
import sys
from pathlib import Path

from app.station.trouble import StationTrouble

if sys.platform == "win32":
    import msvcrt

    def _grab(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _grab(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Latch:
    """Holds a lock file until it is released.

    It is a file beside the database, never the database itself: closing a second handle of that file would drop the
    locks SQLite holds on it (POSIX advisory locks belong to the process, not to the handle).
    """

    def __init__(self, path: Path) -> None:
        """Takes the lock.

        Raises:
            StationTrouble: Somebody holds it already.
            OSError: The file cannot be made.
        """
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _grab(self._handle)
        except OSError as error:
            self.release()
            raise StationTrouble("station.already_open") from error

    def release(self) -> None:
        """Lets go; a second time does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
