"""What the hub tells the supervisor: exceptions that no fact is behind."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.central.tables import exception


def open_once(connection: sa.Connection, kind: str, detail: dict[str, Any], now: datetime) -> bool:
    """Opens an exception unless the same one was ever opened; tells whether it was new.

    What is in ``detail`` makes it the same: a moment in it lets it be told again when it happens again.
    """
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    same = sa.and_(exception.c.kind == kind, exception.c.detail == text)
    if connection.execute(sa.select(exception.c.id).where(same).limit(1)).first() is not None:
        return False
    connection.execute(sa.insert(exception).values(kind=kind, detail=text, opened_at=now))
    return True


def open_details(connection: sa.Connection, kind: str) -> dict[int, dict[str, Any]]:
    """Gives the details of the open exceptions of a kind, by their numbers."""
    still = sa.and_(exception.c.kind == kind, exception.c.resolved_at.is_(None))
    rows = connection.execute(sa.select(exception.c.id, exception.c.detail).where(still))
    return {row.id: json.loads(row.detail) for row in rows}


def close_by_itself(connection: sa.Connection, numbers: list[int], now: datetime) -> None:
    """Closes exceptions whose cause has gone, in the name of the system."""
    if numbers:
        mine = sa.and_(exception.c.id.in_(numbers), exception.c.resolved_at.is_(None))
        connection.execute(sa.update(exception).where(mine).values(resolved_at=now, resolved_by="system"))
