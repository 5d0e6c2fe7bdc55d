"""Papers printed by Qt into a file and read back: whole, in their size, with codes that scan; and what goes wrong."""

from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import ImageChops
from PySide6.QtCore import QSize
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from reportlab.graphics.barcode import code128
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import Conflict, Unavailable
from tests.ui.paper.to_file import pictures, printing_to
from ui.paper.office_printer import NotPrintedError, OfficePrinter

pytestmark = pytest.mark.usefixtures("dressed")


def paper_of(pages: int) -> bytes:
    """A paper with text all over, a frame along its edge, and a code on each page."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for number in range(1, pages + 1):
        canvas.rect(20, 20, A4[0] - 40, A4[1] - 40)
        for row in range(30):
            canvas.drawString(60, 700 - 20 * row, f"{number}.{row} Taza de desayuno roja, Peñíscola 12")
        code128.Code128(f"OR{number}", barHeight=30, barWidth=1.2).drawOn(canvas, 60, 750)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.mark.parametrize("pages", [1, 3])
def test_every_page_comes_out_as_it_is(tmp_path: Path, pages: int) -> None:
    paper, out = tmp_path / "slip.pdf", tmp_path / "out.pdf"
    paper.write_bytes(paper_of(pages))
    printing_to(out).print(paper)
    wanted, printed = pictures(paper.read_bytes()), pictures(out.read_bytes())
    assert len(printed) == len(wanted) == pages
    for before, after in zip(wanted, printed, strict=True):
        assert all(abs(a - b) <= 2 for a, b in zip(before.size, after.size, strict=True))
        unlike = ImageChops.difference(before, after.resize(before.size)).histogram()
        assert sum(unlike[160:]) < before.width * before.height * 0.005


def test_the_codes_on_printed_pages_scan(tmp_path: Path) -> None:
    paper, out = tmp_path / "slip.pdf", tmp_path / "out.pdf"
    paper.write_bytes(paper_of(2))
    printing_to(out).print(paper)
    read = [{each.text for each in zxingcpp.read_barcodes(page)} for page in pictures(out.read_bytes(), 200)]
    assert read == [{"OR1"}, {"OR2"}]


def test_a_page_that_is_wider_than_the_paper_is_made_smaller_and_whole(tmp_path: Path) -> None:
    data = BytesIO()
    canvas = Canvas(data, pagesize=(1200, 600))
    canvas.rect(2, 2, 1196, 596, stroke=1, fill=0)
    canvas.save()
    paper, out = tmp_path / "wide.pdf", tmp_path / "out.pdf"
    paper.write_bytes(data.getvalue())

    class A4Only(QPrinter):
        """A printer whose only paper is A4, as one with a single tray."""

        def setPageSize(self, _size: QPageSize | QPageSize.PageSizeId | QSize) -> bool:  # noqa: N802  # Qt's name
            return bool(super().setPageSize(QPageSize(QPageSize.PageSizeId.A4)))

    def make(_queue: str) -> QPrinter:
        printer = A4Only(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return printer

    OfficePrinter("Oficina", make=make).print(paper)
    (page,) = pictures(out.read_bytes())
    frame = page.point(lambda value: 255 if value < 200 else 0).getbbox()
    assert frame is not None
    left, top, right, bottom = frame
    assert right <= page.width
    assert 1.9 < (right - left) / (bottom - top) < 2.1
    assert (right - left) > 0.95 * page.width


def test_a_printer_nobody_knows_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    paper = tmp_path / "slip.pdf"
    paper.write_bytes(paper_of(1))
    with pytest.raises(NotPrintedError, match="no_printer"):
        OfficePrinter("No such printer").print(paper)


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")  # Qt says it too
def test_a_printer_that_does_not_take_the_paper_is_said(tmp_path: Path) -> None:
    paper = tmp_path / "slip.pdf"
    paper.write_bytes(paper_of(1))
    with pytest.raises(NotPrintedError, match="refused"):
        printing_to(tmp_path / "no" / "such" / "folder" / "out.pdf").print(paper)


def test_a_file_that_is_no_pdf_or_not_there_is_said(tmp_path: Path) -> None:
    paper = tmp_path / "slip.pdf"
    paper.write_bytes(b"hello")
    with pytest.raises(Conflict, match=r"labels\.error\.pdf"):
        printing_to(tmp_path / "out.pdf").print(paper)
    with pytest.raises(Unavailable):
        printing_to(tmp_path / "out.pdf").print(tmp_path / "away.pdf")
