"""What the zone board shows: columns of people and backlog, the day above them, and what is being asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from app.domain.boards import Board, Job, Member, ZoneLane
from app.domain.orders import OrderState
from app.services.office.supervising import FoundOrder
from ui.presenters.bench.ship_state import cutoff_words
from ui.presenters.commands import BACK, HELP, HOME, OK, TYPE, UNDO
from ui.presenters.faces import Bar, Notice, Tone
from ui.presenters.frame import Command, Frame, Mood, Text, line

RELEASE = Command("#RELEASE", "F8", "board.command.release", icon="list")
CANCEL = Command("#CANCEL", "F9", "board.command.cancel", icon="cross")
Way = Literal["auto", "single", "batch", "zone"]
"""How a wave is picked; ``auto`` lets the planner choose."""

METHODS: tuple[Way, ...] = ("auto", "single", "batch", "zone")
"""Ways to release, in the order of the commands ``#M1`` to ``#M4``."""

NOBODY = "#NONE"
"""Sends the selected person to no zone; key 0."""

_KEYS = 9
_EMPTY = Board((), (), {}, 0, 0)


@dataclass(frozen=True, slots=True)
class PersonFace:
    """A person's card.

    Attributes:
        number: From 1, by name; it does not change when people move. ``#P<number>`` selects the person.
        badge: The badge's text.
        name: As shown.
        zone: Where assigned, empty for nowhere.
        job: What the person does now, in words.
        working: Whether there is a walk in hand.
        selected: Whether the next zone is for this person.
    """

    number: int
    badge: str
    name: str
    zone: str
    job: Text
    working: bool
    selected: bool


