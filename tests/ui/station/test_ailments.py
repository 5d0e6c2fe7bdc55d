"""Every reason a driver gives has its words and what to do about it; and the lamp of a kind never flips."""

import ast
from pathlib import Path

import pytest

from app.domain.ailments import DIFFERS, REASONS, ailment
from app.language import LANGUAGES, load_phrases
from hardware.status import State
from ui.presenters.ailments import Condition, state_line, todo_line, why_line
from ui.presenters.faces import Badge
from ui.presenters.frame import speak
from ui.presenters.lamps import Lamps

HARDWARE = Path(__file__).resolve().parents[3] / "hardware"
KINDS = ("scanner", "printer", "scale")
TELLING = {"Status": 1, "LostError": 0, "detail_of": 1, "Broken": 0, "StalledError": 0, "unreadable": 0}
"""Calls that carry a reason, and where among their arguments it stands."""


def texts(nodes: list[ast.expr]) -> set[str]:
    """Gives the texts among expressions that are written there, but for empty ones."""
    values = [each.value for each in nodes if isinstance(each, ast.Constant)]
    return {each for each in values if isinstance(each, str) and each}


def reasons_given() -> set[str]:
    """Gives every short code that is written in a driver."""
    found: set[str] = set()
    for file in HARDWARE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                at = TELLING.get(getattr(node.func, "id", ""), -1)
                told = [*node.args[at : at + 1]] if at >= 0 else []
                told += [each.value for each in node.keywords if each.arg == "detail"]
                found |= texts(told)
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_DETAILS":
                assert isinstance(node.value, ast.Dict)
                found |= texts(node.value.values)
    return found


def test_every_reason_a_driver_gives_has_its_words() -> None:
    given = reasons_given()
    assert {"not_found", "ribbon_out", "unplugged", "silent", "frame_cut"} <= given
    assert given - frozenset().union(*REASONS.values()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_state_and_reason_can_be_said_with_what_to_do(kind: str, language: str) -> None:
    say = load_phrases(language)
    for state in [each.value for each in State] + ["off"]:
        for detail in ("", "of_a_newer_driver", *REASONS[kind]):
            condition = Condition(kind, state, detail)
            assert speak(state_line(condition), say)
            assert speak(why_line(condition), say)
            assert speak(todo_line(condition), say).endswith(".")


def test_every_word_and_sentence_belongs_to_a_reason() -> None:
    said = {key.split(".")[1] for key in load_phrases("en").table if key.startswith("state.")}
    assert said - {"meanwhile"} == frozenset().union(*REASONS.values())
    assert {each for kind in KINDS for each in DIFFERS & REASONS[kind]} == DIFFERS


def test_an_unknown_reason_says_what_its_state_says() -> None:
    assert ailment("printer", "attention", "of_a_newer_driver") == ailment("printer", "attention")
    assert ailment("printer", "attention", "frame_cut") == ailment("printer", "attention")  # a scanner's


def test_what_is_gone_says_what_to_do_until_it_is_back() -> None:
    said = speak(todo_line(Condition("scanner", "gone", "unplugged")), load_phrases("en"))
    assert "Plug it in" in said
    assert "(F6)" in said


def lamps(*told: tuple[str, str, str, str], printer: str = "printer-1") -> Lamps:
    made = Lamps(lambda: printer)
    for device, *how in told:
        made.told(device, Condition(*how))
    return made


def test_the_worst_device_that_is_there_counts_whichever_spoke_last() -> None:
    bad, good = ("scale-1", "scale", "attention", "overload"), ("scale-2", "scale", "ready", "")
    for order in ((bad, good), (good, bad)):
        made = lamps(*order)
        assert made.condition("scale") == Condition("scale", "attention", "overload")
        assert made.badge("scale") == Badge("scale", "attention", "state.overload")


def test_a_scanner_that_is_away_while_another_works_is_a_remark() -> None:
    away, there = ("scanner-1", "scanner", "gone", "unplugged"), ("scanner-2", "scanner", "ready", "")
    assert lamps(away, there).badge("scanner") == Badge("scanner", "attention", "ui.badge.scanner.some_gone")
    assert lamps(there, away).condition("scanner").state == "ready"
    assert lamps(away).badge("scanner") == Badge("scanner", "error", "ui.badge.scanner.error")


def test_only_the_printer_in_use_counts() -> None:
    own, other = ("printer-1", "printer", "ready", ""), ("printer-2", "printer", "no_media", "")
    assert lamps(own, other).badge("printer") == Badge("printer", "ok", "ui.badge.printer.ok")
    moved = lamps(own, other, printer="printer-2")
    assert moved.badge("printer") == Badge("printer", "error", "ui.badge.printer.no_media")
    assert lamps(other, printer="none").condition("printer").state == "off"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_lamp_has_short_words(kind: str, language: str) -> None:
    say = load_phrases(language)
    for state in [each.value for each in State]:
        for detail in ("", *REASONS[kind]):
            badge = lamps(("it", kind, state, detail), printer="it").badge(kind)
            assert badge.device == kind
            assert 0 < len(say(badge.text_key)) <= 22
