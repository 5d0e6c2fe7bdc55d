"""The door to the central database: one way to read it, one way to write it.

On SQLite there is one writing connection per file and process (it also does the checkpoints), and readers
open with ``query_only``. On PostgreSQL writers work at READ COMMITTED, and readers on a snapshot of their own; nobody
waits for the server longer than a ``Patience`` says.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.pool import QueuePool

from app.central.outage import CentralTrouble, outage
from app.central.postgres.lineage import Seen, SeenHere
from app.central.postgres.patience import FLOOR, Patience
from app.central.postgres.secrets import masked

PATIENCE_S = 10
"""Seconds a writer waits for another one, in this program or another."""


class _Turn:
    """Lets one thread at a time write to a file."""

    def __init__(self) -> None:
        self._lock = Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=PATIENCE_S):
            raise CentralTrouble("central.busy")

    def __exit__(self, *_failure: object) -> None:
        self._lock.release()


_seen_here = SeenHere()
_turns: dict[str, _Turn] = {}
_turns_guard = Lock()


def _as_ever(_connection: sa.Connection, _patience: Patience) -> None:
    """Leaves a file alone: whoever uses one waits for other writers only."""


class Central:
    """The central database of a site.

    Attributes:
        engine: The SQLAlchemy engine of the writing side.
    """

    def __init__(
        self, engine: sa.Engine, reader: sa.Engine, take_time: Callable[[sa.Connection, Patience], None] = _as_ever
    ) -> None:
        self.engine = engine
        self._reader = reader
        self._turn = _turn_of(engine)
        self._take_time = take_time

    @contextmanager
    def reading(self, patience: Patience | None = None) -> Iterator[sa.Connection]:
        """Opens a connection that sees one moment of the database and cannot change it.

        Args:
            patience: How long a server may take; as long as the door was opened with when none is given.

        Raises:
            Unavailable: The database cannot be read now.
        """
        with _worldly(), self._reader.begin() as connection:
            if patience is not None:
                self._take_time(connection, patience)
            yield connection

    @contextmanager
    def writing(self, patience: Patience | None = None) -> Iterator[sa.Connection]:
        """Opens one transaction: committed at the end, rolled back on any exception.

        Args:
            patience: How long a server may take; as long as the door was opened with when none is given.

        Raises:
            Unavailable: The database cannot be written now. Nothing was changed, unless the server went away at the
                very end: whatever is written has a key that makes it safe to write it again.
        """
        with _worldly(writes=True), self._turn, self.engine.begin() as connection:
            if patience is not None:
                self._take_time(connection, patience)
            yield connection

    def close(self) -> None:
        """Closes every connection; the object may be used again and opens new ones."""
        self._reader.dispose()
        self.engine.dispose()


def open_central(url: str, *, patience: Patience = FLOOR, seen: Seen | None = None) -> Central:
    """Makes the door to a database; nothing is opened before it is used.

    Args:
        url: ``sqlite:////path/central.db`` or ``postgresql+psycopg://user@host/name``.
        patience: How long a server may take.
        seen: Remembers which server is the site's own; for as long as the program runs when none is given.

    Raises:
        ValueError: The text is not such an address.
        Unavailable: The address names an option or a port that there is not, or would carry data unprotected.
    """
    try:
        parsed = sa.make_url(url)
    except (exc.ArgumentError, ValueError):
        raise ValueError(f"not the address of a database: {masked(url)!r}") from None
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    if parsed.drivername not in {"postgresql", "postgresql+psycopg"}:
        raise ValueError(f"not the address of a database: {masked(url)!r}")
    return _open_postgres(parsed, patience, _seen_here if seen is None else seen)


def _open_postgres(url: sa.URL, usual: Patience, seen: Seen) -> Central:
    from app.central.postgres import opening  # noqa: PLC0415 - psycopg takes 160 ms, and most have no server

    engine = opening.make_engine(url, usual, seen)
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Central(engine, reader, opening.take_time)


def _open_sqlite(url: sa.URL) -> Central:
    options: dict[str, Any] = {
        "poolclass": QueuePool,
        "connect_args": {"timeout": PATIENCE_S},
        "hide_parameters": True,  # errors are logged, and rows hold addresses of customers
    }
    writer = sa.create_engine(url, pool_size=1, max_overflow=0, **options)
    reader = sa.create_engine(url, pool_size=5, max_overflow=10, **options)
    sa.event.listen(writer, "connect", _set_up_writer)
    sa.event.listen(reader, "connect", _set_up_reader)
    sa.event.listen(writer, "begin", _begin_writing)
    sa.event.listen(reader, "begin", _begin_reading)
    return Central(writer, reader)


def _set_up_writer(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _set_up_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("query_only=ON", "wal_autocheckpoint=0", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_writing(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _turn_of(engine: sa.Engine) -> AbstractContextManager[None]:
    if engine.dialect.name != "sqlite":
        return nullcontext()
    with _turns_guard:
        return _turns.setdefault(str(engine.url.database), _Turn())


@contextmanager
def _worldly(*, writes: bool = False) -> Iterator[None]:
    try:
        yield
    except exc.DBAPIError as error:
        trouble = outage(error, writes=writes)
        if trouble is None:
            raise
        raise trouble from error
    except exc.TimeoutError as error:  # all connections of this program are in use
        raise CentralTrouble("central.busy") from error
