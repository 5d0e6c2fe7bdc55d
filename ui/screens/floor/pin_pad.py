"""Twelve huge keys for a PIN, for gloves and for the keyboard; what was typed is only ever shown as dots."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.master.pins import DIGITS, MOST_DIGITS
from ui.presenters.frame import Say
from ui.theme import current
from ui.widgets.text import FitText

_ROWS = ("123", "456", "789")
_DOT, _PLACE = "●", "○"
_DOTS_PX, _KEY_PX = 90, 120
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PinPad(QWidget):
    """Collects digits and gives them away once; it forgets them as soon as they are given or it is left."""

    entered = Signal(str)
    """Emitted with the digits; nobody may keep or show them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._digits = ""
        self.dots = FitText("name", look="bold", parent=self)
        self.dots.setFixedHeight(_DOTS_PX)
        self.erase = self._key("", self.wipe)
        self.enter = self._key("", self.send)
        self.keys = {sign: self._key(sign, self._press) for sign in "1234567890"}
        self._say: Say | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.dots)
        column.addLayout(self._grid(), 1)
        self._show()

    @property
    def count(self) -> int:
        """How many digits were typed."""
        return len(self._digits)

    def retranslate(self, say: Say) -> None:
        """Says the captions."""
        self._say = say
        for key, caption in ((self.erase, say("pin.erase")), (self.enter, say("pin.enter"))):
            key.setText(caption)
            key.setAccessibleName(caption)
        self._show()

    @Slot()
    def wipe(self) -> None:
        """Forgets the digits."""
        self._digits = ""
        self._show()

    @Slot()
    def send(self) -> None:
        """Gives the digits away, when there are enough."""
        if len(self._digits) >= DIGITS:
            digits = self._digits
            self.wipe()
            self.entered.emit(digits)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENDS:
            self.send()
        elif event.key() == Qt.Key.Key_Backspace:
            self._digits = self._digits[:-1]
            self._show()
        elif event.text().isascii() and event.text().isdigit():
            self._add(event.text())
        elif event.key() != Qt.Key.Key_F6:  # a PIN is not typed where everybody reads it
            super().keyPressEvent(event)

    def _add(self, sign: str) -> None:
        if self.isEnabled() and len(self._digits) < MOST_DIGITS:
            self._digits += sign
            self._show()

    def _show(self) -> None:
        typed = len(self._digits)
        self.dots.say("  ".join(_DOT * typed + _PLACE * (DIGITS - typed)))
        ready = typed >= DIGITS
        if ready != self.enter.isEnabled():
            self.enter.setEnabled(ready)
            self.enter.setProperty("main", "true" if ready else "false")
            self.enter.style().polish(self.enter)
        if self._say is not None:
            self.dots.setAccessibleName(self._say("pin.typed", count=typed))

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for down, row in enumerate(_ROWS):
            for across, sign in enumerate(row):
                grid.addWidget(self.keys[sign], down, across)
        for across, key in enumerate((self.erase, self.keys["0"], self.enter)):
            grid.addWidget(key, len(_ROWS), across)
        return grid

    def _key(self, sign: str, slot: object) -> QPushButton:
        key = QPushButton(sign, self)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setMinimumSize(_KEY_PX, _KEY_PX)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        key.setFont(current().font(current().px("title"), bold=True))
        key.setAccessibleName(sign)
        key.clicked.connect(slot)
        return key

    @Slot()
    def _press(self) -> None:
        key = self.sender()
        if isinstance(key, QPushButton):
            self._add(key.text())
