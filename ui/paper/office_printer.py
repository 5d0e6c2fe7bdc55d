"""An office printer: a paper's pages, painted on a printer that the computer's own print system knows."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.services.bench.paper_pages import pages_of

_SHARPEST_DPI = 300
"""Pages are drawn no finer than this: text and barcodes gain nothing, and a page of 1200 dpi takes 140 MB."""

_MM_IN_INCH = 25.4


class NotPrintedError(Exception):
    """A paper did not come out.

    Attributes:
        why: ``no_printer`` (the print system knows none of that name) or ``refused`` (it does not take the paper).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class OfficePrinter:
    """Prints whole papers, one at a time; for one thread that does not paint the window."""

    def __init__(
        self,
        queue: str,
        *,
        slips: bool = True,
        manifests: bool = True,
        make: Callable[[str], QPrinter] | None = None,
    ) -> None:
        """Opens nothing yet.

        Args:
            queue: Its name in the print system; empty takes the computer's usual printer.
            slips: Whether packing slips are printed.
            manifests: Whether manifests are printed.
            make: Opens a printer by its name.
        """
        self.queue = queue
        self._prints = {"slips": slips, "manifests": manifests, "letters": True}  # a letter is asked for each time
        self._make = make or _known_printer

    def prints(self, kind: str) -> bool:
        """Tells whether papers of a kind come out of it."""
        return self._prints[kind]

    def print(self, file: Path) -> None:
        """Prints a PDF file in its own size, or as large as the paper allows.

        Raises:
            NotPrintedError: There is no such printer, or it does not take the paper.
            Conflict: The file is no PDF.
            Unavailable: The file cannot be read.
        """
        printer = self._make(self.queue)
        printer.setDocName(file.name)
        printer.setFullPage(True)
        painter = QPainter()
        try:
            self._paint(painter, printer, file)
        finally:
            if painter.isActive():
                painter.end()
        if printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
            raise NotPrintedError("refused")

    @staticmethod
    def _paint(painter: QPainter, printer: QPrinter, file: Path) -> None:
        dpi = min(printer.resolution(), _SHARPEST_DPI)
        for page in pages_of(file, dpi):
            size = QPageSize(QSizeF(*page.size), QPageSize.Unit.Millimeter)
            printer.setPageSize(size)
            printer.setPageOrientation(QPageLayout.Orientation.Portrait)
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise NotPrintedError("refused")
            image = QImage(page.grey, page.width, page.height, page.width, QImage.Format.Format_Grayscale8)
            painter.drawImage(_place(printer, *page.size), image)


def _place(printer: QPrinter, width_mm: float, height_mm: float) -> QRectF:
    """Where a page goes: from the paper's corner in its own size, smaller where the paper is smaller."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    dots = printer.resolution() / _MM_IN_INCH
    fits = min(1.0, paper.width() / (width_mm * dots), paper.height() / (height_mm * dots))
    return QRectF(0, 0, width_mm * dots * fits, height_mm * dots * fits)


def _known_printer(queue: str) -> QPrinter:
    """Opens a printer of the print system.

    Raises:
        NotPrintedError: It knows none of that name.
    """
    info = QPrinterInfo.printerInfo(queue) if queue else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise NotPrintedError("no_printer")
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)
