"""The shipping screen worked by scanner, by keyboard and by touch, and pictures of every state."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from tests.ui.bench.door_world import POST, SEUR, MemoryDoor
from tests.ui.house import NOW, House
from ui.grab import grab
from ui.presenters.bench.shipping import ShippingPresenter
from ui.presenters.frame import View
from ui.presenters.lane import InlineLane
from ui.screens.bench.shipping import ShippingScreen

MakeHouse = Callable[[str], House]


class Loader:
    """A house with the shipping screen open."""

    def __init__(self, house: House) -> None:
        self.house, self.door = house, MemoryDoor()
        house.move_in("shipping", self._make)

    def _make(self, view: View, lane: InlineLane) -> ShippingScreen:
        self.presenter = ShippingPresenter(view, lane, self.door, now=lambda: NOW)
        self.screen = ShippingScreen(self.presenter)
        return self.screen


MakeLoader = Callable[[str], Loader]


@pytest.fixture
def loader(house: MakeHouse) -> MakeLoader:
    return lambda language: Loader(house(language))


def start(_: Loader) -> None: ...


def loading(loader: Loader) -> None:
    loader.house.scan(f"00{POST[0]}", f"00{POST[1]}")


def wrong_lane(loader: Loader) -> None:
    loading(loader)
    loader.house.scan(f"00{SEUR[0]}")


def whole(loader: Loader) -> None:
    loading(loader)
    loader.house.scan(f"00{POST[2]}")


def asked(loader: Loader) -> None:
    loading(loader)
    loader.house.scan("#OK")


def closed(loader: Loader) -> None:
    asked(loader)
    loader.house.scan("#OK")


def unknown(loader: Loader) -> None:
    loader.house.scan("00999999999999999999")


def none_ready(loader: Loader) -> None:
    loader.house.scan("#C3", "#OK")


def away(loader: Loader) -> None:
    asked(loader)
    loader.door.error = Unavailable("gone")
    loader.house.scan("#OK")


STATES = {each.__name__: each for each in (start, loading, wrong_lane, whole, asked, closed, unknown, none_ready, away)}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_door_fits_in_both_languages(
    loader: MakeLoader, tmp_path: Path, state: str, language: str
) -> None:
    made = loader(language)
    STATES[state](made)
    file = grab(made.house.shell, tmp_path / f"shipping_{state}_{language}.png")
    assert file.stat().st_size > 10_000
    assert made.house.clipped() == []
    assert made.house.tiny() == []


def test_a_carrier_is_loaded_and_closed_by_scanner_alone(loader: MakeLoader) -> None:
    made = loader("es")
    whole(made)
    made.house.scan("#OK", "#OK")
    assert made.door.closed == ["CORREOS"]
    assert made.house.sounder.played[-1] == "done"


def test_a_carrier_is_closed_by_keyboard_alone(loader: MakeLoader) -> None:
    made = loader("es")
    made.house.key("2")
    made.house.type_by_key(SEUR[0])
    assert made.presenter.state.loaded == {SEUR[0]}
    made.house.key("Enter", "Enter")
    assert made.door.closed == ["SEUR"]


def test_a_carrier_is_closed_by_touch_alone(loader: MakeLoader) -> None:
    made = loader("en")
    made.house.touch("#C1")
    made.house.type_by_touch(f"00{POST[0]}")
    made.house.touch("#OK")
    assert made.door.closed == []
    made.house.touch("#OK")
    assert made.door.closed == ["CORREOS"]


def test_the_wrong_lane_fills_the_right_half_until_the_next_scan(loader: MakeLoader) -> None:
    made = loader("es")
    wrong_lane(made)
    assert made.screen.wrong.isVisible()
    assert made.screen.wrong.carrier.text() == "SEUR"
    made.house.scan(f"00{POST[2]}")
    assert not made.screen.wrong.isVisible()
