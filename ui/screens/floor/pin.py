"""The PIN screen: whose PIN, the pad, and how long to wait after wrong ones."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import Icon
from ui.presenters.floor.pin import PinPresenter, PinState
from ui.presenters.frame import Say
from ui.screens.floor.pin_pad import PinPad
from ui.widgets.cards import Card
from ui.widgets.text import FitText

_ICON_PX = 160


class PinScreen(QWidget):
    """Asks one person for a PIN."""

    name = "pin"
    command = Signal(str)

    def __init__(self, presenter: PinPresenter) -> None:
        """Takes who receives the digits."""
        super().__init__()
        self.presenter = presenter
        self.who = FitText("place", look="bold", parent=self)
        self.wait = FitText("place", look="bold", ink="ink_error", parent=self)
        self.hint = FitText("title", ink="muted", parent=self)
        self.pad = PinPad(self)
        self.pad.entered.connect(presenter.entered)
        self._tries = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._card(), 5)
        row.addWidget(self.pad, 4)

    def present(self, state: PinState, say: Say) -> None:  # noqa: ARG002 - every screen is presented alike
        """Paints the state."""
        self.who.say(state.name)
        self.wait.say(state.wait)
        self.pad.setEnabled(state.open)
        if state.tries != self._tries:
            self._tries = state.tries
            self.pad.wipe()
        if state.open and self.isVisible():
            self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self, say: Say) -> None:
        """Says what never changes."""
        self.hint.say(say("pin.hint"))
        self.pad.retranslate(say)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.pad.wipe()
        super().hideEvent(event)

    def _card(self) -> Card:
        card = Card(self)
        row = QHBoxLayout()
        row.setSpacing(40)
        row.addWidget(Icon(_ICON_PX, name="user", ink="ink_todo", parent=card), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        for part, share in ((self.who, 2), (self.wait, 2), (self.hint, 1)):
            texts.addWidget(part, share)
        row.addLayout(texts, 1)
        card.rows.addLayout(row)
        return card
