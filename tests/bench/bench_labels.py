"""Labels a second of every kind, in ZPL and PDF, against a bare PDF page with one Code 128 in the same run."""

from collections.abc import Callable
from io import BytesIO
from time import perf_counter

from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from app.labels import KINDS, Templates, make_label
from tests.bench.measures import Found, Row, Sample

ROUNDS = 40
_WARM_UP = 3
_FORMS = ("zpl", "pdf")


def measure() -> Found:
    """Measures."""
    templates = Templates()
    rows = tuple(
        _row(f"{kind.name} label, {form}", _maker(kind.name, form, templates))
        for kind in KINDS.values()
        for form in _FORMS
        if form in kind.formats
    )
    return Found(rows, ("A label's floor is a PDF page of one barcode and no text, made by the PDF library alone.",))


def _maker(kind: str, form: str, templates: Templates) -> Callable[[], object]:
    record = KINDS[kind].sample("es")
    return lambda: make_label(kind, record, form=form, templates=templates)


def _row(name: str, make: Callable[[], object]) -> Row:
    ours: list[float] = []
    least: list[float] = []
    for number in range(ROUNDS + _WARM_UP):
        begun = perf_counter()
        make()
        between = perf_counter()
        _bare_page()
        ended = perf_counter()
        if number >= _WARM_UP:
            ours.append(1 / (between - begun))
            least.append(1 / (ended - between))
    return Row(name, "/s", Sample.of(ours), Sample.of(least))


def _bare_page() -> None:
    canvas = Canvas(BytesIO(), pagesize=(288, 432))
    Code128("PK000123", barWidth=1).drawOn(canvas, 20, 20)
    canvas.showPage()
    canvas.save()
