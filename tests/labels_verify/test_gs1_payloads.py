"""What a receiver's scanner gets from the labels that speak GS1: byte by byte, read by two decoders."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.labels import KINDS, LabelError, Templates, make_label
from app.language import LANGUAGES, load_phrases
from tests.labels_verify.printing.presses import Head, Picture, pdfium_press, zplkit_press
from tests.labels_verify.symbols import black_and_white, payloads
from tests.labels_verify.test_planted_template_faults import site_with

GTIN, GTIN_14 = "9520000123451", "09520000123451"
PALLET = replace(KINDS["logistic"].sample("es"), units=144, lot="L0427", best_before=date(2027, 12, 31))
MUG = replace(KINDS["item"].sample("es"), sku="MUG-RED", lot="L-04/27", expiry=date(2027, 12, 31))
MATRIX_FIRST = f"01{GTIN_14}17271231"


def printed(kind: str, record: Any, form: str, dpi: int, templates: Templates) -> Picture:
    data = make_label(kind, record, form=form, dpi=dpi, templates=templates)
    template = templates.label(KINDS[kind])
    press = zplkit_press if form == "zpl" else pdfium_press
    (picture,) = press(data, Head(template.width, template.height, dpi))
    return black_and_white(picture)


def dmtx(picture: Picture) -> list[str]:
    """Reads with libdmtx, which knows nothing of the other decoder; FNC1 as the group separator."""
    png = io.BytesIO()
    picture.convert("RGB").save(png, "PNG")
    read = subprocess.run(["dmtxread", "-N1", "-G29"], input=png.getvalue(), capture_output=True, check=True)
    return [read.stdout.decode("latin-1")]


def zbar(picture: Picture) -> list[str]:
    """Reads with zbar, which leaves FNC1 out."""
    png = io.BytesIO()
    picture.save(png, "PNG")
    read = subprocess.run(["zbarimg", "-q", "--raw", "-"], input=png.getvalue(), capture_output=True, check=True)
    return sorted(read.stdout.decode("latin-1").splitlines())


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("form", ["zpl", "pdf"])
def test_a_pallets_label_says_number_contents_and_batch(form: str, dpi: int) -> None:
    picture = printed("logistic", PALLET, form, dpi, Templates())
    assert sorted(payloads(picture)) == [
        (f"00{PALLET.sscc}", "]C1"),
        (f"02{GTIN_14}37144", "]C1"),
        ("1527123110L0427", "]C1"),
    ]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("form", ["zpl", "pdf"])
def test_values_of_no_fixed_length_are_separated(form: str, dpi: int, tmp_path: Path) -> None:
    own = site_with(tmp_path, "logistic-4x6.toml", '["15", "{best_before.yymmdd}"],', '["21", "{order_ref}"],')
    picture = printed("logistic", replace(PALLET, lot="AB", order_ref="7"), form, dpi, own)
    assert ("217\x1d10AB", "]C1") in payloads(picture)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("form", ["zpl", "pdf"])
@pytest.mark.parametrize("lot", ["L-04/27", "1", "A(21)B", "a.b;c:d=e>f<g?", "17271231", "Z" * 20])
def test_an_articles_matrix_says_number_expiry_and_lot(lot: str, form: str, dpi: int) -> None:
    picture = printed("item", replace(MUG, lot=lot), form, dpi, Templates())
    assert sorted(payloads(picture)) == [(f"{MATRIX_FIRST}10{lot}", "]d2"), (GTIN, "]E0")]


@pytest.mark.parametrize("form", ["zpl", "pdf"])
def test_a_matrix_separates_values_of_no_fixed_length(form: str, tmp_path: Path) -> None:
    own = site_with(tmp_path, "item.toml", '["10", "{lot}"],', '["10", "{lot}"],\n  ["21", "{sku}"],')
    picture = printed("item", MUG, form, 203, own)
    assert (f"{MATRIX_FIRST}10L-04/27\x1d21MUG-RED", "]d2") in payloads(picture)


@pytest.mark.skipif(shutil.which("dmtxread") is None, reason="dmtxread is not installed: no second look at DataMatrix")
@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("form", ["zpl", "pdf"])
def test_a_second_decoder_reads_the_same_matrix(form: str, dpi: int, tmp_path: Path) -> None:
    own = site_with(tmp_path, "item.toml", '["10", "{lot}"],', '["10", "{lot}"],\n  ["21", "{sku}"],')
    assert dmtx(printed("item", MUG, form, dpi, own)) == [f"\x1d{MATRIX_FIRST}10L-04/27\x1d21MUG-RED"]


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed: no second look at bars")
@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("form", ["zpl", "pdf"])
def test_a_second_decoder_reads_the_same_bars(form: str, dpi: int) -> None:
    expected = sorted([f"00{PALLET.sscc}", f"02{GTIN_14}37144", "1527123110L0427"])
    assert zbar(printed("logistic", PALLET, form, dpi, Templates())) == expected


@pytest.mark.parametrize("year", [1999, 2100, 1, 9999])
def test_a_day_that_would_be_read_as_another_century_is_refused(year: int) -> None:
    for kind, record in (
        ("item", replace(MUG, expiry=date(year, 1, 1))),
        ("logistic", replace(PALLET, best_before=date(year, 1, 1))),
    ):
        with pytest.raises(LabelError) as refusal:
            make_label(kind, record, templates=Templates())
        assert refusal.value.key == "labels.error.century"
        for language in LANGUAGES:
            assert str(year) in load_phrases(language)(refusal.value.key, **refusal.value.names)


@pytest.mark.parametrize(
    ("kind", "changes", "key"),
    [
        ("logistic", {"sscc": "395200000000000433"}, "labels.error.sscc"),
        ("logistic", {"content_gtin": "9520000123452"}, "labels.error.gtin"),
        ("logistic", {"units": 0}, "labels.error.content_pair"),
        ("logistic", {"units": 10**8}, "labels.error.gs1"),
        ("logistic", {"lot": "L" * 21}, "labels.error.gs1"),
        ("item", {"gtin": "9520000123452"}, "labels.error.gtin"),
        ("item", {"lot": "Ñ"}, "labels.error.gs1"),
        ("item", {"lot": "a b"}, "labels.error.gs1"),
        ("item", {"lot": "[10]"}, "labels.error.gs1"),
        ("item", {"lot": "A\x1d17"}, "labels.error.gs1"),
    ],
)
def test_what_gs1_does_not_allow_is_refused(kind: str, changes: dict[str, Any], key: str) -> None:
    record = replace({"logistic": PALLET, "item": MUG}[kind], **changes)
    for form in KINDS[kind].formats:
        with pytest.raises(LabelError) as refusal:
            make_label(kind, record, form=form, templates=Templates())
        assert refusal.value.key == key
