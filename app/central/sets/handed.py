"""Rows handed to PostgreSQL as one JSON text, which a statement reads like a table: one round trip for any number.

The driver would send a statement once a row otherwise; SQLite has no round trips and takes rows one by one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

_ROWS = "rows"


def handed_rows(columns: Sequence[tuple[str, sa.Column[Any]]]) -> sa.TableValuedAlias:
    """Makes the table that a statement reads; each name has the type of a column of ours."""
    typed = [sa.column(name, column.type) for name, column in columns]
    text = sa.cast(sa.bindparam(_ROWS, type_=sa.Text), sa.JSON)
    return sa.func.json_to_recordset(text).table_valued(*typed, name="handed").render_derived(with_types=True)


def hand(connection: sa.Connection, statement: sa.UpdateBase, rows: Iterable[Mapping[str, Any]]) -> None:
    """Executes a statement over ``handed_rows`` with these rows."""
    connection.execute(statement, {_ROWS: json.dumps(list(rows), ensure_ascii=False, default=_stored)})


def _stored(value: datetime) -> str:
    """Writes a moment as it is stored: UTC, without saying so."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat()
