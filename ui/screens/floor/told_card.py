"""After a drop of the line: which lines are safe at this station, and which the centre has confirmed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.boards import ToldLine
from ui.icons import Icon
from ui.presenters.frame import Say
from ui.widgets.cards import Card
from ui.widgets.text import FitText

_ROWS = 4
_MARK_PX = 30


class ToldRow(QWidget):
    """One line: where and how many, a mark for this station, a mark for the centre."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = FitText("strip", look="bold", parent=self)
        self.here, self.central = Icon(_MARK_PX, parent=self), Icon(_MARK_PX, parent=self)
        self.here_words = FitText("strip", hug=True, parent=self)
        self.central_words = FitText("strip", align=Qt.AlignmentFlag.AlignLeft, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 5)
        row.addWidget(self.here)
        row.addWidget(self.here_words)
        row.addWidget(self.central)
        row.addWidget(self.central_words, 3)

    def present(self, told: ToldLine | None, say: Say) -> None:
        """Shows a line, or goes away with None."""
        self.setVisible(told is not None)
        if told is None:
            return
        units = say("pick.told.units", place=told.place, count=told.taken)
        missed = say("pick.told.short", qty=told.short) if told.short else ""
        self.words.say(f"{units} · {missed}" if missed else units)
        self.here.show_icon("check", "ink_ok")
        self.here_words.say(say("pick.told.here"))
        self.central.show_icon(*(("server_online", "ink_ok") if told.central else ("hourglass", "ink_attention")))
        self.central_words.say(say("pick.told.central" if told.central else "pick.told.waits"))
        self.setAccessibleName(f"{self.words.text()}, {self.here_words.text()}, {self.central_words.text()}")


class ToldCard(Card):
    """The newest lines with their two marks, and how many there are of each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sums = FitText("strip", look="bold", ink="muted", parent=self)
        self.lines = tuple(ToldRow(self) for _ in range(_ROWS))
        self.rows.setSpacing(4)
        self.rows.addWidget(self.sums)
        for line in self.lines:
            self.rows.addWidget(line)
        self.hide()

    def present(self, told: tuple[ToldLine, ...], say: Say) -> None:
        """Shows the lines, or goes away when there are none to tell of."""
        self.setVisible(bool(told))
        central = sum(line.central for line in told)
        self.sums.say(say("pick.told.sums", count=len(told), central=central) if told else "")
        for row, line in zip(self.lines, (*told[:_ROWS], *(None,) * _ROWS), strict=False):
            row.present(line, say)
