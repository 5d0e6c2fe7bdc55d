"""Judges printed labels: exactly one came out, and every barcode on it scans on a worn scanner as it should.

What is asked of a barcode comes from the GS1 General Specifications (5.4 and 6.7: size of GS1-128 symbols on
logistic units), ISO/IEC 15417 (Code 128: quiet zones of ten modules) and ISO/IEC 16022 (DataMatrix: one module).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from PIL import Image

from tests.labels_verify.printing.presses import BeyondTheLabelError, Head, Picture, Press
from tests.labels_verify.symbols import Box, Symbol, black_and_white, is_even, is_white, payloads, symbols

NARROWEST = 0.375
"""Narrowest module in mm: three dots of a 203 dpi head."""

NARROWEST_LOGISTIC = 0.495
"""Narrowest module in mm of a GS1-128 symbol on a parcel or pallet."""

LOWEST_LOGISTIC = 31.75
"""Least height in mm of such a symbol."""

LOWEST = 5.0
"""Least height in mm of any bars a hand scanner is swept over."""

QUIET_BARS, QUIET_MATRIX = 10, 1
"""White modules around bars (left and right) and around a matrix (all sides)."""

SLICES = (0.06, 0.28, 0.5, 0.72, 0.94)
"""Where bars are cut across, in parts of their height: each thin slice must read alone."""

MM_AN_INCH = 25.4


class Code(NamedTuple):
    """A barcode a label must bear.

    Attributes:
        payload: What it says, byte by byte; the group separator stands between GS1 elements that need it.
        aim: Its symbology identifier.
        narrowest: Least width of a module in mm.
        lowest: Least height of bars in mm.
    """

    payload: str
    aim: str
    narrowest: float = NARROWEST
    lowest: float = LOWEST


class Flaw(Enum):
    """What may be wrong with a label."""

    UNPRINTABLE = "the printer's language is broken"
    COUNT = "not exactly the labels that were asked for"
    CODES = "not exactly the barcodes that were asked for"
    HARMED = "something is printed into a barcode"
    SLICE = "a part of the bars does not read alone"
    NARROW = "modules too narrow"
    UNEVEN = "modules of broken dots"
    LOW = "bars too low"
    QUIET = "ink in the quiet zone"
    CLOSE = "something touches the bars from above or below"
    EDGE = "ink at the label's edge"


class Fault(NamedTuple):
    """One thing that is wrong, and where."""

    flaw: Flaw
    detail: str


def verify(data: bytes, press: Press, head: Head, sheets: Sequence[Sequence[Code]], *, whole: bool) -> list[Fault]:
    """Prints and finds everything that is wrong; empty for a good label.

    Args:
        data: What the printer gets.
        press: Prints it.
        head: The label and the print head.
        sheets: The barcodes of each label that must come out.
        whole: The head prints modules of whole dots (a label printer does, a PDF is any size).
    """
    try:
        printed = press(data, head)
    except BeyondTheLabelError as error:
        return [Fault(Flaw.EDGE, str(error))]
    except ValueError as error:
        return [Fault(Flaw.UNPRINTABLE, str(error))]
    if len(printed) != len(sheets):
        return [Fault(Flaw.COUNT, f"{len(printed)} instead of {len(sheets)}")]
    # A page is drawn by the inch and a label by the mm; the two differ by one dot in a thousand.
    dots = head.dots if whole else min(head.dots, head.dpi / MM_AN_INCH)
    return [
        fault
        for picture, codes in zip(printed, sheets, strict=True)
        for fault in _label(black_and_white(picture), dots, codes, whole=whole)
    ]


def _label(picture: Picture, dots: float, codes: Sequence[Code], *, whole: bool) -> Iterator[Fault]:
    found = list(symbols(picture))
    read, wanted = Counter((each.payload, each.aim) for each in found), Counter((c.payload, c.aim) for c in codes)
    if read != wanted:
        yield Fault(Flaw.CODES, f"missing {sorted(wanted - read)}, unasked {sorted(read - wanted)}")
    for symbol in found:
        for code in codes:
            if (code.payload, code.aim) == (symbol.payload, symbol.aim):
                yield from _symbol(picture, symbol, code, dots, whole=whole)
                break
    if not is_white(picture, Box(0, 0, picture.width, 1)) or not is_white(picture, Box(0, 0, 1, picture.height)):
        yield Fault(Flaw.EDGE, "left or top")
    right, bottom = picture.width - 1, picture.height - 1
    if not is_white(picture, Box(right, 0, right + 1, bottom + 1)) or not is_white(
        picture, Box(0, bottom, right + 1, bottom + 1)
    ):
        yield Fault(Flaw.EDGE, "right or bottom")


def _symbol(picture: Picture, symbol: Symbol, code: Code, dots: float, *, whole: bool) -> Iterator[Fault]:
    name = f"{symbol.payload} {symbol.aim}"
    if symbol.harmed:
        yield Fault(Flaw.HARMED, f"{name}: {symbol.harmed}")
    # Where a dot is no whole part of the symbol its two ends may each lie half a dot inside.
    slack = 0.0 if whole else 1.0 / symbol.modules
    if (symbol.module + slack) / dots < code.narrowest:
        yield Fault(Flaw.NARROW, f"{name}: {symbol.module / dots:.3f} mm, at least {code.narrowest} mm are needed")
    if whole and not is_even(picture, symbol):
        yield Fault(Flaw.UNEVEN, f"{name}: {symbol.module:.3f} dots")
    if symbol.linear:
        yield from _bars(picture, symbol, code, dots)
        # A row half inked may end the bars where they need not end with a dot.
        yield from _close(picture, symbol, (1, 2) if whole else (2, 3))
    else:
        yield from _matrix(picture, symbol)


def _bars(picture: Picture, symbol: Symbol, code: Code, dots: float) -> Iterator[Fault]:
    box, name = symbol.box, f"{symbol.payload} {symbol.aim}"
    high = (box.bottom - box.top + 1) / dots
    if high < code.lowest:
        yield Fault(Flaw.LOW, f"{name}: {high:.1f} mm, at least {code.lowest} mm are needed")
    quiet = int(QUIET_BARS * symbol.module)
    wide = Box(box.left - quiet, box.top, box.right + quiet, box.bottom)
    if wide.left < 0 or wide.right > picture.width:
        yield Fault(Flaw.QUIET, f"{name}: it leaves the label")
        return
    for side in (Box(wide.left, box.top, box.left, box.bottom), Box(box.right, box.top, wide.right, box.bottom)):
        if not is_white(picture, side):
            yield Fault(Flaw.QUIET, f"{name}: between {side.left} and {side.right}")
    yield from _slices(picture, symbol, wide)


def _close(picture: Picture, symbol: Symbol, away: Sequence[int]) -> Iterator[Fault]:
    box = symbol.box
    for row in (*(box.top - step for step in away), *(box.bottom - 1 + step for step in away)):
        if 0 <= row < picture.height and not is_white(picture, Box(box.left, row, box.right, row + 1)):
            yield Fault(Flaw.CLOSE, f"{symbol.payload} {symbol.aim}: row {row}")


def _slices(picture: Picture, symbol: Symbol, wide: Box) -> Iterator[Fault]:
    for share in SLICES:
        row = wide.top + int((wide.bottom - wide.top) * share)
        cut = picture.crop((wide.left, row, wide.right, row + 1)).resize((wide.right - wide.left, 40))
        if payloads(cut, shrunk=False) != [(symbol.payload, symbol.aim)]:
            yield Fault(Flaw.SLICE, f"{symbol.payload} {symbol.aim}: at {share:.0%} of its height")


def _matrix(picture: Picture, symbol: Symbol) -> Iterator[Fault]:
    box, quiet = symbol.box, int(QUIET_MATRIX * symbol.module)
    wide = Box(box.left - quiet, box.top - quiet, box.right + quiet, box.bottom + quiet)
    if wide.left < 0 or wide.top < 0 or wide.right > picture.width or wide.bottom > picture.height:
        yield Fault(Flaw.QUIET, f"{symbol.payload} {symbol.aim}: it leaves the label")
        return
    around = Image.new("L", (wide.right - wide.left, wide.bottom - wide.top), 255)
    around.paste(picture.crop(wide))
    around.paste(255, (quiet, quiet, quiet + box.right - box.left, quiet + box.bottom - box.top))
    if around.getextrema() != (255, 255):
        yield Fault(Flaw.QUIET, f"{symbol.payload} {symbol.aim}: all sides need {quiet} dots")
