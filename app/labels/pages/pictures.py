"""A PDF's pages as pictures, for printers that are given pictures."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

import pypdfium2

from app.labels.codes import LabelError

PDF_TURN = Lock()
"""The library that reads PDF files is not made for several threads: whoever uses it holds this meanwhile."""

_POINTS_IN_INCH = 72


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page.

    Attributes:
        width: Pixels.
        height: Pixels.
        stride: Bytes from one row to the next.
        pixels: Rows from the top, three bytes a pixel: red, green, blue.
        width_mm: Width of the page.
        height_mm: Height of the page.
    """

    width: int
    height: int
    stride: int
    pixels: bytes
    width_mm: float
    height_mm: float


def page_pictures(pdf: bytes, dpi: int) -> Iterator[PagePicture]:
    """Draws the pages of a PDF one after the other; a page is only in memory while it is looked at.

    Args:
        pdf: The file's bytes.
        dpi: Dots per inch of the pictures.

    Raises:
        LabelError: It is no PDF, or one that cannot be read.
    """
    with PDF_TURN:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise LabelError("labels.error.pdf") from error
        count = len(document)
    try:
        for number in range(count):
            with PDF_TURN:
                picture = _drawn(document[number], dpi)
            yield picture
    finally:
        with PDF_TURN:
            document.close()


def _drawn(page: pypdfium2.PdfPage, dpi: int) -> PagePicture:
    bitmap = page.render(scale=dpi / _POINTS_IN_INCH, rev_byteorder=True)
    width, height = (side / _POINTS_IN_INCH * 25.4 for side in page.get_size())
    drawn = PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), width, height)
    bitmap.close()
    page.close()
    return drawn
