from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.labels import Address, LabelError, ShippingLabel
from app.labels.drawing.fonts import REPLACEMENT
from app.language import load_phrases
from tests.app.labels.made import SIZES, shipping_pdf, shipping_zpl
from tests.app.labels.reading import (
    assert_bars_are_clear,
    ink_touches_edge,
    module_dots,
    pdf_text,
    print_pdf,
    print_zpl,
    read,
)
from tests.app.labels.samples import RECIPIENT, SHIPPING, SSCC, shipping_to

EXPECTED = [(f"(00){SSCC}", "]C1")]

NASTY = [
    "^XZ^XA^FO50,50^A0N,50,50^FDHACK^FS^XZ",
    "~JA",
    "~HS ^PQ99 ^CC! ^CT! ^CD;",
    'O\'Neil "El Niño" `x`',
    "C:\\new\\5EXA \\& \\\\",
    "_5EXZ_7EJA",
    "😀👩‍👩‍👧 Ann",
    "محمد שלום 李小龍",
    "Straße Größe Łódź Żółć Ελλάδα Ø Å",
    "a\nb\r\nc\td\x00\x1b\x07e",
    "<b>&amp;</b> {0} %s {{x}}",
    "\ud800 lone",
]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", SIZES)
def test_a_printed_zpl_label_reads_back_as_its_sscc(size: str, dpi: int) -> None:
    picture = print_zpl(shipping_zpl(SHIPPING, dpi, size), *SIZES[size], dpi)
    assert read(picture) == EXPECTED
    assert_bars_are_clear(picture)
    assert not ink_touches_edge(picture)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", SIZES)
def test_a_printed_pdf_label_reads_back_as_its_sscc(size: str, dpi: int) -> None:
    (picture,) = print_pdf(shipping_pdf(SHIPPING, size), dpi)
    assert read(picture) == EXPECTED
    assert_bars_are_clear(picture)
    assert not ink_touches_edge(picture)


@pytest.mark.parametrize(("dpi", "dots"), [(203, 4), (300, 6)])
def test_the_sscc_stands_lowest_with_wide_modules_and_quiet_zones(dpi: int, dots: int) -> None:
    picture = print_zpl(shipping_zpl(SHIPPING, dpi), *SIZES["4x6"], dpi)
    assert module_dots(picture, 156) == pytest.approx(dots, abs=0.1)
    (middle,) = {picture.height - round(30 * picture.height / 152.4)}
    row = picture.crop((0, middle, picture.width, middle + 1)).point([255 - grey for grey in range(256)])
    box = row.getbbox()
    assert box is not None
    assert box[0] >= 10 * dots
    assert picture.width - box[2] >= 10 * dots


@pytest.mark.parametrize("name", NASTY)
def test_no_name_can_inject_a_command_or_spoil_the_barcode(name: str) -> None:
    label = shipping_to(name, street1=name, city=name)
    label = replace(label, order_ref=name[:40], channel=name[:20], service=name[:20], sender=label.recipient)
    data = shipping_zpl(label)
    picture = print_zpl(data, *SIZES["4x6"], 203)
    assert read(picture) == EXPECTED
    assert_bars_are_clear(picture)
    assert [read(page) for page in print_pdf(shipping_pdf(label), 203)] == [EXPECTED]


def made(make: Callable[[ShippingLabel], bytes], label: ShippingLabel) -> bytes:
    """Gives the label, or nothing after a refusal that people can read."""
    try:
        return make(label)
    except LabelError as error:
        refusal = error
    assert load_phrases("es")(refusal.key, **refusal.names)
    return b""


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=25))
def test_any_text_prints_one_readable_label_or_is_refused(name: str, street: str, order: str) -> None:
    label = replace(shipping_to(name, street1=street), order_ref=order)
    data, paper = made(shipping_zpl, label), made(shipping_pdf, label)
    if data:
        assert read(print_zpl(data, *SIZES["4x6"], 203)) == EXPECTED
    if paper:
        assert [read(page) for page in print_pdf(paper, 203)] == [EXPECTED]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_no_field_data_ever_holds_a_raw_command_character(text: str) -> None:
    data = made(shipping_zpl, replace(shipping_to("Ann " + text), channel=text[:20])).decode("ascii")
    for field in data.split("^FD")[1:]:
        content = field.split("^FS")[0]
        assert not set(content) & set("^~_\n")
    for forbidden in ("^CC", "^CT", "^CD", "^DF", "^IS", "~J"):
        assert forbidden not in data
    assert data.count("^FD") == data.count("^FH\\^FD")


