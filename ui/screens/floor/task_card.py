"""A task away from the shelf, as big as a place: take a tote, put totes down, the walk is over."""

from PySide6.QtWidgets import QWidget

from ui.presenters.floor.walking.pick_state import TaskFace
from ui.presenters.frame import Say, speak
from ui.widgets.cards import Card
from ui.widgets.text import FitText


class TaskCard(Card):
    """A caption, something huge, and what else there is to know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = FitText("title", look="bold", ink="muted", parent=self)
        self.big = FitText("place", look="bold", parent=self)
        self.words = FitText("name", lines=2, look="bold", parent=self)
        self.rows.addWidget(self.caption)
        self.rows.addWidget(self.big, 3)
        self.rows.addWidget(self.words, 2)

    def present(self, face: TaskFace, say: Say) -> None:
        """Shows a task."""
        self.caption.say(speak(face.caption, say))
        self.big.say(speak(face.big, say))
        self.words.say(speak(face.words, say))
        self.setAccessibleName(f"{self.caption.text()} {self.big.text()}. {self.words.text()}")
