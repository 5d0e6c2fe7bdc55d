"""The packing screen: the order's items at the left, exit, order and what is to be done now at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.packing.pack import PackLine
from ui.presenters.bench.pack_state import PackState
from ui.presenters.faces import Tone
from ui.presenters.frame import Presenter, Say
from ui.screens.bench.idle import IdlePage
from ui.screens.bench.pack_cards import Gate, ItemNow, LabelCard, OrderCard, WeightCard
from ui.screens.bench.row_list import Row, RowList
from ui.widgets.buttons import ReasonGrid

_CHOOSING = frozenset({"excusing", "reprinting", "asking"})
_LABELLED = frozenset({"labelling", "closed"})


class PackingScreen(QWidget):
    """Paints a ``PackState``."""

    name = "packing"
    command = Signal(str)
    """Emitted with the code of a touched choice."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.items = RowList(self)
        self.gate, self.order = Gate(self), OrderCard(self)
        self.item, self.weight, self.label = ItemNow(self), WeightCard(self), LabelCard(self)
        self.choices = ReasonGrid(columns=1, most=3, parent=self)
        self.choices.chosen.connect(self.command)
        self.idle = IdlePage("tote", "pack.welcome", self)
        self._lines: dict[PackLine, Row] = {}
        self._now = QStackedWidget(self)
        for card in (self.item, self.weight, self.label, self.choices):
            self._now.addWidget(card)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.idle)
        self._pages.addWidget(self._work())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def present(self, state: PackState, say: Say) -> None:
        """Paints a state."""
        self.choices.present(state.frame.choices if state.step in _CHOOSING else (), say)
        if state.pack is None and state.step != "asking":
            self._pages.setCurrentIndex(0)
            return
        self._pages.setCurrentIndex(1)
        self._now.setCurrentWidget(self._card(state.step))
        self.gate.present(state, say)
        self.items.present(self._rows(state, say))
        if state.pack is not None:
            self.order.present(state.pack, say)
            self.item.present(state, say)
            self.weight.present(state, say)
            self.label.present(state, say)

    def retranslate(self, say: Say) -> None:
        """Says what no state carries."""
        self._lines = {}
        self.idle.retranslate(say)
        self.items.setAccessibleName(say("pack.list"))

    def _card(self, step: str) -> QWidget:
        if step in _CHOOSING:
            return self.choices
        if step in _LABELLED:
            return self.label
        return self.weight if step == "weighing" else self.item

    def _work(self) -> QWidget:
        page = QWidget(self)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.gate)
        right.addWidget(self.order)
        right.addWidget(self._now, 1)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.items, 11)
        row.addLayout(right, 9)
        return page

    def _rows(self, state: PackState, say: Say) -> list[Row]:
        """Makes only the rows of lines that changed; the others are the same objects as before."""
        known, self._lines = self._lines, {}
        rows = []
        for at, each in enumerate(state.lines):
            row = known.get(each) or _row_of(each, say)
            self._lines[each] = row
            rows.append(row if at != state.last else _row_of(each, say, current=True))
        return rows


def _row_of(each: PackLine, say: Say, *, current: bool = False) -> Row:
    short = f" · {say('pack.short', count=each.short)}" if each.short else ""
    done = not each.left
    tone: Tone | None = "attention" if each.short else "ok" if done else None
    name = say("pack.row", item=each.name, packed=each.packed, need=each.need)
    return Row(each.name, f"SKU {each.sku}{short}", f"{each.packed}/{each.need}", tone, current, name)
