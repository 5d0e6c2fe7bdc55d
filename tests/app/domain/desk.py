"""Open books with a few rows on them, for tests of the rules that need no database."""

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.books.booking import Outcome, book
from app.domain.books.books import Books
from app.domain.books.rows import Item, Line, Order, Pick, PlaceRow, SlotRow, Stock, WalkRow
from app.domain.deeds import Deed
from app.domain.facts import GENESIS, Journal, seal
from app.domain.master.places import VIRTUAL

NOW = datetime(2010, 12, 7, 8, tzinfo=UTC)


class Desk:
    """One order (1) of three S1 and two S2 on walk 1, reserved on A-1 and A-2; more S1 lies on A-3 and A-4."""

    def __init__(self) -> None:
        self.books = Books(NOW)
        self._seq = 0
        places = [
            PlaceRow(code, f"PL{code}", "shelf", number) for number, code in enumerate(("A-1", "A-2", "A-3", "A-4"))
        ]
        benches = [PlaceRow("P-1", "PLP-1", "pack", 50), PlaceRow("P-2", "PLP-2", "pack", 60)]
        self.books.places.load([*places, *benches, *(PlaceRow(code, code, code.lower()) for code in VIRTUAL)])
        self.books.items.load([Item("S1", "one"), Item("S2", "two")])
        self.books.orders.load([Order(1, "picking", wave_id=7), Order(2, "picking")])
        self.books.lines.load([Line(1, 1, "S1", 3, reserved=3), Line(2, 1, "S2", 2, reserved=2), Line(3, 2, "S1", 1)])
        self.books.walks.load([WalkRow(1, "batch", "claimed", fence=2, station="ST1", badge="BA1")])
        self.books.slots.load([SlotRow(1, 1, 1, "P-2")])
        self.books.picks.load(
            [
                Pick(1, 1, 1, "S1", "A-1", 3, walk_id=1, position=1),
                Pick(2, 2, 1, "S2", "A-2", 2, walk_id=1, position=2),
            ]
        )
        self.books.stock.load(
            [Stock("S1", "A-1", 5, 3), Stock("S2", "A-2", 2, 2), Stock("S1", "A-4", 2, 0), Stock("S1", "A-3", 2, 1)]
        )

    def tell(self, *deeds: Deed, who: str = "BA1") -> Outcome:
        """Books deeds; gives what became of the last one."""
        outcome = Outcome.NOTED
        for deed in deeds:
            self._seq += 1
            fact = seal(deed, Journal("ST1", "j"), seq=self._seq, who=who, at=NOW, prev_hash=GENESIS)
            outcome = book(self.books, fact)
        return outcome

    def set_order(self, state: str, order: int = 1) -> None:
        """Puts an order into a state."""
        row = self.books.orders.get(order)
        assert row is not None
        self.books.orders.put(replace(row, state=state))

    def held(self, sku: str, place: str) -> tuple[int, int]:
        """On hand and reserved."""
        row = self.books.stock_of(sku, place)
        return row.on_hand, row.reserved

    def line(self, number: int) -> tuple[int, int, int, int]:
        """Reserved, picked, packed, shipped."""
        row = self.books.line(number)
        return row.reserved, row.picked, row.packed, row.shipped

    def order(self, number: int = 1) -> str:
        """State of an order."""
        row = self.books.orders.get(number)
        assert row is not None
        return str(row.state)

    def pick(self, number: int) -> tuple[int, int, str]:
        """Picked, short and state of a pick."""
        row = self.books.picks.get(number)
        assert row is not None
        return row.picked, row.short, row.state

    def issues(self) -> list[str]:
        """Kinds of the open exceptions."""
        return [issue.kind for issue in self.books.issues.all() if issue.resolved_at is None]

    def moves(self) -> list[tuple[str, str, str, str, int]]:
        """Kind, item, source, target and units of every movement."""
        return [(m.kind, m.sku, m.src, m.dst, m.qty) for m in self.books.movements]
