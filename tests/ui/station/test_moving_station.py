"""A program becomes another station while it runs: one window goes, the other is there."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import main
from app.commands.house import open_site
from app.services.moving import chosen_station
from app.services.site import Site
from app.station.store import Store
from hardware.scanners.wedge import WedgeReader
from ui.shell import Shell
from ui.station.ports import Equipment
from ui.station.running import run_station


class Visitor:
    """Somebody who waits until something is so, and then does the next thing; for as long as the program runs."""

    def __init__(self, *steps: tuple[Callable[[Shell], bool], Callable[[Shell], object]]) -> None:
        self.steps = list(steps)
        self.saw: list[str] = []
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(20)

    def _look(self) -> None:
        shells = [each for each in QApplication.topLevelWidgets() if isinstance(each, Shell) and each.isVisible()]
        if not shells or not self.steps or not self.steps[0][0](shells[-1]):
            return
        self.saw.append(shells[-1].frame.strip.station.text())
        self.steps.pop(0)[1](shells[-1])

    def leave(self) -> None:
        self._timer.stop()


@contextmanager
def visited(*steps: tuple[Callable[[Shell], bool], Callable[[Shell], object]]) -> Iterator[Visitor]:
    visitor = Visitor(*steps)
    yield visitor
    visitor.leave()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site of its very first day."""
    with closing(open_site(tmp_path, None)) as opened:
        yield opened


def equip(_code: str) -> Equipment:
    return Equipment(main._rig_of({}), WedgeReader())


def at(station: str) -> Callable[[Shell], bool]:
    return lambda shell: shell.settings.station == station and shell.open_name == "sign_in"


def said(words: str) -> Callable[[Shell], bool]:
    return lambda shell: words in shell.frame.instruction.sentence.text()


def scan(text: str) -> Callable[[Shell], object]:
    return lambda shell: shell.router.scan(text, "scanner-1")


@pytest.mark.usefixtures("dressed")
def test_scanning_a_stations_sign_at_sign_in_opens_its_window_and_it_is_remembered(
    site: Site,
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with (
        visited(
            (at("ST01"), scan("ST02")),
            (at("ST02"), scan("ST02")),
            (said("ST02"), lambda shell: shell.close()),
        ) as visitor,
    ):
        assert run_station(application, site, "ST01", equip) == 0
    assert visitor.saw == ["ST01", "ST02", "ST02"]
    assert chosen_station(site.data) == "ST02"
    with Store(site.data / "ST01" / "station.db"):
        pass  # it was closed when it was left


@pytest.mark.usefixtures("dressed")
def test_a_station_that_another_program_holds_is_refused_and_this_one_goes_on(site: Site) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with (
        Store(site.data / "ST02" / "station.db"),
        visited(
            (at("ST01"), scan("ST02")),
            (_refused, lambda shell: shell.close()),
        ) as visitor,
    ):
        assert run_station(application, site, "ST01", equip) == 0
    assert visitor.saw == ["ST01", "ST01"]
    assert chosen_station(site.data) == "ST01"


def _refused(shell: Shell) -> bool:
    return shell.say("station.already_open") in shell.frame.instruction.sentence.text()
