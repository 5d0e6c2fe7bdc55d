"""The typefaces of the labels: Inter, which travels with the product, and what it can show.

A character Inter has no drawing for (emoji, Hebrew, Arabic, Chinese …) becomes a visible box, one per
character: it is never dropped and never an error, so that a parcel with such a name still gets its
label and everybody sees that something is missing. Text runs left to right.
"""

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REPLACEMENT = "\N{WHITE SQUARE}"
"""Stands on the label for a character the typeface lacks."""

ASCENT = 0.95
"""From the top of a line to its baseline, in parts of the type size."""

_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "fonts"
_NAMES = {False: "Inter-Regular", True: "Inter-Bold"}


def font_path(*, bold: bool) -> Path:
    """Gives the typeface's file."""
    return _FOLDER / f"{_NAMES[bold]}.ttf"


def font_name(*, bold: bool) -> str:
    """Gives the name the PDF library knows the typeface by, after loading it."""
    _load(bold)
    return _NAMES[bold]


def showable(text: str) -> str:
    """Gives a text as it can be drawn: one line, single spaces, a box for every unknown character."""
    glyphs = _load(False).face.charToGlyph
    line = " ".join(unicodedata.normalize("NFC", text).split())
    # Inter holds empty drawings for a NUL and a few unprintable characters; they too must be seen.
    return "".join(char if ord(char) in glyphs and char.isprintable() else REPLACEMENT for char in line)


def inter_width(text: str, bold: bool, size: float) -> float:  # noqa: FBT001 - the shape of fit.Measure
    """Measures a showable text in the unit of the type size."""
    return float(_load(bold).stringWidth(text, size))


@cache
def _load(bold: bool) -> "TTFont":  # noqa: FBT001 - a cache key, read only in this file
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - takes 50 ms, and no scan needs it
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - the same

    font = TTFont(_NAMES[bold], str(font_path(bold=bold)))
    pdfmetrics.registerFont(font)
    return font
