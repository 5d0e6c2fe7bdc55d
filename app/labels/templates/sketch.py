"""What a template says before it is filled in: elements with names of fields where texts will stand. All in mm."""

import re
from dataclasses import dataclass

from app.labels.drawing.layout import Align, Area, Symbology

FIELD = re.compile(r"\{([a-z0-9_.]+)\}")
"""A field's name in braces, in a template's text."""

Pairs = tuple[tuple[str, str], ...]
"""GS1 application identifiers and texts with fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What every element has.

    Attributes:
        name: What refusals call it, and texts that repeat a barcode.
        area: Where it stands: left, top, width, height in mm.
        when: Field without which it is left out; empty for always.
        unless: Field with which it is left out; empty for never.
    """

    name: str
    area: Area
    when: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph in the making.

    Attributes:
        text: Text with fields.
        phrase: Key of a sentence that stands before the text, in the label's language.
        code: Name of a barcode of this template whose content is written out.
        bold: Drawn heavier.
        scale: Size relative to the box's.
    """

    text: str = ""
    phrase: str = ""
    code: str = ""
    bold: bool = False
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSketch:
    """Paragraphs in a rectangle; the attributes are those of ``TextBox``.

    Attributes:
        even: Texts of equally many characters are set equally large, so that neighbouring labels look alike.
    """

    spot: Spot
    words: tuple[Words, ...]
    size: float
    least: float
    align: Align
    middle: bool
    even: bool
    too_long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarsSketch:
    """A barcode of bars; ``says`` are pairs for a GS1-128, a text for any other."""

    spot: Spot
    says: str | Pairs
    symbology: Symbology
    widest: float
    narrowest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSketch:
    """A DataMatrix; ``says`` are pairs for a GS1 DataMatrix, a text for a plain one."""

    spot: Spot
    says: str | Pairs
    widest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSketch:
    """A filled rectangle."""

    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSketch:
    """The four sides of a rectangle, ``line`` mm wide."""

    spot: Spot
    line: float


Sketch = TextSketch | BarsSketch | MatrixSketch | RuleSketch | FrameSketch
Coded = BarsSketch | MatrixSketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A label in the making: its size in mm and what stands on it."""

    width: float
    height: float
    elements: tuple[Sketch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSketch:
    """A column of a paper's table.

    Attributes:
        field: What of each row it shows.
        title: What stands above it.
        share: Its part of the table's width; all shares make 1.
        align: Where its texts stand.
    """

    field: str
    title: Words
    share: float
    align: Align


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTemplate:
    """A paper in the making: a table over A4 pages with something above and below it.

    Attributes:
        title: What the document is called.
        first: What stands above the table on the first page.
        following: What stands above it on all other pages.
        tail: What stands below its end; tops count from there.
        first_table: Where the table begins on the first page, in mm from the top.
        next_table: Where it begins on all other pages.
        tail_height: Height the tail needs; it is never torn apart.
        columns: The table's columns.
    """

    title: Words
    first: tuple[Sketch, ...]
    following: tuple[Sketch, ...]
    tail: tuple[Sketch, ...]
    first_table: float
    next_table: float
    tail_height: float
    columns: tuple[ColumnSketch, ...]


def coded(elements: tuple[Sketch, ...]) -> dict[str, Coded]:
    """Gives the barcodes of a template by their names."""
    return {each.spot.name: each for each in elements if isinstance(each, BarsSketch | MatrixSketch)}
