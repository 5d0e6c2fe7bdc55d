"""What is held against a day when it is over: nothing said was lost, nothing was done twice, the books are right."""

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.central import inbox
from app.central.bookkeeper import book_all
from app.central.check import check
from app.central.engine import Central
from app.central.tables import exception, fact, movement, sales_order, walk, walk_slot
from app.domain.clock import SystemClock
from app.domain.deeds import WalkDeed
from app.domain.facts import Fact
from app.station.journal import Journal
from app.station.store import Store

CAUSED = frozenset({"short", "count", "pack_short", "put_back", "weight", "zero"})
"""Exceptions that people's own mistakes cause on a day without chaos."""

_WALK_DEEDS = frozenset(kind.__name__ for kind in WalkDeed.__args__)
_WAITING = frozenset({"open", "held", "backordered"})
_PORTION = 700


@dataclass
class Verdict:
    """What was found.

    Attributes:
        acknowledged: Facts that stations said were safe.
        lost: Those of them that a journal or the centre lacks.
        doubled: Facts the centre holds though no station wrote them, or that had an effect twice.
        faults: Everything that is wrong, in words.
        orders: Orders by their state.
        exceptions: Exceptions by their kind.
    """

    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    faults: list[str] = field(default_factory=list)
    orders: Mapping[str, int] = field(default_factory=dict)
    exceptions: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {state}" for state, count in sorted(self.orders.items()))
        told = sum(self.exceptions.values())
        return (
            f"{self.acknowledged} facts acknowledged, {self.lost} lost, {self.doubled} doubled; {ends}; "
            f"{told} exceptions; {'; '.join(self.faults) or 'books right'}"
        )


def judge(central: Central, folder: Path, codes: Sequence[str], *, happened: Iterable[str] = ()) -> Verdict:
    """Compares what stations wrote and said with what the centre holds, and proves the books.

    Args:
        central: The centre; nobody else works with it.
        folder: Where the stations' files are.
        codes: The stations.
        happened: What went wrong on the day; without a restored backup more can be asked.
    """
    found, troubles = Verdict(), frozenset(happened)
    journals = {code: _journal(folder / code / "station.db") for code in codes}
    _compare(central, folder, journals, found)
    _judge_books(central, found)
    _judge_orders(central, found)
    _judge_parcels(folder, journals, found, restored="restore" in troubles)
    if "restore" not in troubles:
        _judge_claims(journals, found)
    if not troubles & {"restore", "take", "cancel"}:
        strange = {kind: count for kind, count in found.exceptions.items() if kind not in CAUSED}
        if strange:
            found.faults.append(f"exceptions that nobody caused: {strange}")
    if not found.faults:
        _tell_again(central, folder, codes, found)
    return found


def _journal(path: Path) -> list[dict[str, Any]]:
    """Reads every fact of a station's file, of all its incarnations."""
    with sqlite3.connect(path) as db:
        db.row_factory = sqlite3.Row
        rows = db.execute("SELECT f.*, j.incarnation FROM fact f JOIN journal j ON j.number = f.journal").fetchall()
    db.close()
    return [dict(row) for row in rows]


def _compare(
    central: Central, folder: Path, journals: Mapping[str, Sequence[Mapping[str, Any]]], found: Verdict
) -> None:
    with central.reading() as connection:
        columns = (fact.c.id, fact.c.hash, fact.c.station, fact.c.outcome)
        held = {row.id: row for row in connection.execute(sa.select(*columns))}
    written = {row["id"]: row["hash"] for rows in journals.values() for row in rows}
    missing = {each for each, own in written.items() if each not in held or held[each].hash != own}
    said = {line.split()[1] for code in journals for line in _lines(folder / f"said-{code}")}
    found.acknowledged = len(said)
    found.lost = len(missing | (said - written.keys()))
    found.doubled = sum(row.station in journals and each not in written for each, row in held.items())
    if found.lost:
        found.faults.append(f"{found.lost} facts lost, {len(said - written.keys())} of them at the station itself")
    if found.doubled:
        found.faults.append(f"{found.doubled} facts that no station wrote")
    if left := [row.id for row in held.values() if row.outcome is None]:
        found.faults.append(f"{len(left)} facts are not booked")
    if parked := [row.id for row in held.values() if row.outcome == "parked"]:
        found.faults.append(f"{len(parked)} facts are parked")


