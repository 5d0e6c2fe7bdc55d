from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.labels import FORMATS, KINDS, ItemLabel, LabelError, LogisticLabel, make_label
from app.labels.drawing.matrix import data_matrix
from app.labels.drawing.modules import gs1_128
from app.labels.gs1 import bracketed, element_strings, knows
from app.language import load_phrases
from tests.app.labels.made import TEMPLATES
from tests.app.labels.reading import Read, assert_bars_are_clear, print_pdf, print_zpl, read, read_raster
from tests.app.labels.test_label_codes import scan

ITEM: ItemLabel = KINDS["item"].sample("es")
PALLET: LogisticLabel = KINDS["logistic"].sample("es")
GTIN = "9520000123451"
LOTS = st.text(st.sampled_from("!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz"), min_size=1, max_size=20)
SHORT_LOTS = st.text(st.sampled_from("()*-./0129<>ABZaz_%"), min_size=1, max_size=8)


def look(rows: tuple[str, ...]) -> list[Read]:
    picture = Image.new("L", ((len(rows[0]) + 8) * 4, (len(rows) + 8) * 4), 255)
    for down, row in enumerate(rows):
        for across, module in enumerate(row):
            if module == "1":
                picture.paste(0, ((across + 4) * 4, (down + 4) * 4, (across + 5) * 4, (down + 5) * 4))
    return read(picture)


def seen(kind: str, record: object, form: str, dpi: int, size: str = "") -> list[Read]:
    data = make_label(kind, record, form=form, dpi=dpi, size=size, templates=TEMPLATES)
    template = TEMPLATES.label(KINDS[kind], size)
    match form:
        case "pdf":
            (picture,) = print_pdf(data, dpi)
        case "zpl":
            picture = print_zpl(data, template.width, template.height, dpi)
        case _:
            return sorted(read_raster(data))
    return sorted(read(picture))


@settings(max_examples=25, deadline=None)
@given(LOTS)
def test_any_lot_reads_back_from_a_gs1_datamatrix(lot: str) -> None:
    elements = element_strings([("01", GTIN), ("17", "271231"), ("10", lot)])
    assert look(data_matrix(elements, gs1=True)) == [(f"(01)0{GTIN}(17)271231(10){lot}", "]d2")]


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40))
def test_any_printable_text_reads_back_from_a_datamatrix(text: str) -> None:
    assert look(data_matrix(text, gs1=False)) == [(text, "]d1")]


@settings(max_examples=25, deadline=None)
@given(LOTS, st.integers(1, 99_999_999))
@example("0" * 20, 9_999_999)
@example("0" * 20, 10_000_000)
def test_several_values_read_back_from_one_gs1_128_or_are_refused_whole(lot: str, count: int) -> None:
    elements = element_strings([("02", GTIN), ("37", str(count)), ("10", lot)])
    if len(elements) > 48:  # what GS1 allows one such barcode; FNC1 between two values counts as one
        with pytest.raises(LabelError, match="code_wide"):
            gs1_128(elements)
    else:
        assert scan(gs1_128(elements)) == [(f"(02)0{GTIN}(37){count}(10){lot}", "]C1")]


@settings(max_examples=12, deadline=None)
@given(SHORT_LOTS, st.integers(1, 9999), st.sampled_from(FORMATS), st.sampled_from([203, 300]))
def test_a_logistic_label_says_number_item_count_date_and_lot(lot: str, count: int, form: str, dpi: int) -> None:
    label = replace(PALLET, lot=lot, units=count)
    assert seen("logistic", label, form, dpi) == sorted(
        [
            (f"(00){label.sscc}", "]C1"),
            (f"(02)0{GTIN}(37){count}", "]C1"),
            (f"(15)271231(10){lot}", "]C1"),
        ]
    )


@pytest.mark.parametrize("size", ["4x6", "100x150", "148x210"])
def test_a_logistic_label_without_contents_says_its_number_only(size: str) -> None:
    bare = replace(PALLET, content_gtin="", units=0, lot="", best_before=None)
    for form in FORMATS:
        assert seen("logistic", bare, form, 203, size) == [(f"(00){PALLET.sscc}", "]C1")]
    picture = print_pdf(make_label("logistic", PALLET, form="pdf", size=size, templates=TEMPLATES), 203)[0]
    assert len(read(picture)) == 3
    assert_bars_are_clear(picture)


def test_the_longest_lot_fits_the_a5_label_and_is_refused_where_its_bars_would_be_too_thin() -> None:
    label = replace(PALLET, lot="ABCDEFGHIJKLMNOPQRST")
    assert ("(15)271231(10)ABCDEFGHIJKLMNOPQRST", "]C1") in seen("logistic", label, "zpl", 203, "148x210")
    with pytest.raises(LabelError, match="code_wide"):
        seen("logistic", label, "zpl", 203, "4x6")


