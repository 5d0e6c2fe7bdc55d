"""Keys to look up and rows to insert, any number of them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
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
        _put(connection, sa.insert(table), table, rows)


def insert_unknown_rows(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Values], *wanted: sa.Column[Any]
) -> Sequence[Row]:
    """Inserts those of many rows of which no unique key is taken; gives the wanted columns of these."""
    if not rows:
        return []
    if connection.dialect.name != "postgresql":
        return _put_unknown(connection, table, rows, *wanted)
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


def _put(connection: sa.Connection, statement: sa.Insert, table: sa.Table, rows: Sequence[Values]) -> None:
    """Inserts rows into a file: the statement is written once and the driver takes the values as they are."""
    names = list(rows[0])
    text = statement.compile(dialect=connection.dialect, column_keys=names)
    order = text.positiontup or names
    connection.exec_driver_sql(str(text), list(_records(connection, table, order, rows)))


def _put_unknown(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Values], *wanted: sa.Column[Any]
) -> Sequence[Row]:
    """Inserts what is unknown into a file; new are the rows behind the last one, for only one writes at a time."""
    number = sa.literal_column("rowid", sa.Integer)
    last = connection.scalar(sa.select(sa.func.max(number)).select_from(table)) or 0
    _put(connection, insert_into(connection, table).on_conflict_do_nothing(), table, rows)
    return connection.execute(sa.select(*wanted).where(number > last)).all()


def _records(
    connection: sa.Connection, table: sa.Table, names: Sequence[str], rows: Sequence[Values]
) -> Iterable[tuple[Any, ...]]:
    """Gives the rows as the driver takes them: moments as they are stored, words without their Python class."""
    columns = []
    for name in names:
        column, kind = [row[name] for row in rows], table.c[name].type.dialect_impl(connection.dialect)
        processor = kind.bind_processor(connection.dialect)
        if processor:
            stored = {value: processor(value) for value in set(column)}  # the same few moments again and again
            column = [stored[value] for value in column]
        elif any(word is not str and issubclass(word, str) for word in set(map(type, column))):
            column = [str(value) if isinstance(value, str) else value for value in column]
        columns.append(column)
    return zip(*columns, strict=True)
