"""The least a window with a database can cost: a bare Qt label, full HD, and an SQLite file; ends when painted.

It prints ``painted`` at that moment, then the memory it holds.
"""

import sqlite3
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel
from typing_extensions import override


class Window(QLabel):
    """A label that ends the program once it was painted."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, _painted)


def main() -> int:
    """Opens both."""
    application = QApplication([])
    db = sqlite3.connect(Path(sys.argv[1]) / "bare.db")
    db.execute("PRAGMA journal_mode=WAL")
    window = Window("Scan your badge")
    window.setAlignment(Qt.AlignmentFlag.AlignCenter)
    window.resize(1920, 1080)
    window.show()
    status = application.exec()
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    now, most = (next(line.split()[1] for line in lines if line.startswith(key)) for key in ("VmRSS", "VmHWM"))
    sys.stdout.write(f"memory {now} {most}\n")
    return status


def _painted() -> None:
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    QCoreApplication.quit()


if __name__ == "__main__":
    sys.exit(main())
