"""PDF pages as pictures, for printers that understand no PDF and for those that Qt draws on."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from app.labels.codes import LabelError

if TYPE_CHECKING:
    import pypdfium2

_POINTS_AN_INCH = 72
_MM_AN_INCH = 25.4

PDFIUM = Lock()
"""Whoever uses pdfium, also through another library, holds this: it must never run on two threads at a time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page.

    Attributes:
        width: Dots a row.
        height: Rows.
        grey: One byte a dot, row after row without gaps, 0 is black.
        size: Width and height of the page in mm.
    """

    width: int
    height: int
    grey: bytes
    size: tuple[float, float]


def pictures(pdf: bytes, dpi: int) -> Iterator[Picture]:
    """Draws the pages of a PDF one by one.

    Args:
        pdf: The file.
        dpi: Dots per inch of the printer.

    Raises:
        LabelError: It is no PDF, is damaged, or is locked with a password.
    """
    with PDFIUM, _opened(pdf) as document:
        count = len(document)
    for number in range(count):
        with PDFIUM, _opened(pdf) as document:
            yield _drawn(document[number], dpi)


def _opened(pdf: bytes) -> "pypdfium2.PdfDocument":
    import pypdfium2  # noqa: PLC0415 - takes 30 ms, and only an office printer needs it

    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise LabelError("labels.error.pdf", why=str(error)) from error


def _drawn(page: "pypdfium2.PdfPage", dpi: int) -> Picture:
    drawn = page.render(scale=dpi / _POINTS_AN_INCH, grayscale=True).to_pil().convert("L")
    size = (page.get_width() / _POINTS_AN_INCH * _MM_AN_INCH, page.get_height() / _POINTS_AN_INCH * _MM_AN_INCH)
    return Picture(drawn.width, drawn.height, drawn.tobytes(), size)
