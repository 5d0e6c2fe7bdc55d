"""Measures a barcode on a picture, dot by dot and without knowing what it should say."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import zxingcpp
from PIL import Image
from zxingcpp import BarcodeFormat, BarcodeFormats

Picture = Image.Image

_ON_A_FLOOR = BarcodeFormats(
    [
        BarcodeFormat.Code128,
        BarcodeFormat.Code39,
        BarcodeFormat.Code93,
        BarcodeFormat.Codabar,
        BarcodeFormat.EANUPC,
        BarcodeFormat.ITF,
        BarcodeFormat.DataBar,
        BarcodeFormat.DataMatrix,
        BarcodeFormat.QRCode,
        BarcodeFormat.PDF417,
    ]
)
"""What a warehouse's scanner is usually set to read: nothing of it may be found by accident."""

_HALF_BLACK = 128


class Box(NamedTuple):
    """Dots from the picture's corner; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int


class Symbol(NamedTuple):
    """A barcode as it was found.

    Attributes:
        payload: What it says, byte by byte, separators included.
        aim: The symbology identifier a scanner would send before it.
        box: Its ink.
        modules: How many modules its width holds.
        linear: Bars, not a matrix.
        harmed: Why its picture is not as it should be; empty if it is.
    """

    payload: str
    aim: str
    box: Box
    modules: int
    linear: bool
    harmed: str

    @property
    def module(self) -> float:
        """Width of a module in dots."""
        return (self.box.right - self.box.left) / self.modules


def black_and_white(picture: Picture) -> Picture:
    """Sets every dot to 0 (ink) or 255, as a label printer does."""
    return picture.point([0 if grey < _HALF_BLACK else 255 for grey in range(256)])


def payloads(picture: Picture, *, shrunk: bool = True) -> list[tuple[str, str]]:
    """Everything a scanner reads: text and symbology identifier.

    Args:
        picture: What it looks at.
        shrunk: It may look at smaller copies too. Of a narrow cut at its own sharpness that invents false readings:
            modules of four dots become two, smoothed over their neighbours.
    """
    found = zxingcpp.read_barcodes(picture, _ON_A_FLOOR, try_downscale=shrunk)
    return [(code.bytes.decode("latin-1"), code.symbology_identifier) for code in found]


def symbols(picture: Picture) -> Iterator[Symbol]:
    """Finds every barcode of a black and white picture and measures it."""
    for code in _read(picture):
        linear = code.format != BarcodeFormat.DataMatrix
        yield (_bars if linear else _matrix)(picture, code)


def is_white(picture: Picture, box: Box) -> bool:
    """Tells whether no ink is in a box, which must lie on the picture."""
    return box.right <= box.left or box.bottom <= box.top or picture.crop(box).getextrema() == (255, 255)


def is_even(picture: Picture, symbol: Symbol) -> bool:
    """Tells whether every bar, space or cell is a whole number of modules, and a module of dots."""
    box, module = symbol.box, int(symbol.module)
    if module != symbol.module:
        return False
    lines = [
        Box(box.left, row, box.right, row + 1) for row in range(box.top, box.top + 1 if symbol.linear else box.bottom)
    ]
    if not symbol.linear:
        lines += [Box(column, box.top, column + 1, box.bottom) for column in range(box.left, box.right)]
    return all(width % module == 0 for line in lines for width in _widths(picture, line))


def _read(picture: Picture) -> list[zxingcpp.Barcode]:
    return list(zxingcpp.read_barcodes(picture, _ON_A_FLOOR))


def _found(code: zxingcpp.Barcode) -> Box:
    corners = code.position
    points = (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)
    across, down = [point.x for point in points], [point.y for point in points]
    return Box(min(across), min(down), max(across) + 1, max(down) + 1)


def _bars(picture: Picture, code: zxingcpp.Barcode) -> Symbol:
    found = _found(code)
    middle = (found.top + found.bottom) // 2
    harm = [] if code.orientation in {0, 180} else ["its bars lie on their side"]
    left, right = _ends(picture, found, middle)
    widths = _widths(picture, Box(left, middle, right, middle + 1))
    modules = _modules(code.format, len(widths))
    if not modules:
        harm.append(f"{len(widths)} bars and spaces are none of its kind")
        return Symbol(code.bytes.decode("latin-1"), code.symbology_identifier, found, 1, True, "; ".join(harm))
    spans = [_height(picture, at, middle) for at in (left + widths[0] // 2, right - 1 - widths[-1] // 2)]
    if spans[0] != spans[1]:
        harm.append(f"its first bar spans {spans[0]}, its last {spans[1]}")
    box = Box(left, max(top for top, _ in spans), right, min(bottom for _, bottom in spans))
    if not _alike(picture, box):
        harm.append("its rows differ: something lies over the bars")
    return Symbol(code.bytes.decode("latin-1"), code.symbology_identifier, box, modules, True, "; ".join(harm))


def _ends(picture: Picture, found: Box, row: int) -> tuple[int, int]:
    """Corrects where the reader saw the first and the last bar to the dot."""
    seen = Box(max(0, found.left - 3), row, min(picture.width, found.right + 3), row + 1)
    ink = picture.crop(seen).point([255 - grey for grey in range(256)]).getbbox()
    return (found.left, found.right) if ink is None else (seen.left + ink[0], seen.left + ink[2])


def _widths(picture: Picture, line: Box) -> list[int]:
    return [len(list(run)) for _, run in groupby(picture.crop(line).tobytes())]


def _modules(kind: BarcodeFormat, widths: int) -> int:
    """Counts modules from the number of bars and spaces: ISO/IEC 15417 and 15420; 0 where the number is impossible."""
    if kind == BarcodeFormat.Code128:  # characters of 6 bars and spaces in 11 modules, a stop of 7 in 13
        characters, rest = divmod(widths - 7, 6)
        return 0 if rest or characters < 1 else 11 * characters + 13
    return {BarcodeFormat.EAN13: {59: 95}, BarcodeFormat.EAN8: {43: 67}}.get(kind, {}).get(widths, 0)


def _height(picture: Picture, x: int, middle: int) -> tuple[int, int]:
    column = picture.crop((x, 0, x + 1, picture.height)).tobytes()
    return column.rfind(b"\xff", 0, middle) + 1, _or(column.find(b"\xff", middle), picture.height)


def _or(found: int, otherwise: int) -> int:
    return otherwise if found < 0 else found


def _alike(picture: Picture, box: Box) -> bool:
    """Tells whether all rows of bars are the same."""
    wide, dots = box.right - box.left, picture.crop(box).tobytes()
    return all(dots[start : start + wide] == dots[:wide] for start in range(0, len(dots), wide))


def _matrix(picture: Picture, code: zxingcpp.Barcode) -> Symbol:
    found = _found(code)
    wide = Box(found.left - 2, found.top - 2, found.right + 2, found.bottom + 2)
    ink = picture.crop(wide).point([255 - grey for grey in range(256)]).getbbox() or (2, 2, 3, 3)
    box = Box(wide.left + ink[0], wide.top + ink[1], wide.left + ink[2], wide.top + ink[3])
    told: Any = code.extra  # a dictionary the library declares as an object
    rows, columns = (int(part) for part in told["Version"].split("x"))
    harm = []
    if told["UEC"] != 1.0:
        harm.append("its error correction had to repair modules")
    across, down = (box.right - box.left) / columns, (box.bottom - box.top) / rows
    if abs(across - down) > 1 / min(columns, rows) * 2:
        harm.append(f"its modules are {across:.2f} dots wide and {down:.2f} high")
    return Symbol(code.bytes.decode("latin-1"), code.symbology_identifier, box, columns, False, "; ".join(harm))
