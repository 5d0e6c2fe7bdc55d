"""A window with a wedge filter, run by the tests in a process of its own: commands in on stdin, reports out on stdout.

``button`` and ``line`` set the focus, ``dialog`` opens one, ``report`` answers with a line of JSON when all is quiet:
what was scanned, typed, clicked and answered since the last report, and when the keys came.
"""

import json
import os
import sys
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from hardware.scanners.wedge import WedgeReader
from ui.keyboard.wedge import WedgeFilter

_QUIET_MS = 160


class KeyTimes(QObject):
    """Notes the server's time of every key press before anybody else sees it."""

    def __init__(self) -> None:
        super().__init__()
        self.at: list[int] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(watched, QWindow)
        if pressed and isinstance(event, QKeyEvent) and event.spontaneous():
            self.at.append(event.timestamp())
        return False


class Desk(QWidget):
    """A button, a line, a dialog now and then, and what came of them."""

    def __init__(self) -> None:
        super().__init__()
        self.scans: list[str] = []
        self.clicks = self.entered = 0
        self.button, self.line, self.dialog = QPushButton("?", self), QLineEdit(self), QMessageBox(self)
        self.dialog.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        layout = QVBoxLayout(self)
        layout.addWidget(self.button)
        layout.addWidget(self.line)
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._clicked)
        self.line.returnPressed.connect(self._entered)
        self.times = KeyTimes()

    def heard(self, text: str, _source: str) -> None:
        """Takes a scan."""
        self.scans.append(text)

    def obey(self, command: str) -> None:
        """Does what a line of stdin asks for."""
        match command:
            case "button" | "line":
                self.dialog.hide()
                self.activateWindow()
                (self.button if command == "button" else self.line).setFocus()
            case "dialog":
                self.dialog.open()
            case "report":
                QTimer.singleShot(_QUIET_MS, self._report)

    def _report(self) -> None:
        seen: dict[str, Any] = {
            "scans": self.scans,
            "line": self.line.text(),
            "clicks": self.clicks,
            "entered": self.entered,
            "dialog": self.dialog.isVisible(),
            "times": self.times.at,
            "active": QApplication.focusWindow() is not None,
        }
        sys.stdout.write(json.dumps(seen) + "\n")
        sys.stdout.flush()
        self.scans, self.times.at, self.clicks, self.entered = [], [], 0, 0
        self.line.clear()

    def _clicked(self) -> None:
        self.clicks += 1

    def _entered(self) -> None:
        self.entered += 1


def main() -> None:
    """Shows the desk until stdin ends."""
    app = QApplication(sys.argv)
    desk = Desk()
    wedge = WedgeFilter(WedgeReader(), desk.heard)
    wedge.install(app)
    app.installEventFilter(desk.times)
    desk.show()
    desk.activateWindow()
    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def listen() -> None:
        commands = os.read(sys.stdin.fileno(), 4096).decode()
        for command in commands.splitlines():
            desk.obey(command)
        if not commands:
            app.quit()

    orders.activated.connect(listen)
    app.exec()


if __name__ == "__main__":
    main()
