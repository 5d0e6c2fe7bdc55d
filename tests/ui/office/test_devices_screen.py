"""The devices screen: every state in words, a test scan, pictures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.ailments import REASONS
from app.domain.boards import DeviceRow
from app.domain.codes import Meaning, if_fresh, read_code
from app.domain.errors import Unavailable
from tests.ui.bench.bench_world import MUG, Shelf
from tests.ui.house import House
from tests.ui.office.office_world import DEVICES
from ui.grab import grab
from ui.presenters.frame import Mood, View
from ui.presenters.lane import InlineLane
from ui.presenters.office.devices import DevicesPresenter
from ui.screens.office.devices import DevicesScreen

GS = "\x1d"

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
        return if_fresh(read_code(text, Shelf()), date(2026, 3, 2))

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


def detailed(mechanic: Mechanic) -> None:
    mechanic.house.scan(f"]d2010{MUG}1727123110LOT-1234567890{GS}21SERIAL-1234567890{GS}3103001250")


def broken(mechanic: Mechanic) -> None:
    mechanic.house.scan(f"]C1010{MUG}10LOT-717271231")


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


STATES = {
    each.__name__: each for each in (start, read, detailed, broken, unknown, weighed, printed, failed, none, turned)
}


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


@pytest.mark.parametrize(
    ("text", "words", "cue"),
    [
        (f"]C1010{MUG}", ["GTIN 08412345678905", "SKU MUG"], "ok"),
        (f"]C1010{MUG}10L-42{GS}17271231", ["L-42", "2027-12-31"], "ok"),
        (f"]d2010{MUG}21SN7{GS}3103001250", ["SN7", "1250 g"], "ok"),
        ("]C110L-42", ["L-42"], "ok"),
        (f"]C13748{GS}10L-42", ["48", "L-42"], "ok"),
        (f"]C1010{MUG}17200131", ["MUG", "2020-01-31"], "attention"),
        ("]C117200131", ["2020-01-31"], "attention"),
        (f"]C1010{MUG[:-1]}6", ["GS1"], "attention"),
        (f"]C1010{MUG}10LOT-717271231", ["GS1"], "attention"),
        ("]C100384123450000000011", ["384123450000000011"], "ok"),
    ],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_gs1_code_is_said_field_by_field(
    mechanic: MakeMechanic, language: str, text: str, words: list[str], cue: str
) -> None:
    made = mechanic(language)
    made.house.scan(text)
    assert made.presenter.state.scanned == text.replace(GS, "<GS>")
    assert [word for word in words if word not in made.screen.test.meaning.text()] == []
    assert (made.presenter.state.frame.mood is Mood.OK) == (cue == "ok")
