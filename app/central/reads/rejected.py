"""Rows of imported files that could not be taken and wait to be mended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import rejected_row


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that waits.

    Attributes:
        id: Its number.
        file: The file.
        row: Line in it.
        at: When it was refused.
        reason: Key of the sentence.
        names: What the sentence names.
    """

    id: int
    file: str
    row: int
    at: datetime
    reason: str
    names: Mapping[str, object] = field(hash=False)


def rejected_rows(central: Central, *, limit: int = 200) -> tuple[RejectedRow, ...]:
    """Gives the rows that wait, the oldest first."""
    statement = sa.select(rejected_row).order_by(rejected_row.c.at, rejected_row.c.id).limit(limit)
    with central.reading() as connection:
        rows = connection.execute(statement).all()
    return tuple(
        RejectedRow(
            id=row.id,
            file=row.file,
            row=row.row,
            at=row.at,
            reason=row.reason,
            names={"file": row.file, "row": row.row, "column": row.column, "value": row.value, **json.loads(row.names)},
        )
        for row in rows
    )