@dataclass(frozen=True, slots=True)
class ZoneColumn:
    """A column of the board.

    Attributes:
        zone: Its letter; empty for the people without a zone.
        code: What a touch on its head sends.
        key: Keyboard key for the same.
        labels: What the bars mean, in the order of ``bars``.
        bars: Stops open, waiting and claimed; labels are filled in by the screen.
        units: Units left to take.
        people: Who is assigned.
    """

    zone: str
    code: str
    key: str
    labels: tuple[Text, ...]
    bars: tuple[Bar, ...]
    units: int
    people: tuple[PersonFace, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the day: its words and how urgent it is (None for plain)."""

    words: Text
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class BoardMoment:
    """What the presenter remembers between two answers.

    Attributes:
        board: As the centre gave it last, or None before that.
        step: ``assign``, ``methods`` (choose how to release), ``find`` (scan the order to cancel) or ``confirm``.
        selected: Badge of the selected person, empty for none.
        found: The order that would be cancelled, or None.
        said: What was just answered, empty for nothing.
        mood: How that looks.
        note: A few words for the list of last scans.
        last: The last result for a machine: ``("assigned", badge, zone)``, ``("released", orders, walks)`` …
        may_undo: Whether an assignment can be taken back.
        away: Whether the centre cannot be reached.
        helping: Whether the help is shown.
    """

    board: Board | None = None
    step: str = "assign"
    selected: str = ""
    found: FoundOrder | None = None
    said: Text = ""
    mood: Mood = Mood.TODO
    note: Text = ""
    last: tuple[object, ...] = ()
    may_undo: bool = False
    away: bool = False
    helping: bool = False

    def people(self) -> list[Member]:
        """Everybody on the board by name: the number of a person is the position here, from 1."""
        return sorted(_members(self.board or _EMPTY), key=lambda each: (each.name, each.badge))

    def person(self, badge: str) -> Member | None:
        """Finds a person by badge."""
        return next((each for each in _members(self.board or _EMPTY) if each.badge == badge), None)


@dataclass(frozen=True, slots=True)
class BoardState:
    """Everything the board paints.

    Attributes:
        frame: What is around the body.
        step: As in ``BoardMoment``.
        lanes: The zones and, last, the people without one.
        facts: Orders by state, what could be released, exceptions.
        cutoffs: When things leave and how many orders must still leave by then.
        selected: Badge of the selected person, empty for none.
        found: The order that would be cancelled, or None.
        last: The last result for a machine.
    """

    frame: Frame
    step: str
    lanes: tuple[ZoneColumn, ...] = ()
    facts: tuple[Fact, ...] = ()
    cutoffs: tuple[Fact, ...] = ()
    selected: str = ""
    found: FoundOrder | None = None
    last: tuple[object, ...] = ()


def board_state(moment: BoardMoment, now: datetime) -> BoardState:
    """Makes the state of a moment; ``now`` is aware, in the station's zone."""
    board = moment.board or _EMPTY
    todo = _todo(moment)
    frame = Frame(
        instruction=moment.said or todo,
        mood=moment.mood if moment.said else Mood.ATTENTION if moment.step == "confirm" else Mood.TODO,
        detail=line("pack.then", todo=todo) if moment.said else _detail(moment),
        title=line("board.title"),
        commands=_commands(moment),
        choices=_choices(moment, board),
        note=moment.note,
        notice=_notice(moment),
    )
    return BoardState(
        frame,
        moment.step,
        _columns(moment, board),
        _facts(board),
        tuple(_cutoff(at, left, now) for at, left in board.cutoffs),
        moment.selected,
        moment.found,
        moment.last,
    )


def _members(board: Board) -> Iterator[Member]:
    for lane in board.lanes:
        yield from lane.members
    yield from board.free


def _columns(moment: BoardMoment, board: Board) -> tuple[ZoneColumn, ...]:
    numbers = {each.badge: at for at, each in enumerate(moment.people(), 1)}

    def face(member: Member) -> PersonFace:
        badge, job = member.badge, member.job
        words = line("board.free_now") if job is None else _job(job)
        chosen = badge == moment.selected
        return PersonFace(numbers[badge], badge, member.name, member.zone, words, job is not None, chosen)

    full = max((_stops(lane) for lane in board.lanes), default=1)
    zones = [_column(lane, full, tuple(map(face, lane.members))) for lane in board.lanes]
    return (*zones, ZoneColumn("", NOBODY, "0", (), (), 0, tuple(map(face, board.free))))


def _stops(lane: ZoneLane) -> int:
    return max(lane.stops_open, lane.stops_waiting, lane.stops_claimed, 1)


def _column(lane: ZoneLane, full: int, people: tuple[PersonFace, ...]) -> ZoneColumn:
    key = lane.zone if len(lane.zone) == 1 else ""
    labels = (line("board.stops_open"), line("board.stops_waiting"), line("board.stops_claimed"))
    bars = (
        Bar("", lane.stops_open, full, "todo"),
        Bar("", lane.stops_waiting, full, "attention"),
        Bar("", lane.stops_claimed, full, "ok"),
    )
    return ZoneColumn(lane.zone, f"ZO{lane.zone}", key, labels, bars, lane.units_left, people)


def _job(job: Job) -> Text:
    done = job.stops - job.stops_left
    return line("board.job", method=line(f"board.method.{job.method}"), walk=job.walk, done=done, stops=job.stops)


def _facts(board: Board) -> tuple[Fact, ...]:
    orders = [
        Fact(line(f"board.orders.{state}", count=board.orders[state]))
        for state in OrderState
        if board.orders.get(state)
    ]
    releasable = Fact(line("board.releasable", count=board.releasable), "todo" if board.releasable else None)
    exceptions = Fact(line("board.exceptions", count=board.exceptions), "attention" if board.exceptions else "ok")
    return (releasable, exceptions, *orders)


def _cutoff(at: datetime, left: int, now: datetime) -> Fact:
    words, tone = cutoff_words(at, now)
    return Fact(line("board.cutoff", when=words, count=left), tone if left else "ok")


def _todo(moment: BoardMoment) -> Text:
    match moment.step:
        case "methods":
            return line("board.choose_method")
        case "find":
            return line("board.find_order")
        case "confirm" if moment.found is not None:
            return line("board.confirm_cancel", ref=moment.found.ref, customer=moment.found.customer)
        case _:
            person = moment.person(moment.selected)
            return line("board.choose_zone", name=person.name) if person else line("board.choose_person")


def _detail(moment: BoardMoment) -> Text:
    if moment.step == "confirm" and moment.found is not None:
        return line("board.confirm_cancel.detail", state=line(f"board.state.{moment.found.state}"))
    return ""


def _commands(moment: BoardMoment) -> tuple[Command, ...]:
    if moment.step == "assign":
        undo = replace(UNDO, enabled=moment.may_undo, label_key="board.command.undo")
        return (HELP, undo, TYPE, RELEASE, CANCEL, HOME)
    yes = replace(OK, enabled=moment.step == "confirm", label_key="board.command.confirm")
    return (HELP, BACK, TYPE, yes, replace(CANCEL, enabled=False), HOME)


def _choices(moment: BoardMoment, board: Board) -> tuple[Command, ...]:
    if moment.step == "methods":
        return tuple(Command(f"#M{at}", str(at), f"board.release.{way}") for at, way in enumerate(METHODS, 1))
    if moment.step != "assign":
        return ()
    people = [
        Command(f"#P{at}", str(at) if at <= _KEYS else "", "board.command.person", names=(("name", each.name),))
        for at, each in enumerate(moment.people(), 1)
    ]
    zones = [
        Command(f"ZO{lane.zone}", lane.zone if len(lane.zone) == 1 else "", "board.zone", names=(("zone", lane.zone),))
        for lane in board.lanes
    ]
    leave = replace(BACK, label_key="board.command.unselect", enabled=bool(moment.selected))
    return (*people, *zones, Command(NOBODY, "0", "board.no_zone"), leave)


def _notice(moment: BoardMoment) -> Notice | None:
    if moment.away:
        return Notice("board.away", "pack.away.close", "#OK")
    if moment.helping:
        return Notice("board.help", "pack.help.close", "#HELP", tone="todo")
    return None
