"""A long list painted row by row: hundreds of order lines scroll and change as fast as five."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui.icons import pixmap
from ui.presenters.faces import Tone
from ui.theme import Theme, current
from ui.widgets.text import fitting_px

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole
_PAD, _EDGE = 14, 8
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        title: Big text.
        detail: Small text below.
        mark: Big text at the right, e.g. ``"2/3"``.
        tone: Colour and icon of the mark; None for plain.
        current: Whether it is the row touched last: framed and scrolled to.
        name: What screen readers say.
    """

    title: str
    detail: str
    mark: str
    tone: Tone | None = None
    current: bool = False
    name: str = ""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def present(self, rows: tuple[Row, ...]) -> None:
        """Tells the view only what differs; another number of rows starts the list anew."""
        old = self.rows
        if len(old) != len(rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        self.rows = rows
        for at, (was, now) in enumerate(zip(old, rows, strict=True)):
            if was is not now and was != now:
                self.dataChanged.emit(self.index(at), self.index(at))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.name or f"{row.title}, {row.mark}"
        return None


class _Painter(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current()
        tall = round(theme.px("title") * 1.35 + theme.px("body") * 1.35) + _PAD
        return QSize(200, max(theme.touch, tall))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(_ROW)
        theme = current()
        box = QRect(getattr(option, "rect"))  # noqa: B009  # PySide6's stubs leave the field out
        painter.save()
        self._ground(painter, box, row, theme, odd=bool(index.row() % 2))
        inner = box.adjusted(_PAD + _EDGE, 4, -_PAD, -4)
        self._mark(painter, inner, row, theme)
        room = inner.adjusted(0, 0, -_mark_width(inner), 0)
        top = QRect(room.left(), room.top(), room.width(), room.height() * 57 // 100)
        low = QRect(room.left(), top.bottom() + 1, room.width(), room.height() - top.height())
        _write(painter, top, row.title, ("title", "bold", "text"), _LEFT)
        _write(painter, low, row.detail, ("body", "code", "muted"), _LEFT)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, box: QRect, row: Row, theme: Theme, *, odd: bool) -> None:
        painter.fillRect(box, theme.colour("ground" if odd else "card"))
        if row.current:
            painter.fillRect(QRect(box.left(), box.top(), _EDGE, box.height()), theme.colour("active"))
            painter.setPen(theme.colour("active"))
            for at in range(3):
                painter.drawRect(box.adjusted(at, at, -at - 1, -at - 1))

    @staticmethod
    def _mark(painter: QPainter, inner: QRect, row: Row, theme: Theme) -> None:
        side = round(inner.height() * 0.55)
        ink = "text" if row.tone is None else f"ink_{row.tone}"
        if row.tone is not None:
            top = inner.top() + (inner.height() - side) // 2
            name = theme.icons[row.tone]
            painter.drawPixmap(inner.right() - side, top, pixmap(name, side, theme.palette[ink]))
        room = QRect(inner.right() - _mark_width(inner), inner.top(), _mark_width(inner) - side - _PAD, inner.height())
        _write(painter, room, row.mark, ("name", "bold", ink), _RIGHT)


def _mark_width(inner: QRect) -> int:
    return inner.width() * 3 // 10


def _write(painter: QPainter, room: QRect, text: str, look: tuple[str, Any, str], flags: int) -> None:
    if not text:
        return
    theme = current()
    size, weight, ink = look
    px = fitting_px(text, room.width(), room.height(), theme.px(size), 1, weight)
    painter.setFont(theme.font(px, bold=weight == "bold", code=weight == "code"))
    painter.setPen(theme.colour(ink))
    painter.drawText(room, flags, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width()))


class RowList(QListView):
    """Shows rows and keeps the current one in sight; it takes no focus and is scrolled by touch or wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows it shows."""
        return self._rows.rows

    def present(self, rows: Sequence[Row]) -> None:
        """Shows rows; only those that changed are painted anew."""
        new = tuple(rows)
        self._rows.present(new)
        at = next((at for at, row in enumerate(new) if row.current), -1)
        if at >= 0:
            self.scrollTo(self._rows.index(at), QAbstractItemView.ScrollHint.PositionAtCenter)
