"""What the screens of the house show: work that waits, zones and people, exceptions, parcels to hand over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Job:
    """A walk that waits, or is being walked.

    Attributes:
        walk: Its number.
        method: ``single``, ``batch`` or ``zone``.
        zone: Zone it stays in, empty for the whole house.
        stops: Places to visit; ``stops_left`` of them are not settled yet.
        orders: Orders it serves.
        units: Units to take.
        cutoff_at: When the first of its orders must leave, in UTC, or None.
        state: ``open``, ``waiting`` (for totes of an earlier zone) or ``claimed``.
        person: Who has it, empty when nobody has.
        station: Where, empty when nobody has it.
        metres: Length of its planned way.
    """

    walk: int
    method: str
    zone: str
    stops: int
    stops_left: int
    orders: int
    units: int
    cutoff_at: datetime | None
    state: str
    person: str = ""
    station: str = ""
    metres: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """What a person may do next: work already begun here or by this person first, then what waits, best first."""

    mine: Job | None
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A person on the zone board.

    Attributes:
        badge: The badge's text.
        name: As shown.
        role: ``picker``, ``packer``, ``supervisor`` or ``admin``.
        zone: Where assigned, empty for nowhere.
        job: What the person is walking now, or None.
    """

    badge: str
    name: str
    role: str
    zone: str
    job: Job | None = None


@dataclass(frozen=True, slots=True)
class ZoneLane:
    """A zone on the board: what is left in it and who works there.

    Attributes:
        zone: Its letter.
        stops_open: Stops of walks that nobody has yet, ``stops_waiting`` of walks whose totes have not come,
            ``stops_claimed`` of walks under way.
        units_left: Units not yet taken.
        members: People assigned to it.
    """

    zone: str
    stops_open: int
    stops_waiting: int
    stops_claimed: int
    units_left: int
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The supervisor's view of the floor.

    Attributes:
        lanes: The zones, in order.
        free: People who are assigned nowhere.
        orders: Orders by state, e.g. ``{"reserved": 12}``.
        releasable: Orders that could be released now.
        exceptions: How many exceptions are open.
        cutoffs: Each cut-off of today with the orders that must still leave by it.
    """

    lanes: tuple[ZoneLane, ...]
    free: tuple[Member, ...]
    orders: Mapping[str, int]
    releasable: int
    exceptions: int
    cutoffs: tuple[tuple[datetime, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """An exception: something a supervisor must look at.

    Attributes:
        id: Its number.
        kind: Its sentences are ``exception.<kind>`` and ``exception.<kind>.todo``.
        names: What those sentences name: order, sku, item, place, qty, tote, cause, station, person …; missing
            ones are empty texts.
        opened_at: Since when, in UTC.
    """

    id: int
    kind: str
    opened_at: datetime
    names: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A closed parcel that has not left yet."""

    sscc: str
    ref: str
    number: int
    weight_g: int
    recipient: str
    postcode: str
    carrier: str


@dataclass(frozen=True, slots=True)
class CarrierLane:
    """One carrier at the dock: parcels ready, orders still on their way to it, and when it leaves.

    Attributes:
        carrier: Its name.
        parcels: Ready to be handed over.
        orders_open: Orders of this carrier that are released but not packed yet.
        cutoff_at: Next cut-off, or None.
    """

    carrier: str
    parcels: tuple[ParcelRow, ...]
    orders_open: int
    cutoff_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line of the walk in hand of which something was journaled: it is safe at this station in any case.

    Attributes:
        place: Where the units were taken or missed.
        sku: The item.
        taken: Units taken.
        short: Units missed.
        central: Whether the centre has confirmed all of it.
    """

    place: str
    sku: str
    taken: int
    short: int
    central: bool


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device of this station.

    Attributes:
        name: As configured, e.g. ``"scanner-1"``.
        kind: ``scanner``, ``printer``, ``scale`` or ``centre``.
        where: Port or address.
        state: ``ready``, ``busy``, ``no_media``, ``head_open``, ``attention``, ``gone`` or ``off``.
        last: The last thing it delivered or got, as text.
        raw: The same as hexadecimal bytes, for when something is garbled.
        latency_ms: Middle (p50) and worst (p99) time from bytes to paint of the last scans, or None.
        detail: Short code of why it is in its state, as in ``app.domain.ailments``; may be empty.
        sign: What a printer's sign says to a scanner, empty for other devices.
        chosen: Whether it is the printer that labels go to.
    """

    name: str
    kind: str
    where: str
    state: str
    last: str = ""
    raw: str = ""
    latency_ms: tuple[float, float] | None = None
    detail: str = ""
    sign: str = ""
    chosen: bool = False
