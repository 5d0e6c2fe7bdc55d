"""Where the stations' facts arrive: written down once, in order, and never changed.

Nothing is judged here. A fact that was sent before is answered again, so that a station whose answer was lost
may simply send again; what is wrong with a fact is the bookkeeper's business.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.central.dialect import called, insert_unknown, on_server, upsert
from app.central.engine import Central
from app.central.tables import Moment, exception, fact, station
from app.domain.facts import Fact, payload_text

_columns = (fact.c.id, fact.c.incarnation, fact.c.seq, fact.c.hash)


def append(central: Central, facts: Sequence[Fact], *, now: datetime) -> int:
    """Takes a batch of facts of one journal.

    A fact whose number in the journal is taken by another fact (a journal that was copied and written on twice)
    is kept whole in an exception of kind ``fork``; the first one stands.

    Args:
        central: The central database.
        facts: Facts of one incarnation, in the order of their numbers.
        now: The centre's time, in UTC.

    Returns:
        How far the centre holds the journal without a gap; 0 for no facts.

    Raises:
        ValueError: The facts are of several journals, or of several stations.
        Unavailable: The database cannot be written now; none was taken.
    """
    if not facts:
        return 0
    incarnation = _only_incarnation(facts)
    with central.writing() as connection:
        if on_server(connection):
            return _hand_over(connection, facts, now)
        known = _known(connection, facts)
        new, forks = _sort(facts, known)
        if new:
            connection.execute(insert_unknown(connection, fact), [_row(one, now) for one in new])
        if forks:
            _report(connection, forks, now)
        seen = {"code": facts[-1].station, "incarnation": incarnation, "last_seen": now}
        upsert(connection, station, seen)
        return watermark_on(connection, incarnation)


def watermark(central: Central, incarnation: str) -> int:
    """Tells how far the centre holds a journal without a gap; 0 when it knows nothing of it.

    Raises:
        Unavailable: The database cannot be read now.
    """
    with central.reading() as connection:
        return watermark_on(connection, incarnation)


def _only_incarnation(facts: Sequence[Fact]) -> str:
    journals = {(one.incarnation, one.station) for one in facts}
    if len(journals) > 1:
        raise ValueError(f"facts of several journals in one batch: {sorted(journals)}")
    return facts[0].incarnation


def _hand_over(connection: sa.Connection, facts: Sequence[Fact], now: datetime) -> int:
    """Has the database take the facts: in one round trip, and only those of the station that is logged in."""
    first, moment = facts[0], sa.literal(now, Moment)
    sent = sa.literal([_sent(one) for one in facts], sa.JSON)
    held = called(connection, "append_facts", first.station, first.incarnation, sent, moment)
    return int(held)


def _sent(one: Fact) -> dict[str, Any]:
    return {
        "id": one.id,
        "seq": one.seq,
        "kind": one.kind,
        "version": one.version,
        "who": one.who,
        "at": one.at.isoformat(),
        "payload": payload_text(one.payload),
        "prev_hash": one.prev_hash,
        "hash": one.hash,
    }


def _known(connection: sa.Connection, facts: Sequence[Fact]) -> list[sa.Row[Any]]:
    numbers = sa.select(*_columns).where(
        fact.c.incarnation == facts[0].incarnation, fact.c.seq.in_([one.seq for one in facts])
    )
    identities = sa.select(*_columns).where(fact.c.id.in_([one.id for one in facts]))
    return list(connection.execute(sa.union(numbers, identities)))


def _sort(facts: Sequence[Fact], known: Iterable[sa.Row[Any]]) -> tuple[list[Fact], list[tuple[Fact, str]]]:
    """Parts the unknown facts from those that contradict one that is held (with the id of that one)."""
    holder = {row.id: (row.id, row.hash) for row in known}
    numbered = {row.seq: (row.id, row.hash) for row in known if row.incarnation == facts[0].incarnation}
    new: list[Fact] = []
    forks: list[tuple[Fact, str]] = []
    for one in facts:
        held = numbered.get(one.seq) or holder.get(one.id)
        if held is None:
            new.append(one)
            holder[one.id] = numbered[one.seq] = (one.id, one.hash)
        elif held != (one.id, one.hash):
            forks.append((one, held[0]))
    return new, forks


def _row(one: Fact, now: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "station": one.station,
        "incarnation": one.incarnation,
        "seq": one.seq,
        "kind": one.kind,
        "version": one.version,
        "who": one.who,
        "at": one.at,
        "payload": payload_text(one.payload),
        "prev_hash": one.prev_hash,
        "hash": one.hash,
        "received_at": now,
    }


def _report(connection: sa.Connection, forks: Iterable[tuple[Fact, str]], now: datetime) -> None:
    """Opens an exception for each contradicting fact, with the whole fact in it; the same one is told once."""
    told = set(connection.scalars(sa.select(exception.c.detail).where(exception.c.kind == "fork")))
    rows = []
    for one, held in forks:
        detail = payload_text({**_row(one, now), "at": one.at.isoformat(), "received_at": None})
        if detail not in told:
            told.add(detail)
            rows.append({"kind": "fork", "fact_id": held, "detail": detail, "opened_at": now})
    if rows:
        connection.execute(sa.insert(exception), rows)


def watermark_on(connection: sa.Connection, incarnation: str) -> int:
    """Finds the last number before the first gap, looking only above what is booked (booking passes no gap)."""
    if on_server(connection):
        return int(called(connection, "held_until", incarnation))
    mine = fact.c.incarnation == incarnation
    booked = sa.select(fact.c.seq).where(mine, fact.c.booked_at.is_not(None)).order_by(fact.c.seq.desc()).limit(1)
    floor = connection.scalar(booked) or 0
    shift = fact.c.seq - sa.func.row_number().over(order_by=fact.c.seq)
    run = sa.select(fact.c.seq, shift.label("shift")).where(mine, fact.c.seq > floor).subquery()
    return int(connection.scalar(sa.select(sa.func.max(run.c.seq)).where(run.c.shift == floor)) or floor)
