r"""A layout as ZPL II, the language of Zebra label printers and most of their rivals.

Text of letters, digits and harmless punctuation is printed in the printer's own font 0; any other text
is drawn as a picture, because what font 0 holds differs from printer to printer (and its hyphen is as
wide as a dash, which tears codes apart). Every field is
hex-escaped, so no text a customer typed can become a command. Only plain settings are sent, and those
a foreign label may have left behind (origin, shift, rotation, mirror, reverse) are reset.
"""

from functools import partial
from math import ceil

from app.labels.drawing import graphic
from app.labels.drawing.dots import dots_of, packed, place_bars, place_matrix
from app.labels.drawing.fit import SetLine, fit
from app.labels.drawing.fonts import ASCENT, inter_width, showable
from app.labels.drawing.layout import Bars, Element, Layout, Matrix, Rule, Symbology, TextBox
from app.labels.drawing.modules import modules_of
from app.labels.printers.fields import escaped, field_of

_WIDTHS = {
    "ijl": 25,
    " ,./:;()Ift": 28.1,
    "r": 34.3,
    "z": 37.5,
    "?Jcksvxy": 43.7,
    "#*0123456789Lae": 46.8,
    "EFTZbdghnopqu": 50,
    "CSV": 53.1,
    "ABKOPQXY": 56.2,
    "DGR": 59.3,
    "HNU&": 62.5,
    "w": 65.6,
    "Mm": 75,
    "W": 81.2,
}
# What font 0 of a Zebra advances at a size of 100 dots, as parts of the size.
_FONT_0 = {char: width / 100 for chars, width in _WIDTHS.items() for char in chars}
_SMALLEST = 10
"""Dots of font 0 below which a printer prints it larger than it was asked to (ZPL II Programming Guide, ``^A``)."""

_CAPITALS = 0.75
"""Height of font 0's capitals, which hang from the field's origin, in parts of its size."""


def to_zpl(layout: Layout, dpi: int) -> bytes:
    """Writes a label as one ZPL format that prints exactly one label.

    Args:
        layout: What stands where.
        dpi: 203 or 300.

    Raises:
        LabelError: No such print head, or something does not fit.
    """
    dots = dots_of(dpi)
    body = [_element(element, dots) for element in layout.elements]
    return "\n".join([head_of(layout.width, layout.height, dots), *body, "^PQ1^XZ\n"]).encode("ascii")


def head_of(width: float, height: float, dots: float) -> str:
    """Begins a format of a size in mm, and forgets what a foreign label may have left behind."""
    return f"^XA^CI28^LH0,0^LS0^LRN^FWN^PON^PMN^PW{int(width * dots)}^LL{int(height * dots)}"


def _element(element: Element, dots: float) -> str:
    match element:
        case TextBox():
            return _text(element, dots)
        case Bars():
            return _bars(element, dots)
        case Matrix():
            return _matrix(element, dots)
        case Rule():
            return _rule(element, dots)


def _text(box: TextBox, dots: float) -> str:
    if all(char in _FONT_0 for paragraph in box.paragraphs for char in _one_line(paragraph.text)):
        lines = fit(box, partial(_font_0_width, dots), _one_line)
        if all(int(line.size * dots) >= _SMALLEST for line in lines):
            return "\n".join(_native(line, dots) for line in lines)
    return "\n".join(_drawn(line, dots) for line in fit(box, inter_width, showable))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _font_0_width(dots: float, text: str, _bold: bool, size: float) -> float:  # noqa: FBT001 - the shape of fit.Measure
    """Measures in mm what font 0, which has one weight, prints: every letter takes whole dots."""
    high = int(size * dots)
    return sum(ceil(_FONT_0[char] * high) for char in text) / dots


def _native(line: SetLine, dots: float) -> str:
    high = int(line.size * dots)
    top = (line.y + line.size * ASCENT) * dots - high * _CAPITALS
    return f"^FO{round(line.x * dots)},{round(top)}^A0N,{high},{high}^FH\\^FD{escaped(line.text)}^FS"


def _drawn(line: SetLine, dots: float) -> str:
    picture = graphic.draw(line.text, dots=line.size * dots, bold=line.bold)
    if picture is None:
        return ""
    x, y = max(0, round(line.x * dots) + picture.x), max(0, round(line.y * dots) + picture.y)
    return graphic_field(x, y, picture.rows)


def graphic_field(x: int, y: int, rows: tuple[bytes, ...]) -> str:
    """Writes a picture as a field whose corner stands at a point in dots; the rows are equally long, 1 is black."""
    wide = len(rows[0])
    size = wide * len(rows)
    return f"^FO{x},{y}^GFA,{size},{size},{wide},{graphic.compressed(rows)}^FS"


def _rule(rule: Rule, dots: float) -> str:
    width, height = max(1, round(rule.width * dots)), max(1, round(rule.height * dots))
    return f"^FO{round(rule.x * dots)},{round(rule.y * dots)}^GB{width},{height},{min(width, height)}^FS"


def _bars(bars: Bars, dots: float) -> str:
    if bars.symbology is Symbology.EAN13:
        return _ean13(bars, dots)
    field = field_of(bars.symbology, bars.payload)
    at = place_bars(bars, field.modules, dots)
    return f"^FO{at.x},{at.y}^BY{at.module}^BCN,{at.height},N,N,N,N^FH\\^FD{field.data}^FS"


def _ean13(bars: Bars, dots: float) -> str:
    # As a picture: the printer's own EAN-13 draws its guard bars down into the digits below.
    modules = modules_of(bars.symbology, bars.payload)
    at = place_bars(bars, len(modules), dots)
    row = packed("".join(module * at.module for module in modules))
    return graphic_field(at.x, at.y, (row,) * at.height)


def _matrix(matrix: Matrix, dots: float) -> str:
    at = place_matrix(matrix, dots)
    return graphic_field(at.x, at.y, at.rows)
