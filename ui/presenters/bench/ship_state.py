"""What the shipping screen shows: one lane a carrier, the parcels of the chosen one, when it leaves."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.boards import CarrierLane, ParcelRow
from ui.presenters.commands import HELP, HOME, OK, TYPE, UNDO
from ui.presenters.faces import Notice, Tone
from ui.presenters.frame import Command, Frame, Mood, Text, line

PAGE = 5
"""How many lanes are shown at once, each with its key 1 to 5."""

MORE = Command("#NEXT", "N", "ship.command.more", icon="arrow")
SOON = timedelta(minutes=30)
_NAMED = 4


@dataclass(frozen=True, slots=True)
class LaneFace:
    """One carrier's lane, ready to paint.

    Attributes:
        number: From 1; ``#C<number>`` chooses it.
        carrier: Its name.
        ready: Parcels ready to hand over; ``loaded`` of them were scanned on loading.
        loaded: Parcels scanned on loading.
        orders_open: Orders that are not packed yet.
        cutoff: When it leaves, in words.
        tone: How urgent that is.
        chosen: Whether it is the chosen one.
    """

    number: int
    carrier: str
    ready: int
    loaded: int
    orders_open: int
    cutoff: Text
    tone: Tone
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShipMoment:
    """What the presenter remembers between two answers.

    Attributes:
        lanes: As the centre gave them last.
        chosen: Name of the chosen carrier, None for none yet.
        loaded: Numbers of the parcels scanned on loading, in their order.
        asked: Whether the first of two confirmations was given.
        wrong: Carrier of a parcel that is in the wrong lane, empty for none.
        first: Position of the first lane on this page.
        said: What was just answered, empty for nothing.
        mood: How that looks.
        note: A few words for the list of last scans.
        away: Whether the centre cannot be reached.
        helping: Whether the help is shown.
    """

    lanes: tuple[CarrierLane, ...] = ()
    chosen: str | None = None
    loaded: tuple[str, ...] = ()
    asked: bool = False
    wrong: str = ""
    first: int = 0
    said: Text = ""
    mood: Mood = Mood.TODO
    note: Text = ""
    away: bool = False
    helping: bool = False

    @property
    def lane(self) -> CarrierLane | None:
        """The chosen lane, or None."""
        return next((each for each in self.lanes if each.carrier == self.chosen), None)


@dataclass(frozen=True, slots=True)
class ShipState:
    """Everything the shipping screen paints.

    Attributes:
        frame: What is around the body.
        lanes: The lanes of this page.
        chosen: Name of the chosen carrier, empty for none.
        parcels: Parcels of the chosen lane, those not loaded first.
        loaded: Numbers of the loaded parcels.
        asked: Whether ``#OK`` is awaited a second time.
        wrong: The carrier a parcel in the wrong lane belongs to, empty for none.
    """

    frame: Frame
    lanes: tuple[LaneFace, ...] = ()
    chosen: str = ""
    parcels: tuple[ParcelRow, ...] = ()
    loaded: frozenset[str] = frozenset()
    asked: bool = False
    wrong: str = ""


def cutoff_words(cutoff: datetime | None, now: datetime) -> tuple[Text, Tone]:
    """Says when something leaves and how urgent that is.

    Args:
        cutoff: Aware, or None.
        now: Aware, in the station's zone; the time is said in that zone.
    """
    if cutoff is None:
        return line("ship.cutoff.none"), "todo"
    at, left = f"{cutoff.astimezone(now.tzinfo):%H:%M}", cutoff - now
    minutes = abs(int(left.total_seconds())) // 60
    hours, rest = divmod(minutes, 60)
    if left < timedelta():
        return line(
            "ship.cutoff.late" if hours else "ship.cutoff.late_minutes", at=at, hours=hours, minutes=rest
        ), "error"
    key = "ship.cutoff.minutes" if not hours else "ship.cutoff.hours"
    return line(key, at=at, hours=hours, minutes=rest), "attention" if left < SOON else "ok"


def ship_state(moment: ShipMoment, now: datetime) -> ShipState:
    """Makes the state of a moment."""
    lane, loaded = moment.lane, frozenset(moment.loaded)
    parcels = () if lane is None else tuple(sorted(lane.parcels, key=lambda each: each.sscc in loaded))
    todo = _todo(moment, lane, loaded)
    frame = Frame(
        instruction=moment.said or todo,
        mood=moment.mood if moment.said else Mood.ATTENTION if moment.asked else Mood.TODO,
        detail=line("pack.then", todo=todo) if moment.said else _detail(moment, lane, loaded),
        title=line("ship.title"),
        progress="" if lane is None else line("ship.progress", loaded=_count(lane, loaded), ready=len(lane.parcels)),
        commands=_commands(moment, lane),
        choices=_choices(moment),
        note=moment.note,
        notice=_notice(moment),
    )
    faces = tuple(_face(moment, at, now, loaded) for at, _ in _page(moment))
    return ShipState(frame, faces, moment.chosen or "", parcels, loaded, moment.asked, moment.wrong)


def _page(moment: ShipMoment) -> list[tuple[int, CarrierLane]]:
    return list(enumerate(moment.lanes))[moment.first : moment.first + PAGE]


def _count(lane: CarrierLane, loaded: AbstractSet[str]) -> int:
    return sum(each.sscc in loaded for each in lane.parcels)


def _face(moment: ShipMoment, at: int, now: datetime, loaded: AbstractSet[str]) -> LaneFace:
    lane = moment.lanes[at]
    words, tone = cutoff_words(lane.cutoff_at, now)
    return LaneFace(
        number=at + 1,
        carrier=lane.carrier,
        ready=len(lane.parcels),
        loaded=_count(lane, loaded),
        orders_open=lane.orders_open,
        cutoff=words,
        tone=tone,
        chosen=lane.carrier == moment.chosen,
    )


def _todo(moment: ShipMoment, lane: CarrierLane | None, loaded: AbstractSet[str]) -> Text:
    if not moment.lanes:
        return line("ship.nothing")
    if lane is None:
        return line("ship.choose")
    if not lane.parcels:
        return line("ship.none_ready", carrier=lane.carrier)
    if moment.asked:
        return line("ship.confirm", carrier=lane.carrier, count=len(lane.parcels))
    all_in = _count(lane, loaded) == len(lane.parcels)
    return line("ship.close_now" if all_in else "ship.load", carrier=lane.carrier, count=len(lane.parcels))


def _detail(moment: ShipMoment, lane: CarrierLane | None, loaded: AbstractSet[str]) -> Text:
    """Names the parcels that were not scanned, where loading was begun; loading by scan is optional."""
    if lane is None or not moment.asked:
        return ""
    open_orders = lane.orders_open
    left = [each.ref for each in lane.parcels if each.sscc not in loaded]
    if len(left) == len(lane.parcels):
        return line("ship.confirm.none_loaded", count=open_orders)
    if not left:
        return line("ship.confirm.all_loaded", count=open_orders)
    more = f" +{len(left) - _NAMED}" if len(left) > _NAMED else ""
    return line("ship.confirm.unloaded", count=len(left), refs=", ".join(left[:_NAMED]) + more)


def _commands(moment: ShipMoment, lane: CarrierLane | None) -> tuple[Command, ...]:
    ready = lane is not None and bool(lane.parcels)
    closing = replace(OK, enabled=ready, label_key="ship.command.confirm" if moment.asked else "ship.command.close")
    undo = replace(UNDO, enabled=bool(moment.loaded) or moment.asked)
    more = replace(MORE, enabled=len(moment.lanes) > PAGE)
    return (HELP, undo, more, TYPE, closing, HOME)


def _choices(moment: ShipMoment) -> tuple[Command, ...]:
    return tuple(
        Command(f"#C{at + 1}", str(at - moment.first + 1), "ship.command.lane", names=(("carrier", lane.carrier),))
        for at, lane in _page(moment)
    )


def _notice(moment: ShipMoment) -> Notice | None:
    if moment.away:
        return Notice("ship.away", "pack.away.close", "#OK")
    if moment.helping:
        return Notice("ship.help", "pack.help.close", "#HELP", tone="todo")
    return None
