import io
from collections.abc import Callable

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.labels import LabelError
from app.labels.carrier import FORMS, carrier_labels
from app.language import load_phrases
from tests.app.labels.made import SIZES, shipping_pdf, shipping_zpl
from tests.app.labels.reading import Picture, print_zpl, printed_escpos, printed_tspl, read
from tests.app.labels.samples import SHIPPING, SSCC

STOCK = SIZES["4x6"]
EXPECTED = [(f"(00){SSCC}", "]C1")]
Draw = Callable[[Canvas], object]


def pdf(*pages: Draw, size: tuple[float, float] = STOCK, password: StandardEncryption | None = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(size[0] * mm, size[1] * mm), encrypt=password)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def block(canvas: Canvas) -> None:
    canvas.rect(30 * mm, 30 * mm, 20 * mm, 20 * mm, fill=1)


def blank(_canvas: Canvas) -> None:
    """Draws nothing."""


def edge(canvas: Canvas) -> None:
    canvas.rect(0, 0, 5 * mm, 5 * mm, fill=1)


def printed(job: bytes, form: str, stock: tuple[float, float], dpi: int) -> Picture:
    match form:
        case "zpl":
            return print_zpl(job, *stock, dpi)
        case "tspl":
            return printed_tspl(job)
        case _:
            return printed_escpos(job)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", SIZES)
def test_a_carriers_pdf_reads_back_from_any_printer_on_either_stock(size: str, form: str, dpi: int) -> None:
    for stock in SIZES.values():
        (job,) = carrier_labels(shipping_pdf(SHIPPING, size), stock, form=form, dpi=dpi)
        assert read(printed(job, form, stock, dpi)) == EXPECTED


def test_black_stays_black_and_white_stays_white() -> None:
    for form in FORMS:
        (job,) = carrier_labels(pdf(block), STOCK, form=form)
        picture = printed(job, form, STOCK, 203)
        assert picture.getpixel((40 * 8, picture.height - 40 * 8)) == 0
        assert picture.getpixel((10 * 8, 10 * 8)) == 255


def test_every_page_becomes_a_label_of_its_own() -> None:
    assert len(carrier_labels(pdf(block, edge, block), STOCK)) == 3


def test_a_page_that_lies_is_stood_up() -> None:
    (job,) = carrier_labels(pdf(block, size=(STOCK[1], STOCK[0])), STOCK)
    assert print_zpl(job, *STOCK, 203).getextrema() == (0, 255)


def test_ready_made_zpl_goes_out_byte_for_byte() -> None:
    for data in (shipping_zpl(SHIPPING), b"CT~~CD,~CC^~CT~\n^XA^FO50,50^A0N,50,50^FDX^FS^XZ"):
        assert carrier_labels(data, STOCK) == (data,)


@pytest.mark.parametrize(
    ("data", "form", "key"),
    [
        (b"", "zpl", "carrier_unreadable"),
        (b"a label", "zpl", "carrier_unreadable"),
        (shipping_pdf(SHIPPING)[:800], "zpl", "carrier_unreadable"),
        (pdf(block, password=StandardEncryption("secret")), "zpl", "carrier_locked"),
        (pdf(blank), "tspl", "carrier_empty"),
        (pdf(block, blank), "zpl", "carrier_empty"),
        (pdf(block, size=(210, 297)), "escpos", "carrier_size"),
        (pdf(edge, size=(104.5, 152.4)), "zpl", "carrier_size"),
        (shipping_zpl(SHIPPING), "tspl", "carrier_zpl"),
        (pdf(block), "pdf", "form"),
    ],
)
def test_what_cannot_be_printed_whole_is_refused(data: bytes, form: str, key: str) -> None:
    with pytest.raises(LabelError) as refusal:
        carrier_labels(data, STOCK, form=form)
    assert refusal.value.key == f"labels.error.{key}"
    for language in ("es", "en"):
        assert load_phrases(language)(refusal.value.key, **refusal.value.names)
