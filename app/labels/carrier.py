"""Labels that a carrier made: PDF pages become pictures in the printer's language, ZPL goes out as it came.

Nothing is scaled, because that would spoil the bars. A page that is turned is turned back; one that is a little
larger than the stock loses white margin only.
"""

from collections.abc import Iterator
from contextlib import closing

import pypdfium2
from PIL import Image, ImageChops
from zebrafy.zebrafy_image import ZebrafyImage

from app.labels.codes import LabelError
from app.labels.drawing.dots import dots_of
from app.labels.pages.pictures import PDFIUM
from app.labels.printers.escpos import to_escpos
from app.labels.printers.tspl import to_tspl
from app.labels.printers.zpl import head_of

TOLERANCE_MM = 3.0
"""How far a page's width and height may be from the stock's: 4 by 6 inches and 100 by 150 mm pass for each other."""

FORMS = ("zpl", "tspl", "escpos")
"""Printer languages a carrier's label can be given in."""

_POINT_MM = 25.4 / 72
_HALF_BLACK = 128
_ROUNDING_DOTS = 1
"""A page of exactly the stock's size may be drawn one dot larger."""

_WRONG_PASSWORD = 4
_TURN = 90

Size = tuple[float, float]
"""Width and height in mm."""


def carrier_labels(data: bytes, stock: Size, *, form: str = "zpl", dpi: int = 203) -> tuple[bytes, ...]:
    """Makes print jobs of what a carrier sent: one a page of a PDF, a single one of ZPL.

    Args:
        data: A PDF file or ZPL.
        stock: The printer's labels, width and height in mm.
        form: The printer's language, one of ``FORMS``.
        dpi: The print head, 203 or 300 dots per inch.

    Raises:
        LabelError: It is neither PDF nor ZPL, cannot be read, is empty or of another size, or the printer speaks
            another language.
    """
    dots = dots_of(dpi)
    if form not in FORMS:
        raise LabelError("labels.error.form", kind="PDF", form=form, known=", ".join(FORMS))
    if b"^XA" in data and b"^XZ" in data and not data.lstrip().startswith(b"%PDF"):
        if form != "zpl":
            raise LabelError("labels.error.carrier_zpl", form=form)
        return (data,)
    return tuple(_job(picture, stock, form, dots) for picture in _pages(data, stock, dots))


def _pages(data: bytes, stock: Size, dots: float) -> Iterator[Image.Image]:
    with PDFIUM, closing(_opened(data)) as document:
        if not len(document):
            raise LabelError("labels.error.carrier_empty", page=1)
        for number, page in enumerate(document, 1):
            yield _on_stock(_drawn(page, stock, number, dots), stock, number, dots)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _WRONG_PASSWORD:
            raise LabelError("labels.error.carrier_locked") from error
        raise LabelError("labels.error.carrier_unreadable") from error


def _drawn(page: pypdfium2.PdfPage, stock: Size, number: int, dots: float) -> Image.Image:
    """Draws a page at the print head's dots, black and white, 1 is black; turned as the stock lies."""
    width, height = (side * _POINT_MM for side in page.get_size())
    turned = (width > height) != (stock[0] > stock[1])
    shown = (height, width) if turned else (width, height)
    if any(abs(one - other) > TOLERANCE_MM for one, other in zip(shown, stock, strict=True)):
        raise _wrong_size(number, (width, height), stock)
    drawn = page.render(scale=dots * _POINT_MM, rotation=_TURN if turned else 0, grayscale=True).to_pil()
    grey: Image.Image = drawn.convert("L")
    return grey.point([255 if level < _HALF_BLACK else 0 for level in range(256)], "1")


def _on_stock(page: Image.Image, stock: Size, number: int, dots: float) -> Image.Image:
    """Lays a page in the middle of the stock; only white may stand over."""
    ink = page.getbbox()
    if ink is None:
        raise LabelError("labels.error.carrier_empty", page=number)
    width, height = int(stock[0] * dots), int(stock[1] * dots)
    left, top = int((width - page.width) / 2), int((height - page.height) / 2)
    over = max(-ink[0] - left, -ink[1] - top, ink[2] + left - width, ink[3] + top - height)
    if over > _ROUNDING_DOTS:
        raise _wrong_size(number, (page.width / dots, page.height / dots), stock)
    label = Image.new("1", (-(-width // 8) * 8, height), 0)
    label.paste(page, (left, top))
    return label


def _wrong_size(page: int, size: Size, stock: Size) -> LabelError:
    measures = {"width": f"{size[0]:.0f}", "height": f"{size[1]:.0f}", "wide": f"{stock[0]:g}", "high": f"{stock[1]:g}"}
    return LabelError("labels.error.carrier_size", page=page, **measures)


def _job(picture: Image.Image, stock: Size, form: str, dots: float) -> bytes:
    match form:
        case "tspl":
            return to_tspl(picture, *stock)
        case "escpos":
            return to_escpos(picture)
        case _:
            field = ZebrafyImage(ImageChops.invert(picture), format="Z64", dither=False, complete_zpl=False).to_zpl()
            return f"{head_of(*stock, dots)}\n{field.strip()}\n^PQ1^XZ\n".encode("ascii")
