"""What stands where on a label, in millimetres from its top left corner, for any printer.

A layout is data: ``printers`` turn it into printer commands, ``pages`` into PDF. All therefore say the same.
"""

from dataclasses import dataclass
from enum import Enum, auto

NARROWEST = 0.375
"""Narrowest module in mm a 203 dpi printer and a worn scanner still agree on: three dots."""


class Align(Enum):
    """Where a line of text stands in its box."""

    LEFT = auto()
    CENTER = auto()
    RIGHT = auto()


class Symbology(Enum):
    """How a barcode of bars is encoded, by the name templates use."""

    CODE128 = "code128"
    EAN13 = "ean13"
    GS1_128 = "gs1-128"
    SSCC = "sscc"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text that may take several lines.

    Attributes:
        text: What people wrote.
        bold: Drawn heavier, where the printer can.
        scale: Size relative to the box's.
    """

    text: str
    bold: bool = False
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """Paragraphs in a rectangle, set as large as they fit between two sizes.

    Attributes:
        x: Left edge in mm.
        y: Top edge in mm.
        width: Width in mm.
        height: Height in mm.
        paragraphs: What is set; empty ones take no line.
        size: Largest type size in mm.
        least: Smallest readable type size in mm.
        too_long: Key of the sentence that refuses a text too long for the box.
        align: Where each line stands.
        middle: The lines stand in the middle of the height, not at the top.
    """

    x: float
    y: float
    width: float
    height: float
    paragraphs: tuple[Paragraph, ...]
    size: float
    least: float
    too_long: str
    align: Align = Align.LEFT
    middle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A barcode, centred in a rectangle that includes its quiet zones.

    Attributes:
        x: Left edge in mm.
        y: Top edge in mm.
        width: Width in mm, quiet zones included.
        height: Height of the bars in mm.
        payload: What the barcode says: 18 digits for an SSCC, 13 for an EAN-13, element strings
            (see ``app.labels.gs1``) for a GS1-128, printable ASCII for a Code 128.
        symbology: How it is encoded.
        widest: Widest module in mm.
        narrowest: Narrowest module in mm, never below 0.375.
    """

    x: float
    y: float
    width: float
    height: float
    payload: str
    symbology: Symbology = Symbology.CODE128
    widest: float = 0.5
    narrowest: float = NARROWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A DataMatrix symbol, centred in a rectangle that includes its quiet zone.

    Attributes:
        x: Left edge in mm.
        y: Top edge in mm.
        width: Width in mm, quiet zones included.
        height: Height in mm, quiet zones included.
        payload: What it says: element strings where ``gs1`` is set, else printable ASCII.
        gs1: It is a GS1 DataMatrix.
        widest: Widest module in mm; the narrowest is 0.375.
    """

    x: float
    y: float
    width: float
    height: float
    payload: str
    gs1: bool = False
    widest: float = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A filled rectangle, in mm; a thin one is a line."""

    x: float
    y: float
    width: float
    height: float


Element = TextBox | Bars | Matrix | Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A whole label.

    Attributes:
        width: Width in mm.
        height: Height in mm.
        elements: What stands on it.
    """

    width: float
    height: float
    elements: tuple[Element, ...]


Area = tuple[float, float, float, float]
"""A rectangle: left, top, width and height in mm."""

LEADING = 1.2
"""From the top of a line to the top of the next, in parts of the type size."""


def text_box(
    area: Area,
    *texts: Paragraph,
    size: float,
    least: float = 2.2,
    align: Align = Align.LEFT,
    middle: bool = False,
    too_long: str = "labels.error.text_long",
) -> TextBox:
    """Makes a text box of an area (x, y, width, height in mm); its largest size never exceeds the height."""
    x, y, width, height = area
    largest = min(size, height / LEADING)
    return TextBox(
        x=x,
        y=y,
        width=width,
        height=height,
        paragraphs=texts,
        size=largest,
        least=min(least, largest),
        too_long=too_long,
        align=align,
        middle=middle,
    )


def frame(x: float, y: float, width: float, height: float, *, line: float = 0.5) -> tuple[Rule, ...]:
    """Draws the four sides of a rectangle, inside it, as wide as ``line`` in mm."""
    return (
        Rule(x=x, y=y, width=width, height=line),
        Rule(x=x, y=y + height - line, width=width, height=line),
        Rule(x=x, y=y, width=line, height=height),
        Rule(x=x + width - line, y=y, width=line, height=height),
    )
