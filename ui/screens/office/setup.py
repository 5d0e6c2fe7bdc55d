"""Setting devices up: big numbered choices, and beside them how the device that is tried is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.icons import Icon
from ui.presenters.frame import Presenter, Say, speak
from ui.presenters.office.setup_state import PAGE, SetupState
from ui.theme import current
from ui.widgets.buttons import ReasonGrid
from ui.widgets.cards import Card
from ui.widgets.text import FitText

_MARK_PX = 44
_PAGE_BUTTONS = 2


class TrialCard(Card):
    """How the device that is tried is, what it said last, and the last test scan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = FitText("body", look="bold", ink="ink_todo", parent=self)
        self.name = FitText("name", look="bold", parent=self)
        self.state = FitText("title", look="bold", lines=2, parent=self)
        self.todo = FitText("detail", lines=4, parent=self)
        self.last = FitText("body", look="code", ink="muted", lines=2, parent=self)
        self.raw = FitText("body", look="code", ink="muted", lines=2, parent=self)
        self.scanned = FitText("name", look="bold code", parent=self)
        self.source = FitText("body", ink="muted", parent=self)
        self._mark = Icon(_MARK_PX, parent=self)
        how = QHBoxLayout()
        how.setSpacing(12)
        how.addWidget(self._mark)
        how.addWidget(self.state, 1)
        self.rows.addWidget(self.caption)
        self.rows.addWidget(self.name)
        self.rows.addLayout(how)
        for part in (self.todo, self.last, self.raw):
            self.rows.addWidget(part)
        self.rows.addStretch(1)
        self.rows.addWidget(self.scanned)
        self.rows.addWidget(self.source)

    def present(self, state: SetupState, say: Say) -> None:
        """Shows the trial; before the first it says what a trial is."""
        trial = state.trial
        self.caption.say(say("setup.trial"))
        self.name.say(trial.name if trial else "")
        tone = "ok" if trial and trial.good else "error"
        self._mark.show_icon(current().icons[tone] if trial else "", f"ink_{tone}")
        self.state.say(speak(trial.state, say) if trial else "", f"ink_{tone}")
        self.todo.say(speak(trial.todo, say) if trial else say("setup.trial.none"))
        self.last.say(say("devices.last", last=trial.last) if trial and trial.last else "")
        self.raw.say(say("devices.raw", raw=trial.raw) if trial and trial.raw else "")
        self.scanned.say(state.scanned)
        self.source.say(say("setup.scanned", source=state.source) if state.scanned else "")
        self.setAccessibleName(", ".join(filter(None, (self.name.text(), self.state.text(), self.todo.text()))))


class SetupScreen(QWidget):
    """Paints a ``SetupState``."""

    name = "setup"
    command = Signal(str)
    """Emitted with the code of a touched choice."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.choices = ReasonGrid(columns=2, most=PAGE + _PAGE_BUTTONS, parent=self)
        self.choices.chosen.connect(self.command)
        self.trial = TrialCard(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choices, 13)
        row.addWidget(self.trial, 6)

    def present(self, state: SetupState, say: Say) -> None:
        """Paints a state."""
        self.choices.present(state.frame.choices, say)
        self.trial.present(state, say)

    def retranslate(self, say: Say) -> None:
        """Says what no state carries."""
        self.choices.setAccessibleName(say("setup.title"))
