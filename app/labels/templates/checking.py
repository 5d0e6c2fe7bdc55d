"""What can be known of a template before any label is made: everything is on the label, every barcode has its room."""

from collections.abc import Sequence
from itertools import product
from math import ceil

from app.labels.codes import LabelError
from app.labels.drawing.dots import DOTS_PER_MM
from app.labels.drawing.layout import NARROWEST, Area, Symbology, frame
from app.labels.drawing.matrix import QUIET
from app.labels.drawing.modules import FIXED_MODULES, QUIET_MODULES
from app.labels.gs1 import SSCC_IDENTIFIER
from app.labels.templates.sketch import BarsSketch, Coded, FrameSketch, MatrixSketch, Sketch

NUMBER_MODULE = 0.495
"""Width in mm of the narrowest bar of a parcel's number on a logistic label, at least."""

NUMBER_HEIGHT = 32.0
"""Height in mm of its bars, at least."""

_ROUNDING = 1e-6
_SMALLEST_MATRIX = 10
"""Modules of the smallest DataMatrix on each side."""


def check_elements(file: str, elements: Sequence[Sketch], width: float, height: float) -> None:
    """Refuses elements that reach over the edge, barcodes too narrow to read, and anything in a quiet zone.

    Args:
        file: The template's file, for the refusal.
        elements: What stands on the label.
        width: Width in mm.
        height: Height in mm.

    Raises:
        LabelError: One of them does.
    """
    for element in elements:
        left, top, wide, high = element.spot.area
        if left + wide > width + _ROUNDING or top + high > height + _ROUNDING:
            raise _refusal("labels.template.outside", file, element, width=f"{width:g}", height=f"{height:g}")
        if isinstance(element, BarsSketch | MatrixSketch):
            _readable(file, element)
    for code, other in product(elements, elements):
        if code is not other and isinstance(code, BarsSketch | MatrixSketch) and _disturbs(other, code):
            raise _refusal("labels.template.quiet", file, other, code=code.spot.name)


def check_number(file: str, elements: Sequence[Sketch]) -> None:
    """Refuses a parcel's number (SSCC) in bars smaller than GS1 asks for on a logistic label.

    Such labels are read from forklifts and on conveyors (GS1 General Specifications, section 5.12, symbol table 5).

    Args:
        file: The template's file, for the refusal.
        elements: What stands on the label.

    Raises:
        LabelError: One is.
    """
    for element in elements:
        if isinstance(element, BarsSketch) and _says_number(element):
            height = element.spot.area[3]
            if element.narrowest < NUMBER_MODULE or height < NUMBER_HEIGHT:
                names = {"module": f"{NUMBER_MODULE:g}", "height": f"{NUMBER_HEIGHT:g}"}
                raise _refusal("labels.template.number", file, element, **names)


def _says_number(bars: BarsSketch) -> bool:
    if isinstance(bars.says, str):
        return bars.symbology is Symbology.SSCC
    return any(identifier == SSCC_IDENTIFIER for identifier, _ in bars.says)


def _readable(file: str, code: Coded) -> None:
    narrowest = code.narrowest if isinstance(code, BarsSketch) else NARROWEST
    if narrowest < NARROWEST or code.widest < narrowest:
        raise _refusal("labels.template.module", file, code, least=f"{max(NARROWEST, narrowest):g}")
    modules = _modules(code)
    _, _, width, height = code.spot.area
    room = width if isinstance(code, BarsSketch) else min(width, height)
    # A module is whole dots wide, so that the coarser steps of one head may need more room than the other's.
    if any(int(room * dots) // modules < ceil(narrowest * dots) for dots in DOTS_PER_MM.values()):
        needed = max(modules * ceil(narrowest * dots) / dots for dots in DOTS_PER_MM.values())
        raise _refusal("labels.template.cramped", file, code, needed=f"{ceil(needed * 10) / 10:g}")


def _modules(code: Coded) -> int:
    """Gives the modules a barcode needs at least, quiet zones included; bars of any length need one besides."""
    if isinstance(code, MatrixSketch):
        return _SMALLEST_MATRIX + 2 * QUIET
    fixed = FIXED_MODULES.get(code.symbology, 1)
    return fixed + 2 * QUIET_MODULES[code.symbology]


def _disturbs(other: Sketch, code: Coded) -> bool:
    if _never_together(other, code):
        return False
    return any(_overlap(area, code.spot.area) for area in _inked(other))


def _never_together(one: Sketch, other: Sketch) -> bool:
    pairs = ((one.spot.when, other.spot.unless), (other.spot.when, one.spot.unless))
    return any(name and name == its for name, its in pairs)


def _inked(element: Sketch) -> list[Area]:
    if isinstance(element, FrameSketch):
        rules = frame(*element.spot.area, line=element.line)
        return [(rule.x, rule.y, rule.width, rule.height) for rule in rules]
    return [element.spot.area]


def _overlap(one: Area, other: Area) -> bool:
    x, y, width, height = one
    left, top, wide, high = other
    across = x < left + wide - _ROUNDING and left < x + width - _ROUNDING
    return across and y < top + high - _ROUNDING and top < y + height - _ROUNDING


def _refusal(key: str, file: str, element: Sketch, **names: object) -> LabelError:
    return LabelError(key, file=file, element=element.spot.name, **names)
