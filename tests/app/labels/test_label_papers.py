from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.labels import LabelError, SlipLine
from tests.app.labels.made import manifest_pdf, packing_slip_pdf
from tests.app.labels.reading import assert_bars_are_clear, pdf_text, print_pdf, read
from tests.app.labels.samples import manifest_of, slip_of


def words(pages: Sequence[str]) -> str:
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("order_code", ["404-1234567-1234567", "PK-000123", "99000123", "99-A"])
def test_the_order_barcode_of_a_slip_reads_back(order_code: str, dpi: int) -> None:
    (page,) = print_pdf(packing_slip_pdf(slip_of(3, order_code=order_code)), dpi)
    assert read(page) == [(order_code, "]C0")]
    assert_bars_are_clear(page)


@pytest.mark.parametrize("count", [0, 1, 12, 13, 14, 15, 16, 17, 18, 40, 200])
def test_a_slip_of_any_length_shows_every_line_once_and_numbers_its_pages(count: int) -> None:
    slip = slip_of(count)
    pages = pdf_text(packing_slip_pdf(slip))
    for number, page in enumerate(pages, start=1):
        assert f"Página {number} de {len(pages)}" in page
        assert "PK-000123" in page
    text = words(pages)
    for line in slip.lines:
        assert text.count(line.sku) == 1
        assert text.count(f"{line.name} {line.ordered} {line.shipped} {line.backordered}") == 1
    units = sum(line.shipped for line in slip.lines)
    assert f"{units} unidad{'' if units == 1 else 'es'} en este bulto" in pages[-1]


def test_a_slip_shows_recipient_and_facts_but_no_price() -> None:
    text = words(pdf_text(packing_slip_pdf(slip_of(2, language="en"))))
    for word in ("Packing slip", "María Núñez", "03700 Dénia", "Tienda web", "2026-11-22", "1 of 2", "12.050 kg"):
        assert word in text
    assert "€" not in text
    assert "$" not in text


def test_a_very_long_item_name_is_wrapped_whole() -> None:
    name = " ".join(f"palabra{number}" for number in range(60))
    slip = replace(slip_of(0), lines=(SlipLine(sku="S" * 60, name=name, ordered=1, shipped=1),))
    text = words(pdf_text(packing_slip_pdf(slip)))
    assert name in text
    assert text.count("S" * 5) >= 10


def test_an_endless_item_name_is_refused() -> None:
    slip = replace(slip_of(0), lines=(SlipLine(sku="S", name="x" * 2500, ordered=1, shipped=1),))
    with pytest.raises(LabelError) as refusal:
        packing_slip_pdf(slip)
    assert refusal.value.key == "labels.error.cell_long"


@pytest.mark.parametrize("order_code", ["", "pedido ñ", "X" * 60])
def test_a_slip_whose_order_cannot_be_a_barcode_is_refused(order_code: str) -> None:
    with pytest.raises(LabelError):
        packing_slip_pdf(slip_of(1, order_code=order_code))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=120)), max_size=8))
def test_any_texts_make_a_slip_whose_barcode_reads(texts: list[tuple[str, str]]) -> None:
    lines = tuple(SlipLine(sku=sku, name=name, ordered=1, shipped=1) for sku, name in texts)
    pages = print_pdf(packing_slip_pdf(replace(slip_of(0), lines=lines)), 203)
    assert read(pages[0]) == [("404-1234567-1234567", "]C0")]


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 27, 28, 29, 30, 120])
def test_a_manifest_lists_every_parcel_once_with_totals_and_a_line_to_sign(count: int) -> None:
    manifest = manifest_of(count)
    pages = pdf_text(manifest_pdf(manifest))
    text = words(pages)
    for line in manifest.parcels:
        assert text.count(line.sscc) == 1
        assert f"{line.order_ref} {line.recipient} {line.postcode} " in text
    kilos, grams = divmod(sum(line.weight_g for line in manifest.parcels), 1000)
    assert f"Bultos: {count} · Peso: {kilos},{grams:03d} kg" in words([pages[-1]])
    assert "Firma" in pages[-1]
    assert f"Página {len(pages)} de {len(pages)}" in pages[-1]


def test_a_manifest_speaks_english_and_names_who_and_where() -> None:
    text = words(pdf_text(manifest_pdf(manifest_of(2, language="en"))))
    for word in ("Manifest", "SEUR", "M-2026-0042", "Madrid Sur", "Signature", "Page 1 of 1", "2.001 kg"):
        assert word in text


def test_a_manifest_refuses_a_number_that_is_no_parcel() -> None:
    manifest = manifest_of(1)
    wrong = replace(manifest, parcels=(replace(manifest.parcels[0], sscc="123"),))
    with pytest.raises(LabelError, match="sscc"):
        manifest_pdf(wrong)


def test_the_same_paper_is_the_same_file() -> None:
    assert packing_slip_pdf(slip_of(30)) == packing_slip_pdf(slip_of(30))
    assert manifest_pdf(manifest_of(30)) == manifest_pdf(manifest_of(30))
