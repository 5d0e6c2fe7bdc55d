"""A printer of Qt's own that writes a file instead of feeding paper, and how such a file is looked at."""

from pathlib import Path

import pypdfium2
from PIL import Image
from PySide6.QtPrintSupport import QPrinter

from ui.paper.office_printer import OfficePrinter


def printing_to(out: Path) -> OfficePrinter:
    """An office printer whose papers land in a PDF file."""

    def make(_queue: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return printer

    return OfficePrinter("Oficina", make=make)


def pictures(data: bytes, dpi: int = 150) -> list[Image.Image]:
    """The pages of a PDF as they look."""
    document = pypdfium2.PdfDocument(data)
    shown = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    document.close()
    return shown
