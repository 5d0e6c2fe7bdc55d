"""A person's hands and eyes at one station: scan, type, press, and read what the screen says."""

from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.demo.crew import Play, pause
from ui.router import Fate, Logged
from ui.screens.floor.pin_pad import PinPad
from ui.station.window import StationWindow

HUMAN_PAUSE_S = 0.36
"""Between two scans of the same code that are both meant; faster ones are a double read."""


class Trigger(Protocol):
    """A scanner whose trigger can be pulled; the simulated one is."""

    def scan(self, text: str, suffix: bytes = b"\r") -> bool:
        """Sends a code over the wire."""
        ...


class Hand(QObject):
    """One person at one station.

    Attributes:
        window: The station's window.
        fates: What became of every scan of this station, counted.
    """

    def __init__(self, window: StationWindow, trigger: Trigger) -> None:
        """Takes hold of a scanner."""
        super().__init__(window.shell)
        self.window, self._trigger = window, trigger
        self._answers = 0
        self._last = ""
        self.fates: dict[Fate, int] = {}
        window.router.logged.connect(self._logged)

    @property
    def screen(self) -> str:
        """Name of the screen in front."""
        return self.window.shell.open_name

    def sees(self, screen: str) -> Any:
        """Gives what a screen shows now."""
        return self.window.presenters[screen].state

    def scan(self, text: str) -> Play:
        """Pulls the trigger on a code and waits for the answer; nobody means the same code twice at once."""
        if text == self._last:
            yield pause(HUMAN_PAUSE_S)
        self._last = text
        expected = self._answers + 1
        self._trigger.scan(text)
        yield lambda: self._answers >= expected and self.window.quiet

    def scan_twice(self, text: str) -> Play:
        """Pulls the trigger twice by mistake; the second read is a double."""
        expected = self._answers + 2
        self._trigger.scan(text)
        self._trigger.scan(text)
        yield lambda: self._answers >= expected and self.window.quiet

    def type(self, text: str) -> Play:
        """Opens the type panel by its key, types and presses Enter."""
        expected = self._answers + 2
        shell = self.window.shell
        self._press(shell, Qt.Key.Key_F6)
        yield shell.frame.typing.isVisible
        for sign in text:
            self._press(shell.frame.typing.entry, Qt.Key(ord(sign.upper())), sign)
        self._press(shell.frame.typing.entry, Qt.Key.Key_Return)
        yield lambda: self._answers >= expected and self.window.quiet

    def key(self, key: Qt.Key) -> Play:
        """Presses a key of the keyboard and waits for the answer."""
        expected = self._answers + 1
        self._press(self.window.shell, key)
        yield lambda: self._answers >= expected and self.window.quiet

    def prove(self, pin: str) -> Play:
        """Types a PIN on the pad, where one is asked."""
        if self.screen != "pin":
            return
        (pad,) = self.window.shell.findChildren(PinPad)
        for sign in pin:
            self._press(pad, Qt.Key(ord(sign)), sign)
        self._press(pad, Qt.Key.Key_Return)
        yield lambda: self.screen != "pin" and self.window.quiet

    def touch(self, code: str) -> Play:
        """Touches whatever on the screen sends a code."""
        expected = self._answers + 1
        self.window.shell.touched(code)
        yield lambda: self._answers >= expected and self.window.quiet

    def _press(self, widget: QWidget, key: Qt.Key, text: str = "") -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.sendEvent(widget, event)

    @Slot(object)
    def _logged(self, logged: Logged) -> None:
        self._answers += 1
        self.fates[logged.fate] = self.fates.get(logged.fate, 0) + 1
