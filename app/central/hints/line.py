"""A connection that stays open for one purpose, outside the pool: each statement is its own transaction."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from app.central.engine import Central
from app.central.outage import CentralTrouble, outage

SOCKET_GONE = "central.away"
"""Why a connection that was cut cannot be used."""


@contextmanager
def worldly() -> Iterator[None]:
    """Turns what a driver says about the world into ``Unavailable``; a mistake of the program stays what it is.

    Raises:
        Unavailable: The server cannot be reached now.
    """
    try:
        yield
    except exc.DBAPIError as error:
        trouble = outage(error)
        if trouble is None:
            raise
        raise trouble from error


class Line:
    """One connection of its own to a PostgreSQL server, opened when it is first needed and again after it was cut."""

    def __init__(self, central: Central, *opening: sa.Executable) -> None:
        """Prepares the line.

        Args:
            central: The central database.
            opening: Statements to begin each new connection with.
        """
        self._engine = central.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._opening = opening
        self._connection: sa.Connection | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a connection, as far as this side knows."""
        return self._connection is not None

    @property
    def driver(self) -> Any:
        """The driver's connection.

        Raises:
            Unavailable: The server cannot be reached now.
        """
        connection = self._opened()
        return connection.connection.dbapi_connection  # a detached connection knows its driver by this name only

    def ask(self, statement: sa.Executable) -> Any:
        """Executes one statement; gives the first value of its first row, if it has any.

        Raises:
            Unavailable: The server cannot be reached now; the connection is given up.
        """
        connection = self._opened()
        try:
            result = connection.execute(statement)
            return result.scalar() if result.returns_rows else None
        except exc.DBAPIError as error:
            self.drop()
            raise outage(error) or CentralTrouble(SOCKET_GONE, str(error.orig)) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Makes the statements inside one transaction.

        Raises:
            Unavailable: The server cannot be reached now; nothing of it was done.
        """
        self.ask(sa.text("BEGIN"))
        try:
            yield
        except BaseException:
            self.drop()
            raise
        self.ask(sa.text("COMMIT"))

    def drop(self) -> None:
        """Closes the connection, if there is one; whatever it held at the server is free."""
        connection, self._connection = self._connection, None
        if connection is not None:
            _close(connection)

    def _opened(self) -> sa.Connection:
        if self._connection is None:
            try:
                self._connection = _begun(self._engine, self._opening)
            except exc.DBAPIError as error:
                raise outage(error) or CentralTrouble(SOCKET_GONE, str(error.orig)) from error
        return self._connection


def _begun(engine: sa.Engine, opening: tuple[sa.Executable, ...]) -> sa.Connection:
    connection = engine.connect()
    try:
        connection.detach()  # it holds something for as long as it lives: it must never go back to the pool
        for statement in opening:
            connection.execute(statement)
    except BaseException:
        _close(connection)
        raise
    return connection


def _close(connection: sa.Connection) -> None:
    with suppress(exc.DBAPIError):  # the server is away; nothing is left to close
        connection.close()
