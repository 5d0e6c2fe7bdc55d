"""What a planner is asked: units to take, the orders they belong to, the house, and what a cart can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Task:
    """Units of one item to take from one place for one order line.

    Attributes:
        pick: The reservation that sets them aside.
        order: The order.
        line: The order line.
        sku: The item.
        place: Code of the place.
        zone: Zone letters of the place.
        aisle: Number of its aisle.
        sequence: Where the place comes on the walk through the house (serpentine).
        x_mm: Position across the aisles.
        y_mm: Position along the aisle, 0 at the front.
        qty: Units still to take.
        weight_g: Grams of all of them; 0 when nobody has weighed the item.
    """

    pick: int
    order: int
    line: int
    sku: str
    place: str
    zone: str
    aisle: int
    sequence: int
    x_mm: int
    y_mm: int
    qty: int
    weight_g: int = 0


@dataclass(frozen=True, slots=True)
class OrderInfo:
    """An order to plan.

    Attributes:
        order: Its number.
        priority: Higher goes first within the same cut-off.
        cutoff_at: When its carrier leaves, UTC; None when nobody waits.
        lines: Order lines with units to take.
    """

    order: int
    priority: int = 0
    cutoff_at: datetime | None = None
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something that is not a shelf stands, in millimetres."""

    x_mm: int
    y_mm: int


@dataclass(frozen=True, slots=True)
class House:
    """What a planner must know of the building.

    Attributes:
        pack: Place where finished totes go.
        hand_overs: For each zone, the place where totes wait that come from an earlier zone.
        spots: Positions of those places; an unknown one counts as the front left corner.
        length_mm: Length of the aisles; cross aisles run at 0 and here.
    """

    pack: str
    hand_overs: Mapping[str, str] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)
    length_mm: int = 0

    def spot(self, place: str) -> Spot:
        """Gives the position of a place that is not a shelf."""
        return self.spots.get(place, Spot(0, 0))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a cart and a person can take on; an order that is too big alone still goes, alone.

    Attributes:
        slots: Orders on a cart in a batch.
        max_stops: Stops of a walk with several orders.
        max_units: Units on a walk with several orders.
        max_weight_g: Grams on a walk with several orders.
        large_stops: An order with more stops walks alone.
        group: Orders that pass through the zones together.
    """

    slots: int = 6
    max_stops: int = 120
    max_units: int = 1200
    max_weight_g: int = 250_000
    large_stops: int = 60
    group: int = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan is made from. Every task's order is in ``orders``, most urgent first."""

    tasks: tuple[Task, ...]
    orders: tuple[OrderInfo, ...]
    house: House
