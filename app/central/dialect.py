"""The few statements in which SQLite and PostgreSQL differ; everything else is one set of statements."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.central.locks import Lock

_SILENCE = "6s"


def is_sqlite(connection: sa.Connection) -> bool:
    """Tells whether a connection leads to a SQLite file."""
    return connection.dialect.name == "sqlite"


def insert_unknown(connection: sa.Connection, table: sa.Table) -> sa.Insert:
    """Makes an INSERT that leaves out rows of which a unique key is taken already."""
    if is_sqlite(connection):
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def upsert(connection: sa.Connection, table: sa.Table, values: dict[str, Any]) -> None:
    """Inserts one row, or sets its other columns when a row with its primary key is there."""
    keys = [column.name for column in table.primary_key]
    rest = {name: value for name, value in values.items() if name not in keys}
    if is_sqlite(connection):
        connection.execute(sqlite.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=rest))
    else:
        connection.execute(
            postgresql.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=rest)
        )


def may_book(connection: sa.Connection) -> bool:
    """Asks for the bookkeeper's seat until the end of the transaction.

    A writing transaction on SQLite excludes every other one, so it holds the seat by itself. PostgreSQL ends the
    transaction of a program that falls silent in the middle of it, so that a frozen one does not keep others out.

    Returns:
        False when another program is booking now.
    """
    if is_sqlite(connection):
        return True
    limit = sa.func.set_config("idle_in_transaction_session_timeout", _SILENCE, True)
    taken = sa.func.pg_try_advisory_xact_lock(Lock.BOOKING.value)
    return bool(connection.execute(sa.select(limit, taken)).one()[1])


def await_migrators(connection: sa.Connection) -> None:
    """Waits until no other program migrates, and keeps others out until the end of the transaction."""
    if not is_sqlite(connection):
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(Lock.MIGRATING.value)))


def on_server(connection: sa.Connection) -> bool:
    """Tells whether promises are functions of the database itself, which guards them against a station's own SQL."""
    return connection.dialect.name == "postgresql"


def called(connection: sa.Connection, name: str, *arguments: object) -> Any:
    """Calls one of the database's functions; gives its answer.

    Args:
        connection: An open transaction on PostgreSQL.
        name: The function, one of the files in ``migrations/functions``.
        arguments: What it is given, in its order; moments as ``sa.literal(now, Moment)``.
    """
    return connection.scalar(sa.select(getattr(sa.func, name)(*arguments)))
