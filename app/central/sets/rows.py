"""Keys to look up and rows to insert, any number of them."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from app.central.rows import Row
from app.central.upserts import insert_into

if TYPE_CHECKING:
    import psycopg

Values = Mapping[str, Any]
"""Column to value."""


def one_of(connection: sa.Connection, column: sa.Column[Any], keys: Collection[Any]) -> sa.ColumnElement[bool]:
    """Makes the condition that a column of texts or numbers has one of many values; any number of them will do."""
    if connection.dialect.name == "postgresql":
        return column == sa.any_(sa.literal(list(keys), postgresql.ARRAY(column.type)))
    listed = sa.func.json_each(sa.literal(json.dumps(list(keys)))).table_valued("value", name="listed")
    return column.in_(sa.select(listed.c.value))


def insert_many(connection: sa.Connection, table: sa.Table, rows: Sequence[Values]) -> None:
    """Inserts rows that all name the same columns; none may be there already."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, table.name, rows)
    else:
        connection.execute(sa.insert(table), [dict(row) for row in rows])


def insert_unknown_rows(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Values], *wanted: sa.Column[Any]
) -> Sequence[Row]:
    """Inserts those of many rows of which no unique key is taken; gives the wanted columns of these."""
    if not rows:
        return []
    if connection.dialect.name != "postgresql":
        statement = insert_into(connection, table).on_conflict_do_nothing().returning(*wanted)
        return connection.execute(statement, [dict(row) for row in rows]).all()
    incoming = f"incoming_{table.name}"
    names = ", ".join(f'"{name}"' for name in rows[0])
    connection.exec_driver_sql(
        f'CREATE TEMP TABLE {incoming} ON COMMIT DROP AS SELECT {names} FROM "{table.name}" WITH NO DATA'  # noqa: S608 - our own names
    )
    _copy(connection, table, incoming, rows)
    waiting = sa.table(incoming, *(sa.column(name) for name in rows[0]))
    chosen = insert_into(connection, table).from_select(list(rows[0]), sa.select(waiting)).on_conflict_do_nothing()
    made = connection.execute(chosen.returning(*wanted)).all()
    connection.exec_driver_sql(f"DROP TABLE {incoming}")
    return made


def _copy(connection: sa.Connection, table: sa.Table, target: str, rows: Sequence[Values]) -> None:
    """Streams rows into a table or a temporary copy of it."""
    names = list(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    opened = cast("psycopg.Cursor[Any]", connection.connection.cursor())
    with opened as cursor, cursor.copy(f'COPY "{target}" ({columns}) FROM STDIN'.encode()) as copy:
        for record in _records(connection, table, names, rows):
            copy.write_row(record)


def _records(
    connection: sa.Connection, table: sa.Table, names: Sequence[str], rows: Sequence[Values]
) -> Iterator[list[Any]]:
    """Gives the rows as the driver takes them: moments as they are stored, words without their Python class."""
    processors = [table.c[name].type.bind_processor(connection.dialect) for name in names]
    for row in rows:
        yield [
            processor(row[name]) if processor else str(row[name]) if isinstance(row[name], str) else row[name]
            for name, processor in zip(names, processors, strict=True)
        ]
