"""A shell with the picker's screens, and a clock on which every scan is a fresh one."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.floor.floor_world import Floor, floor
from ui.presenters.faces import ShellSettings

Make = Callable[..., Floor]


class Ticking:
    """A clock on which no two scans are near each other."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.fixture
def make(dressed: QApplication, qtbot: QtBot) -> Make:
    def made(language: str = "es") -> Floor:
        world = floor(ShellSettings(station="Mesa 3", language=language), clock=Ticking())
        qtbot.addWidget(world.shell)
        world.shell.show()
        return world

    return made
