"""Worlds for the Qt kit: a dressed application, a shell, a clock that is set by hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_pick import Desk
from ui.cues import Cues
from ui.presenters.faces import ShellSettings
from ui.router import Router
from ui.shell import Shell
from ui.sound import RecordingSounder
from ui.theme import load_theme, wear


class HandClock:
    """Seconds that move only when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def on(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def hand_clock() -> HandClock:
    return HandClock()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    wear(qapp, load_theme("dark"))
    yield qapp
    wear(qapp, load_theme("dark"))


@pytest.fixture
def desk(dressed: QApplication, qtbot: QtBot, hand_clock: HandClock) -> Callable[[ShellSettings], Desk]:
    def make(settings: ShellSettings) -> Desk:
        sounder = RecordingSounder()
        shell = Shell(
            settings,
            router=Router(clock=hand_clock),
            cues=Cues(sounder),
            now=lambda: datetime(2026, 11, 23, 10, 42, tzinfo=UTC),
        )
        qtbot.addWidget(shell)
        shell.resize(1920, 1080)
        return Desk(shell, sounder)

    return make
