"""A little floor on a real database file, laid out with plain inserts, and a station that tells deeds to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.central import tables as t
from app.central.bookkeeper import book_all
from app.central.engine import Central
from app.central.inbox import append
from app.domain.deeds import Deed, Stocked
from app.domain.facts import GENESIS, Fact, Journal, seal

NOW = datetime(2010, 12, 7, 8, tzinfo=UTC)
SKUS = ("S1", "S2", "S3")
SHELVES = tuple(f"A-{n}" for n in range(1, 7))
TOTES = ("T1", "T2", "T3", "T4")
OPENING = 6


class Station:
    """Writes a journal and hands it to the centre."""

    def __init__(self, name: str = "ST1") -> None:
        self.journal = Journal(name, f"journal-{name}")
        self.facts: list[Fact] = []

    def seal(self, deed: Deed, who: str = "BA1") -> Fact:
        before = self.facts[-1].hash if self.facts else GENESIS
        at = NOW + timedelta(seconds=len(self.facts))
        fact = seal(deed, self.journal, seq=len(self.facts) + 1, who=who, at=at, prev_hash=before)
        self.facts.append(fact)
        return fact

    def tell(self, central: Central, *deeds: Deed) -> list[Fact]:
        """Seals deeds, sends and books them."""
        facts = [self.seal(deed) for deed in deeds]
        append(central, facts, now=NOW)
        book_all(central, now=NOW)
        return facts


@dataclass(frozen=True, slots=True)
class Task:
    """A reservation as the station knows it."""

    walk: int
    put: int
    order: int
    line: int
    sku: str
    place: str
    qty: int


def lay_out_floor(central: Central) -> None:
    """Puts places, items and opening stock of every item on every shelf into a migrated database."""
    with central.writing() as connection:
        connection.execute(sa.insert(t.item), [{"sku": sku, "name": f"the {sku}"} for sku in SKUS])
        connection.execute(sa.insert(t.place), list(_places()))
    Station("OFFICE").tell(
        central, *(Stocked(place, sku, OPENING, "opening", "o") for sku in SKUS for place in SHELVES)
    )


def _places() -> Iterable[dict[str, Any]]:
    others = (("P-1", "pack"), ("P-2", "pack"), ("H-1", "handover"), ("HOSPITAL", "hospital"), ("D-1", "dock"))
    kinds = [*((code, "shelf") for code in SHELVES), *others]
    for sequence, (code, kind) in enumerate(kinds):
        yield {"code": code, "barcode": f"PL{code}", "kind": kind, "sequence": sequence}


def insert(connection: sa.Connection, table: sa.Table, values: Mapping[str, Any]) -> int:
    """Inserts a row; gives its number."""
    return int(connection.scalar(sa.insert(table).values(values).returning(table.c.id)) or 0)


def add_order(central: Central, lines: Sequence[tuple[str, int]], state: str = "open", **values: Any) -> int:
    """Adds an order with lines of (item, quantity); gives its number."""
    with central.writing() as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(t.sales_order))
        row = {"channel": "shop", "external_id": f"R{count}", "state": state, "recipient": "{}", "content": "c"}
        row |= {"placed_at": NOW, "imported_at": NOW} | values
        order: int = insert(connection, t.sales_order, row)
        for number, (sku, qty) in enumerate(lines, 1):
            line = {"order_id": order, "number": number, "sku": sku, "name": sku, "qty": qty}
            connection.execute(sa.insert(t.order_line).values(line))
    return order


def add_walk(
    central: Central,
    orders: Sequence[int],
    *,
    places: Mapping[int, str] | None = None,
    after: int | None = None,
    state: str = "claimed",
    method: str = "batch",
    drop: str = "P-1",
) -> list[Task]:
    """Reserves what lines of orders miss and puts it on a claimed walk.

    ``places`` says by order line where to reserve; without it every line is reserved on the first shelf with units.
    """
    tasks = []
    with central.writing() as connection:
        claim = {"fence": 1, "station": "ST1", "badge": "BA1"} if state == "claimed" else {}
        walk = insert(connection, t.walk, {"method": method, "state": state, **claim})
        for number, order in enumerate(orders, 1):
            connection.execute(
                sa.insert(t.walk_slot).values(walk_id=walk, number=number, order_id=order, drop=drop, after_walk=after)
            )
            connection.execute(sa.update(t.sales_order).where(t.sales_order.c.id == order).values(state="picking"))
            lines = connection.execute(sa.select(t.order_line).where(t.order_line.c.order_id == order)).all()
            wanted = [line for line in lines if places is None or line.id in places]
            tasks += [_reserve(connection, walk, line, places[line.id] if places else None) for line in wanted]
    return tasks


def cancel(central: Central, order: int) -> None:
    """Cancels an order: what was set aside for it is free again."""
    with central.writing() as connection:
        picks = connection.execute(sa.select(t.pick).where(t.pick.c.order_id == order, t.pick.c.state == "open"))
        for pick in picks.all():
            left = pick.qty - pick.picked - pick.short
            shelf = (t.stock.c.sku == pick.sku, t.stock.c.place == pick.place)
            connection.execute(sa.update(t.stock).where(*shelf).values(reserved=t.stock.c.reserved - left))
            connection.execute(
                sa.update(t.order_line)
                .where(t.order_line.c.id == pick.order_line_id)
                .values(reserved=t.order_line.c.reserved - left)
            )
            connection.execute(sa.update(t.pick).where(t.pick.c.id == pick.id).values(state="void"))
        connection.execute(sa.update(t.sales_order).where(t.sales_order.c.id == order).values(state="cancelled"))


def _reserve(connection: sa.Connection, walk: int, line: Any, place: str | None) -> Task:
    missing = line.qty - line.reserved - line.picked
    free = sa.select(t.stock.c.place).where(
        t.stock.c.sku == line.sku, t.stock.c.on_hand - t.stock.c.reserved >= missing
    )
    place = place or connection.scalar(free.order_by(t.stock.c.place).limit(1))
    mine = (t.stock.c.sku == line.sku, t.stock.c.place == place)
    connection.execute(sa.update(t.stock).where(*mine).values(reserved=t.stock.c.reserved + missing))
    connection.execute(
        sa.update(t.order_line).where(t.order_line.c.id == line.id).values(reserved=t.order_line.c.reserved + missing)
    )
    values = {"order_line_id": line.id, "order_id": line.order_id, "sku": line.sku, "place": place}
    pick = insert(connection, t.pick, values | {"qty": missing, "walk_id": walk, "position": 1})
    return Task(walk, pick, line.order_id, line.id, line.sku, str(place), missing)


def rows(central: Central, table: sa.Table, *where: Any) -> list[Any]:
    """Reads the rows of a table."""
    with central.reading() as connection:
        return list(connection.execute(sa.select(table).where(*where).order_by(*table.primary_key)))


def one(central: Central, table: sa.Table, *where: Any) -> Any:
    """Reads the only row that fits."""
    (row,) = rows(central, table, *where)
    return row


def held(central: Central, sku: str, place: str) -> tuple[int, int]:
    """Gives on hand and reserved of an item in a place."""
    found = rows(central, t.stock, t.stock.c.sku == sku, t.stock.c.place == place)
    return (found[0].on_hand, found[0].reserved) if found else (0, 0)


def issues(central: Central) -> list[str]:
    """Gives the kinds of the open exceptions, in the order they were opened."""
    return [row.kind for row in rows(central, t.exception, t.exception.c.resolved_at.is_(None))]


def dump(central: Central) -> dict[str, list[tuple[Any, ...]]]:
    """Gives the whole books, to compare two databases; a row of stock with nothing in it says the same as none."""
    skipped = {"fact", "feed", "station"}
    with central.reading() as connection:
        whole = {
            table.name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for table in t.metadata.sorted_tables
            if table.name not in skipped
        }
        whole["stock"] = [row for row in whole["stock"] if row[2:] != (0, 0)]
        outcomes = connection.execute(sa.select(t.fact.c.id, t.fact.c.outcome).order_by(t.fact.c.id))
        whole["fact"] = [tuple(row) for row in outcomes]
    return whole
