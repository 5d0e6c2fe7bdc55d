"""The instruction bar: the one thing to do now, always at the same place and always of the same height."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import Icon
from ui.theme import current, restate
from ui.widgets.text import FitText

_MARGIN = 10
_STAMP_PX = 140
_STAMPS = {"ok": "ok", "next": "ok", "wrong": "error", "attention": "attention", "done": "done"}


class InstructionBar(QFrame):
    """An icon, a sentence of at most two lines, and a line of detail; the mood gives colour and icon.

    The height depends on the theme only, never on the text: a bar that jumps moves everything below it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = Icon(104, parent=self)
        self.sentence = FitText("instruction", lines=2, look="bold", ink="on_todo", parent=self)
        self.detail = FitText("detail", ink="on_todo", parent=self)
        self._stamp = QFrame(self)
        self._stamp.setFixedSize(_STAMP_PX, _STAMP_PX)
        self._stamp_icon = Icon(_STAMP_PX - 36, parent=self._stamp)
        self._stamp_icon.move(18, 18)
        self._mood = ""
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.sentence, 1)
        texts.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN * 2, _MARGIN - 2, _MARGIN * 2, _MARGIN - 2)
        row.setSpacing(_MARGIN * 2)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        row.addWidget(self._stamp, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fix_height()

    @property
    def mood(self) -> str:
        """The mood it shows."""
        return self._mood

    def present(self, sentence: str, mood: str, detail: str = "") -> None:
        """Shows a sentence.

        Args:
            sentence: Already said in the user's language.
            mood: One of ``ui.theme.MOODS``.
            detail: The second, smaller line.
        """
        fresh = sentence != self.sentence.text()
        self._mood = mood
        restate(self, "mood", mood)
        self._icon.show_icon(current().icons[mood], f"on_{mood}")
        self.sentence.say(sentence, f"on_{mood}")
        self.detail.say(detail, f"on_{mood}")
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(detail)
        if fresh:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def stamp(self, cue: str) -> None:
        """Shows big at the right how the last scan was answered; ``"quiet"`` clears it.

        Args:
            cue: One of ``ui.cues.CUES``.
        """
        mood = _STAMPS.get(cue, "")
        restate(self._stamp, "stamp", mood)
        self._stamp_icon.show_icon(current().icons[mood] if mood else "", f"on_{mood}" if mood else "text")

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fix_height()
        super().changeEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(1200, self.height())

    def _fix_height(self) -> None:
        theme = current()
        self.setFixedHeight(round(theme.px("instruction") * 2.05 + theme.px("detail") * 1.25) + 2 * _MARGIN)
        self.detail.setFixedHeight(round(theme.px("detail") * 1.25))
