"""Where barcodes fall on a print head's dots: every module whole dots wide, so that none is thicker than its twin."""

from dataclasses import dataclass
from math import ceil

from app.labels.codes import LabelError
from app.labels.drawing.layout import NARROWEST, Bars, Matrix
from app.labels.drawing.matrix import QUIET, data_matrix
from app.labels.drawing.modules import QUIET_MODULES

DOTS_PER_MM = {203: 8.0, 300: 11.8}
"""Print heads by their nominal resolution in dots per inch."""


def dots_of(dpi: int) -> float:
    """Gives the dots a millimetre of a print head.

    Raises:
        LabelError: There is no such print head.
    """
    if dpi not in DOTS_PER_MM:
        raise LabelError("labels.error.dpi", dpi=dpi)
    return DOTS_PER_MM[dpi]


@dataclass(frozen=True, slots=True)
class PlacedBars:
    """A barcode's first bar, height and module, all in dots."""

    x: int
    y: int
    height: int
    module: int


def place_bars(bars: Bars, modules: int, dots: float) -> PlacedBars:
    """Centres so many modules in a barcode's rectangle, as wide as they may be.

    Raises:
        LabelError: They would be too narrow to read, or leave no quiet zones.
    """
    room = int(bars.width * dots) // (modules + 2 * QUIET_MODULES[bars.symbology])
    module = min(room, round(bars.widest * dots))
    if module < ceil(bars.narrowest * dots):
        raise LabelError("labels.error.code_wide", code=shown(bars.payload))
    x = round(bars.x * dots + (bars.width * dots - modules * module) / 2)
    return PlacedBars(x, round(bars.y * dots), round(bars.height * dots), module)


@dataclass(frozen=True, slots=True)
class PlacedMatrix:
    """A symbol as a picture: its corner in dots, and one ``bytes`` a row of dots, 1 is black."""

    x: int
    y: int
    rows: tuple[bytes, ...]


def place_matrix(matrix: Matrix, dots: float) -> PlacedMatrix:
    """Centres a DataMatrix in its rectangle, as large as it may be.

    Raises:
        LabelError: It cannot say this, or would be too small to read.
    """
    rows = data_matrix(matrix.payload, gs1=matrix.gs1)
    wide, high = len(rows[0]), len(rows)
    room = min(matrix.width * dots / (wide + 2 * QUIET), matrix.height * dots / (high + 2 * QUIET))
    module = min(int(room), round(matrix.widest * dots))
    if module < ceil(NARROWEST * dots):
        raise LabelError("labels.error.code_wide", code=shown(matrix.payload))
    drawn = [packed("".join(dot * module for dot in row)) for row in rows]
    return PlacedMatrix(
        round(matrix.x * dots + (matrix.width * dots - wide * module) / 2),
        round(matrix.y * dots + (matrix.height * dots - high * module) / 2),
        tuple(row for row in drawn for _ in range(module)),
    )


def shown(payload: str) -> str:
    """Writes a payload for a person to read in a refusal: a space for what ends a value."""
    return "".join(char if char.isprintable() else " " for char in payload)


def packed(row: str) -> bytes:
    """Packs a row of dots, ``1`` or ``0`` each, into bytes, the highest bit leftmost; white fills the last one up."""
    wide = ceil(len(row) / 8)
    return int(row.ljust(wide * 8, "0"), 2).to_bytes(wide, "big")
