"""A picture of the cart or the wall: which position the goods go to now."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.icons import pixmap
from ui.presenters.faces import ToteCell
from ui.presenters.frame import Say
from ui.theme import Theme, current
from ui.widgets.text import fitting_px

_GAP = 8
_HATCH_PX = 26
_TIMES = "\N{MULTIPLICATION SIGN}"
_LOOKS = {
    "idle": ("card", "text", "edge", 2),
    "active": ("active", "on_active", "active_edge", 10),
    "done": ("ok", "on_ok", "ink_ok", 3),
    "full": ("card", "text", "edge", 3),
    "other": ("ground", "muted", "edge", 1),
}
_ICONS = {"done": "check", "full": "lock", "active": "arrow", "other": "user"}


class ToteMap(QWidget):
    """A grid like the real one, also in the mirrored layout: the cart itself is not mirrored.

    It is one painted widget, so a change repaints in a few milliseconds.
    """

    tapped = Signal(str)
    """Emitted with a cell's ``code`` when a cell that has one is touched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[ToteCell, ...] = ()
        self._columns = 1
        self._say: Say | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def present(self, cells: tuple[ToteCell, ...], columns: int) -> None:
        """Shows the positions row by row.

        Args:
            cells: From the top left one on.
            columns: How many a row has.
        """
        if (cells, columns) != (self._cells, self._columns):
            self._cells, self._columns = cells, max(1, columns)
            self._name()
            self.update()

    def retranslate(self, say: Say) -> None:
        """Says its name for screen readers."""
        self._say = say
        self._name()

    def cell_at(self, x: float, y: float) -> ToteCell | None:
        """Gives the cell under a point of the widget, in pixels."""
        found = (cell for at, cell in enumerate(self._cells) if self._box(at).contains(x, y))
        return next(found, None)

    @override
    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell is not None and cell.code:
            self.tapped.emit(cell.code)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, cell in enumerate(self._cells):
                self._paint_cell(painter, self._box(at), cell, current())

    def _name(self) -> None:
        if self._say is not None:
            active = ", ".join(f"{cell.number} {_TIMES}{cell.count}" for cell in self._cells if cell.state == "active")
            self.setAccessibleName(self._say("ui.totes.name", active=active or "-"))

    def _box(self, at: int) -> QRectF:
        rows = -(-len(self._cells) // self._columns)
        wide = (self.width() - _GAP * (self._columns - 1)) / self._columns
        tall = (self.height() - _GAP * (rows - 1)) / rows
        row, column = divmod(at, self._columns)
        return QRectF(column * (wide + _GAP), row * (tall + _GAP), wide, tall)

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: ToteCell, theme: Theme) -> None:
        ground, ink, edge, thick = _LOOKS[cell.state]
        inner = box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(theme.colour(edge), thick))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(inner, 10, 10)
        if cell.state == "full":
            _hatch(painter, inner, theme.colour("edge"))
        painter.setPen(theme.colour(ink))
        _paint_words(painter, inner.adjusted(12, 8, -12, -8), cell, theme)
        self._paint_icon(painter, inner, cell, theme)

    def _paint_icon(self, painter: QPainter, box: QRectF, cell: ToteCell, theme: Theme) -> None:
        name = _ICONS.get(cell.state)
        if name is not None:
            side = round(min(64, box.height() * 0.3, box.width() * 0.3))
            ink = theme.palette[_LOOKS[cell.state][1]]
            painter.drawPixmap(round(box.right()) - side - 10, round(box.top()) + 10, pixmap(name, side, ink))


def _hatch(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Broad slanting lines: seen from two metres and without colour."""
    colour.setAlpha(110)
    painter.save()
    painter.setClipRect(box)
    painter.setPen(QPen(colour, 6))
    tall = box.height()
    for step in range(0, round(box.width() + tall), _HATCH_PX):
        painter.drawLine(QPointF(box.left() + step, box.top()), QPointF(box.left() + step - tall, box.bottom()))
    painter.restore()


def _paint_words(painter: QPainter, room: QRectF, cell: ToteCell, theme: Theme) -> None:
    left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    below = f"{_TIMES}{cell.count}" if cell.count > 0 else ""
    share = 0.55 if below or cell.label else 1.0
    top = QRectF(room.left(), room.top(), room.width() * 0.72, room.height() * share)
    _write(painter, top, cell.number, theme, left)
    bottom = QRectF(room.left(), top.bottom(), room.width(), room.height() - top.height())
    if below:
        size = theme.px("tote") if cell.state == "active" else theme.px("title")
        _write(painter, bottom, below, theme, left, size)
    if cell.label:
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        part = bottom.adjusted(bottom.width() * (0.45 if below else 0), 0, 0, 0)
        _write(painter, part, cell.label, theme, right, theme.px("body"))


def _write(painter: QPainter, room: QRectF, text: str, theme: Theme, flags: int, size: int = 0) -> None:
    wish = size or theme.px("tote")
    px = fitting_px(text, int(room.width()), int(room.height()), wish, 1, "bold")
    painter.setFont(theme.font(px, bold=True))
    painter.drawText(room, flags, text)
