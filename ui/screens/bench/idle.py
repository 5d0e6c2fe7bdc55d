"""What a bench shows while there is nothing to show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.icons import Icon
from ui.presenters.frame import Say
from ui.widgets.cards import Card
from ui.widgets.text import FitText


class IdlePage(Card):
    """A picture and a sentence."""

    def __init__(self, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._icon = Icon(240, name=icon, ink="muted", parent=self)
        self.words = FitText("title", lines=2, ink="muted", align=Qt.AlignmentFlag.AlignHCenter, parent=self)
        self.rows.addStretch(1)
        self.rows.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self.rows.addWidget(self.words)
        self.rows.addStretch(1)

    def retranslate(self, say: Say) -> None:
        """Says the sentence."""
        self.words.say(say(self._key))
