"""Why the station's own file cannot be used, as something that can be shown in any language."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import Unavailable

SENTENCES = {
    "station.already_open": "this station is already open",
    "station.newer": "the station's file is of version {found}, this program knows up to {known}",
    "station.damaged": "the station's file {path} is damaged. Start once with --set-aside: the file is kept beside it "
    "and the station begins anew with what the centre has",
    "station.disk_full": "the disk is full: nothing can be recorded. Stop scanning, free some space and go on where "
    "you were",
    "station.disk_trouble": "the disk does not answer as it should: {error}",
    "station.not_writable": "the station's file {path} cannot be opened for writing",
    "station.other_station": "the file belongs to station {theirs}, this is station {ours}",
    "station.never_met": "station {station} has never met its centre and cannot reach it now: {why} Check the network "
    "and the database's address and try again; after that it works without a network too",
    "station.closed": "the station's file was closed",
}
"""Every trouble and what it says in the log; the screens' sentences have the same keys in the resources."""

_WORLD = {
    sqlite3.SQLITE_FULL: "station.disk_full",
    sqlite3.SQLITE_CORRUPT: "station.damaged",
    sqlite3.SQLITE_NOTADB: "station.damaged",
    sqlite3.SQLITE_IOERR: "station.disk_trouble",
    sqlite3.SQLITE_BUSY: "station.disk_trouble",
    sqlite3.SQLITE_LOCKED: "station.disk_trouble",
    sqlite3.SQLITE_PROTOCOL: "station.disk_trouble",
    sqlite3.SQLITE_NOLFS: "station.disk_trouble",
    sqlite3.SQLITE_NOMEM: "station.disk_trouble",
    sqlite3.SQLITE_CANTOPEN: "station.not_writable",
    sqlite3.SQLITE_READONLY: "station.not_writable",
    sqlite3.SQLITE_PERM: "station.not_writable",
    sqlite3.SQLITE_AUTH: "station.not_writable",
}


class StationTrouble(Unavailable):
    """The station's own file cannot be used now.

    Attributes:
        reason: Key of the sentence to show, one of ``SENTENCES``.
        names: What the sentence's placeholders stand for.
    """

    def __init__(self, reason: str, **names: object) -> None:
        super().__init__(SENTENCES[reason].format_map(names))
        self.reason = reason
        self.names = names


@contextmanager
def sqlite_errors_told(path: Path) -> Iterator[None]:
    """Lets no sqlite3 error out of a block.

    Raises:
        StationTrouble: The world is to blame: a full disk, a damaged or locked file.
        RuntimeError: A statement broke a rule of the schema, which is a bug.
    """
    try:
        yield
    except sqlite3.Error as error:
        reason = _WORLD.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)  # the low byte is the family of the error
        if reason is None:
            raise RuntimeError(f"a statement on {path.name} failed: {error}") from error
        raise StationTrouble(reason, path=path, error=error) from error


@contextmanager
def file_errors_told(path: Path) -> Iterator[None]:
    """Lets no error of the file system out of a block that makes, moves or locks files.

    Raises:
        StationTrouble: A file or folder cannot be made or moved.
    """
    try:
        yield
    except OSError as error:
        raise StationTrouble("station.not_writable", path=path) from error
