"""Text that always fits: it shrinks and wraps inside the room it has instead of clipping or pushing."""

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import current

Look = Literal["plain", "bold", "code", "bold code"]

_SMALLEST = 18
_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


@lru_cache(maxsize=2048)
def fitting_px(text: str, width: int, height: int, biggest: int, lines: int, look: Look) -> int:
    """Gives the largest pixel size at which a text fits a box in at most so many lines.

    Args:
        text: What is to be shown.
        width: Pixels of the box.
        height: Pixels of the box.
        biggest: The size wished for.
        lines: How many lines it may take.
        look: The font.

    Returns:
        A size between the smallest readable one and ``biggest``.
    """
    low, high = min(_SMALLEST, biggest), biggest
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(text, QSize(width, height), middle, lines, look):
            low = middle
        else:
            high = middle - 1
    return low


def _fits(text: str, box: QSize, px: int, lines: int, look: Look) -> bool:
    metrics = QFontMetrics(_font(px, look))
    if lines == 1:
        return metrics.horizontalAdvance(text) <= box.width() and metrics.height() <= box.height()
    room = metrics.boundingRect(QRect(0, 0, box.width(), 10_000), _FLAGS, text)
    taken = round(room.height() / metrics.lineSpacing())  # heights are rounded, lines are not
    return room.width() <= box.width() and room.height() <= box.height() and taken <= lines


def _font(px: int, look: Look) -> QFont:
    return current().font(px, bold="bold" in look, code="code" in look)


class FitText(QWidget):
    """A painted text with a wished size of the theme's scale; screen readers get it as the accessible name."""

    def __init__(
        self,
        size: str,
        *,
        lines: int = 1,
        look: Look = "plain",
        ink: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        hug: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Makes it.

        Args:
            size: Name of a type size, e.g. ``"place"``; its height is kept free even when empty.
            lines: How many lines the text may take; with 2, room for two lines at 80 % is kept.
            look: ``"bold"``, ``"code"`` where 0 must not be taken for O, or ``"bold code"``.
            ink: Name of a colour in the theme.
            align: ``AlignLeft``, ``AlignHCenter`` or ``AlignRight``; it does not turn in the mirrored layout.
            hug: True makes it as wide as its text, as far as there is room; otherwise it takes what is left.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._hug = hug
        self._size, self._lines, self._look, self._ink = size, lines, look, ink
        self._align = align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        self._text = ""
        wide = QSizePolicy.Policy.Maximum if hug else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def text(self) -> str:
        """What it shows."""
        return self._text

    def say(self, text: str, ink: str = "") -> None:
        """Changes the text and, if named, its colour; repaints only when something changed."""
        if text != self._text or (ink and ink != self._ink):
            self._text, self._ink = text, ink or self._ink
            self.setAccessibleName(text)
            if self._hug:
                self.updateGeometry()
            self.update()

    def shown_px(self) -> int:
        """Gives the pixel size the text is painted with in the room it has now."""
        wish = current().px(self._size)
        return fitting_px(self._text, self.width(), self.height(), wish, self._lines, self._look)

    def clips(self) -> bool:
        """Tells whether even the smallest size does not fit; a test asks."""
        box = QSize(self.width(), self.height())
        return bool(self._text) and not _fits(self._text, box, self.shown_px(), self._lines, self._look)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width_wished() if self._hug else 0, self._height_wished())

    @override
    def minimumSizeHint(self) -> QSize:
        least = self._width_wished() * _SMALLEST // current().px(self._size) + 4 if self._hug else 0
        return QSize(least, min(self._height_wished(), current().px("body") + 8))

    def _width_wished(self) -> int:
        metrics = QFontMetrics(_font(current().px(self._size), self._look))
        return metrics.horizontalAdvance(self._text) + 2

    def _height_wished(self) -> int:
        line = QFontMetrics(_font(current().px(self._size), self._look)).height()
        return line if self._lines == 1 else round(line * self._lines * 0.8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        with QPainter(self) as painter:
            painter.setFont(_font(self.shown_px(), self._look))
            painter.setPen(current().colour(self._ink))
            wrap = Qt.TextFlag.TextWordWrap if self._lines > 1 else Qt.TextFlag.TextSingleLine
            painter.drawText(self.rect(), int(self._align | wrap), self._text)
