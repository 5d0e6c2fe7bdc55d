"""What a small warehouse remembers: a few dicts, and the few ways in which units and promises change."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.app.central.promises.warehouse import HOUSE

WAY = {place.code: place.sequence for place in HOUSE if place.kind == "shelf"}
"""The shelves, and when one comes by them on the way through the house."""

BENCHES = ("PACK-1", "PACK-2")
ON_FLOOR = ("released", "picking", "picked")
LIVE = ("waiting", "open", "claimed")
OVER = ("packed", "shipped", "cancelled")


@dataclass
class Promise:
    """Units on a shelf that are kept for an order line: how many are still to take, were taken, were not there."""

    line: int
    place: str
    left: int
    walk: int | None = None
    taken: int = 0
    short: int = 0
    void: bool = False


@dataclass
class Line:
    order: int
    sku: str
    qty: int
    picked: int = 0
    packed: int = 0
    shipped: int = 0


@dataclass
class Order:
    ref: str
    placed: int
    state: str
    packer: str | None = None


@dataclass
class Tour:
    """A walk: who has it under which fence, and per order on its cart the walk that its totes come from."""

    orders: dict[int, int | None]
    method: str
    zone: str = ""
    priority: int = 0
    state: str = "open"
    fence: int = 0
    station: str | None = None
    badge: str | None = None
    deeds: int = 0

    @property
    def live(self) -> bool:
        return self.state in LIVE


@dataclass
class Tote:
    order: int
    walk: int | None
    down: bool = False


@dataclass
class Parcel:
    order: int
    state: str = "open"


@dataclass
class World:
    """Everything; ``troubles`` counts by kind what a supervisor was ever told."""

    units: Counter[tuple[str, str]] = field(default_factory=Counter)
    promises: dict[int, Promise] = field(default_factory=dict)
    lines: dict[int, Line] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    walks: dict[int, Tour] = field(default_factory=dict)
    totes: dict[str, Tote] = field(default_factory=dict)
    parcels: dict[str, Parcel] = field(default_factory=dict)
    boxed: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    troubles: Counter[str] = field(default_factory=Counter)
    told: set[tuple[str, int, int]] = field(default_factory=set)
    last: int = 0

    def new_key(self) -> int:
        """A name for what the database will number."""
        self.last -= 1
        return self.last

    def kept(self, sku: str, place: str) -> int:
        """Units of a shelf that are promised."""
        return sum(p.left for p in self.promises.values() if p.place == place and self.lines[p.line].sku == sku)

    def free(self, sku: str, place: str) -> int:
        return self.units[sku, place] - self.kept(sku, place)

    def promised(self, line: int) -> int:
        return sum(p.left for p in self.promises.values() if p.line == line)

    def missing(self, line: int) -> int:
        return self.lines[line].qty - self.promised(line) - self.lines[line].picked

    def lines_of(self, order: int) -> list[Line]:
        return [line for line in self.lines.values() if line.order == order]

    def walks_of(self, order: int) -> Iterator[Tour]:
        return (tour for tour in self.walks.values() if order in tour.orders)

    def within(self, place: str) -> int:
        """Units of any item in a place."""
        return sum(units for (_, where), units in self.units.items() if where == place)

    def move(self, sku: str, source: str, target: str, qty: int) -> None:
        """What the source has not free is found there first, and somebody is told."""
        lacking = qty - self.free(sku, source)
        if source and lacking > 0:
            self.units[sku, source] += lacking
            self.troubles["found_stock"] += 1
        if source:
            self.units[sku, source] -= qty
        if target:
            self.units[sku, target] += qty

    def void(self, promise: Promise) -> None:
        promise.left, promise.void = 0, True

    def walked(self, order: int) -> bool:
        return any(tour.live for tour in self.walks_of(order))

    def busy(self, order: int) -> bool:
        return self.walked(order) or any(self.promised(n) for n, line in self.lines.items() if line.order == order)

    def leave_floor(self, order: int) -> None:
        """Nothing more comes from the shelves: to the customer, to the bench, or back to wait for goods."""
        lines, one = self.lines_of(order), self.orders[order]
        one.packer = None
        if all(line.shipped >= line.qty for line in lines):
            one.state = "shipped"
        else:
            one.state = "picked" if any(line.picked > line.packed for line in lines) else "backordered"