def test_a_long_address_is_wrapped_whole_onto_the_label() -> None:
    street = " ".join(f"Calle{number}" for number in range(25))
    text = pdf_text(shipping_pdf(shipping_to("Ann", street1=street)))[0]
    assert street.split() == [word for word in text.split() if word.startswith("Calle")]
    assert read(print_zpl(shipping_zpl(shipping_to("Ann", street1=street)), *SIZES["4x6"], 203)) == EXPECTED


def test_an_unbroken_street_of_200_letters_keeps_every_letter() -> None:
    text = pdf_text(shipping_pdf(shipping_to("Ann", street1="W" * 200)))[0]
    assert text.count("W") == 200


@pytest.mark.parametrize("make", [shipping_zpl, shipping_pdf])
def test_an_address_too_long_for_the_label_is_refused_with_a_sentence(
    make: Callable[[ShippingLabel], bytes],
) -> None:
    long = "Wohnungsgenossenschaft " * 9
    label = shipping_to(long, company=long, street1=long, street2=long, city=long, region=long, country=long)
    with pytest.raises(LabelError) as refusal:
        make(label)
    assert refusal.value.key == "labels.error.recipient_long"
    assert "Wohnungs" in load_phrases("en")(refusal.value.key, **refusal.value.names)


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        (replace(SHIPPING, sscc=SSCC[:-1] + str((int(SSCC[-1]) + 1) % 10)), "labels.error.sscc"),
        (replace(SHIPPING, sscc=""), "labels.error.sscc"),
        (replace(SHIPPING, parcel_no=4), "labels.error.parcel"),
        (replace(SHIPPING, parcel_no=0), "labels.error.parcel"),
        (replace(SHIPPING, weight_g=-1), "labels.error.weight"),
        (replace(SHIPPING, recipient=Address(name=" ")), "labels.error.no_recipient"),
        (replace(SHIPPING, order_ref="X" * 3000), "labels.error.text_long"),
        (replace(SHIPPING, carrier="carrier " * 60), "labels.error.carrier_long"),
    ],
)
def test_a_label_with_wrong_contents_is_refused(changed: ShippingLabel, key: str) -> None:
    for make in (shipping_zpl, shipping_pdf):
        with pytest.raises(LabelError) as refusal:
            make(changed)
        assert refusal.value.key == key
        for language in ("es", "en"):
            assert load_phrases(language)(key, **refusal.value.names)


def test_unknown_sizes_and_print_heads_are_refused() -> None:
    with pytest.raises(LabelError):
        shipping_zpl(SHIPPING, 203, "A7")
    with pytest.raises(LabelError):
        shipping_zpl(SHIPPING, 600)


def test_the_pdf_label_carries_every_word_in_both_languages() -> None:
    for language, words in (
        ("es", ("Remitente", "Destinatario", "Bulto", "1 de 3", "1,250 kg", "22/11/2026")),
        ("en", ("From", "To", "Parcel", "1 of 3", "1.250 kg", "2026-11-22")),
    ):
        text = pdf_text(shipping_pdf(replace(SHIPPING, language=language)))[0]
        for word in (*words, "María Núñez", "3.º B", "03700 Dénia", "PK-000123", "SEUR", "24 h", f"(00) {SSCC}"):
            assert word in text


def test_polish_greek_and_german_are_drawn_and_unknown_scripts_become_boxes() -> None:
    label = shipping_to("Żółć Ελλάδα Größe", company="李小龍", street1="ok")
    text = pdf_text(shipping_pdf(label))[0]
    assert "Żółć Ελλάδα Größe" in text
    assert REPLACEMENT * 3 in text


def test_the_same_label_is_the_same_file() -> None:
    assert shipping_pdf(SHIPPING) == shipping_pdf(SHIPPING)
    assert shipping_zpl(SHIPPING) == shipping_zpl(SHIPPING)


def test_a_label_asks_for_one_copy_in_utf_8_and_forgets_a_foreign_labels_settings() -> None:
    data = shipping_zpl(replace(SHIPPING, recipient=RECIPIENT))
    assert data.startswith(b"^XA^CI28^LH0,0^LS0^LRN^FWN^PON^PMN^PW812^LL1219")
    assert data.endswith(b"^PQ1^XZ\n")
    assert f"^BCN,288,N,N,N,N^FH\\^FD>;>800{SSCC}^FS".encode() in data
