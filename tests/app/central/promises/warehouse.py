"""A small warehouse on a real database, with a journal of its own, for tests of promises and reads."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.central.bookkeeper import book_all
from app.central.engine import Central
from app.central.inbox import append
from app.central.promises.intake import Source, Stored, store
from app.central.tables import order_line, pick, sales_order, stock
from app.domain.deeds import Deed, HandedOver, Picked, Stocked, ToteBound, WalkFinished
from app.domain.facts import GENESIS, Fact, Journal, seal
from app.domain.intake import (
    BarcodeDraft,
    CancelDraft,
    DraftAddress,
    Intake,
    ItemDraft,
    LineDraft,
    OrderDraft,
    PersonDraft,
    PlaceDraft,
)
from app.domain.master.people import Role
from app.domain.master.places import PlaceKind
from app.domain.picking.walk import Walk

DAY = datetime(2010, 12, 7, 8, tzinfo=UTC)
ITEMS = tuple(f"SKU{n}" for n in range(1, 9))
ZONES = ("A", "B", "C")


def shelf(code: str, sequence: int, kind: PlaceKind = PlaceKind.SHELF, zone: str | None = None) -> PlaceDraft:
    """A place; the first letter of its code is its zone."""
    zone = code[0] if zone is None else zone
    aisle = ZONES.index(zone) + 1 if zone in ZONES else 0
    return PlaceDraft(code, zone, aisle, 1, "A", aisle * 3000, sequence * 100, sequence, "42", kind)


HOUSE = (
    *(shelf(f"{zone}0{z}-0{n}", z * 10 + n) for z, zone in enumerate(ZONES, 1) for n in range(1, 5)),
    *(shelf(f"IN-{zone}", 90, PlaceKind.HANDOVER, zone) for zone in ZONES),
    shelf("PACK-1", 100, PlaceKind.PACK, ""),
    shelf("PACK-2", 101, PlaceKind.PACK, ""),
    shelf("HOSPITAL", 102, PlaceKind.HOSPITAL, ""),
    shelf("DOCK-1", 103, PlaceKind.DOCK, ""),
)
STAFF = (
    PersonDraft("BA1001", "Inés", Role.SUPERVISOR, "es"),
    PersonDraft("BA2001", "Álvaro", Role.PICKER, "es", ("A",)),
    PersonDraft("BA2002", "Bea", Role.PICKER, "en", ("B", "C")),
    PersonDraft("BA3001", "Carla", Role.PACKER, "es"),
)


def order(ref: str, wanted: Mapping[str, int], **changes: Any) -> OrderDraft:
    """An order for units of items."""
    lines = tuple(LineDraft(n, sku, f"the {sku}", qty) for n, (sku, qty) in enumerate(wanted.items(), 1))
    to = DraftAddress(name=f"Customer of {ref}", city="Larkminster", postcode="ZZ1", country="GB")
    draft = OrderDraft("shop", ref, DAY, "c", to, "Garza", "standard", lines, True, "", tuple(range(len(lines))))
    return replace(draft, **changes)


class Warehouse:
    """The central database and a station that tells it things."""

    def __init__(self, central: Central) -> None:
        self.central = central
        self.now = DAY
        self._last: Fact | None = None

    def furnish(self) -> None:
        """Puts shelves, items, barcodes and people in."""
        items = tuple(
            ItemDraft(sku, f"the {sku}", 100, (BarcodeDraft(f"95212340000{n:02}"), BarcodeDraft(f"CASE{n}", 6)))
            for n, sku in enumerate(ITEMS, 1)
        )
        rows = len(items) + len(HOUSE) + len(STAFF)
        self.take(Intake(items=items, places=HOUSE, people=STAFF, rows_read=rows))

    def take(self, intake: Intake, file: str = "f.csv") -> Stored:
        """Stores what a file gave."""
        return store(self.central, intake, Source("shop", file, "BA1001", "ST1"), self.now)

    def order(self, *drafts: OrderDraft) -> Stored:
        """Imports orders."""
        return self.take(Intake(orders=drafts, rows_read=sum(len(draft.rows) for draft in drafts)))

    def cancel(self, *refs: str) -> Stored:
        """Imports cancellations."""
        drafts = tuple(CancelDraft("shop", ref, "channels.cancelled_in_shop", (1,), "8:00") for ref in refs)
        return self.take(Intake(cancels=drafts, rows_read=len(drafts)))

    def tell(self, *deeds: Deed, who: str = "BA2001") -> None:
        """Journals deeds at the station, sends and books them."""
        facts = []
        for deed in deeds:
            seq, before = (self._last.seq + 1, self._last.hash) if self._last else (1, GENESIS)
            self._last = seal(deed, Journal("ST1", "journal-1"), seq=seq, who=who, at=self.now, prev_hash=before)
            facts.append(self._last)
        append(self.central, facts, now=self.now)
        book_all(self.central, now=self.now)

    def stock(self, **units: Mapping[str, int]) -> None:
        """Receives units: ``stock(SKU1={"A01-01": 5})``."""
        self.tell(*(Stocked(place, sku, n, "opening", "r") for sku, held in units.items() for place, n in held.items()))

    def pick(self, walk: Walk, totes: Sequence[str] = ()) -> None:
        """Does a whole walk: totes, every unit, hand-over, end."""
        deeds: list[Any] = []
        codes = list(totes) or [f"TO{walk.id:03}{slot.number}" for slot in walk.slots]
        for slot, code in zip(walk.slots, codes, strict=True):
            if code not in slot.incoming:
                deeds.append(ToteBound(walk.id, walk.fence, len(deeds) + 1, code, slot.order))
        for stop in walk.stops:
            for put in stop.puts:
                slot, code = walk.slots[put.slot], codes[put.slot]
                head = (walk.id, walk.fence, len(deeds) + 1, put.id, slot.order, put.line)
                deeds.append(Picked(*head, stop.sku, stop.place, code, put.qty))
        for slot, code in zip(walk.slots, codes, strict=True):
            deeds.append(HandedOver(walk.id, walk.fence, len(deeds) + 1, code, slot.order, slot.drop))
        deeds.append(WalkFinished(walk.id, walk.fence, len(deeds) + 1, walk.millimetres))
        self.tell(*deeds)

    def later(self, minutes: int) -> None:
        """Lets time pass."""
        self.now += timedelta(minutes=minutes)

    def rows(self, statement: sa.Select[*tuple[Any, ...]]) -> list[Any]:
        """Reads rows."""
        with self.central.reading() as connection:
            return list(connection.execute(statement).all())

    def states(self) -> dict[str, str]:
        """State of every order by its number in the channel."""
        return dict(self.rows(sa.select(sales_order.c.external_id, sales_order.c.state)))

    def number(self, ref: str) -> int:
        """Number of an order here."""
        found: int = self.rows(sa.select(sales_order.c.id).where(sales_order.c.external_id == ref))[0][0]
        return found

    def assert_sound(self) -> None:
        """The books agree with each other: reserved is the open units of open picks, by shelf and by line."""
        opened = sa.select(pick).where(pick.c.state == "open").subquery()
        left = sa.func.sum(opened.c.qty - opened.c.picked - opened.c.short)
        by_shelf = self.rows(sa.select(opened.c.sku, opened.c.place, left).group_by(opened.c.sku, opened.c.place))
        held = self.rows(sa.select(stock.c.sku, stock.c.place, stock.c.reserved).where(stock.c.reserved > 0))
        assert sorted(map(tuple, by_shelf)) == sorted(map(tuple, held))
        by_line = self.rows(sa.select(opened.c.order_line_id, left).group_by(opened.c.order_line_id))
        lines = self.rows(sa.select(order_line.c.id, order_line.c.reserved).where(order_line.c.reserved > 0))
        assert sorted(map(tuple, by_line)) == sorted(map(tuple, lines))
        over = sa.select(order_line.c.id).where(order_line.c.reserved + order_line.c.picked > order_line.c.qty)
        assert self.rows(over) == []
