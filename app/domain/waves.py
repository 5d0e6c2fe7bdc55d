"""What a supervisor sees before a wave goes: orders to choose from, a draft of its walks, and each method's costs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Method = Literal["single", "batch", "zone"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order that could be released: its goods are set aside.

    Attributes:
        order: Its number.
        ref: Its number in the channel it came from.
        customer: Who bought.
        channel: Where it was bought.
        carrier: Who takes the parcel, empty when that is not decided yet.
        cutoff_at: When that carrier leaves, UTC; None when nobody waits.
        priority: Higher goes first within the same cut-off.
        lines: Order lines with units to take; ``units`` all of their units.
        zones: Zones that its goods lie in, in walking order.
        why: Key of the sentence that says why it is advised for the next wave; empty when it is not.
    """

    order: int
    ref: str
    customer: str
    channel: str
    carrier: str
    cutoff_at: datetime | None
    priority: int
    lines: int
    units: int
    zones: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A position on the floor in millimetres: ``x`` across the aisles, ``y`` along them, 0 at the front."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """A place on the floor map; ``heat`` is the number of units that the chosen orders take there."""

    place: str
    zone: str
    aisle: int
    at: Point
    heat: int


@dataclass(frozen=True, slots=True)
class FloorMap:
    """The floor: shelves, the places that walks begin and end at by their codes, and what is closed."""

    shelves: tuple[Shelf, ...]
    drops: dict[str, Point]
    length_mm: int


@dataclass(frozen=True, slots=True)
class DraftStop:
    """A stop of a walk that is not released yet."""

    place: str
    sku: str
    units: int
    at: Point


@dataclass(frozen=True, slots=True)
class DraftWalk:
    """A walk that is not released yet.

    Attributes:
        number: Its number in the draft, from 1.
        method: How it is picked.
        zone: The zone it stays in, empty for the whole house.
        orders: Its orders.
        stops: In walking order.
        way: The way as it is walked, corner by corner, from its start to its end.
        metres: Length of that way.
        minutes: How long it is predicted to take.
    """

    number: int
    method: Method
    zone: str
    orders: tuple[int, ...]
    stops: tuple[DraftStop, ...]
    way: tuple[Point, ...]
    metres: int
    minutes: float


@dataclass(frozen=True, slots=True)
class MethodCost:
    """What picking the chosen orders by one method would cost.

    Attributes:
        method: The method.
        walks: How many walks.
        metres: Of all walks.
        minutes: Of all walks together, one person.
        done_at: When the last order would be ready with the people at work now; None when nobody is.
        in_time: Whether every order then makes its cut-off.
        advised: Whether this is the one to take.
    """

    method: Method
    walks: int
    metres: int
    minutes: float
    done_at: datetime | None
    in_time: bool
    advised: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A wave as it would be released.

    Attributes:
        before: The same orders as they come, first come first served, walked in S-shape.
        walks: The walks as planned.
        metres_before: Metres of ``before``; ``metres`` of ``walks``.
        bound: Metres that no plan with these carts can be below; 0 when unknown.
        minutes: Predicted for all walks together.
        methods: What each method would cost.
        left_out: Orders that could not be planned, each with the key of the sentence that says why.
    """

    before: tuple[DraftWalk, ...]
    walks: tuple[DraftWalk, ...]
    metres_before: int
    metres: int
    bound: int
    minutes: float
    methods: tuple[MethodCost, ...]
    left_out: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a planner's run is; ``state`` is ``running``, ``done``, ``stopped`` or ``failed``.

    Attributes:
        state: What it does.
        seconds: How long it has run.
        limit: How long it may run.
        metres: Of the best plan so far; 0 before the first.
        why: Key of the sentence that says why it failed, else empty.
    """

    state: Literal["running", "done", "stopped", "failed"]
    seconds: float
    limit: float
    metres: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """What moving an order to another walk would do: the draft after it, and how many metres it costs (may be less)."""

    draft: Draft
    metres: int
    fits: bool


@dataclass(frozen=True, slots=True)
class SitePace:
    """How fast people work at this site, learned from its own walks.

    Attributes:
        walks: How many walks told it; with none it is what is usual elsewhere.
        seconds_per_walk: For taking a walk and handing its totes over.
        seconds_per_metre: For walking a metre.
        seconds_per_stop: For halting and finding the place.
        seconds_per_line: For serving an order line there.
        seconds_per_unit: For taking a unit.
        off_percent: Half of the newest walks were predicted this well or better; None while there are too few.
        bias_percent: Above 0 when walks took less time than was predicted; None while there are too few.
    """

    walks: int
    seconds_per_walk: float
    seconds_per_metre: float
    seconds_per_stop: float
    seconds_per_line: float
    seconds_per_unit: float
    off_percent: float | None
    bias_percent: float | None
