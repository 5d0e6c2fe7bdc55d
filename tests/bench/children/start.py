"""Opens the station as ``main.py --data FOLDER`` does and ends at the first paint of the sign-in screen.

It prints ``painted`` at that moment. Only what main.py imports by itself may be imported before it runs.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import main as program


def main() -> int:
    """Runs the program with one more pair of eyes on its window."""
    usual = program._equipment_of

    def equipment_of(data: Path, code: str) -> Any:
        equipment = usual(data, code)

        def make(ears: Any) -> Any:
            _end_at_paint()  # the window is there by now, not yet shown
            return equipment.make_devices(ears)

        return replace(equipment, make_devices=make)

    program._equipment_of = equipment_of  # the one seam between the window's birth and its showing
    return program.main(["--data", sys.argv[1]])


def _end_at_paint() -> None:
    """Watches the shell until it was painted with the sign-in screen in front."""
    qt, widgets, shells = (sys.modules[name] for name in ("PySide6.QtCore", "PySide6.QtWidgets", "ui.shell"))
    shell = next(each for each in widgets.QApplication.topLevelWidgets() if isinstance(each, shells.Shell))

    def said() -> None:
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        qt.QCoreApplication.quit()

    def looked(_watched: object, event: Any) -> bool:
        if event.type() == qt.QEvent.Type.UpdateRequest and shell.open_name == "sign_in":
            shell.removeEventFilter(eye)
            qt.QTimer.singleShot(0, said)
        return False

    eye = type("Eye", (qt.QObject,), {"eventFilter": lambda _self, watched, event: looked(watched, event)})(shell)
    shell.installEventFilter(eye)


if __name__ == "__main__":
    sys.exit(main())
