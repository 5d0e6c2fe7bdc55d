"""Prints labels without a printer and reads them back: an independent ZPL firmware model, a PDF renderer, a reader."""

import io
import re
from collections.abc import Sequence

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops
from zplkit import Options, render
from zplkit.rendering import Limits

from app.labels import DOTS_PER_MM

Picture = Image.Image
_FORMATS = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.EAN13, zxingcpp.BarcodeFormat.DataMatrix]
Read = tuple[str, str]
"""What a barcode says and the reader's symbology identifier, e.g. ("T0042", "]C0")."""


def print_zpl(data: bytes, width: float, height: float, dpi: int) -> Picture:
    """Renders ZPL, insisting on exactly one label (the firmware model does not know ^PQ)."""
    assert data.count(b"^PQ1") == 1
    assert data.count(b"^XA") == data.count(b"^XZ") == 1
    dots = DOTS_PER_MM[dpi]
    options = Options(profile="zd621", width=int(width * dots), height=int(height * dots), dpi=dpi)
    printed = render(data.replace(b"^PQ1", b""), options, limits=Limits(graphic_bytes=4_000_000))
    assert len(printed.labels) == 1
    return Image.open(io.BytesIO(printed.labels[0].png())).convert("L")


def print_pdf(data: bytes, dpi: int) -> list[Picture]:
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]


def pdf_text(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def read(picture: Picture) -> list[Read]:
    return [(code.text, code.symbology_identifier) for code in _codes(picture)]


def module_dots(picture: Picture, modules: int) -> float:
    """Measures the module of a picture's only barcode in dots."""
    (code,) = _codes(picture)
    left, _, right, _ = _edges(code)
    return (right - left) / modules


def assert_bars_are_clear(picture: Picture) -> None:
    """Three thin slices of each barcode must read alone: nothing overlaps the bars."""
    for code in _codes(picture):
        left, top, right, bottom = _edges(code)
        margin = (right - left) // 8
        for share in (0.08, 0.5, 0.92):
            middle = top + round((bottom - top) * share)
            area = (max(0, left - margin), middle - 3, min(picture.width, right + margin), middle + 3)
            slice_ = picture.crop(area).resize((area[2] - area[0], 40))
            assert read(slice_) == [(code.text, code.symbology_identifier)], (code.text, share)


def ink_touches_edge(picture: Picture) -> bool:
    """Tells whether something black reaches the label's border, so may have been clipped."""
    black = picture.point([255 if grey < 128 else 0 for grey in range(256)])
    box = black.getbbox()
    return box is not None and (box[0] == 0 or box[1] == 0 or box[2] == picture.width or box[3] == picture.height)


def _codes(picture: Picture) -> Sequence[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormats(_FORMATS), try_rotate=False)


def _edges(code: zxingcpp.Barcode) -> tuple[int, int, int, int]:
    corners = code.position
    points = (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)
    return (
        min(point.x for point in points),
        min(point.y for point in points),
        max(point.x for point in points),
        max(point.y for point in points),
    )


def read_raster(data: bytes) -> list[Read]:
    """Reads the barcodes of a TSPL or ESC/POS label as its printer would draw it."""
    return read(printed_tspl(data) if data.startswith(b"SIZE") else printed_escpos(data))


def printed_tspl(data: bytes) -> Picture:
    """Draws a TSPL label: one BITMAP in which a bit of 1 is white, printed once."""
    found = re.fullmatch(
        rb"SIZE [0-9.]+ mm,[0-9.]+ mm\r\nGAP 3 mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\nCLS\r\n"
        rb"BITMAP 0,0,(\d+),(\d+),0,(.*)\r\nPRINT 1,1\r\n",
        data,
        re.DOTALL,
    )
    assert found, data[:120]
    wide, high = int(found[1]), int(found[2])
    assert len(found[3]) == wide * high
    return Image.frombytes("1", (wide * 8, high), found[3]).convert("L")


def printed_escpos(data: bytes) -> Picture:
    """Draws an ESC/POS label: pictures one below the other, in which a bit of 1 is black, then one cut."""
    assert data.startswith(b"\x1b@")
    rest, rows = data[2:], b""
    wide = 0
    while rest.startswith(b"\x1dv0\x00"):
        wide, high = int.from_bytes(rest[4:6], "little"), int.from_bytes(rest[6:8], "little")
        rows += rest[8 : 8 + wide * high]
        rest = rest[8 + wide * high :]
    assert rest == b"\x1dVB\x00"
    ink = Image.frombytes("1", (wide * 8, len(rows) // wide), rows).convert("L")
    return ImageChops.invert(ink)
