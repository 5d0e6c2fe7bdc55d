"""Packing slips and manifests on the office's printer: any that the computer has, through Qt.

Pages come as pictures and are painted on the paper at its own size. Qt hands them to the system's spooler, which
tells nothing back: "sent" means that the spooler has them.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

FINEST_DPI = 300
"""More dots than these make a page of text no better, only slower to send."""


class Picture(Protocol):
    """A page as ``app.labels.pages.pictures.Picture`` gives it."""

    @property
    def width(self) -> int:
        """Dots a row."""
        ...

    @property
    def height(self) -> int:
        """Rows."""
        ...

    @property
    def grey(self) -> bytes:
        """One byte a dot, 0 is black."""
        ...

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        ...


Pages = Callable[[bytes, int], Iterable[Picture]]
"""(PDF, dots per inch) to its pages."""


def office_printers() -> tuple[str, ...]:
    """Lists the printers the computer has, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    others = (name for name in QPrinterInfo.availablePrinterNames() if name != usual)
    return (*([usual] if usual else []), *others)


class OfficePrinter:
    """One of the computer's printers; any thread may call it, one at a time."""

    def __init__(self, queue: str, pages: Pages, *, file: Path | None = None) -> None:
        """Looks nothing up yet: a printer may be added while the station runs.

        Args:
            queue: What the system calls the printer; empty for the usual one.
            pages: Draws the pages of a PDF; raises ``ValueError`` for what is none.
            file: Print into this PDF file instead of on paper.
        """
        self._queue, self._pages, self._file = queue, pages, file

    @property
    def ready(self) -> bool:
        """Whether the computer has this printer now."""
        known = office_printers()
        return self._file is not None or (self._queue in known if self._queue else bool(known))

    def send(self, pdf: bytes) -> str:
        """Prints a PDF.

        Returns:
            ``"sent"`` when the spooler took all pages, ``"not_sent"`` when there is no such printer or it took
            nothing, ``"unknown"`` when it broke off in the middle.

        Raises:
            ValueError: It is no PDF.
        """
        if not self.ready:
            return "not_sent"
        printer = self._printer()
        painter = QPainter()
        pages = 0
        for page in self._pages(pdf, min(printer.resolution(), FINEST_DPI)):
            printer.setPageSize(QPageSize(QSizeF(*page.size), QPageSize.Unit.Millimeter))
            begun = printer.newPage() if pages else painter.begin(printer)
            if not begun:
                return "unknown" if pages else "not_sent"
            _paint(painter, page, printer)
            pages += 1
        return "sent" if pages and painter.end() else "not_sent"

    def _printer(self) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._file is not None:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(self._file))
        elif self._queue:
            printer.setPrinterName(self._queue)
        printer.setFullPage(True)
        printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        return printer


def _paint(painter: QPainter, page: Picture, printer: QPrinter) -> None:
    image = QImage(page.grey, page.width, page.height, page.width, QImage.Format.Format_Grayscale8)
    dots = printer.resolution() / 25.4
    width, height = page.size
    painter.drawImage(QRectF(0, 0, width * dots, height * dots), image)
