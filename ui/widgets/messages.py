"""What was just scanned, and banners that never block: the list of last scans and the notice."""

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.presenters.faces import Notice
from ui.presenters.frame import Say, Text, speak
from ui.theme import current, restate
from ui.widgets.buttons import TouchButton
from ui.widgets.text import FitText

ROWS = 5
_LOOKS = {
    "ok": ("check", "ink_ok"),
    "quiet": ("check", "ink_ok"),
    "done": ("flag", "ink_done"),
    "wrong": ("cross", "ink_error"),
    "attention": ("warning", "ink_attention"),
    "double": ("double", "muted"),
    "dropped": ("drop", "ink_attention"),
    "homeless": ("warning", "ink_attention"),
}


@dataclass(frozen=True, slots=True)
class LogRow:
    """One scan that was dealt with.

    Attributes:
        code: What was scanned.
        result: ``"ok"``, ``"wrong"``, ``"attention"``, ``"done"``, ``"quiet"``, ``"double"``, ``"dropped"`` or
            ``"homeless"`` (nobody was there to take it).
        note: A few words; empty gives the usual words of the result.
    """

    code: str
    result: str
    note: Text = ""


class _Cell(QFrame):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._icon = Icon(40, parent=self)
        self._code = FitText("body", look="code", parent=self)
        self._note = FitText("body", parent=self)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._code)
        texts.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 10, 2)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)

    def present(self, row: LogRow | None, say: Say) -> None:
        if row is None:
            self._icon.show_icon("")
            self._code.say("")
            self._note.say("")
            self.setAccessibleName("")
            return
        icon, ink = _LOOKS[row.result]
        note = speak(row.note, say) or say(f"ui.log.{row.result}")
        self._icon.show_icon(icon, ink)
        self._code.say(row.code, "text")
        self._note.say(note, ink)
        self.setAccessibleName(f"{row.code}: {note}")


class ScanLog(QWidget):
    """The last five scans with their results, the newest at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: deque[LogRow] = deque(maxlen=ROWS)
        self._cells = tuple(_Cell(self) for _ in range(ROWS))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for cell in self._cells:
            row.addWidget(cell, 1)

    @property
    def rows(self) -> tuple[LogRow, ...]:
        """The scans it shows, newest first."""
        return tuple(self._rows)

    def add(self, row: LogRow, say: Say) -> None:
        """Puts a scan in front; the sixth falls out."""
        self._rows.appendleft(row)
        self.retranslate(say)

    def clear(self, say: Say) -> None:
        """Forgets all, for the next user."""
        self._rows.clear()
        self.retranslate(say)

    def retranslate(self, say: Say) -> None:
        """Says all rows again."""
        for at, cell in enumerate(self._cells):
            cell.present(self._rows[at] if at < len(self._rows) else None, say)


class NoticeBar(QFrame):
    """A banner that says what happened and which scan closes it; scans go on below it."""

    chosen = Signal(str)
    """Emitted with the notice's code when its button is touched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon(84, parent=self)
        self.words = FitText("title", lines=2, look="bold", parent=self)
        self.closes = FitText("detail", parent=self)
        self.button = TouchButton(parent=self)
        self.button.setFixedWidth(300)
        self.button.chosen.connect(self.chosen)
        texts = QVBoxLayout()
        texts.addWidget(self.words, 1)
        texts.addWidget(self.closes)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(20)
        row.addWidget(self._icon)
        row.addLayout(texts, 1)
        row.addWidget(self.button)
        self.hide()

    def present(self, notice: Notice | None, say: Say) -> None:
        """Shows a notice, or goes away with None."""
        self.setVisible(notice is not None)
        if notice is None:
            return
        names = dict(notice.names)
        ink = f"on_{notice.tone}"
        restate(self, "mood", notice.tone)
        self._icon.show_icon(current().icons[notice.tone], ink)
        self.words.say(say(notice.key, **names), ink)
        self.closes.say(say(notice.closes_key, **names), ink)
        self.button.show_as(say("ui.notice.close"), code=notice.code)
        self.setAccessibleName(f"{self.words.text()} {self.closes.text()}")
