"""The calm screen: a mistake in the program is no fault of the person in front of it."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from ui.presenters.frame import Say
from ui.widgets.text import FitText


def stay_calm(window: QWidget, say: Callable[[], Say]) -> Callable[[], None]:
    """From now on a mistake in the program is logged whole, and the person sees a calm screen that says what is safe.

    Args:
        window: What the calm screen covers.
        say: Gives the sentences of the language that is spoken then.

    Returns:
        What ends it.
    """
    calm, usual = Calm(window), sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        usual(kind, error, trace)
        calm.appear(say())

    def end() -> None:
        sys.excepthook = usual

    sys.excepthook = hook
    return end


class Calm(QFrame):
    """Covers the window and says what is safe and what to do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._words = FitText("instruction", lines=4, look="bold", align=Qt.AlignmentFlag.AlignHCenter, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(80, 80, 80, 80)
        column.addWidget(self._words)
        self.hide()
        parent.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._cover()
        return False

    def appear(self, say: Say) -> None:
        """Covers the window until the program is started again."""
        self._cover()
        self._words.say(say("calm.words"))
        self.setAccessibleName(say("calm.words"))
        self.show()
        self.raise_()

    def _cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
