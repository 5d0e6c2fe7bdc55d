"""The type panel (F6): when a label will not scan, a person types the code, the check digits or a quantity."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.presenters.frame import Say
from ui.theme import current
from ui.widgets.text import FitText

_DIGITS = ("789", "456", "123", "0-#")
_LETTERS = ("ABCDEFG", "HIJKLMN", "OPQRSTU", "VWXYZÑ/", ".:_,+@=")


class _Entry(QLineEdit):
    """Keeps its Enter: it sends the text and means nothing else to the window behind."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class TypePanel(QFrame):
    """A line with keys on the screen; the real keyboard works as well, and scans go through meanwhile.

    It is a part of the body, not a dialog. Enter sends, Esc closes.
    """

    typed = Signal(str)
    """Emitted with the text a person finished."""

    closed = Signal()
    """Emitted when it went away, by sending or by closing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.caption = FitText("title", look="bold", parent=self)
        self.entry = _Entry(self)
        self.entry.setMaxLength(80)
        self.entry.setMinimumHeight(current().touch_primary)
        self.entry.setFont(current().font(current().px("name"), code=True))
        self.entry.returnPressed.connect(self.send)
        self.back = self._action(self._erase)
        self.erase_all = self._action(self.entry.clear)
        self.cancel = self._action(self.close_panel)
        self.enter = self._action(self.send)
        self.enter.setProperty("main", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        self.caption.setFixedHeight(current().touch)
        column.addWidget(self.caption)
        column.addWidget(self.entry)
        keys = QHBoxLayout()
        keys.setSpacing(20)
        keys.addLayout(self._keys(_DIGITS), 3)
        keys.addLayout(self._keys(_LETTERS), 7)
        column.addLayout(keys, 1)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for button in (self.cancel, self.erase_all, self.back, self.enter):
            actions.addWidget(button, 1)
        column.addLayout(actions)
        self.hide()

    def open_panel(self) -> None:
        """Comes up empty and takes the keyboard."""
        self.entry.clear()
        self.show()
        self.raise_()
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_panel(self) -> None:
        """Goes away without sending."""
        if not self.isHidden():
            self.entry.clearFocus()
            self.hide()
            self.closed.emit()

    @Slot()
    def send(self) -> None:
        """Sends what was typed and goes away; an empty line only goes away."""
        text = self.entry.text().strip()
        self.close_panel()
        if text:
            self.typed.emit(text)

    def retranslate(self, say: Say) -> None:
        """Says the captions."""
        self.caption.say(say("ui.type.caption"))
        self.entry.setAccessibleName(say("ui.type.caption"))
        for button, key in (
            (self.back, "ui.type.back"),
            (self.erase_all, "ui.type.erase"),
            (self.cancel, "ui.type.cancel"),
            (self.enter, "ui.type.enter"),
        ):
            button.setText(say(key))
            button.setAccessibleName(say(key))

    def _keys(self, rows: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        for line, signs in enumerate(rows):
            for column, sign in enumerate(signs):
                grid.addWidget(self._key(sign), line, column)
        return grid

    def _key(self, sign: str) -> QPushButton:
        key = QPushButton(sign, self)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setMinimumSize(current().touch, current().touch)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        key.setAccessibleName(sign)
        key.clicked.connect(self._press)
        return key

    def _action(self, slot: object) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumHeight(current().touch_primary)
        button.clicked.connect(slot)
        return button

    @Slot()
    def _press(self) -> None:
        key = self.sender()
        if isinstance(key, QPushButton):
            self.entry.insert(key.text())

    @Slot()
    def _erase(self) -> None:
        self.entry.backspace()
