"""The trace of every command: who ordered what, where and when."""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.dialect import called, on_server
from app.central.tables import Moment, audit


@dataclass(frozen=True, slots=True)
class By:
    """Who commands, and at which station."""

    badge: str = "system"
    station: str = ""


def note(
    connection: sa.Connection, *, badge: str, station: str, action: str, what: str, at: datetime, **detail: object
) -> None:
    """Writes one line of the audit trail in the transaction of the command itself.

    On a server a station can write lines of its own only, and its clock does not count.

    Args:
        connection: The open transaction.
        badge: Who commanded.
        station: Where.
        action: What was done, e.g. ``"cancel"``.
        what: To which thing, e.g. ``"order 17"``.
        at: When, UTC.
        detail: Anything else worth keeping, as JSON values.
    """
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    if on_server(connection):
        called(connection, "note_audit", badge, station, action, what, sa.literal(at, Moment), text)
        return
    row = {"badge": badge, "station": station, "action": action, "object": what, "at": at}
    connection.execute(sa.insert(audit).values(**row, detail=text))
