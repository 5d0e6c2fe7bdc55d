from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.site import Site
from tests.builders import SUPERVISOR, a_site, a_station, order, release
from tests.ui.station.workplace import Wires, Workplace
from ui.paper.office_printer import OfficePrinter

Open = Callable[..., Workplace]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The tiny warehouse with two released orders of a few lines."""
    with a_site(tmp_path) as opened:
        order(opened, {"500001": {"ITEM01": 2, "ITEM02": 1}, "500002": {"ITEM03": 1, "ITEM05": 2}})
        release(a_station(opened, "ST09", SUPERVISOR), "single")
        yield opened


@pytest.fixture
def wires() -> Iterator[Wires]:
    held = Wires()
    yield held
    held.close()


@pytest.fixture
def open_up(dressed: QApplication, qtbot: QtBot, site: Site, wires: Wires, tmp_path: Path) -> Iterator[Open]:
    """Opens a station's window; what is still open at the end is closed."""
    opened: list[Workplace] = []

    def make(code: str = "ST01", office: OfficePrinter | None = None) -> Workplace:
        opened.append(Workplace(qtbot, site, wires, code, tmp_path / "papers", office))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def desk(open_up: Open) -> Workplace:
    return open_up()
