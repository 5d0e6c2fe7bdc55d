"""The sign-in presenter, without Qt."""

import pytest

from app.domain.errors import Unavailable
from app.domain.master.people import Person
from app.services.floor.signing import SignIn
from tests.ui.floor.floor_world import ANA, Seen
from ui.presenters.floor.sign_in import SignInPresenter
from ui.presenters.frame import Line, Mood, Scan
from ui.presenters.lane import InlineLane


class Door:
    def __init__(self) -> None:
        self.seen = Seen()
        self.came: list[Person] = []
        self.spoken: list[str] = []
        self.broken: Exception | None = None
        self.presenter = SignInPresenter(
            self.seen,
            InlineLane(),
            self.sign_in,
            signed=self.came.append,
            speak=self.spoken.append,
            station="Mesa 3",
        )
        self.presenter.opened()

    def sign_in(self, text: str) -> SignIn:
        if self.broken is not None:
            raise self.broken
        return SignIn(ANA) if text == ANA.badge else SignIn(None, "sign.unknown_badge", text)

    def scan(self, text: str) -> str:
        self.presenter.scanned(Scan(text, "scanner-1"))
        instruction = self.presenter.state.frame.instruction
        assert isinstance(instruction, Line)
        return instruction.key


def test_a_known_badge_lets_its_person_in() -> None:
    door = Door()
    door.scan("BA0042")
    assert (door.came, door.presenter.busy, door.seen.cues) == ([ANA], False, ["quiet"])


def test_an_unknown_badge_is_told_what_to_do() -> None:
    door = Door()
    assert door.scan("BA9999") == "sign.unknown_badge"
    state = door.presenter.state
    assert (state.step, state.frame.mood, door.seen.cues[-1], door.came) == ("refused", Mood.ERROR, "wrong", [])
    door.presenter.opened()
    assert door.presenter.state.step == "badge"


def test_the_language_is_turned_by_command_and_key() -> None:
    door = Door()
    door.scan("#ES")
    door.scan("#en")
    assert door.spoken == ["es", "en"]
    english = door.presenter.state.frame.command_for("2")
    assert english is not None
    assert english.code == "#EN"


def test_help_comes_and_goes() -> None:
    door = Door()
    door.scan("#HELP")
    assert door.presenter.state.frame.notice is not None
    door.scan("#HELP")
    assert door.presenter.state.frame.notice is None


def test_a_full_disk_is_told_and_a_bug_is_raised() -> None:
    door = Door()
    door.broken = Unavailable("full")
    assert door.scan("BA0042") == "sign.unsaved"
    assert (door.seen.cues[-1], door.came) == ("wrong", [])
    door.broken = ZeroDivisionError("bug")
    with pytest.raises(ZeroDivisionError):
        door.scan("BA0042")
