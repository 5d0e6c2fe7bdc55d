"""The inbox of exceptions worked by scanner, keyboard and touch, and pictures of every state."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from tests.ui.house import NOW, House
from tests.ui.office.office_world import TROUBLES, MemoryInbox
from ui.grab import grab
from ui.presenters.frame import View
from ui.presenters.lane import InlineLane
from ui.presenters.office.trouble import TroublePresenter
from ui.screens.office.trouble import TroubleScreen

MakeHouse = Callable[[str], House]


class Reader:
    """A house with the inbox open."""

    def __init__(self, house: House, inbox: MemoryInbox) -> None:
        self.house, self.inbox = house, inbox
        house.move_in("trouble", self._make)

    def _make(self, view: View, lane: InlineLane) -> TroubleScreen:
        self.presenter = TroublePresenter(view, lane, self.inbox, now=lambda: NOW)
        self.screen = TroubleScreen(self.presenter)
        return self.screen


MakeReader = Callable[..., Reader]


@pytest.fixture
def reader(house: MakeHouse) -> MakeReader:
    return lambda language="es", inbox=None: Reader(house(language), inbox or MemoryInbox())


def start(_: Reader) -> None: ...


def put_back(reader: Reader) -> None:
    reader.house.scan("#NEXT")


def asked(reader: Reader) -> None:
    reader.house.scan("#NEXT", "#OK")


def was_put_back(reader: Reader) -> None:
    reader.house.scan("#NEXT", "#OK", "#OK")


def resolved(reader: Reader) -> None:
    reader.house.scan("#OK")


def rejected(reader: Reader) -> None:
    reader.house.scan("#E5")


def refused(reader: Reader) -> None:
    reader.house.scan("8412345678905")


def away(reader: Reader) -> None:
    reader.inbox.error = Unavailable("gone")
    reader.house.scan("#OK")


def empty(reader: Reader) -> None:
    reader.inbox.open = ()
    reader.presenter.refresh()


STATES = {
    each.__name__: each for each in (start, put_back, asked, was_put_back, resolved, rejected, refused, away, empty)
}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_inbox_fits_in_both_languages(
    reader: MakeReader, tmp_path: Path, state: str, language: str
) -> None:
    made = reader(language)
    STATES[state](made)
    file = grab(made.house.shell, tmp_path / f"trouble_{state}_{language}.png")
    assert file.stat().st_size > 10_000
    assert made.house.clipped() == []
    assert made.house.tiny() == []


def test_all_exceptions_are_dealt_with_by_scanner_alone(reader: MakeReader) -> None:
    made = reader()
    while made.presenter.state.count:
        made.house.scan("#OK")
    assert made.inbox.back == [5]
    assert len(made.inbox.resolved) == len(TROUBLES) - 1


def test_all_exceptions_are_dealt_with_by_keyboard_alone(reader: MakeReader) -> None:
    made = reader()
    made.house.key("J", "Down", "K", "Up")
    assert made.presenter.state.position == 1
    made.house.key("3", "Enter")
    assert made.inbox.resolved == [6]
    made.house.key("2", "Enter", "Enter")
    assert made.inbox.back == [5]


def test_all_exceptions_are_dealt_with_by_touch_alone(reader: MakeReader) -> None:
    made = reader("en")
    made.house.touch("#E4")
    made.house.touch("#OK")
    made.house.touch("#PREV")
    made.house.touch("#NEXT")
    made.house.touch("#OK")
    assert len(made.inbox.resolved) == 2
