"""The handshake: at every connect a station says who and how far it is, and the centre says the same of itself.

Nothing here trusts that the other side is as it was: a station's disk may be a copy, the centre may have come back
from a backup, either program may be older than the other. What each of these means is decided by the station, which
is the one that acts; the centre only answers, and passes over parcel numbers it had allotted before it forgot.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.central.dialect import insert_unknown, is_sqlite, upsert
from app.central.engine import Central
from app.central.inbox import watermark_on
from app.central.link.feed import forget_versions
from app.central.tables import fact, number_range, site, station
from app.central.upserts import insert_into

GENERATION = 2
"""Generation of tables and facts that this program was made for; one higher with each that changes them."""

OLDEST_CENTRE = 1
"""The oldest generation of a centre this program claims work from."""

SEEN_EVERY = timedelta(seconds=10)
"""A station that has nothing new to say of itself is written down so often."""

_JUMP = 2_000
"""Serial numbers passed over by a centre that lost some of its past: others may have been allotted them."""

_KEYS = ("centre.incarnation", "centre.generation", "centre.oldest")


@dataclass(frozen=True, slots=True)
class Hello:
    """What a station says of itself.

    Attributes:
        code: Its code.
        incarnation: Identity of its journal.
        program: Version of its program.
        generation: Generation of tables and facts its program was made for.
        seq: Number of its newest fact.
        acknowledged: How far the centre said to hold the journal.
        numbers: Name of the range its parcel numbers are of.
        highest: Highest of them it was allotted, 0 for none.
        at: Its own time, in UTC.
    """

    code: str
    incarnation: str
    program: str
    generation: int
    seq: int
    acknowledged: int
    numbers: str
    highest: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the centre answers.

    Attributes:
        held: How far it holds the journal without a gap.
        hash: Of its fact at ``held``, or at the station's newest if that is lower; empty for none.
        incarnation: Identity of this life of the database; another one after a restore, empty for an old centre.
        generation: Generation of its tables.
        oldest: The oldest program it lets claim.
        at: Its own time, in UTC.
    """

    held: int
    hash: str
    incarnation: str
    generation: int
    oldest: int
    at: datetime


def shake_hands(central: Central, hello: Hello) -> Welcome:
    """Answers a station and notes what it said.

    Raises:
        Unavailable: The centre cannot be reached now.
    """
    with central.reading() as connection:
        known = _known(connection)
        seen = connection.execute(sa.select(*_columns(known)).where(station.c.code == hello.code)).first()
        held = watermark_on(connection, hello.incarnation)
        mine = sa.and_(fact.c.incarnation == hello.incarnation, fact.c.seq == min(held, hello.seq))
        welcome = Welcome(
            held,
            connection.scalar(sa.select(fact.c.hash).where(mine)) or "",
            known.get("centre.incarnation", ""),
            known.get("centre.generation", 1),
            known.get("centre.oldest", 1),
            _time_of(connection, hello),
        )
    row = _row(hello, welcome)
    lost = hello.acknowledged > held
    if hello.highest and (lost or seen is None or getattr(seen, "highest", None) != hello.highest):
        _pass_over(central, hello, lost=lost)
    if _is_news(seen, row):
        _note(central, row)
    return welcome


def hashes(central: Central, incarnation: str, after: int) -> dict[int, str]:
    """Gives the hashes of the facts of a journal above a number, by their numbers.

    Raises:
        Unavailable: The centre cannot be reached now.
    """
    mine = sa.and_(fact.c.incarnation == incarnation, fact.c.seq > after)
    with central.reading() as connection:
        return {row.seq: row.hash for row in connection.execute(sa.select(fact.c.seq, fact.c.hash).where(mine))}


def begin_new_life(connection: sa.Connection, *, passing: int = _JUMP) -> str:
    """Gives the database another identity after it was restored from a backup.

    Stations find out at their next handshake: they offer again what it lacks and pull everything anew. Serial numbers
    are passed over that may have been allotted since the backup.

    Args:
        connection: A transaction.
        passing: How many serial numbers to pass over.

    Returns:
        The new identity.
    """
    fresh = str(uuid.uuid4())
    upsert(connection, site, {"key": "centre.incarnation", "value": json.dumps(fresh)})
    connection.execute(sa.update(number_range).values(next=number_range.c.next + passing))
    forget_versions(connection)
    return fresh


def _known(connection: sa.Connection) -> dict[str, Any]:
    rows = connection.execute(sa.select(site.c.key, site.c.value).where(site.c.key.in_(_KEYS)))
    return {row.key: json.loads(row.value) for row in rows}


def _columns(known: Mapping[str, Any]) -> tuple[sa.Column[Any], ...]:
    """A centre of the first generation has the first columns only."""
    old = (station.c.code, station.c.incarnation, station.c.last_seen)
    return tuple(station.c) if known.get("centre.generation", 1) > 1 else old


def _time_of(connection: sa.Connection, hello: Hello) -> datetime:
    """Gives the server's time; a file has none of its own, it is on this machine."""
    if is_sqlite(connection):
        return hello.at
    found: datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return found


def _row(hello: Hello, welcome: Welcome) -> dict[str, Any]:
    row = {"code": hello.code, "incarnation": hello.incarnation, "last_seen": welcome.at}
    if welcome.generation > 1:
        row |= {
            "program": hello.program,
            "generation": hello.generation,
            "waiting": max(0, hello.seq - welcome.held),
            "highest": hello.highest,
            "clock_offset_ms": round((hello.at - welcome.at).total_seconds() * 1000),
        }
    return row


def _is_news(seen: sa.Row[Any] | None, row: Mapping[str, Any]) -> bool:
    if seen is None or not timedelta(0) <= row["last_seen"] - seen.last_seen < SEEN_EVERY:
        return True
    lasting = ("incarnation", "program", "generation", "highest")
    return any(getattr(seen, name) != row[name] for name in lasting if name in row)


def _note(central: Central, row: Mapping[str, Any]) -> None:
    """Changes the station's row, and makes it only where there is none: a station may change its own, no more."""
    with central.writing() as connection:
        mine = sa.update(station).where(station.c.code == row["code"])
        if not connection.execute(mine.values({name: row[name] for name in row if name != "code"})).rowcount:
            connection.execute(insert_unknown(connection, station).values(**row))


def _pass_over(central: Central, hello: Hello, *, lost: bool) -> None:
    past = hello.highest + 1 + (_JUMP if lost else 0)
    with central.writing() as connection:
        if is_sqlite(connection):
            statement = insert_into(connection, number_range).values(name=hello.numbers, next=past)
            higher = sa.func.max(number_range.c.next, statement.excluded.next)
            connection.execute(
                statement.on_conflict_do_update(index_elements=[number_range.c.name], set_={"next": higher})
            )
        else:
            connection.execute(sa.select(sa.func.raise_numbers(hello.numbers, past)))
