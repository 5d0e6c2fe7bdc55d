"""Text drawn as a picture for a label printer: for every character its own typeface may lack.

The picture goes out as ``^GFA`` with Zebra's compressed hexadecimal (ZPL II Programming Guide,
"Alternative Data Compression Scheme"): ``G`` to ``Y`` repeat the next digit 1 to 19 times, ``g`` to
``z`` 20 to 400 times, ``,`` fills a row with white, ``:`` repeats the row above.
"""

import re
from dataclasses import dataclass
from functools import cache
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from app.labels.drawing.fonts import ASCENT, font_path
from app.labels.drawing.layout import LEADING

_FINER = 4
"""Drawn this many times larger and shrunk, so that letters keep their true widths at few dots."""

_HALF_BLACK = 128
_TWENTY = 20
_REPEATED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Graphic:
    """A black and white picture.

    Attributes:
        x: Dots from the left end of the line of text to the picture's left edge.
        y: Dots from the top of the line to the picture's top edge.
        width: Dots a row, a multiple of 8.
        height: Rows.
        rows: One ``bytes`` a row, the highest bit leftmost, 1 is black.
    """

    x: int
    y: int
    width: int
    height: int
    rows: tuple[bytes, ...]


def draw(text: str, *, dots: float, bold: bool) -> Graphic | None:
    """Draws one line of text, trimmed to its ink; None where nothing is black.

    Args:
        text: A showable line.
        dots: Type size in dots.
        bold: Drawn heavier.
    """
    font = _font(round(dots * _FINER), bold)
    pad = ceil(dots / 2)
    wide = ceil(font.getlength(text) / _FINER) + 2 * pad
    high = ceil(dots * LEADING) + 2 * pad
    canvas = Image.new("L", (wide * _FINER, high * _FINER), 0)
    ImageDraw.Draw(canvas).text((pad * _FINER, (pad + dots * ASCENT) * _FINER), text, font=font, fill=255, anchor="ls")
    ink = canvas.reduce(_FINER).point([255 if grey >= _HALF_BLACK else 0 for grey in range(256)], "1")
    edges = ink.getbbox()
    return None if edges is None else _trimmed(ink, edges, pad)


def compressed(rows: tuple[bytes, ...]) -> str:
    """Writes rows of dots in Zebra's compressed hexadecimal."""
    written: list[str] = []
    above = None
    for row in rows:
        written.append(":" if row == above else _row(row.hex().upper()))
        above = row
    return "".join(written)


def _trimmed(ink: Image.Image, edges: tuple[int, int, int, int], pad: int) -> Graphic:
    left, top, right, bottom = edges
    width = -(-(right - left) // 8) * 8
    data = ink.crop((left, top, left + width, bottom)).tobytes()
    step = width // 8
    rows = tuple(data[start : start + step] for start in range(0, len(data), step))
    return Graphic(left - pad, top - pad, width, bottom - top, rows)


def _row(digits: str) -> str:
    inked = digits.rstrip("0")
    if len(inked) % 2:
        inked += "0"
    tail = "," if len(inked) < len(digits) else ""
    return _REPEATED.sub(_run, inked) + tail


def _run(found: re.Match[str]) -> str:
    twenties, ones = divmod(len(found[0]), _TWENTY)
    marks = ""
    while twenties > _TWENTY:
        marks += "z"
        twenties -= _TWENTY
    marks += chr(ord("g") + twenties - 1) if twenties else ""
    if ones and (marks or ones > 1):
        marks += chr(ord("G") + ones - 1)
    return marks + found[1]


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001 - a cache key
    # The basic engine is in every build of Pillow, so that every station draws the same picture.
    return ImageFont.truetype(font_path(bold=bold), size, layout_engine=ImageFont.Layout.BASIC)
