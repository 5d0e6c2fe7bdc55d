"""Real keys on a real X server: a scanner that believes in a US keyboard, on computers that have another."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from tests.ui.keyboard.typist import CAPS_LOCK, ENTER, GS, SPACE, Typist, server, typist, what_is_missing

pytestmark = [
    pytest.mark.x11,
    pytest.mark.skipif(bool(what_is_missing()), reason=f"not on this machine: {', '.join(what_is_missing())}"),
]

LAYOUTS = ("us", "es", "fr", "de")
CODES = (
    "PK-000123",
    "A:B/C_D;E+F=G&H",
    "O'Neil's 'N'",
    "]C1A[`#^~\"x`e'a]",
    "(01)08412345678905",
    "NOTE 5%  @!$*,.<>?\\|{}",
    f"10LOT-7{GS}21S{GS}",
)
TRIES = 12
FAST_MS = 35


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    with server() as environment:
        yield environment


@pytest.fixture(scope="module", params=LAYOUTS)
def at_desk(request: pytest.FixtureRequest, display: dict[str, str]) -> Iterator[Typist]:
    with typist(display, request.param) as made:
        yield made


def scanned(at_desk: Typist, code: str, focus: str, longest_ms: int) -> dict[str, Any]:
    """What became of a scan; where this machine stuttered more than a scanner may, it is scanned again."""
    chance = Random(code)  # noqa: S311 - the gaps between keys
    for _ in range(TRIES):
        at_desk.sit(focus)
        at_desk.scan(code, chance, longest_ms)
        report = at_desk.report()
        times = report.pop("times")
        as_it_should = report["scans"] == [code] and not (report["line"] or report["clicks"] or report["entered"])
        if as_it_should or max(b - a for a, b in pairwise(times)) <= FAST_MS:
            break
    return report


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_exact_whatever_the_layout_and_touches_nothing(at_desk: Typist, code: str) -> None:
    for focus, longest_ms in (("line", 0), ("button", 30)):
        report = scanned(at_desk, code, focus, longest_ms)
        assert report["scans"] == [code]
        assert (report["clicks"], report["entered"], report["line"]) == (0, 0, "")


def test_a_code_answers_no_dialog(at_desk: Typist) -> None:
    report = scanned(at_desk, CODES[0], "dialog", 5)
    assert report["scans"] == [CODES[0]]
    assert report["dialog"]
    at_desk.tell("line")
    at_desk.report()


def test_caps_lock_changes_nothing(at_desk: Typist) -> None:
    at_desk.type(CAPS_LOCK)
    at_desk.report()
    report = scanned(at_desk, "Ab-c'D12", "line", 5)
    at_desk.type(CAPS_LOCK)
    assert report["scans"] == ["Ab-c'D12"]
    assert at_desk.report()["scans"] == []


def test_a_person_types_and_presses_as_ever(at_desk: Typist) -> None:
    at_desk.sit("line")
    at_desk.type(42, 31, 28, 28, 26, ENTER)  # these keys are the same in all four layouts
    report = at_desk.report()
    assert (report["line"], report["entered"], report["scans"]) == ("gitte", 1, [])
    at_desk.sit("button")
    at_desk.type(ENTER, SPACE)
    report = at_desk.report()
    assert (report["clicks"], report["scans"]) == (2, [])


@pytest.mark.parametrize("at_desk", ["es"], indirect=True)
def test_a_person_types_accents(at_desk: Typist) -> None:
    acute, backspace = 48, 22
    at_desk.sit("line")
    at_desk.type(47, 38, 57, 40, acute, 30)
    assert at_desk.report()["line"] == "ñandú"
    at_desk.sit("line")
    at_desk.type(acute, SPACE, 38, acute, acute, 26, acute, 53, acute, backspace, 38)
    assert at_desk.report()["line"].replace("\N{ACUTE ACCENT}", "'") == "'a'é'a"
