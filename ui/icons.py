"""The pictures: own SVG files in ``resources/icons``, tinted by the theme, never font glyphs."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.theme import current

_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons"


@cache
def _source(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def icon_names() -> tuple[str, ...]:
    """Gives the names of all pictures."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.svg")))


def pixmap(name: str, px: int, colour: str) -> QPixmap:
    """Draws a picture.

    Args:
        name: File name without ``.svg``; an unknown one raises FileNotFoundError.
        px: Width and height in pixels.
        colour: ``"#rrggbb"`` that stands for ``currentColor`` in the file.
    """
    key = f"pasillo:{name}:{px}:{colour}"
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    picture = QPixmap(px, px)
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    with QPainter(picture) as painter:
        renderer.render(painter, QRectF(0, 0, px, px))
    QPixmapCache.insert(key, picture)
    return picture


class Icon(QWidget):
    """A picture of a fixed size in a colour of the theme; an empty name shows nothing and keeps its room."""

    def __init__(self, px: int, *, name: str = "", ink: str = "text", parent: QWidget | None = None) -> None:
        """Makes it.

        Args:
            px: Width and height in pixels.
            name: Which picture; may be set later.
            ink: Name of a colour in the theme.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._px, self._name, self._ink = px, name, ink
        self.setFixedSize(px, px)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def name(self) -> str:
        """Which picture it shows."""
        return self._name

    def show_icon(self, name: str, ink: str = "text") -> None:
        """Changes picture and colour; repaints only when something changed."""
        if (name, ink) != (self._name, self._ink):
            self._name, self._ink = name, ink
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._px, self._px)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            with QPainter(self) as painter:
                painter.drawPixmap(0, 0, pixmap(self._name, self._px, current().palette[self._ink]))
