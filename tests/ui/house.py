"""A shell with real screens in it, worked as a person does: by scanner, by keyboard, by touch, by typing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.cues import Cues
from ui.presenters.faces import Badge, ShellSettings
from ui.presenters.frame import AnyState, Frame, Presenter, Say, Scan, State, View
from ui.presenters.lane import InlineLane
from ui.router import Router
from ui.screens import Screen
from ui.shell import Shell
from ui.sound import RecordingSounder
from ui.widgets.buttons import TouchButton
from ui.widgets.text import FitText

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=timezone(timedelta(hours=1)))
"""When every test happens, in the station's zone."""


class Clock(Protocol):
    """What time it is, settable."""

    def on(self, seconds: float) -> None: ...
    def __call__(self) -> float: ...


class Album:
    """A view that keeps what it was shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[AnyState, str]] = []
        self.opened: list[str] = []

    def present(self, state: State, cue: str = "quiet") -> None:
        self.shown.append((state, cue))

    def open(self, name: str) -> None:
        self.opened.append(name)

    @property
    def cue(self) -> str:
        return self.shown[-1][1]

    @property
    def frame(self) -> Frame:
        frame = self.shown[-1][0].frame
        assert isinstance(frame, Frame)
        return frame


class _HomePresenter:
    busy = False
    counts_scans = False

    def opened(self) -> None: ...

    def scanned(self, scan: Scan) -> None: ...


class HomeScreen(QWidget):
    """Where F10 leads."""

    name = "home"
    command = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.presenter: Presenter = _HomePresenter()

    def present(self, state: AnyState, say: Say) -> None: ...

    def retranslate(self, say: Say) -> None: ...


class House:
    """The window of a station with one screen to work at."""

    def __init__(self, qtbot: QtBot, clock: Clock, settings: ShellSettings) -> None:
        self.sounder = RecordingSounder()
        self.clock = clock
        self.shell = Shell(
            settings, router=Router(clock=clock), cues=Cues(self.sounder), now=lambda: NOW.astimezone(UTC)
        )
        qtbot.addWidget(self.shell)
        self.shell.resize(1920, 1080)
        self.shell.add(HomeScreen())
        for device in ("scanner", "printer", "scale", "centre"):
            self.shell.badge(Badge(device, "ok", f"ui.badge.{device}.ok"))
        self.lane = InlineLane()

    def move_in(self, name: str, make: Callable[[View, InlineLane], Screen]) -> None:
        """Adds a screen and opens it."""
        screen = make(self.shell.view(name), self.lane)
        self.shell.add(screen)
        self.shell.open(name)
        self.shell.show()

    def scan(self, *texts: str) -> None:
        """Reads labels with the scanner, slowly enough that none is a double read."""
        for text in texts:
            self.clock.on(1.0)
            self.shell.router.scan(text, "scanner-1")

    def key(self, *keys: str) -> None:
        """Presses keys, named as in ``Command.key``."""
        named = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Down": Qt.Key.Key_Down, "Up": Qt.Key.Key_Up}
        for name in keys:
            code = named.get(name)
            if code is None:
                code = Qt.Key[f"Key_{name}"]
            QTest.keyClick(self.shell.focusWidget() or self.shell, code)

    def type_by_key(self, text: str) -> None:
        """Types a code with the keyboard alone: F6, the text, Enter."""
        self.key("F6")
        QTest.keyClicks(self.shell.frame.typing.entry, text)
        QTest.keyClick(self.shell.frame.typing.entry, Qt.Key.Key_Return)

    def type_by_touch(self, text: str) -> None:
        """Types a code with fingers alone: the Type button, the keys on the screen, Enter."""
        self.touch("#TYPE")
        panel = self.shell.frame.typing
        keys = {key.text(): key for key in panel.findChildren(QPushButton) if len(key.text()) == 1}
        for sign in text:
            QTest.mouseClick(keys[sign], Qt.MouseButton.LeftButton)
        QTest.mouseClick(panel.enter, Qt.MouseButton.LeftButton)

    def touch(self, code: str) -> None:
        """Touches the visible button that sends a code."""
        buttons = [each for each in self.shell.findChildren(TouchButton) if each.code == code and each.isVisible()]
        assert buttons, f"nothing to touch for {code}"
        assert buttons[0].isEnabled(), f"{code} is dim"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def tap(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Touches any widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def clipped(self) -> list[str]:
        """Gives the visible texts that do not fit."""
        return [each.text() for each in self.shell.findChildren(FitText) if each.isVisible() and each.clips()]

    def tiny(self) -> list[str]:
        """Gives the visible texts that shrank below what is read from a metre."""
        return [
            each.text()
            for each in self.shell.findChildren(FitText)
            if each.isVisible() and each.text() and each.shown_px() < 22
        ]
