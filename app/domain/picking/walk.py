"""The walk: one picker's tour through the shelves, and where on it the picker stands.

A walk holds *stops* (a place and an item), each stop its *puts* (how many units go to which slot), and
*slots* (an order's position on the cart with its totes). Single, batch and zone walks are the same thing with
other numbers of slots and other places to drop the totes. All of it is frozen: a scan makes a new walk.
"""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How a walk was planned: one order; several orders with a tote each; or one zone's share of orders."""

    SINGLE = "single"
    BATCH = "batch"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Put:
    """Units of a stop that go to one slot.

    Attributes:
        id: The reservation that these units fulfil.
        slot: Index into the walk's slots.
        line: The order line.
        qty: Units to take; ``done`` and ``short`` say how many are settled.
    """

    id: int
    slot: int
    line: int
    qty: int
    done: int = 0
    short: int = 0

    @property
    def left(self) -> int:
        """Units neither taken nor given up."""
        return self.qty - self.done - self.short


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the picker takes one item.

    Attributes:
        place: Code of the place as people read it.
        check_digits: What may be typed instead of scanning it.
        sku: The item.
        name: What the item is called.
        tail: Last digits of its barcode, to compare by eye.
        on_hand: Units the books had in the place when the walk was claimed.
        puts: Where the units go.
    """

    place: str
    check_digits: str
    sku: str
    name: str
    tail: str
    on_hand: int
    puts: tuple[Put, ...]

    @property
    def left(self) -> int:
        """Units still to take here."""
        return sum(put.left for put in self.puts)

    @property
    def done(self) -> int:
        """Units taken here."""
        return sum(put.done for put in self.puts)


@dataclass(frozen=True, slots=True)
class Slot:
    """An order's position on the cart.

    Attributes:
        number: As it is painted on the cart, from 1.
        order: The order.
        ref: The order as its channel calls it.
        drop: Place where its totes go after this walk.
        totes: Totes of the order on this walk; goods go into the last one.
        incoming: Totes that come from an earlier zone and have not been scanned here yet.
        carried: Totes that arrived with goods from an earlier zone.
        handed: Totes of this slot that were put down.
        cancelled: The order was cancelled meanwhile: its totes go to the hospital place.
    """

    number: int
    order: int
    ref: str
    drop: str
    totes: tuple[str, ...] = ()
    incoming: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    handed: tuple[str, ...] = ()
    cancelled: bool = False

    @property
    def aboard(self) -> tuple[str, ...]:
        """Totes that are still with the picker."""
        return tuple(tote for tote in self.totes if tote not in self.handed)

    @property
    def tote(self) -> str:
        """The tote that goods go into now, or an empty text when there is none."""
        return self.aboard[-1] if self.aboard else ""


@dataclass(frozen=True, slots=True)
class AtTotes:
    """Scan a tote for the slot: an empty one, or the one that comes from the earlier zone."""

    slot: int


@dataclass(frozen=True, slots=True)
class AtPlace:
    """Go to the stop's place and scan it."""

    stop: int


@dataclass(frozen=True, slots=True)
class AtItem:
    """Scan the item and count out the units; ``hand`` are counted so far."""

    stop: int
    hand: int = 0


@dataclass(frozen=True, slots=True)
class AtTote:
    """Put the units in hand into the totes, one after the other, and scan each."""

    stop: int
    hand: int


@dataclass(frozen=True, slots=True)
class AtReason:
    """Say why the rest of the stop cannot be taken; ``hand`` units were found."""

    stop: int
    hand: int


@dataclass(frozen=True, slots=True)
class AtZero:
    """Say whether the place is empty now, as the books believe."""

    stop: int


@dataclass(frozen=True, slots=True)
class AtSwap:
    """A tote is full: scan the next one for its slot, or first the place where the full one is put down."""

    slot: int
    back: "AtPlace | AtItem | AtTote"


@dataclass(frozen=True, slots=True)
class AtDrop:
    """Bring the totes to their places; ``tote`` is the one picked out by a scan, or empty for all that go there."""

    tote: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to do on this walk."""


Step = AtTotes | AtPlace | AtItem | AtTote | AtReason | AtZero | AtSwap | AtDrop | Finished
"""Where on the walk the picker stands: exactly one of these."""


@dataclass(frozen=True, slots=True)
class Done:
    """A put that was made, kept so that it can be undone: ``n`` is the deed's number in the walk."""

    n: int
    put: int
    qty: int
    tote: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A claimed walk and where the picker stands on it.

    Attributes:
        id: Number of the walk.
        method: How it was planned.
        fence: Number of the claim; a later claim of the same walk has a higher one.
        zone: Zone it stays in, empty for the whole house.
        hospital: Place for totes that need a supervisor.
        drops: Every place where a tote may be put down.
        busy: Totes that held other orders' goods when the walk was claimed.
        slots: Orders on the cart.
        stops: In the order they are to be visited; skipped ones go to the end.
        step: Where the picker stands.
        millimetres: Length of the planned way.
        count_limit: A quantity above this, given as a number, is asked for twice.
        zero_check: Whether the picker is asked if a place is empty.
        made: Number of deeds so far.
        trail: Puts that can still be undone, the last one last.
        confirm: What was scanned that is legal but unexpected; the same scan again accepts it.
    """

    id: int
    method: Method
    fence: int
    zone: str
    hospital: str
    drops: tuple[str, ...]
    slots: tuple[Slot, ...]
    stops: tuple[Stop, ...]
    step: Step
    busy: tuple[str, ...] = ()
    millimetres: int = 0
    count_limit: int = 99
    zero_check: bool = True
    made: int = 0
    trail: tuple[Done, ...] = ()
    confirm: str = ""

    @property
    def stops_done(self) -> int:
        """Stops that are settled."""
        return sum(1 for stop in self.stops if not stop.left)
