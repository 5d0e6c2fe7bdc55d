"""The sign-in presenter, without Qt."""

import pytest

from app.domain.errors import Conflict, Unavailable
from app.domain.master.people import Person
from app.language import load_phrases
from app.services.floor.signing import SignIn
from app.station.trouble import StationTrouble
from tests.ui.floor.floor_world import ANA, EVA, Seen
from ui.presenters.asking import Welcome
from ui.presenters.floor.sign_in import SignInPresenter
from ui.presenters.frame import Line, Mood, Scan, speak
from ui.presenters.lane import InlineLane


class Door:
    def __init__(self) -> None:
        self.seen = Seen()
        self.came: list[Person] = []
        self.asked: list[Person] = []
        self.spoken: list[str] = []
        self.broken: Exception | None = None
        self.moves: list[str] = []
        self.presenter = SignInPresenter(
            self.seen,
            InlineLane(),
            self.sign_in,
            welcome=Welcome(self.came.append, self.asked.append),
            speak=self.spoken.append,
            moving=self,
            station="Mesa 3",
        )
        self.presenter.opened()

    def sign_in(self, text: str) -> SignIn:
        if self.broken is not None:
            raise self.broken
        if text == EVA.badge:
            return SignIn(None, "pin.ask", text, asks=EVA)
        return SignIn(ANA) if text == ANA.badge else SignIn(None, "sign.unknown_badge", text)

    def move(self, code: str) -> None:
        if self.broken is not None:
            raise self.broken
        self.moves.append(code)

    def moved(self) -> None:
        self.moves.append("moved")

    def scan(self, text: str) -> str:
        self.presenter.scanned(Scan(text, "scanner-1"))
        instruction = self.presenter.state.frame.instruction
        assert isinstance(instruction, Line)
        return instruction.key


def test_a_known_badge_lets_its_person_in() -> None:
    door = Door()
    door.scan("BA0042")
    assert (door.came, door.presenter.busy, door.seen.cues) == ([ANA], False, ["quiet"])


def test_a_badge_that_opens_more_is_asked_for_its_pin() -> None:
    door = Door()
    door.scan(EVA.badge)
    assert (door.came, door.asked, door.presenter.busy, door.seen.cues) == ([], [EVA], False, ["quiet"])


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


def test_the_sign_of_another_station_moves_the_program_there() -> None:
    door = Door()
    door.scan(" st02 ")
    assert (door.moves, door.presenter.busy, door.came) == (["ST02", "moved"], False, [])


@pytest.mark.parametrize(
    ("broken", "key", "why"),
    [
        (Conflict("profile.work_open", station="ST01", wanted="ST02"), "profile.work_open", ""),
        (StationTrouble("station.already_open"), "profile.closed", "station.already_open"),
        (Unavailable("the folder cannot be written"), "profile.closed", "sign.unsaved"),
    ],
)
def test_a_program_that_cannot_become_the_station_says_why_and_stays(broken: Exception, key: str, why: str) -> None:
    door = Door()
    door.broken = broken
    assert door.scan("ST02") == key
    assert (door.moves, door.presenter.busy, door.seen.cues[-1]) == ([], False, "wrong")
    for language in ("es", "en"):
        spoken = speak(door.presenter.state.frame.instruction, load_phrases(language))
        assert load_phrases(language)(why) in spoken if why else spoken


def test_a_mistake_while_moving_is_not_hidden() -> None:
    door = Door()
    door.broken = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        door.scan("ST02")
