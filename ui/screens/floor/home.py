"""The work queue: one big job, the others below it, and the places this person may go to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.presenters.commands import OK
from ui.presenters.faces import ListRow
from ui.presenters.floor.home_state import HomeState
from ui.presenters.floor.jobs import JobFace
from ui.presenters.frame import Line, Presenter, Say, speak
from ui.widgets.big_list import RowButton
from ui.widgets.buttons import ReasonGrid
from ui.widgets.cards import Card
from ui.widgets.text import FitText

_ROWS, _COLUMNS = 5, 2
_PLACES_PX = 440
_DOT = " \N{MIDDLE DOT} "


class HomeScreen(QWidget):
    """Shows what to do next."""

    name = "home"
    command = Signal(str)

    def __init__(self, presenter: Presenter) -> None:
        """Takes who receives the scans."""
        super().__init__()
        self.presenter = presenter
        self.banner = FitText("title", look="bold", ink="muted", parent=self)
        self.big = RowButton(big=True, parent=self)
        self.others_caption = FitText("body", look="bold", ink="muted", parent=self)
        self.others = tuple(RowButton(parent=self) for _ in range(_ROWS))
        self.places_caption = FitText("body", look="bold", ink="muted", parent=self)
        self.places = ReasonGrid(columns=1, most=7, parent=self)
        self.empty = Card(self)
        self.empty_title = FitText("name", look="bold", parent=self.empty)
        self.empty_words = FitText("title", lines=2, ink="muted", parent=self.empty)
        for part in (self.big, *self.others):
            part.chosen.connect(self.command)
        self.places.chosen.connect(self.command)
        self._lay_out()

    def present(self, state: HomeState, say: Say) -> None:
        """Paints the state."""
        self._present_big(state, say)
        self.others_caption.say(say("home.others") if state.others else "")
        for at, button in enumerate(self.others):
            if at < len(state.others):
                button.present_row(_row(state.others[at], state.others[at].short, say))
            button.setVisible(at < len(state.others))
        aside = state.places if state.picks else ()
        self.places.present(aside, say)
        self._aside.setVisible(bool(aside))

    def retranslate(self, say: Say) -> None:
        """Says what never changes."""
        self.places_caption.say(say("home.places"))
        self.empty_title.say(say("home.empty"))
        self.empty_words.say(say("home.empty.words"))

    def _present_big(self, state: HomeState, say: Say) -> None:
        row = _big_row(state, say)
        resumes = state.step == "resume"
        caption = "home.resume" if resumes else "home.next" if state.picks else "home.bench"
        self.banner.say(say(caption) if row is not None else "", "ink_attention" if resumes else "muted")
        if row is not None:
            self.big.present_row(row)
        self.big.setVisible(row is not None)
        self.empty.setVisible(row is None and state.step in {"empty", "waiting"})

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.banner)
        left.addWidget(self.big, 4)
        left.addWidget(self.empty, 4)
        left.addWidget(self.others_caption)
        left.addLayout(self._grid(), 5)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self._make_aside())
        for part in (self.empty_title, self.empty_words):
            self.empty.rows.addWidget(part, 1)
        self.big.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(10)
        for at, button in enumerate(self.others):
            grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
            grid.setColumnStretch(at % _COLUMNS, 1)
        grid.setRowStretch(_ROWS, 1)
        return grid

    def _make_aside(self) -> QWidget:
        self._aside = QWidget(self)
        self._aside.setFixedWidth(_PLACES_PX)
        column = QVBoxLayout(self._aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.places_caption)
        column.addWidget(self.places, 1)
        return self._aside


def _big_row(state: HomeState, say: Say) -> ListRow | None:
    if state.big is not None:
        return _row(state.big, (state.big.size, *state.big.where), say)
    if state.picks or not state.places:
        return None
    place = state.places[0]
    return ListRow(speak(place.label, say), code=OK.code, key=OK.key, icon=place.icon)


def _row(face: JobFace, parts: tuple[Line, ...], say: Say) -> ListRow:
    return ListRow(
        title=speak(face.title, say),
        detail=_DOT.join(speak(part, say) for part in parts),
        code=face.code,
        key=face.key,
        mark=speak(face.mark, say),
        tone=face.tone,
        icon=face.icon,
    )
