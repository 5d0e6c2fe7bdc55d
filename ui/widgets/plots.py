"""Small plots painted by hand: bars of a backlog and a line of the last hours."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.icons import pixmap
from ui.presenters.faces import Bar
from ui.theme import current
from ui.widgets.text import fitting_px

_LABEL_SHARE, _VALUE_SHARE = 0.28, 0.16


class BarPlot(QWidget):
    """Horizontal bars, one a row: label, bar with its icon, value."""

    def __init__(self, *, row_px: int = 52, parent: QWidget | None = None) -> None:
        """Makes an empty plot.

        Args:
            row_px: Height of a row in pixels.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._row_px = row_px
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def present(self, bars: Sequence[Bar]) -> None:
        """Shows bars from top to bottom."""
        new = tuple(bars)
        if new != self._bars:
            self._bars = new
            self.setAccessibleName("; ".join(f"{bar.label}: {bar.value}" for bar in new))
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, self._row_px * max(1, len(self._bars)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            tall = min(self._row_px, self.height() // max(1, len(self._bars)))
            for at, bar in enumerate(self._bars):
                self._paint_bar(painter, QRectF(0, at * tall, self.width(), tall), bar)

    def _paint_bar(self, painter: QPainter, room: QRectF, bar: Bar) -> None:
        theme = current()
        label = QRectF(room.left(), room.top(), room.width() * _LABEL_SHARE - 10, room.height())
        value = QRectF(
            room.right() - room.width() * _VALUE_SHARE, room.top(), room.width() * _VALUE_SHARE, room.height()
        )
        track = QRectF(label.right() + 10, room.top() + 8, value.left() - label.right() - 20, room.height() - 16)
        painter.setPen(QPen(theme.colour("edge"), 2))
        painter.setBrush(theme.colour("ground"))
        painter.drawRect(track)
        share = min(1.0, bar.value / bar.limit) if bar.limit > 0 else 0.0
        painter.fillRect(track.adjusted(1, 1, -track.width() * (1 - share) - 1, -1), theme.colour(f"ink_{bar.tone}"))
        side = round(track.height())
        painter.drawPixmap(
            round(value.left()),
            round(track.top()),
            pixmap(theme.icons[bar.tone], side, theme.palette[f"ink_{bar.tone}"]),
        )
        _write(painter, label, bar.label, Qt.AlignmentFlag.AlignLeft)
        _write(painter, value, str(bar.value), Qt.AlignmentFlag.AlignRight)


def _write(painter: QPainter, room: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
    theme = current()
    px = fitting_px(text, int(room.width()), int(room.height()), theme.px("body"), 1, "plain")
    painter.setFont(theme.font(px))
    painter.setPen(theme.colour("text"))
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), text)


class Sparkline(QWidget):
    """A line of numbers without axes: the shape of the last hours."""

    def __init__(self, *, tone: str = "todo", parent: QWidget | None = None) -> None:
        """Makes an empty line.

        Args:
            tone: Which of the theme's inks it is drawn in.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._values: tuple[float, ...] = ()
        self._ink = f"ink_{tone}"
        self.setMinimumSize(80, 32)

    def present(self, values: Sequence[float], name: str = "") -> None:
        """Shows numbers from left to right.

        Args:
            values: At even distances.
            name: What screen readers say.
        """
        new = tuple(values)
        if new != self._values:
            self._values = new
            self.update()
        self.setAccessibleName(name)

    def points(self) -> tuple[QPointF, ...]:
        """Gives the line in pixels of the widget."""
        if not self._values:
            return ()
        top = max(*self._values, 1e-9)
        step = (self.width() - 6) / max(1, len(self._values) - 1)
        tall = self.height() - 6
        return tuple(QPointF(3 + at * step, 3 + tall * (1 - value / top)) for at, value in enumerate(self._values))

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 48)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(QPen(current().colour(self._ink), 3))
            points = self.points()
            for one, other in pairwise(points):  # one wide polyline is far slower in software
                painter.drawLine(one, other)
