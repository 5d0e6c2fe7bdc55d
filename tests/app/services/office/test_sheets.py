"""Sheets of signs to print once: what is on them is read back."""

from pathlib import Path

from app.labels import Templates
from app.services.office.sheets import printer_sheet
from hardware.setup.neighbours import default_code
from tests.app.labels.reading import print_pdf, read


def test_the_sheet_of_printer_signs_holds_every_printer_that_a_station_knows(tmp_path: Path) -> None:
    signs = [
        "PR07",
        "PR00ZEBRA",
        default_code("ST1234", "Etiquetadora del fondo a la derecha"),
        *(f"PR{n}" for n in range(10, 18)),
    ]
    file = printer_sheet(tmp_path / "papers", Templates(), "ST02", signs)
    assert file == tmp_path / "papers" / "printers-ST02.pdf"
    pages = print_pdf(file.read_bytes(), 203)
    assert sorted(text for page in pages for text, _ in read(page)) == sorted(signs)
