"""The frame around a walk: what is said, which buttons there are, and which of them do something now."""

from dataclasses import replace

from app.domain.picking.outcome import CAUSES
from app.domain.picking.walk import (
    AtDrop,
    AtItem,
    AtPlace,
    AtReason,
    AtSwap,
    AtTote,
    AtTotes,
    AtZero,
    Finished,
)
from ui.presenters.commands import FULL, HELP, HOME, OK, SHORT, SKIP, TYPE, UNDO
from ui.presenters.floor.walking.pick_words import detail_of, instruction_of
from ui.presenters.floor.walking.standing import Standing
from ui.presenters.frame import Command, Frame, Mood, line

REASONS = tuple(
    Command(f"#R{number}", str(number), f"pick.cause.{cause}") for number, cause in enumerate(CAUSES, start=1)
)
"""Why units cannot be taken."""

ANSWERS = (Command("#YES", "1", "pick.zero.yes", icon="check"), Command("#NO", "2", "pick.zero.no", icon="cross"))
"""Whether a place is empty."""


def frame_of(standing: Standing) -> Frame:
    """Gives the frame of a step that nothing went wrong at."""
    walk = standing.walk
    over = isinstance(standing.step, Finished)
    return Frame(
        instruction=instruction_of(standing),
        mood=Mood.DONE if over else Mood.TODO,
        detail=detail_of(standing),
        title=line(f"pick.title.{walk.method}", walk=walk.id, zone=walk.zone),
        progress=line("pick.progress", at=standing.number, of=len(walk.stops)),
        commands=commands_of(standing),
        choices=choices_of(standing),
    )


def commands_of(standing: Standing) -> tuple[Command, ...]:
    """Gives the buttons of the bar: always the same ones at the same place, dim where they do nothing."""
    if isinstance(standing.step, Finished):
        return (OK, HELP)
    return (
        replace(UNDO, enabled=_may_undo(standing)),
        replace(SHORT, enabled=_may_short(standing)),
        replace(SKIP, enabled=_may_skip(standing)),
        replace(FULL, enabled=_may_swap(standing)),
        TYPE,
        HELP,
    )


def choices_of(standing: Standing) -> tuple[Command, ...]:
    """Gives what the body shows as buttons, and the way home."""
    match standing.step:
        case AtReason():
            return (*REASONS, HOME)
        case AtZero():
            return (*ANSWERS, HOME)
        case _:
            return (HOME,)


def _may_undo(standing: Standing) -> bool:
    match standing.step:
        case AtTotes() | Finished():
            return False
        case AtSwap():
            return standing.slot is not None and bool(standing.slot.tote)
        case AtReason():
            return True
        case AtDrop(tote) if tote:
            return True
        case _:
            return bool(standing.hand or standing.walk.trail)


def _may_short(standing: Standing) -> bool:
    match standing.step:
        case AtPlace() | AtItem():
            return True
        case AtTote(_, hand):
            return standing.stop is not None and hand < standing.stop.left
        case _:
            return False


def _may_skip(standing: Standing) -> bool:
    return isinstance(standing.step, AtPlace | AtItem) and not standing.hand and standing.after is not None


def _may_swap(standing: Standing) -> bool:
    at_shelf = isinstance(standing.step, AtPlace | AtItem | AtTote)
    return at_shelf and standing.slot is not None and standing.slot.tote in standing.aboard
