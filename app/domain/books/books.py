"""The books open on the desk: the rows a batch of facts touches, and the few ways to write in them.

Rules never change stock by hand: they ``move`` units from a place to a place, so that the ledger and the stock
cannot disagree. ``reserve`` keeps the three counts of a reservation (pick, stock, order line) together.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.books.rows import (
    Boxed,
    Issue,
    Item,
    Line,
    Movement,
    Order,
    Parcel,
    Pick,
    PlaceRow,
    SlotRow,
    Stock,
    ToteRow,
    WalkRow,
)
from app.domain.books.table import Table
from app.domain.facts import Fact
from app.domain.master.people import Role
from app.domain.master.places import FOUND, VIRTUAL, PlaceKind

_SPARE_BARCODES = ("PL{0}", "PLX{0}", "PLY{0}")


def barcodes_of(code: str) -> tuple[str, ...]:
    """Gives every barcode that a place may get when the books meet it for the first time."""
    return (code, *(form.format(code) for form in _SPARE_BARCODES))


class Books:
    """Everything a batch of facts touches, and what they added.

    Attributes:
        now: The centre's time of this booking.
        movements: What was added to the ledger.
        manifests: Numbers of the manifests that exist.
        roles: As what the people work now whom a batch names, by badge.
    """

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.items: Table[str, Item] = Table(lambda row: row.sku)
        self.places: Table[str, PlaceRow] = Table(lambda row: row.code, barcode=lambda row: row.barcode)
        self.stock: Table[tuple[str, str], Stock] = Table(
            lambda row: (row.sku, row.place), sku=lambda row: row.sku, place=lambda row: row.place
        )
        self.orders: Table[int, Order] = Table(lambda row: row.id)
        self.lines: Table[int, Line] = Table(lambda row: row.id, order=lambda row: row.order_id)
        self.walks: Table[int, WalkRow] = Table(lambda row: row.id)
        self.slots: Table[tuple[int, int], SlotRow] = Table(
            lambda row: (row.walk_id, row.number),
            walk=lambda row: row.walk_id,
            order=lambda row: row.order_id,
            after=lambda row: row.after_walk,
        )
        self.picks: Table[int, Pick] = Table(
            lambda row: row.id, order=lambda row: row.order_id, walk=lambda row: row.walk_id
        )
        self.totes: Table[str, ToteRow] = Table(lambda row: row.code)
        self.parcels: Table[str, Parcel] = Table(lambda row: row.sscc, order=lambda row: row.order_id)
        self.boxed: Table[tuple[str, int], Boxed] = Table(
            lambda row: (row.sscc, row.order_line_id), parcel=lambda row: row.sscc
        )
        self.issues: Table[int, Issue] = Table(lambda row: row.id, kind=lambda row: row.kind)
        self.movements: list[Movement] = []
        self.manifests: set[int] = set()
        self.roles: dict[str, Role] = {}
        self._fact: Fact | None = None
        self._kept = 0
        self._last_new = 0

    @property
    def fact(self) -> Fact:
        """The fact that is being booked."""
        if self._fact is None:
            raise RuntimeError("no fact is being booked")
        return self._fact

    def begin(self, fact: Fact) -> None:
        """Opens the page of the next fact; what the one before did stays."""
        self._fact = fact
        self._kept = len(self.movements)
        for table in self._tables():
            table.keep()

    def take_back(self) -> None:
        """Undoes everything the present fact did."""
        del self.movements[self._kept :]
        for table in self._tables():
            table.take_back()

    def new_key(self) -> int:
        """Gives a number for a new row: negative, until the database gives the real one."""
        self._last_new -= 1
        return self._last_new

    def stock_of(self, sku: str, place: str) -> Stock:
        """Gives the stock of an item in a place, zero when there never was any."""
        return self.stock.get((sku, place)) or Stock(sku, place)

    def line(self, line_id: int) -> Line:
        """Gives an order line that must be there.

        Raises:
            LookupError: It is not among the loaded rows.
        """
        line = self.lines.get(line_id)
        if line is None:
            raise LookupError(f"order line {line_id} was not loaded")
        return line

    def units_in(self, place: str) -> int:
        """Counts the units of all items in a place."""
        return sum(row.on_hand for row in self.stock.group("place", place))

    def know_item(self, sku: str) -> None:
        """Makes sure that an item exists; an unknown one becomes a draft."""
        if self.items.get(sku) is None:
            self.items.put(Item(sku, sku, draft=True))

    def know_place(self, code: str, kind: PlaceKind = PlaceKind.STRAY) -> None:
        """Makes sure that a place exists; a stray one becomes what it turns out to be."""
        known = self.places.get(code)
        if known is None:
            self.places.put(PlaceRow(code, self._free_barcode(code, kind), kind))
        elif known.kind == PlaceKind.STRAY and kind is not PlaceKind.STRAY and code not in VIRTUAL:
            self.places.put(replace(known, kind=kind))

    def move(self, kind: str, sku: str, ends: tuple[str, str], qty: int, line: Line | None = None) -> None:
        """Writes a movement and what it does to the stock at both ends.

        The units must be free at the source (see ``find_missing``); virtual places have no stock.
        """
        source, target = ends
        self._add_stock(sku, source, -qty)
        self._add_stock(sku, target, qty)
        number = len(self.movements) - self._kept + 1
        line_id = None if line is None else line.id
        self.movements.append(Movement(self.fact.id, number, kind, sku, source, target, qty, line_id, self.fact.at))

    def find_missing(self, sku: str, place: str, qty: int, order: int | None = None) -> None:
        """Lets the books find what a place lacks for units that were taken there all the same."""
        lacking = qty - self.stock_of(sku, place).free
        if lacking > 0:
            self.move("found", sku, (FOUND, place), lacking)
            self.open_issue("found_stock", order=order, sku=sku, place=place, qty=lacking)

    def reserve(self, pick: Pick, units: int) -> None:
        """Adds units to (or with a negative number takes them from) what stock and line hold for a pick."""
        stock = self.stock_of(pick.sku, pick.place)
        self.stock.put(replace(stock, reserved=stock.reserved + units))
        line = self.lines.get(pick.order_line_id)
        if line is not None:
            self.lines.put(replace(line, reserved=line.reserved + units))

    def open_issue(
        self,
        kind: str,
        *,
        order: int | None = None,
        sku: str | None = None,
        place: str | None = None,
        qty: int | None = None,
        **detail: object,
    ) -> Issue:
        """Opens an exception for a supervisor, about the present fact."""
        text = self.detail(**detail)
        return self.issues.put(Issue(self.new_key(), kind, self.now, self.fact.id, order, sku, place, qty, text))

    @staticmethod
    def detail(**names: object) -> str:
        """Writes the names for an exception's sentence in the form that is stored."""
        return json.dumps(names, sort_keys=True, ensure_ascii=False)

    def open_issues(self, kind: str) -> Iterator[Issue]:
        """Gives the exceptions of a kind that nobody has resolved."""
        return (issue for issue in self.issues.group("kind", kind) if issue.resolved_at is None)

    def resolve(self, issue: Issue) -> None:
        """Closes an exception in the name of the present fact's person."""
        self.issues.put(replace(issue, resolved_at=self.now, resolved_by=self.fact.who))

    def _add_stock(self, sku: str, place: str, units: int) -> None:
        if place not in VIRTUAL:
            row = self.stock_of(sku, place)
            self.stock.put(replace(row, on_hand=row.on_hand + units))

    def _free_barcode(self, code: str, kind: PlaceKind) -> str:
        own = kind in (PlaceKind.TOTE, PlaceKind.PARCEL)
        wished = barcodes_of(code)[0 if own else 1 :]
        return next(barcode for barcode in wished if not self.places.group("barcode", barcode))

    def _tables(self) -> tuple[Table[Any, Any], ...]:
        return (
            self.items,
            self.places,
            self.stock,
            self.orders,
            self.lines,
            self.walks,
            self.slots,
            self.picks,
            self.totes,
            self.parcels,
            self.boxed,
            self.issues,
        )
