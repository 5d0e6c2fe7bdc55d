"""How everything looks: colours, sizes of type, sizes of what is touched, and the one style sheet made of them.

The numbers live in ``resources/style/tokens.toml``. Widgets that paint themselves ask ``current()`` at paint
time, so a change of theme needs no new widget.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

THEMES = ("dark", "light", "contrast")
"""Names of the palettes; the first is the default."""

MOODS = ("todo", "ok", "error", "attention", "done")
"""The states of an instruction, each with a colour and an icon."""

PX_PER_MM = 3.61
"""Pixels in a millimetre of a 24-inch Full HD screen, the default of a station."""

_RESOURCES = Path(__file__).resolve().parents[1] / "resources"
_SANS = "Inter"
_UNMISTAKABLE = ("zero", "ss02")


@dataclass(frozen=True, slots=True)
class Theme:
    """A palette with the sizes of one station.

    Attributes:
        name: One of ``THEMES``.
        palette: Colour name to ``"#rrggbb"``.
        sizes: Type size name to pixels before ``font_scale``.
        icons: Mood to the name of its picture.
        touch_mm: ``"primary_mm"`` and ``"minimum_mm"`` of what fingers press.
        px_per_mm: Pixels in a millimetre of this screen.
        font_scale: The user's wish, 1.0 is normal.
    """

    name: str
    palette: dict[str, str]
    sizes: dict[str, int]
    icons: dict[str, str]
    touch_mm: dict[str, int]
    px_per_mm: float = PX_PER_MM
    font_scale: float = 1.0

    def colour(self, name: str) -> QColor:
        """Gives a colour of the palette; an unknown name raises KeyError."""
        return QColor(self.palette[name])

    def px(self, size: str) -> int:
        """Gives the pixels of a type size, e.g. ``"instruction"``."""
        return round(self.sizes[size] * self.font_scale)

    def mm(self, millimetres: float) -> int:
        """Gives the pixels of a length on this station's screen."""
        return round(millimetres * self.px_per_mm)

    @property
    def touch(self) -> int:
        """Pixels of the smallest thing a finger may have to hit."""
        return self.mm(self.touch_mm["minimum_mm"])

    @property
    def touch_primary(self) -> int:
        """Pixels of what fingers hit all day."""
        return self.mm(self.touch_mm["primary_mm"])

    def font(self, px: int, *, bold: bool = False, code: bool = False) -> QFont:
        """Makes a font of the bundled family.

        Args:
            px: Height in pixels.
            bold: Heavy weight.
            code: For codes: 0 has a stroke, so it is no O, and 1, l and I differ (the OpenType features
                ``zero`` and ``ss02`` of Inter).
        """
        font = QFont(_SANS)
        font.setPixelSize(max(1, px))
        font.setBold(bold)
        if code:
            for feature in _UNMISTAKABLE:
                font.setFeature(QFont.Tag(feature), 1)
        return font

    def sheet(self) -> str:
        """Gives the application's style sheet."""
        template = Template((_RESOURCES / "style" / "app.qss").read_text(encoding="utf-8"))
        return template.substitute(self.palette, touch_px=self.touch, scroll_px=self.touch // 2)


@cache
def _tokens() -> dict[str, Any]:
    return tomllib.loads((_RESOURCES / "style" / "tokens.toml").read_text(encoding="utf-8"))


def load_theme(name: str = "dark", *, px_per_mm: float = PX_PER_MM, font_scale: float = 1.0) -> Theme:
    """Reads a theme from the resources.

    Raises:
        KeyError: No palette of that name.
    """
    tokens = _tokens()
    return Theme(
        name=name,
        palette=tokens["palette"][name],
        sizes=tokens["type"],
        icons=tokens["icons"],
        touch_mm=tokens["touch"],
        px_per_mm=px_per_mm,
        font_scale=font_scale,
    )


@dataclass(slots=True)
class _Worn:
    theme: Theme | None = None
    fonts: bool = False


_WORN = _Worn()


def current() -> Theme:
    """Gives the theme the application wears; the default one before any was put on."""
    if _WORN.theme is None:
        _WORN.theme = load_theme()
    return _WORN.theme


def wear(app: QApplication, theme: Theme) -> None:
    """Puts a theme on the whole application: fonts, palette and the one style sheet."""
    load_fonts()
    _WORN.theme = theme
    app.setFont(theme.font(theme.px("body")))
    app.setPalette(_qt_palette(theme))
    app.setStyleSheet(theme.sheet())


def load_fonts() -> None:
    """Makes the bundled families known to Qt, once a process."""
    if not _WORN.fonts:
        for file in sorted((_RESOURCES / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        _WORN.fonts = True


def _qt_palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "ground"),
        (roles.WindowText, "text"),
        (roles.Base, "card"),
        (roles.AlternateBase, "ground"),
        (roles.Text, "text"),
        (roles.Button, "button"),
        (roles.ButtonText, "on_button"),
        (roles.Highlight, "todo"),
        (roles.HighlightedText, "on_todo"),
        (roles.PlaceholderText, "muted"),
    ):
        palette.setColor(role, theme.colour(name))
    return palette


def restate(widget: QWidget, name: str, value: str) -> None:
    """Sets a property the style sheet looks at and repaints, only when it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def contrast(one: str, other: str) -> float:
    """Gives the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    limit = 0.04045
    return part / 12.92 if part <= limit else float(((part + 0.055) / 1.055) ** 2.4)