@settings(max_examples=15, deadline=None)
@given(LOTS, st.sampled_from(FORMATS), st.sampled_from([203, 300]), st.sampled_from(["", "60x40"]))
def test_an_item_says_its_ean_13_and_its_lot_and_date_in_a_datamatrix(lot: str, form: str, dpi: int, size: str) -> None:
    assert seen("item", replace(ITEM, lot=lot), form, dpi, size) == sorted(
        [(GTIN, "]E0"), (f"(01)0{GTIN}(17)271231(10){lot}", "]d2")]
    )


@settings(max_examples=15, deadline=None)
@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=10).filter(str.strip),
    st.sampled_from(FORMATS),
)
def test_an_item_without_an_ean_13_says_its_code_in_code_128(code: str, form: str) -> None:
    assert seen("item", replace(ITEM, barcode=code, gtin=""), form, 203) == [(code, "]C0")]


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("02", "9520000123451"), ("37", "12"), ("15", "271231")], "(02)09520000123451(15)271231(37)12"),
        ([("10", "A"), ("21", ""), ("17", "271200")], "(17)271200(10)A"),
        ([("10", "(A)")], "(10)(A)"),
    ],
)
def test_values_of_fixed_length_come_first_and_empty_ones_are_not_said(pairs: list[tuple[str, str]], said: str) -> None:
    assert bracketed(element_strings(pairs)) == said


@pytest.mark.parametrize(
    ("identifier", "value"),
    [
        ("01", "9520000123452"),
        ("00", "395200000000000439"),
        ("17", "271331"),
        ("17", "2712"),
        ("10", "A" * 21),
        ("10", "Ñ"),
        ("10", "A\x1dB"),
        ("37", "twelve"),
        ("05", "1"),
    ],
)
def test_what_gs1_does_not_take_is_refused(identifier: str, value: str) -> None:
    with pytest.raises(LabelError) as refusal:
        element_strings([(identifier, value)])
    for language in ("es", "en"):
        assert load_phrases(language)(refusal.value.key, **refusal.value.names)


def test_identifiers_gs1_knows() -> None:
    assert all(map(knows, ("00", "01", "10", "3103", "420")))
    assert not any(map(knows, ("", "0", "05", "1", "010", "ABC", "3999")))


@pytest.mark.parametrize("encode", [gs1_128, lambda nothing: data_matrix(nothing, gs1=True)])
def test_a_barcode_of_nothing_is_refused(encode: Callable[[str], object]) -> None:
    with pytest.raises(LabelError, match="code_empty"):
        encode("")


def test_a_gs1_128_of_more_than_48_characters_is_refused() -> None:
    elements = element_strings([("02", GTIN), ("37", "12345678"), ("10", "A" * 20), ("21", "B" * 10)])
    with pytest.raises(LabelError, match="code_wide"):
        gs1_128(elements)


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        (replace(ITEM, gtin="9520000123452"), "labels.error.gtin"),
        (replace(ITEM, barcode=""), "labels.error.code_empty"),
        (replace(ITEM, barcode="España"), "labels.error.code_printable"),
        (replace(ITEM, language="fr"), "labels.error.language"),
        (replace(ITEM, expiry=date(2027, 12, 31), lot="Ñ"), "labels.error.gs1"),
    ],
)
def test_an_item_that_makes_no_sense_is_refused(changed: ItemLabel, key: str) -> None:
    with pytest.raises(LabelError) as refusal:
        seen("item", changed, "zpl", 203)
    assert refusal.value.key == key
    assert load_phrases("es")(key, **refusal.value.names)


@pytest.mark.parametrize(
    "changed", [replace(PALLET, units=0), replace(PALLET, content_gtin=""), replace(PALLET, units=-1)]
)
def test_a_pallet_with_an_item_but_no_count_is_refused(changed: LogisticLabel) -> None:
    with pytest.raises(LabelError, match="content_pair"):
        seen("logistic", changed, "zpl", 203)


def test_kinds_forms_and_records_that_do_not_fit_are_refused() -> None:
    for kind, form in (("song", "zpl"), ("tote", "postscript"), ("slip", "zpl")):
        record = KINDS[kind].sample("es") if kind in KINDS else ITEM
        with pytest.raises(LabelError) as refusal:
            make_label(kind, record, form=form, templates=TEMPLATES)
        assert load_phrases("en")(refusal.value.key, **refusal.value.names)
    with pytest.raises(TypeError):
        make_label("tote", ITEM, templates=TEMPLATES)
