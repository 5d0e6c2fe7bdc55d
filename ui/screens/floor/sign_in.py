"""The sign-in screen: one huge request, and two buttons for the language."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.presenters.floor.sign_in import TONGUES, SignInState
from ui.presenters.frame import Presenter, Say
from ui.widgets.buttons import TouchButton
from ui.widgets.cards import Card
from ui.widgets.text import FitText

_ICON_PX = 260
_BUTTON_PX = 150


class SignInScreen(QWidget):
    """Asks for a badge."""

    name = "sign_in"
    command = Signal(str)

    def __init__(self, presenter: Presenter) -> None:
        """Takes who receives the scans."""
        super().__init__()
        self.presenter = presenter
        self.ask = FitText("place", look="bold", parent=self)
        self.station = FitText("name", ink="muted", parent=self)
        self.hint = FitText("title", ink="muted", parent=self)
        self.tongues = tuple(TouchButton(size="title", parent=self) for _ in TONGUES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._card(), 1)
        column.addLayout(self._languages())

    def present(self, state: SignInState, say: Say) -> None:
        """Paints the state."""
        self.station.say(say("sign.station", station=state.station))
        for button, command in zip(self.tongues, TONGUES, strict=True):
            button.present(command, say)

    def retranslate(self, say: Say) -> None:
        """Says what never changes."""
        self.ask.say(say("sign.scan"))
        self.hint.say(say("sign.hint"))

    def _card(self) -> Card:
        card = Card(self)
        texts = QVBoxLayout()
        for part, share in ((self.ask, 3), (self.station, 1), (self.hint, 1)):
            texts.addWidget(part, share)
        row = QHBoxLayout()
        row.setSpacing(60)
        row.addWidget(Icon(_ICON_PX, name="user", ink="ink_todo", parent=card), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        card.rows.addStretch(1)
        card.rows.addLayout(row)
        card.rows.addStretch(1)
        return card

    def _languages(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in self.tongues:
            button.setMinimumHeight(_BUTTON_PX)
            button.chosen.connect(self.command)
            row.addWidget(button, 1)
        return row
