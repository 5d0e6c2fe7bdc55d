"""A window with nothing in it yet but a way home."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import HandClock
from tests.ui.house import House
from ui.presenters.faces import ShellSettings


@pytest.fixture
def house(dressed: QApplication, qtbot: QtBot, hand_clock: HandClock) -> Callable[[str], House]:
    def make(language: str = "es") -> House:
        return House(qtbot, hand_clock, ShellSettings(station="Oficina", language=language))

    return make
