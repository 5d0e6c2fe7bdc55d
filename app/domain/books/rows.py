"""What the bookkeeper has on its desk: rows of the central tables, with the same names as there."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Item:
    """An item; ``draft`` ones were met on the floor and are not in the catalogue yet."""

    sku: str
    name: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place, as far as the books care."""

    code: str
    barcode: str
    kind: str
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Stock:
    """Units of an item in a place: how many lie there, and how many of them are promised to picks."""

    sku: str
    place: str
    on_hand: int = 0
    reserved: int = 0

    @property
    def free(self) -> int:
        """Units that are nobody's."""
        return self.on_hand - self.reserved


@dataclass(frozen=True, slots=True)
class Order:
    """An order's standing."""

    id: int
    state: str
    wave_id: int | None = None
    packer: str | None = None
    priority: int = 0
    cutoff_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An order line and how far its units have come; what is neither reserved nor picked is missing."""

    id: int
    order_id: int
    sku: str
    qty: int
    reserved: int = 0
    picked: int = 0
    packed: int = 0
    shipped: int = 0


@dataclass(frozen=True, slots=True)
class WalkRow:
    """A walk and its claim. ``state`` is waiting, open, claimed, finished or void."""

    id: int
    method: str
    state: str
    wave_id: int | None = None
    priority: int = 0
    cutoff_at: datetime | None = None
    fence: int = 0
    station: str | None = None
    badge: str | None = None
    finished_at: datetime | None = None
    deeds: int = 0

    @property
    def live(self) -> bool:
        """Tells whether somebody works on it or will."""
        return self.state in ("waiting", "open", "claimed")


@dataclass(frozen=True, slots=True)
class SlotRow:
    """An order's position on the cart of a walk."""

    walk_id: int
    number: int
    order_id: int
    drop: str
    after_walk: int | None = None
    handed: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """Units set aside for an order line. ``state`` is open, done or void."""

    id: int
    order_line_id: int
    order_id: int
    sku: str
    place: str
    qty: int
    picked: int = 0
    short: int = 0
    state: str = "open"
    walk_id: int | None = None
    position: int = 0

    @property
    def open(self) -> int:
        """Units it still holds back on the shelf."""
        return self.qty - self.picked - self.short if self.state == "open" else 0


@dataclass(frozen=True, slots=True)
class ToteRow:
    """A tote: whose it is and where it stands."""

    code: str
    order_id: int | None = None
    walk_id: int | None = None
    at_place: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel. ``state`` is open, closed or shipped; weights are grams."""

    sscc: str
    order_id: int
    number: int
    state: str
    station: str
    weight_g: int | None = None
    expected_g: int | None = None
    closed_at: datetime | None = None
    manifest_id: int | None = None
    labels: int = 0


@dataclass(frozen=True, slots=True)
class Boxed:
    """Units of an order line in a parcel, and how many of them have left the house."""

    sscc: str
    order_line_id: int
    qty: int = 0
    shipped: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a supervisor must look at. ``detail`` is JSON with names for its sentence."""

    id: int
    kind: str
    opened_at: datetime
    fact_id: str | None = None
    order_id: int | None = None
    sku: str | None = None
    place: str | None = None
    qty: int | None = None
    detail: str = "{}"
    resolved_at: datetime | None = None
    resolved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """Units that went from a place to a place; ``number`` counts the movements of one fact from 1."""

    fact_id: str
    number: int
    kind: str
    sku: str
    src: str
    dst: str
    qty: int
    order_line_id: int | None
    at: datetime
