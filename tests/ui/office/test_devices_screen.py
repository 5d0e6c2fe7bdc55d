"""The devices screen: every state in words, a test scan, pictures."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.ailments import REASONS
from app.domain.boards import DeviceRow
from app.domain.codes import Meaning, read_code
from app.domain.errors import Unavailable
from tests.ui.bench.bench_world import MUG, Shelf
from tests.ui.house import House
from tests.ui.office.office_world import DEVICES
from ui.grab import grab
from ui.presenters.frame import View
from ui.presenters.lane import InlineLane
from ui.presenters.office.devices import DevicesPresenter
from ui.screens.office.devices import DevicesScreen

MakeHouse = Callable[[str], House]


class Bag:
    """The devices of a station, in memory."""

    def __init__(self, rows: tuple[DeviceRow, ...] = DEVICES) -> None:
        self.rows = rows
        self.labels = 0
        self.asked = 0
        self.leads = True
        self.error: Exception | None = None

    def devices(self) -> tuple[DeviceRow, ...]:
        return self.rows

    def read(self, text: str) -> Meaning:
        return read_code(text, Shelf())

    def print_label(self) -> None:
        if self.error is not None:
            raise self.error
        self.labels += 1

    def ask(self) -> None:
        self.asked += 1


class Mechanic:
    """A house with the devices open."""

    def __init__(self, house: House, bag: Bag) -> None:
        self.house, self.bag = house, bag
        house.move_in("devices", self._make)

    def _make(self, view: View, lane: InlineLane) -> DevicesScreen:
        bag = self.bag
        self.presenter = DevicesPresenter(
            view, lane, bag, read=bag.read, test_label=bag.print_label, ask_weight=bag.ask, may_set_up=lambda: bag.leads
        )
        self.screen = DevicesScreen(self.presenter)
        return self.screen


MakeMechanic = Callable[..., Mechanic]


@pytest.fixture
def mechanic(house: MakeHouse) -> MakeMechanic:
    return lambda language="es", bag=None: Mechanic(house(language), bag or Bag())


def start(_: Mechanic) -> None: ...


def read(mechanic: Mechanic) -> None:
    mechanic.house.scan(MUG)


def unknown(mechanic: Mechanic) -> None:
    mechanic.house.scan("hola?")


def weighed(mechanic: Mechanic) -> None:
    mechanic.house.scan("#WEIGH")
    mechanic.presenter.weight(12250)


def printed(mechanic: Mechanic) -> None:
    mechanic.house.scan("#TESTLABEL")


def failed(mechanic: Mechanic) -> None:
    mechanic.bag.error = Unavailable("gone")
    mechanic.house.scan("#TESTLABEL")


def none(mechanic: Mechanic) -> None:
    mechanic.bag.rows = ()
    mechanic.presenter.refresh()


def turned(mechanic: Mechanic) -> None:
    mechanic.house.key("PageDown")


STATES = {each.__name__: each for each in (start, read, unknown, weighed, printed, failed, none, turned)}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_devices_fits_in_both_languages(
    mechanic: MakeMechanic, tmp_path: Path, state: str, language: str
) -> None:
    made = mechanic(language)
    STATES[state](made)
    file = grab(made.house.shell, tmp_path / f"devices_{state}_{language}.png")
    assert file.stat().st_size > 10_000
    assert made.house.clipped() == []


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", ["scanner", "printer", "scale", "centre"])
@pytest.mark.parametrize("state", ["ready", "busy", "no_media", "head_open", "attention", "gone", "off"])
def test_every_state_of_every_device_says_what_to_do(
    mechanic: MakeMechanic, language: str, kind: str, state: str
) -> None:
    made = mechanic(language, Bag((DeviceRow("x", kind, "", state),)))
    assert made.screen.cards[0].todo.text()
    assert made.screen.cards[0].state.text()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", sorted(REASONS))
def test_every_reason_fits_on_the_card_with_what_to_do(mechanic: MakeMechanic, language: str, kind: str) -> None:
    bag = Bag()
    made = mechanic(language, bag)
    details = sorted(REASONS[kind])
    for at in range(0, len(details), 4):
        bag.rows = tuple(
            DeviceRow(f"{kind}-1", kind, "/dev/serial/by-id/usb-1", "gone", detail=each)
            for each in details[at : at + 4]
        )
        made.presenter.refresh()
        QApplication.processEvents()
        assert made.house.clipped() == []


def test_devices_are_tried_by_keyboard_and_by_touch(mechanic: MakeMechanic) -> None:
    made = mechanic()
    made.house.key("F9", "F7")
    made.house.touch("#TESTLABEL")
    made.house.touch("#WEIGH")
    assert (made.bag.labels, made.bag.asked) == (2, 2)
    made.house.type_by_key("TO0042")
    assert "TO0042" in made.screen.test.meaning.text()


def shown(made: Mechanic) -> list[str]:
    return [face.row.name for face in made.presenter.state.devices]


@pytest.mark.parametrize(
    ("on", "back"),
    [
        (lambda house: house.scan("#NEXT"), lambda house: house.scan("#PREV")),
        (lambda house: house.key("PageDown"), lambda house: house.key("PageUp")),
        (lambda house: house.touch("#NEXT"), lambda house: house.touch("#PREV")),
    ],
    ids=["scan", "key", "touch"],
)
def test_more_devices_than_fit_are_on_further_pages(
    mechanic: MakeMechanic, on: Callable[[House], None], back: Callable[[House], None]
) -> None:
    made, names = mechanic(), [row.name for row in DEVICES]
    assert shown(made) == names[:4]
    on(made.house)
    assert shown(made) == names[4:]
    assert "5" in made.screen.pages.words.text()
    made.presenter.refresh()
    assert shown(made) == names[4:]
    on(made.house)
    assert shown(made) == names[:4]
    back(made.house)
    assert shown(made) == names[4:]
    made.bag.rows = DEVICES[:3]
    made.presenter.refresh()
    assert shown(made) == names[:3]
    assert not made.screen.pages.isVisible()


def test_a_printer_says_its_sign_and_whether_labels_go_there(mechanic: MakeMechanic) -> None:
    made = mechanic("en")
    assert made.screen.cards[1].sign.text() == "Sign PR02ZEBRA · labels go here"
    made.bag.rows = (replace(DEVICES[1], chosen=False), DEVICES[0])
    made.presenter.refresh()
    assert made.screen.cards[0].sign.text() == "Sign PR02ZEBRA"
    assert not made.screen.cards[1].sign.isVisible()


@pytest.mark.parametrize(
    "text", [MUG, "TO0042", "BA0001", "ZOA", "ST01", "PR02", "OR77", "00384123450000000017", "#QTY3", "#OK", "??"]
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_meaning_has_its_words(mechanic: MakeMechanic, language: str, text: str) -> None:
    made = mechanic(language)
    made.house.scan(text)
    assert made.presenter.state.scanned == text
    assert made.screen.test.meaning.text()
