"""How the answer to a scan is shown: what happened in the instruction bar, the task unchanged below it."""

from dataclasses import replace

from app.domain.errors import Conflict, Unavailable
from app.domain.picking.outcome import Outcome
from app.domain.picking.walk import AtDrop, AtItem, AtTote, AtZero, Walk
from app.domain.reasons import Cue
from ui.presenters.commands import HELP
from ui.presenters.faces import Notice
from ui.presenters.floor.walking.pick_faces import state_of
from ui.presenters.floor.walking.pick_state import PickState
from ui.presenters.floor.walking.pick_words import expected_of
from ui.presenters.floor.walking.standing import Standing
from ui.presenters.frame import Mood, Text, line
from ui.presenters.reasons import reason_line


def answer_of(outcome: Outcome, text: str, before: Walk | None) -> PickState:
    """Gives the state after a scan, or after news from the centre.

    Args:
        outcome: What the state machine said.
        text: What was scanned; empty for news.
        before: The walk as it stood before the scan.
    """
    standing = Standing(outcome.walk)
    state = state_of(standing)
    if outcome.reason is None:
        return _with(state, note=note_of(standing, before))
    sentence = reason_line(outcome.reason, outcome.names)
    if outcome.cue is Cue.OK:
        return _with(state, note=sentence)
    expected = expected_of(standing)
    if outcome.refused:
        detail = line("pick.scanned", text=text, expected=expected)
        return _with(state, sentence, Mood.ERROR, detail, line("pick.note.expected", expected=expected))
    return _with(state, sentence, Mood.ATTENTION, state.frame.instruction)


def unsaved(state: PickState, error: Unavailable) -> PickState:
    """Gives the state when the journal did not take a scan: nothing happened, and that is said."""
    cause: Text = line("pick.cause_unknown") if error.reason == "unavailable" else line(error.reason, **error.names)
    detail = line("pick.unsaved.detail", cause=cause)
    return _with(state, line("pick.unsaved"), Mood.ERROR, detail, line("pick.note.unsaved"))


def lost(state: PickState, error: Conflict) -> PickState:
    """Gives the state when somebody else was faster."""
    return _with(state, line(error.reason, **error.names), Mood.ERROR)


def helped(state: PickState) -> PickState:
    """Gives the state with the step explained in a banner, or without the banner when it is there already."""
    notice = None
    if state.frame.notice is None:
        notice = Notice(f"pick.help.{state.step}", "pick.help.close", HELP.code, tone="todo")
    return replace(state, frame=replace(state.frame, notice=notice))


def note_of(standing: Standing, before: Walk | None) -> Text:
    """Gives the few words the list of last scans keeps of an accepted scan."""
    was = None if before is None else Standing(before)
    if was is None or was.walk == standing.walk:
        return ""
    if len(standing.walk.trail) > len(was.walk.trail) and was.slot is not None:
        done = standing.walk.trail[-1]
        return line("pick.note.put", qty=done.qty, slot=was.slot.number)
    match standing.step:
        case AtItem(_, hand) | AtTote(_, hand) if hand > was.hand and was.at is not None:
            return line("pick.note.hand", count=hand)
        case AtDrop() if isinstance(was.step, AtZero):
            return ""
    return was.stop.place if was.name == "place" and standing.name == "item" and was.stop else ""


def _with(
    state: PickState,
    instruction: Text | None = None,
    mood: Mood | None = None,
    detail: Text | None = None,
    note: Text = "",
) -> PickState:
    frame = state.frame
    said = replace(
        frame,
        instruction=frame.instruction if instruction is None else instruction,
        mood=mood or frame.mood,
        detail=frame.detail if detail is None else detail,
        note=note,
    )
    return replace(state, frame=said)
