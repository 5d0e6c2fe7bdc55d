import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.labels import LabelError
from app.labels.pages.pictures import pictures
from tests.app.labels.made import packing_slip_pdf
from tests.app.labels.reading import pdf_text, print_pdf, read
from tests.app.labels.samples import slip_of
from ui.station.office_printer import OfficePrinter, office_printers


def slip(lines: int) -> bytes:
    return packing_slip_pdf(slip_of(lines))


def test_a_paper_comes_out_whole_at_its_own_size(qapp: QApplication, tmp_path: Path) -> None:
    paper = slip(60)
    out = tmp_path / "out.pdf"
    assert OfficePrinter("", pictures, file=out).send(paper) == "sent"
    printed, meant = print_pdf(out.read_bytes(), 203), print_pdf(paper, 203)
    assert len(printed) == len(meant) == len(pdf_text(paper)) > 1
    for page, original in zip(printed, meant, strict=True):
        assert abs(page.width - original.width) <= 4
        assert abs(page.height - original.height) <= 4
        assert read(page) == read(original)
    assert read(printed[0])


def test_it_prints_from_a_thread_of_its_own(qapp: QApplication, tmp_path: Path) -> None:
    out, said = tmp_path / "out.pdf", list[str]()
    thread = threading.Thread(target=lambda: said.append(OfficePrinter("", pictures, file=out).send(slip(2))))
    thread.start()
    thread.join()
    assert said == ["sent"]
    assert read(print_pdf(out.read_bytes(), 203)[0])


def test_a_printer_that_the_computer_does_not_have_takes_nothing(qapp: QApplication) -> None:
    absent = OfficePrinter("no printer is called so", pictures)
    assert not absent.ready
    assert absent.send(slip(1)) == "not_sent"
    assert "no printer is called so" not in office_printers()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 cut off", b"^XA^XZ"])
def test_what_is_no_pdf_is_refused_and_nothing_comes_out(qapp: QApplication, tmp_path: Path, data: bytes) -> None:
    out = tmp_path / "out.pdf"
    with pytest.raises(LabelError) as refusal:
        OfficePrinter("", pictures, file=out).send(data)
    assert refusal.value.key == "labels.error.pdf"
    assert not out.exists()
