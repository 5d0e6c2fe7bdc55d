r"""A layout as ZPL II, the language of Zebra label printers and most of their rivals.

Text of letters, digits and harmless punctuation is printed in the printer's own font 0; any other text
is drawn as a picture, because what font 0 holds differs from printer to printer (and its hyphen is as
wide as a dash, which tears codes apart). Every field is
hex-escaped, so no text a customer typed can become a command. Only plain settings are sent, and those
a foreign label may have left behind (origin, shift, rotation, mirror, reverse) are reset.
"""

from functools import partial
from math import ceil

from app.labels import graphic
from app.labels.codes import SSCC_LENGTH, LabelError, require_plain, require_sscc
from app.labels.fit import SetLine, fit
from app.labels.fonts import ASCENT, inter_width, showable
from app.labels.layout import NARROWEST, Bars, Element, Layout, Rule, Symbology, TextBox
from app.labels.modules import QUIET_MODULES, SSCC_IDENTIFIER

DOTS_PER_MM = {203: 8.0, 300: 11.8}
"""Print heads by their nominal resolution in dots per inch."""

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
_CAPITALS = 0.75
"""Height of font 0's capitals, which hang from the field's origin, in parts of its size."""

_START_B, _START_C, _FNC1 = ">:", ">;", ">8"
_SYMBOL, _STOP = 11, 13


def to_zpl(layout: Layout, dpi: int) -> bytes:
    """Writes a label as one ZPL format that prints exactly one label.

    Args:
        layout: What stands where.
        dpi: 203 or 300.

    Raises:
        LabelError: No such print head, or something does not fit.
    """
    if dpi not in DOTS_PER_MM:
        raise LabelError("labels.error.dpi", dpi=dpi)
    dots = DOTS_PER_MM[dpi]
    head = f"^XA^CI28^LH0,0^LS0^LRN^FWN^PON^PMN^PW{int(layout.width * dots)}^LL{int(layout.height * dots)}"
    body = [_element(element, dots) for element in layout.elements]
    return "\n".join([head, *body, "^PQ1^XZ\n"]).encode("ascii")


def escaped(text: str) -> str:
    r"""Writes a text as field data under ``^FH\``: anything but letters, digits and spaces as hex bytes."""
    return "".join(char if char == " " or (char.isascii() and char.isalnum()) else _hex(char) for char in text)


def _hex(char: str) -> str:
    return "".join(f"\\{byte:02X}" for byte in char.encode())


def _element(element: Element, dots: float) -> str:
    match element:
        case TextBox():
            return _text(element, dots)
        case Bars():
            return _bars(element, dots)
        case Rule():
            return _rule(element, dots)


def _text(box: TextBox, dots: float) -> str:
    if all(char in _FONT_0 for paragraph in box.paragraphs for char in _one_line(paragraph.text)):
        return "\n".join(_native(line, dots) for line in fit(box, partial(_font_0_width, dots), _one_line))
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
    size = picture.width // 8 * picture.height
    return f"^FO{x},{y}^GFA,{size},{size},{picture.width // 8},{graphic.compressed(picture.rows)}^FS"


def _rule(rule: Rule, dots: float) -> str:
    width, height = max(1, round(rule.width * dots)), max(1, round(rule.height * dots))
    return f"^FO{round(rule.x * dots)},{round(rule.y * dots)}^GB{width},{height},{min(width, height)}^FS"


def _bars(bars: Bars, dots: float) -> str:
    data, modules = _code128(bars)
    room = int(bars.width * dots) // (modules + 2 * QUIET_MODULES)
    module = min(room, round(bars.widest * dots))
    if module < ceil(NARROWEST * dots):
        raise LabelError("labels.error.code_wide", code=bars.payload)
    x = round(bars.x * dots + (bars.width * dots - modules * module) / 2)
    y, height = round(bars.y * dots), round(bars.height * dots)
    return f"^FO{x},{y}^BY{module}^BCN,{height},N,N,N,N^FH\\^FD{data}^FS"


def _code128(bars: Bars) -> tuple[str, int]:
    """Gives the field data with its start and shift codes written out, and how many modules it takes."""
    if bars.symbology is Symbology.SSCC:
        digits = SSCC_IDENTIFIER + require_sscc(bars.payload)
        return _START_C + _FNC1 + digits, _modules(1 + (len(SSCC_IDENTIFIER) + SSCC_LENGTH) // 2)
    payload = require_plain(bars.payload)
    if payload.isdigit() and len(payload) % 2 == 0:
        return _START_C + payload, _modules(len(payload) // 2)
    return _START_B + escaped(payload), _modules(len(payload))


def _modules(symbols: int) -> int:
    return _SYMBOL * (symbols + 2) + _STOP
