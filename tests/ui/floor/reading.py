"""What a picker reads, for the tests of the picking presenter."""

from app.language import load_phrases
from tests.ui.floor.floor_world import Picker
from ui.presenters.floor.walking.pick_state import PickState
from ui.presenters.frame import Line, Text, speak

TIMES = "\N{MULTIPLICATION SIGN}"
SAYS = {language: load_phrases(language) for language in ("es", "en")}


def said(text: Text) -> str:
    assert speak(text, SAYS["es"]) or not text
    return speak(text, SAYS["en"])


def key(state: PickState) -> str:
    assert isinstance(state.frame.instruction, Line)
    return state.frame.instruction.key


def able(picker: Picker) -> set[str]:
    return {command.code for command in picker.presenter.state.frame.commands if command.enabled}
