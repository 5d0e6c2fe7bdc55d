"""A program becomes another station while it runs: one window goes, the other is there."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.commands.house import open_site
from app.services.moving import chosen_station
from app.services.site import Site
from app.station.store import Store
from tests.ui.station.visits import at, equip, said, visited
from ui.shell import Shell
from ui.station.running import run_station


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site of its very first day."""
    with closing(open_site(tmp_path, None)) as opened:
        yield opened


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
