"""The inbox of exceptions: the list at the left, the chosen one with what to do about it at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.icons import Icon
from ui.presenters.faces import ListRow
from ui.presenters.frame import Presenter, Say, speak
from ui.presenters.office.trouble_state import ROWS, TroubleRow, TroubleState
from ui.widgets.big_list import BigList
from ui.widgets.cards import Card
from ui.widgets.text import FitText

_ABOUT, _BRIEF = 7, 4


class TroubleCard(Card):
    """One exception: what, about what, since when, and what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = FitText("name", lines=2, look="bold", parent=self)
        self.since = FitText("detail", ink="ink_attention", parent=self)
        self.about = tuple(
            (FitText("body", ink="muted", parent=self), FitText("detail", look="bold", parent=self))
            for _ in range(_ABOUT)
        )
        self.caption = FitText("body", look="bold", ink="ink_todo", parent=self)
        self.todo = FitText("title", lines=3, look="bold", parent=self)
        self.rows.addWidget(self.what)
        self.rows.addWidget(self.since)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for at, (caption, value) in enumerate(self.about):
            grid.addWidget(caption, at, 0)
            grid.addWidget(value, at, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 4)
        self.rows.addLayout(grid)
        self.rows.addStretch(1)
        self.rows.addWidget(self.caption)
        self.rows.addWidget(self.todo)

    def present(self, row: TroubleRow, say: Say) -> None:
        """Shows an exception."""
        self.what.say(speak(row.what, say))
        self.since.say(say("trouble.since", age=speak(row.age, say)))
        for at, (caption, value) in enumerate(self.about):
            name, text = row.about[at] if at < len(row.about) else ("", "")
            caption.say(speak(name, say))
            value.say(speak(text, say))
        self.caption.say(say("trouble.todo"))
        self.todo.say(speak(row.todo, say))
        self.setAccessibleName(f"{self.what.text()}. {self.caption.text()}: {self.todo.text()}")


class TroubleScreen(QWidget):
    """Paints a ``TroubleState``."""

    name = "trouble"
    command = Signal(str)
    """Emitted with the code of a touched row."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.list = BigList(most=ROWS, big_first=False, parent=self)
        self.list.chosen.connect(self.command)
        self.card = TroubleCard(self)
        self._fine = Icon(240, name="check", ink="ink_done", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        row.addWidget(self.card, 1)
        row.addWidget(self._fine, 0, Qt.AlignmentFlag.AlignCenter)

    def present(self, state: TroubleState, say: Say) -> None:
        """Paints a state."""
        self.list.present([_row(each, at, say) for at, each in enumerate(state.rows, 1)])
        for button, each in zip(self.list.rows, state.rows, strict=False):
            button.set_main(main=each.selected)
        some = state.selected is not None
        self.list.setVisible(some)
        self.card.setVisible(some)
        self._fine.setVisible(not some)
        if state.selected is not None:
            self.card.present(state.selected, say)

    def retranslate(self, say: Say) -> None:
        """Says what no state carries."""
        self.list.setAccessibleName(say("trouble.title"))


def _row(row: TroubleRow, key: int, say: Say) -> ListRow:
    about = " · ".join(speak(value, say) for _, value in row.about[:_BRIEF])
    icon = "arrow" if row.selected else "warning"
    return ListRow(speak(row.what, say), about, row.code, str(key), speak(row.age, say), None, icon)
