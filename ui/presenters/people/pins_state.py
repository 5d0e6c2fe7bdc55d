"""What the screen of PINs shows: a window of the people, the chosen one, and a PIN that was just given."""

from dataclasses import dataclass, field, replace
from datetime import tzinfo

from app.domain.master.people import Person
from app.services.office.pins import Holder
from ui.presenters.commands import HELP, HOME, OK
from ui.presenters.faces import Notice, Tone
from ui.presenters.frame import Command, Frame, Line, Mood, Text, line

ROWS = 6
"""How many people are listed at once."""

NEXT = Command("#NEXT", "Down", "pins.command.next", icon="arrow")
PREV = Command("#PREV", "Up", "pins.command.prev", icon="back")
GIVE = replace(OK, label_key="pins.command.give", icon="lock")
TAKE = Command("#TAKE", "F9", "pins.command.take", icon="cross")
LETTER = Command("#LETTER", "F8", "pins.command.letter", icon="printer")
DONE = replace(OK, label_key="pins.command.done")


@dataclass(frozen=True, slots=True)
class Given:
    """A PIN that was just given: whose, and its digits."""

    person: Person
    pin: str = field(repr=False)

    @property
    def groups(self) -> str:
        """The digits in the two groups in which people read them out."""
        return f"{self.pin[:3]}  {self.pin[3:]}"


@dataclass(frozen=True, slots=True)
class PinRow:
    """Somebody as listed.

    Attributes:
        person: Who.
        role: What they work as.
        since: Since when they have a PIN, or that they have none.
        tone: ``ok`` with a PIN, ``attention`` where one is needed and missing, None where none is needed.
        selected: Whether it is the chosen one.
        code: What a touch on it sends.
    """

    person: Person
    role: Line
    since: Line
    tone: Tone | None
    selected: bool
    code: str


@dataclass(frozen=True, slots=True)
class PinsMoment:
    """What the presenter remembers between two answers.

    Attributes:
        holders: As the centre gave them last, or None before that.
        selected: Badge of the chosen person, empty for none.
        me: Badge of who is signed in.
        given: The PIN that was just given, until it is put away.
        letters: Whether letters can be written here.
        said: What was just answered, empty for nothing.
        mood: How that looks.
        away: Whether the centre cannot be reached.
        helping: Whether the help is shown.
    """

    holders: tuple[Holder, ...] | None = None
    selected: str = ""
    me: str = ""
    given: Given | None = None
    letters: bool = True
    said: Text = ""
    mood: Mood = Mood.TODO
    away: bool = False
    helping: bool = False

    @property
    def at(self) -> int:
        """Position of the chosen person; 0 when there is none."""
        badges = [each.person.badge for each in self.holders or ()]
        return badges.index(self.selected) if self.selected in badges else 0

    @property
    def chosen(self) -> Holder | None:
        """The chosen person, or None when there is nobody."""
        return self.holders[self.at] if self.holders else None


@dataclass(frozen=True, slots=True)
class PinsState:
    """Everything the screen paints.

    Attributes:
        frame: What is around the body.
        rows: The people listed now, ``ROWS`` at most.
        selected: The chosen one, or None when there is nobody.
        pin: The digits of a PIN that was just given; empty otherwise.
    """

    frame: Frame
    rows: tuple[PinRow, ...] = ()
    selected: PinRow | None = None
    pin: str = field(default="", repr=False)


def pins_state(moment: PinsMoment, zone: tzinfo | None) -> PinsState:
    """Makes the state of a moment; ``zone`` is the one that people here live in."""
    holders, at = moment.holders or (), moment.at
    first = max(0, min(at - ROWS // 2, len(holders) - ROWS))
    window = holders[first : first + ROWS]
    rows = tuple(_row(each, number, moment, zone) for number, each in enumerate(window, 1))
    chosen = next((each for each in rows if each.selected), None)
    return PinsState(_frame(moment, rows), rows, chosen, moment.given.groups if moment.given else "")


def _row(holder: Holder, number: int, moment: PinsMoment, zone: tzinfo | None) -> PinRow:
    person, since = holder.person, holder.since
    none: Tone | None = "attention" if person.role.guarded else None
    return PinRow(
        person=person,
        role=line(f"role.{person.role.value}"),
        since=line("pins.since", day=f"{since.astimezone(zone):%Y-%m-%d}") if since else line("pins.none"),
        tone="ok" if since else none,
        selected=moment.chosen is holder,
        code=f"#E{number}",
    )


def _frame(moment: PinsMoment, rows: tuple[PinRow, ...]) -> Frame:
    todo = _todo(moment)
    return Frame(
        instruction=moment.said or todo,
        mood=moment.mood if moment.said else Mood.ATTENTION if moment.given else Mood.TODO,
        detail=line("pack.then", todo=todo) if moment.said else "",
        title=line("pins.title"),
        progress=line("pins.progress", position=moment.at + 1, count=len(moment.holders or ())) if rows else "",
        commands=_commands(moment),
        choices=() if moment.given else _choices(rows),
        notice=_notice(moment),
    )


def _commands(moment: PinsMoment) -> tuple[Command, ...]:
    if moment.given is not None:
        return (HELP, replace(LETTER, enabled=moment.letters), DONE, HOME)
    chosen, many = moment.chosen, len(moment.holders or ()) > 1
    takes = chosen is not None and chosen.since is not None and chosen.person.badge != moment.me
    move = replace(PREV, enabled=many), replace(NEXT, enabled=many)
    return (HELP, *move, replace(TAKE, enabled=takes), replace(GIVE, enabled=chosen is not None), HOME)


def _choices(rows: tuple[PinRow, ...]) -> tuple[Command, ...]:
    return (
        *(Command(row.code, str(at), "pins.command.row") for at, row in enumerate(rows, 1)),
        Command("#NEXT", "J", "pins.command.next"),
        Command("#PREV", "K", "pins.command.prev"),
        Command("#BACK", "Esc", "ui.command.back"),
    )


def _todo(moment: PinsMoment) -> Line:
    if moment.given is not None:
        return line("pins.tell", name=moment.given.person.name)
    chosen = moment.chosen
    if moment.holders is None:
        return line("pins.loading")
    if chosen is None:
        return line("pins.nobody")
    return line("pins.renew" if chosen.since else "pins.choose", name=chosen.person.name)


def _notice(moment: PinsMoment) -> Notice | None:
    if moment.away:
        return Notice("pins.away", "pack.away.close", "#OK")
    if moment.helping:
        return Notice("pins.help", "pack.help.close", "#HELP", tone="todo")
    return None
