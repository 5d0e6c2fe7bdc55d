"""The screen of PINs worked by scanner, keyboard and touch, and pictures of every state."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.errors import Conflict
from app.domain.master.people import Person
from tests.ui.house import NOW, House
from tests.ui.people.pins_world import ME, MINE, NEW, MemoryPins, away
from ui.grab import grab
from ui.presenters.floor.pin import PinPresenter
from ui.presenters.frame import View
from ui.presenters.lane import InlineLane
from ui.presenters.people.pins import PinsPresenter
from ui.screens.floor.pin import PinScreen
from ui.screens.office.pins import PinsScreen


class Office:
    """A house with the list of PINs open and the pad beside it."""

    def __init__(self, house: House, pins: MemoryPins) -> None:
        self.house, self.pins = house, pins
        self.me: Person | None = ME
        self.pin = PinPresenter(house.shell.view("pin"), house.lane, now=lambda: NOW)
        self.pad = PinScreen(self.pin)
        house.shell.add(self.pad)
        house.move_in("pins", self._make)

    def _make(self, view: View, lane: InlineLane) -> PinsScreen:
        self.presenter = PinsPresenter(
            view, lane, self.pins, who=lambda: self.me, ask_pin=self.pin.ask, now=lambda: NOW
        )
        self.screen = PinsScreen(self.presenter)
        return self.screen

    def types(self, digits: str) -> None:
        """Types digits on the pad, by keyboard."""
        QTest.keyClicks(self.pad.pad, digits)
        QTest.keyClick(self.pad.pad, Qt.Key.Key_Return)

    @property
    def says(self) -> str:
        return self.house.shell.frame.instruction.sentence.text()

    @property
    def digits(self) -> str:
        """The new PIN as it is shown, or nothing."""
        return self.screen.card.pin.text() if self.screen.card.pin.isVisible() else ""

    def everything(self) -> str:
        """All text that any widget of the pins screen holds."""
        card = self.screen.card
        return " ".join(part.text() for part in (card.who, card.what, card.since, card.caption, card.pin))


MakeOffice = Callable[..., Office]


@pytest.fixture
def office(house: Callable[[str], House]) -> MakeOffice:
    return lambda language="es", pins=None: Office(house(language), pins or MemoryPins())


def start(_: Office) -> None: ...


def without(office: Office) -> None:
    office.house.scan("BA1002")


def last(office: Office) -> None:
    office.house.scan("BA2003")


def asked(office: Office) -> None:
    office.house.scan("BA1002", "#OK")


def asked_to_take(office: Office) -> None:
    office.house.scan("BA1001", "#TAKE")


def wrong(office: Office) -> None:
    asked(office)
    office.types("000001")


def waits(office: Office) -> None:
    asked(office)
    for _ in range(3):
        office.types("000001")


def given(office: Office) -> None:
    asked(office)
    office.types(MINE)


def not_put_away(office: Office) -> None:
    given(office)
    office.house.scan("BA2001")


def written(office: Office) -> None:
    given(office)
    office.house.key("F8")


def unwritten(office: Office) -> None:
    given(office)
    office.pins.error = away()
    office.house.key("F8")


def taken(office: Office) -> None:
    asked_to_take(office)
    office.types(MINE)


def own(office: Office) -> None:
    office.house.scan("BA1000", "#TAKE")


def not_as_admin(office: Office) -> None:
    office.pins.reason = "pin.not_as_admin"
    asked(office)
    office.types(MINE)


def gone(office: Office) -> None:
    office.pins.reason = "pin.nobody"
    asked(office)
    office.types(MINE)


def unknown(office: Office) -> None:
    office.house.scan("8412345678905")


def centre_away(office: Office) -> None:
    office.pins.error = away()
    office.presenter.refresh()


def on_the_floor(office: Office) -> None:
    office.pins.error = Conflict("pins.not_here")
    office.presenter.refresh()


def helped(office: Office) -> None:
    office.house.scan("#HELP")


def empty(office: Office) -> None:
    office.pins.people = ()
    office.presenter.refresh()


STATES = (
    *(start, without, last, asked, asked_to_take, wrong, waits, given, not_put_away, written, unwritten, taken),
    *(own, not_as_admin, gone, unknown, centre_away, on_the_floor, helped, empty),
)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_list_fits_in_both_languages(
    office: MakeOffice, tmp_path: Path, state: Callable[[Office], None], language: str
) -> None:
    made = office(language)
    state(made)
    file = grab(made.house.shell, tmp_path / f"pins_{state.__name__}_{language}.png")
    assert file.stat().st_size > 10_000
    assert made.house.clipped() == []
    assert made.house.tiny() == []


def test_a_pin_is_given_by_a_badge_and_the_own_pin_and_shown_once(office: MakeOffice) -> None:
    made = office()
    given(made)
    assert made.pins.done == [("give", "BA1002")]
    assert made.digits.split() == [NEW[:3], NEW[3:]]
    assert NEW[:3] not in repr(made.presenter.state)  # nothing that is written of it has the PIN
    made.house.key("Enter")
    assert made.digits == ""
    assert NEW[:3] not in made.everything()


@pytest.mark.parametrize("way", ["#HOME", "#BACK"])
def test_whoever_leaves_takes_no_pin_off_the_screen_of_the_next(office: MakeOffice, way: str) -> None:
    made = office()
    given(made)
    made.house.scan(way)
    assert made.house.shell.open_name == "home"
    assert NEW[:3] not in made.everything()
    made.house.shell.open("pins")
    assert (made.digits, made.presenter.state.pin) == ("", "")


def test_while_a_new_pin_is_shown_nobody_else_is_chosen(office: MakeOffice) -> None:
    made = office("en")
    not_put_away(made)
    assert "put it away first" in made.says
    made.house.scan("#TAKE", "#NEXT", "#E1")
    assert made.digits
    assert made.pins.done == [("give", "BA1002")]


def test_the_list_is_worked_by_keyboard_alone(office: MakeOffice) -> None:
    made = office()
    made.house.key("J", "Down", "K", "Up", "2")
    assert made.presenter.state.selected is not None
    assert made.presenter.state.selected.person.badge == "BA1001"
    made.house.key("F9")
    made.types(MINE)
    made.house.key("Down", "Enter")
    made.types(MINE)
    assert made.pins.done == [("take", "BA1001"), ("give", "BA1002")]


def test_the_list_is_worked_by_touch_alone(office: MakeOffice) -> None:
    made = office("en")
    made.house.touch("#E3")
    made.house.touch("#OK")
    for sign in MINE:
        made.house.tap(made.pad.pad.keys[sign])
    made.house.tap(made.pad.pad.enter)
    made.house.touch("#LETTER")
    assert made.pins.letters == [("BA1002", NEW)]
    made.house.touch("#OK")
    assert made.digits == ""


def test_a_wrong_own_pin_stays_on_the_pad_and_waits(office: MakeOffice) -> None:
    made = office("en")
    waits(made)
    assert made.house.shell.open_name == "pin"
    assert "Wait 0:05" in made.says
    assert made.pins.done == []
    made.house.key("Esc")
    assert (made.house.shell.open_name, made.digits) == ("pins", "")


def test_nobodys_own_pin_and_none_that_is_not_there_is_taken(office: MakeOffice) -> None:
    made = office("en")
    own(made)
    assert "Nobody takes their own PIN away" in made.says
    made.house.scan("BA1002", "#TAKE")
    assert "has no PIN" in made.says
    assert made.house.shell.open_name == "pins"


def test_a_scanned_pin_is_none_and_goes_to_no_list(office: MakeOffice) -> None:
    made = office("en")
    asked(made)
    made.house.scan(MINE)
    assert "never scanned" in made.says
    assert made.pins.done == []


def test_what_is_known_stays_while_the_centre_is_away(office: MakeOffice) -> None:
    made = office()
    centre_away(made)
    assert made.presenter.state.frame.notice is not None
    assert len(made.presenter.state.rows) == 6
    made.house.scan("#OK")
    assert made.presenter.state.frame.notice is None
