"""The zone board: the day on top, a column a zone below, and in its place the choice of a method or an order."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.presenters.frame import Presenter, Say, speak
from ui.presenters.office.board_state import BoardState, Fact
from ui.screens.office.zone_columns import Column
from ui.theme import current
from ui.widgets.buttons import ReasonGrid
from ui.widgets.cards import Card
from ui.widgets.text import FitText

_CUTOFFS = 3


class Chip(Card):
    """One number of the day with its icon."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon(32, parent=self)
        self.words = FitText("body", look="bold", parent=self)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        self.rows.addLayout(row)

    def present(self, fact: Fact, say: Say) -> None:
        """Shows a fact."""
        tone = fact.tone
        self._icon.show_icon(current().icons[tone] if tone else "list", f"ink_{tone}" if tone else "muted")
        self.words.say(speak(fact.words, say), f"ink_{tone}" if tone else "text")
        self.setAccessibleName(self.words.text())


class OrderPage(Card):
    """The order that would be cancelled, big."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.ref = FitText("quantity", look="bold", align=centre, parent=self)
        self.customer = FitText("name", lines=2, align=centre, parent=self)
        self.where = FitText("name", look="bold", ink="ink_attention", align=centre, parent=self)
        self.rows.addStretch(1)
        for part in (self.ref, self.customer, self.where):
            self.rows.addWidget(part)
        self.rows.addStretch(1)

    def present(self, state: BoardState, say: Say) -> None:
        """Shows the found order."""
        if state.found is not None:
            self.ref.say(state.found.ref)
            self.customer.say(state.found.customer)
            self.where.say(say(f"board.state.{state.found.state}"))
            self.setAccessibleName(f"{self.ref.text()}, {self.customer.text()}, {self.where.text()}")


class BoardScreen(QWidget):
    """Paints a ``BoardState``; a drop sends the person's number and then the zone's code."""

    name = "board"
    command = Signal(str)
    """Emitted with the code of whatever was touched or dropped."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self._state: BoardState | None = None
        self.chips = tuple(Chip(self) for _ in range(2))
        self.cutoffs = tuple(Chip(self) for _ in range(_CUTOFFS))
        self.orders = FitText("body", lines=2, ink="muted", parent=self)
        self.columns: list[Column] = []
        self.methods = ReasonGrid(columns=2, most=4, parent=self)
        self.methods.chosen.connect(self.command)
        self.order = OrderPage(self)
        self._body = QStackedWidget(self)
        for page in (self._floor(), self.methods, self.order):
            self._body.addWidget(page)
        top, low = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(8)
        low.setSpacing(8)
        for chip in self.chips:
            top.addWidget(chip, 1)
        top.addWidget(self.orders, 4)
        for chip in self.cutoffs:
            low.addWidget(chip, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(top)
        whole.addLayout(low)
        whole.addWidget(self._body, 1)

    def present(self, state: BoardState, say: Say) -> None:
        """Paints a state; cards, columns and chips are reused, so a refresh does not flicker."""
        self._state = state
        for chip, fact in zip(self.chips, state.facts, strict=False):
            chip.present(fact, say)
        self.orders.say(" · ".join(speak(fact.words, say) for fact in state.facts[len(self.chips) :]))
        for at, chip in enumerate(self.cutoffs):
            chip.setVisible(at < len(state.cutoffs))
            if at < len(state.cutoffs):
                chip.present(state.cutoffs[at], say)
        while len(self.columns) < len(state.lanes):
            self._add_column()
        for at, column in enumerate(self.columns):
            column.setVisible(at < len(state.lanes))
            if at < len(state.lanes):
                column.present(state.lanes[at], say)
        self.methods.present(state.frame.choices if state.step == "methods" else (), say)
        self.order.present(state, say)
        self._body.setCurrentIndex({"methods": 1, "confirm": 2}.get(state.step, 0))

    def retranslate(self, say: Say) -> None:
        """Nothing here is said without a state."""
        self.setAccessibleName(say("board.title"))

    def _floor(self) -> QWidget:
        inside = QWidget(self)
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        scroll = QScrollArea(self)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _add_column(self) -> None:
        column = Column(self)
        column.chosen.connect(self.command)
        column.dropped.connect(self._drop)
        self._row.addWidget(column, 1)
        self.columns.append(column)

    @Slot(str, str)
    def _drop(self, badge: str, code: str) -> None:
        """Selects the person and names the zone, as a person would with two touches."""
        people = [face for lane in self._state.lanes for face in lane.people] if self._state else []
        number = next((face.number for face in people if face.badge == badge), 0)
        if number:
            self.command.emit(f"#P{number}")
            self.command.emit(code)
