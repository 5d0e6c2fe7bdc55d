"""Tables over frozen rows, for supervisors: a model that changes only what changed, and a styled view."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ui.presenters.frame import Say
from ui.theme import current

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: Phrase key of its heading.
        read: Gives the text of a cell from its row.
        right: True aligns to the right, for numbers.
        stretch: True takes the room that is left.
    """

    key: str
    read: Callable[[Any], str]
    right: bool = False
    stretch: bool = False


def _side(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class RowModel(QAbstractTableModel):
    """Rows are frozen values; a new list is compared with the old one and only differences are told."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._headings = tuple("" for _ in columns)
        self._rows: tuple[Any, ...] = ()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows it shows."""
        return self._rows

    def present(self, rows: Sequence[Any]) -> None:
        """Shows these rows; selection and scroll position stay."""
        new, old = tuple(rows), self._rows
        if len(new) < len(old):
            self.beginRemoveRows(_ROOT, len(new), len(old) - 1)
            self._rows = old[: len(new)]
            self.endRemoveRows()
        elif len(new) > len(old):
            self.beginInsertRows(_ROOT, len(old), len(new) - 1)
            self._rows = old + new[len(old) :]
            self.endInsertRows()
        self._rows = new
        for at, (was, now) in enumerate(zip(old, new, strict=False)):
            if was != now:
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))

    def retranslate(self, say: Say) -> None:
        """Says the headings."""
        self._headings = tuple(say(column.key) for column in self._columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.read(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return _side(self._columns[section])
        return None


class TextTable(QTableView):
    """A read-only table; a row is chosen by touch or by Enter."""

    row_chosen = Signal(object)
    """Emitted with the row's own value."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # also in the mirrored layout
        self._model = RowModel(columns, self)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(current().touch)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for at, column in enumerate(columns):
            kind = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(at, kind)
        self.activated.connect(self._choose)
        self.clicked.connect(self._choose)

    def present(self, rows: Sequence[Any]) -> None:
        """Shows these rows; only what changed is repainted."""
        self._model.present(rows)

    def chosen_row(self) -> Any | None:
        """Gives the selected row's value, or None."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def retranslate(self, say: Say) -> None:
        """Says the headings."""
        self._model.retranslate(say)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.row_chosen.emit(self._model.rows[index.row()])
