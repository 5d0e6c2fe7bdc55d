"""The station's file: one writer for every thread, readers beside it, and nothing lost that was said to be kept.

SQLite in WAL mode with ``synchronous=FULL``: a commit has reached the disk when it returns. Only the writer's
connection changes anything, and only it moves the log into the file (checkpoint); readers may not. That also keeps
clear of the WAL-reset bug of SQLite 3.7.0 to 3.51.2 (https://sqlite.org/wal.html#walresetbug), which needs two
connections that race to do so.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from app.station.latch import Latch
from app.station.schema import bring_up
from app.station.trouble import StationTrouble, file_errors_told, sqlite_errors_told

_BUSY_SECONDS = 2.0

_CHECKPOINT_PAGES = 4000
"""Pages of 4 kB after which a commit also moves the log into the file: some 8 ms, once in a thousand scans."""


class Store:
    """An open ``station.db``. Every thread of the program may use it.

    Raises:
        StationTrouble: From every method: the disk is full, the file damaged, the store closed.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file, makes it when it is not there, checks it and brings it forward.

        Args:
            path: The file; ``path.lock`` beside it keeps a second program out.

        Raises:
            StationTrouble: Another program has it open, it is damaged, or a newer program wrote it.
        """
        self.path = path
        self._lock = Lock()
        self._pool_lock = Lock()
        self._readers: list[sqlite3.Connection] = []
        self._closed = False
        with sqlite_errors_told(path), file_errors_told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._latch = _latch_of(path)
            try:
                self._writer = _open_writer(path)
            except BaseException:
                self._latch.release()
                raise

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One durable transaction; other threads wait. Keep it short: a scan may be waiting.

        Yields:
            The writer's connection, inside the transaction. What the block wrote is kept when the block ends and
            forgotten when it raises.
        """
        with sqlite_errors_told(self.path), self._lock:
            self._require_open()
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has rolled back by itself after some errors
                    self._writer.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One consistent look at the file; waits for nobody.

        Yields:
            A connection that cannot write. It must not be used after the block.
        """
        with sqlite_errors_told(self.path):
            reader = self._borrow()
            try:
                reader.execute("BEGIN")
                yield reader
            finally:
                with suppress(sqlite3.Error):  # the look is over either way
                    reader.execute("ROLLBACK")
                self._give_back(reader)

    def close(self) -> None:
        """Closes the file and lets other programs open it; a second time does nothing."""
        with sqlite_errors_told(self.path), self._lock, self._pool_lock:
            self._closed = True
            while self._readers:
                self._readers.pop().close()
            self._writer.close()
            self._latch.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def _require_open(self) -> None:
        if self._closed:
            raise StationTrouble("station.closed")

    def _borrow(self) -> sqlite3.Connection:
        with self._pool_lock:
            self._require_open()
            return self._readers.pop() if self._readers else _open_reader(self.path)

    def _give_back(self, reader: sqlite3.Connection) -> None:
        with self._pool_lock:
            if self._closed:
                reader.close()
            else:
                self._readers.append(reader)


def set_aside(path: Path, now: datetime) -> Path:
    """Moves a damaged file and its log out of the way, so that the station can begin anew; nothing is deleted.

    Args:
        path: The file; no program may have it open.
        now: Becomes part of the new name.

    Returns:
        Where the file is now.

    Raises:
        StationTrouble: A program has it open, or it cannot be moved.
    """
    kept = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}")
    with file_errors_told(path):
        latch = _latch_of(path)
        try:
            for ending in ("", "-wal", "-shm"):
                part = path.with_name(path.name + ending)
                if part.exists():
                    part.rename(kept.with_name(kept.name + ending))
        finally:
            latch.release()
    return kept


def _latch_of(path: Path) -> Latch:
    return Latch(path.with_name(f"{path.name}.lock"))


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _open_writer(path: Path) -> sqlite3.Connection:
    db = _connect(path)
    try:
        _require_whole(db, path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        db.execute("PRAGMA fullfsync = ON")  # a Mac's fsync alone does not reach the disk
        db.execute("PRAGMA foreign_keys = ON")
        bring_up(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _require_whole(db: sqlite3.Connection, path: Path) -> None:
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StationTrouble("station.damaged", path=path)


def _open_reader(path: Path) -> sqlite3.Connection:
    db = _connect(path)
    db.execute("PRAGMA query_only = ON")
    db.execute("PRAGMA wal_autocheckpoint = 0")
    return db
