"""What the inbox of exceptions shows: a window of the list, the selected one, and what is being asked."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.boards import Trouble
from app.domain.picking.outcome import CAUSES
from ui.presenters.commands import HELP, HOME, OK
from ui.presenters.faces import Notice
from ui.presenters.frame import Command, Frame, Line, Mood, Text, line

ROWS = 5
"""How many exceptions are listed at once."""

PUT_BACK = "put_back"
"""The kind of exception whose goods go back into the books when it is resolved."""

OWN_KINDS = {"rejected_row": "trouble.rejected_row", "cancel_too_late": "trouble.cancel_too_late"}
"""Kinds that come from imported files, with the phrase that stands for ``exception.<kind>``."""

NAMES = (
    "ref",
    "item",
    "sku",
    "qty",
    "place",
    "tote",
    "totes",
    "cause",
    "walk",
    "station",
    "person",
    "file",
    "row",
    "why",
)
"""Names of an exception that are shown, in this order, each with the caption ``trouble.name.<name>``."""

_CAUSES = {cause: f"pick.cause.{cause}" for cause in CAUSES} | {"missing": "pack.cause.excusing.missing"}
"""Causes as the deeds write them, with their words."""

NEXT = Command("#NEXT", "Down", "trouble.command.next", icon="arrow")
PREV = Command("#PREV", "Up", "trouble.command.prev", icon="back")


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """An exception as it is listed.

    Attributes:
        id: Its number.
        kind: Its kind.
        what: What went wrong.
        todo: What to do about it.
        about: What it concerns, as (caption, value).
        age: How long it has been open.
        selected: Whether it is the selected one.
        code: What a touch on it sends.
    """

    id: int
    kind: str
    what: Line
    todo: Line
    about: tuple[tuple[Line, Text], ...]
    age: Line
    selected: bool
    code: str


@dataclass(frozen=True, slots=True)
class TroubleMoment:
    """What the presenter remembers between two answers.

    Attributes:
        troubles: As the centre gave them last, or None before that.
        selected: Number of the selected exception, 0 for none.
        asked: Whether the first of two confirmations was given.
        said: What was just answered, empty for nothing.
        mood: How that looks.
        note: A few words for the list of last scans.
        away: Whether the centre cannot be reached.
        helping: Whether the help is shown.
    """

    troubles: tuple[Trouble, ...] | None = None
    selected: int = 0
    asked: bool = False
    said: Text = ""
    mood: Mood = Mood.TODO
    note: Text = ""
    away: bool = False
    helping: bool = False

    @property
    def at(self) -> int:
        """Position of the selected exception; 0 when there is none."""
        return next((at for at, each in enumerate(self.troubles or ()) if each.id == self.selected), 0)

    @property
    def chosen(self) -> Trouble | None:
        """The selected exception, or None when there is none."""
        return self.troubles[self.at] if self.troubles else None


@dataclass(frozen=True, slots=True)
class TroubleState:
    """Everything the inbox paints.

    Attributes:
        frame: What is around the body.
        rows: The exceptions listed now, ``ROWS`` at most.
        selected: The selected one, or None when all is well.
        count: How many there are in all; ``position`` counts from 1.
        position: Where the selected one stands.
        asked: Whether ``#OK`` is awaited a second time.
    """

    frame: Frame
    rows: tuple[TroubleRow, ...] = ()
    selected: TroubleRow | None = None
    count: int = 0
    position: int = 0
    asked: bool = False


def age_of(since: timedelta) -> Line:
    """Says how long ago something was, in the unit that fits."""
    minutes = max(0, int(since.total_seconds()) // 60)
    hours, days = minutes // 60, minutes // (60 * 24)
    if days:
        return line("trouble.age.days", count=days)
    return line("trouble.age.hours", count=hours) if hours else line("trouble.age.minutes", count=minutes)


def trouble_state(moment: TroubleMoment, now: datetime) -> TroubleState:
    """Makes the state of a moment."""
    troubles, at = moment.troubles or (), moment.at
    first = max(0, min(at - ROWS // 2, len(troubles) - ROWS))
    window = troubles[first : first + ROWS]
    rows = tuple(_row(each, number, moment, now) for number, each in enumerate(window, 1))
    chosen = next((each for each in rows if each.selected), None)
    return TroubleState(_frame(moment, rows), rows, chosen, len(troubles), at + 1 if troubles else 0, moment.asked)


def _row(trouble: Trouble, number: int, moment: TroubleMoment, now: datetime) -> TroubleRow:
    names = tuple(trouble.names.items())
    key = OWN_KINDS.get(trouble.kind, f"exception.{trouble.kind}")
    chosen = moment.chosen
    return TroubleRow(
        id=trouble.id,
        kind=trouble.kind,
        what=Line(key, names),
        todo=Line(f"{key}.todo", names),
        about=_about(trouble),
        age=age_of(now - trouble.opened_at),
        selected=chosen is not None and chosen.id == trouble.id,
        code=f"#E{number}",
    )


def _about(trouble: Trouble) -> tuple[tuple[Line, Text], ...]:
    """Picks the names that say something; lists such as totes are joined, causes are said in words."""
    found: list[tuple[Line, Text]] = []
    for name in NAMES:
        value = trouble.names.get(name, "")
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        if text not in {"", "-", "0"}:
            known = name == "cause" and text in _CAUSES
            found.append((line(f"trouble.name.{name}"), line(_CAUSES[text]) if known else text))
    return tuple(found)


def _frame(moment: TroubleMoment, rows: tuple[TroubleRow, ...]) -> Frame:
    todo = _todo(moment)
    calm = Mood.DONE if moment.troubles == () else Mood.ATTENTION if moment.asked else Mood.TODO
    many = len(moment.troubles or ()) > 1
    resolve = replace(OK, enabled=bool(rows), label_key="trouble.command.confirm" if moment.asked else _action(moment))
    choices = (
        *(Command(row.code, str(at), "trouble.command.row") for at, row in enumerate(rows, 1)),
        Command("#NEXT", "J", "trouble.command.next"),
        Command("#PREV", "K", "trouble.command.prev"),
        Command("#BACK", "Esc", "ui.command.back"),
    )
    return Frame(
        instruction=moment.said or todo,
        mood=moment.mood if moment.said else calm,
        detail=line("pack.then", todo=todo) if moment.said else "",
        title=line("trouble.title"),
        progress=line("trouble.progress", position=moment.at + 1, count=len(moment.troubles or ())) if rows else "",
        commands=(HELP, replace(PREV, enabled=many), replace(NEXT, enabled=many), resolve, HOME),
        choices=choices,
        note=moment.note,
        notice=_notice(moment),
    )


def _action(moment: TroubleMoment) -> str:
    chosen = moment.chosen
    return "trouble.command.put_back" if chosen is not None and chosen.kind == PUT_BACK else "trouble.command.resolve"


def _todo(moment: TroubleMoment) -> Line:
    chosen = moment.chosen
    if moment.troubles is None:
        return line("trouble.loading")
    if chosen is None:
        return line("trouble.none")
    if moment.asked:
        return line("trouble.confirm_put_back", todo=Line(f"exception.{PUT_BACK}.todo", tuple(chosen.names.items())))
    return line("trouble.put_back" if chosen.kind == PUT_BACK else "trouble.resolve")


def _notice(moment: TroubleMoment) -> Notice | None:
    if moment.away:
        return Notice("trouble.away", "pack.away.close", "#OK")
    if moment.helping:
        return Notice("trouble.help", "pack.help.close", "#HELP", tone="todo")
    return None
