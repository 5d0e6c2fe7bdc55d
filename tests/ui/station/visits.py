"""A program's whole run, and somebody who looks at its windows and does one thing after another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import main
from hardware.scanners.wedge import WedgeReader
from ui.shell import Shell
from ui.station.ports import Equipment


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


def equip(_code: str) -> Equipment:
    return Equipment(main._rig_of({}), WedgeReader())


def at(station: str) -> Callable[[Shell], bool]:
    return lambda shell: shell.settings.station == station and shell.open_name == "sign_in"


def said(words: str) -> Callable[[Shell], bool]:
    return lambda shell: words in shell.frame.instruction.sentence.text()
