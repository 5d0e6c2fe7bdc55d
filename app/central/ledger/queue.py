"""The facts that wait to be booked, in the order in which they are to be booked."""

import heapq
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.central.dialect import is_sqlite
from app.central.ledger.runs import NEXT_FACTS
from app.central.sets import hand, handed_rows, one_of
from app.central.tables import Moment, fact
from app.domain.books.booking import Outcome
from app.domain.facts import Fact

_waiting = fact.c.booked_at.is_(None)
_mark = {"booked_at": sa.bindparam("now", type_=Moment), "outcome": sa.bindparam("outcome")}
_SETTLE = sa.update(fact).where(fact.c.id == sa.bindparam("fact_id"), _waiting).values(_mark)
_handed = handed_rows([("fact_id", fact.c.id), ("outcome", fact.c.outcome), ("now", fact.c.booked_at)])
_settled = {
    "booked_at": sa.func.coalesce(fact.c.booked_at, _handed.c.now),
    "outcome": sa.func.coalesce(fact.c.outcome, _handed.c.outcome),
}
_SETTLE_ALL = sa.update(fact).where(fact.c.id == _handed.c.fact_id).values(_settled)
"""Found by id alone: with stale statistics PostgreSQL would go through all that wait, for every fact of the batch."""

_Key = tuple[datetime, str, int, str]


def next_facts(connection: sa.Connection, limit: int) -> list[Fact]:
    """Gives the facts to book next.

    Within a journal they come by their number and never past a gap; between journals by their arrival. The
    order does not depend on how many are asked for at once.
    """
    if not is_sqlite(connection):
        return [fact_of(row) for row in connection.execute(NEXT_FACTS, {"limit": limit})]
    runs = [_run(connection, incarnation, limit) for incarnation in _journals(connection)]
    chosen = [key[3] for key, _ in zip(heapq.merge(*runs), range(limit), strict=False)]
    return _read(connection, chosen)


def has_more(connection: sa.Connection) -> bool:
    """Tells whether any fact can be booked."""
    return bool(next_facts(connection, 1))


def settle(connection: sa.Connection, outcomes: Sequence[tuple[str, Outcome]], now: datetime) -> None:
    """Marks facts as booked; a fact that is marked already stays as it is."""
    settled = [{"fact_id": fact_id, "outcome": str(outcome), "now": now} for fact_id, outcome in outcomes]
    if settled and is_sqlite(connection):
        connection.execute(_SETTLE, settled)
    elif settled:
        hand(connection, _SETTLE_ALL, settled)


def fact_of(row: sa.Row[Any]) -> Fact:
    """Reads a fact out of a row of its table."""
    return Fact(
        id=row.id,
        station=row.station,
        incarnation=row.incarnation,
        seq=row.seq,
        kind=row.kind,
        version=row.version,
        who=row.who,
        at=row.at,
        payload=_payload(row.payload),
        prev_hash=row.prev_hash,
        hash=row.hash,
    )


def _journals(connection: sa.Connection) -> Iterator[str]:
    """Gives the journals with waiting facts, one look into the index for each."""
    first = connection.scalar(sa.select(sa.func.min(fact.c.incarnation)).where(_waiting))
    while first is not None:
        yield first
        following = sa.select(sa.func.min(fact.c.incarnation)).where(_waiting, fact.c.incarnation > first)
        first = connection.scalar(following)


def _run(connection: sa.Connection, incarnation: str, limit: int) -> list[_Key]:
    """Gives the keys of a journal's waiting facts up to the first gap."""
    rows = connection.execute(
        sa.select(fact.c.received_at, fact.c.incarnation, fact.c.seq, fact.c.id)
        .where(_waiting, fact.c.incarnation == incarnation)
        .order_by(fact.c.seq)
        .limit(limit)
    ).all()
    if not rows or not _follows(connection, incarnation, rows[0].seq):
        return []
    return [(*row,) for place, row in enumerate(rows) if row.seq == rows[0].seq + place]


def _follows(connection: sa.Connection, incarnation: str, seq: int) -> bool:
    """Tells whether a number is the first of its journal or the one before it is there."""
    before = sa.select(fact.c.id).where(fact.c.incarnation == incarnation, fact.c.seq == seq - 1)
    return seq == 1 or connection.scalar(before) is not None


def _read(connection: sa.Connection, ids: Sequence[str]) -> list[Fact]:
    rows = connection.execute(sa.select(fact).where(one_of(connection, fact.c.id, ids))).all()
    found = {row.id: fact_of(row) for row in rows}
    return [found[fact_id] for fact_id in ids]


def _payload(text: str) -> dict[str, Any]:
    """Reads a payload; one that is no JSON object has no fields, and its fact will be parked."""
    try:
        payload = json.loads(text)
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) else {}