def _lines(file: Path) -> list[str]:
    """Reads the whole lines of a file; a kill may have cut the last one."""
    text = file.read_text(encoding="ascii") if file.exists() else ""
    return [line for line in text[: text.rfind("\n") + 1].splitlines() if " " in line]


def _judge_books(central: Central, found: Verdict) -> None:
    found.faults += [f"{one.rule} {dict(one.detail)}" for one in check(central)[:5]]
    with central.reading() as connection:
        found.exceptions = Counter(connection.scalars(sa.select(exception.c.kind)))
        found.orders = Counter(connection.scalars(sa.select(sales_order.c.state)))


def _judge_orders(central: Central, found: Verdict) -> None:
    """Every order has left, is off, or somebody sees that it waits: on a board, in the queue, or as an exception."""
    over = sales_order.c.state.in_(["shipped", "cancelled", *_WAITING])
    open_issue = sa.exists().where(exception.c.order_id == sales_order.c.id, exception.c.resolved_at.is_(None))
    queued = (
        sa.exists()
        .where(walk_slot.c.order_id == sales_order.c.id, walk.c.id == walk_slot.c.walk_id)
        .where(walk.c.state.in_(("open", "claimed", "waiting")))
    )
    columns = (sales_order.c.id, sales_order.c.state)
    with central.reading() as connection:
        unseen = connection.execute(sa.select(*columns).where(~over, ~open_issue, ~queued)).all()
    if unseen:
        found.faults.append(f"orders that nobody sees: {[tuple(row) for row in unseen[:5]]}")


def _judge_parcels(
    folder: Path, journals: Mapping[str, Sequence[Mapping[str, Any]]], found: Verdict, *, restored: bool
) -> None:
    closed = [_named(row, "parcel") for row in _all(journals, "ParcelClosed")]
    _once(closed, "parcels closed", found)
    whose = {(_named(row, "parcel"), _named(row, "order")) for row in _all(journals, "Packed")}
    _once([sscc for sscc, _ in whose], "parcel numbers for two orders", found)
    if not restored:
        _once([_named(row, "parcel") for row in _all(journals, "Shipped")], "parcels shipped", found)
    labels: list[tuple[Any, ...]] = []
    for code in journals:
        with sqlite3.connect(folder / code / "station.db") as db:
            labels += db.execute("SELECT parcel, copy FROM print_job WHERE kind = 'shipping'").fetchall()
        db.close()
    _once(labels, "labels", found)


def _judge_claims(journals: Mapping[str, Sequence[Mapping[str, Any]]], found: Verdict) -> None:
    """A claim, that is a walk under a fence, is one station's only."""
    claims = {
        (_named(row, "walk"), _named(row, "fence"), code)
        for code, rows in journals.items()
        for row in rows
        if row["kind"] in _WALK_DEEDS
    }
    _once([claim[:2] for claim in claims], "claims of two stations", found)


def _all(journals: Mapping[str, Sequence[Mapping[str, Any]]], kind: str) -> list[Mapping[str, Any]]:
    return [row for rows in journals.values() for row in rows if row["kind"] == kind]


def _named(row: Mapping[str, Any], name: str) -> Any:
    return json.loads(row["payload"])[name]


def _once(things: Iterable[Any], what: str, found: Verdict) -> None:
    if twice := [thing for thing, times in Counter(things).items() if times > 1]:
        found.doubled += len(twice)
        found.faults.append(f"{what}: {len(twice)} twice, e.g. {twice[:3]}")


def _tell_again(central: Central, folder: Path, codes: Sequence[str], found: Verdict) -> None:
    """Tells the centre every journal once more, in portions that are out of order: nothing may change."""
    before = _size(central)
    now = SystemClock().now()
    for code in codes:
        with Store(folder / code / "station.db") as store:
            facts: list[Fact] = Journal(store, code).unsent(0, 1_000_000)
        portions = [facts[at : at + _PORTION] for at in range(0, len(facts), _PORTION)]
        random.Random(len(facts)).shuffle(portions)  # noqa: S311 - no secret
        for portion in portions:
            inbox.append(central, portion, now=now)
    book_all(central, now=now)
    if (after := _size(central)) != before:
        found.faults.append(f"telling everything again changed the books: {before} -> {after}")


def _size(central: Central) -> tuple[Any, ...]:
    with central.reading() as connection:
        counted = (sa.select(sa.func.count()).select_from(table) for table in (fact, movement, exception))
        return tuple(connection.scalar(each) for each in counted)
