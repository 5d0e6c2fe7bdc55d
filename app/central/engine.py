"""The door to the central database: one way to read it, one way to write it.

On SQLite there is one writing connection per file and process (it also does the checkpoints), and readers
open with ``query_only``. On PostgreSQL writers work at READ COMMITTED, and readers on a snapshot of their own.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.pool import QueuePool

from app.central.outage import CentralTrouble, outage

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


_turns: dict[str, _Turn] = {}
_turns_guard = Lock()


class Central:
    """The central database of a site.

    Attributes:
        engine: The SQLAlchemy engine of the writing side.
    """

    def __init__(self, engine: sa.Engine, reader: sa.Engine) -> None:
        self.engine = engine
        self._reader = reader
        self._turn = _turn_of(engine)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Opens a connection that sees one moment of the database and cannot change it.

        Raises:
            Unavailable: The database cannot be read now.
        """
        with _worldly(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Opens one transaction: committed at the end, rolled back on any exception.

        Raises:
            Unavailable: The database cannot be written now; nothing was changed.
        """
        with _worldly(), self._turn, self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Closes every connection; the object may be used again and opens new ones."""
        self._reader.dispose()
        self.engine.dispose()


def open_central(url: str) -> Central:
    """Makes the door to a database; nothing is opened before it is used.

    Args:
        url: ``sqlite:////path/central.db`` or ``postgresql+psycopg://user@host/name``.

    Raises:
        ValueError: The text is not such an address.
    """
    try:
        parsed = sa.make_url(url)
    except exc.ArgumentError as error:
        raise ValueError(f"not the address of a database: {url!r}") from error
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    from app.central.whole_numbers import read_whole_numbers  # noqa: PLC0415 - loads the server's driver

    engine = sa.create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    read_whole_numbers(engine)
    return Central(engine, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True))


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
def _worldly() -> Iterator[None]:
    try:
        yield
    except exc.DBAPIError as error:
        trouble = outage(error)
        if trouble is None:
            raise
        raise trouble from error
