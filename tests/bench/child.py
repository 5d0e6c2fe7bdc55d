"""Programs that the benchmarks start, one a run: ``python tests/bench/child.py WHAT FOLDER``.

``station`` opens the station as main.py does and ends at the first paint of the sign-in screen; ``bare`` opens an
empty Qt window and an SQLite file; ``floor`` scans some hundred times at one window; ``demo`` plays a small shift.
Each prints ``painted`` or the memory of its process and ends.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
SCANS = 400

if TYPE_CHECKING:
    from ui.station.ports import Devices, Ears, MakeDevices


def main() -> int:
    """Runs one of them."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    sys.path.insert(0, str(ROOT))
    return {"station": _station, "bare": _bare, "floor": _floor, "demo": _demo}[what](folder)


def _station(folder: Path) -> int:
    import main as program

    usual = program._rig_of

    def rig_of(settings: dict[str, object]) -> "MakeDevices":
        def make(ears: "Ears") -> "Devices":
            _end_at_paint()  # the window is there by now, not yet shown
            return usual(settings)(ears)

        return make

    program._rig_of = rig_of  # type: ignore[assignment]  # the one seam between the window's birth and its showing
    return program.main(["--data", str(folder)])


def _end_at_paint() -> None:
    """Says so when a shell that shows the sign-in screen was painted, and ends the program's loop."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from ui.shell import Shell

    shell = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Shell))

    class Eye(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.UpdateRequest and shell.open_name == "sign_in":
                shell.removeEventFilter(self)
                _after_paint(self)
            return False

    shell.installEventFilter(Eye(shell))


def _after_paint(owner: object) -> None:
    from PySide6.QtCore import QCoreApplication, QTimer

    def say() -> None:
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        QCoreApplication.quit()

    QTimer.singleShot(0, say)


def _bare(folder: Path) -> int:
    import sqlite3

    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel

    class Window(QLabel):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            _after_paint(self)

    application = QApplication([])
    db = sqlite3.connect(folder / "bare.db")
    db.execute("PRAGMA journal_mode=WAL")
    window = Window("Scan your badge", alignment=Qt.AlignmentFlag.AlignCenter)
    window.resize(1920, 1080)
    window.show()
    status = application.exec()
    _tell_memory()
    return status


def _floor(folder: Path) -> int:
    from tests.bench.scene import a_floor, open_day

    site = open_day(folder)
    site.start_booking()
    with a_floor(site) as floor:
        for _ in range(SCANS):
            floor.pick()
        _tell_memory()
    site.close()
    return 0


def _demo(folder: Path) -> int:
    import main as program

    status = program.main(["demo", "--orders", "6", "--data", str(folder), "--json"])
    _tell_memory()
    return status


def _tell_memory() -> None:
    """Prints what the process holds now and held at most, in kB, as Linux counts it."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    held = {line.partition(":")[0]: line.split()[1] for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    sys.stdout.write(f"memory {held['VmRSS']} {held['VmHWM']}\n")


if __name__ == "__main__":
    sys.exit(main())
