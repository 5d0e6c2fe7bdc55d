import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.labels import LabelError, check_digit, is_gtin, is_sscc, make_sscc
from app.labels.codes import require_plain
from app.labels.drawing.modules import bars, code128, ean13, gs1_sscc
from app.language import load_phrases

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=14)


def scan(modules: str) -> list[tuple[str, str]]:
    picture = Image.new("L", ((len(modules) + 40) * 3, 60), 255)
    for first, wide in bars(modules):
        picture.paste(0, ((20 + first) * 3, 5, (20 + first + wide) * 3, 55))
    return [(code.text, code.symbology_identifier) for code in zxingcpp.read_barcodes(picture, try_rotate=False)]


@pytest.mark.parametrize(
    ("body", "last"),
    [("400638133393", 1), ("7351353", 7), ("03600029145", 2), ("1061414100041", 5), ("10614141234567890", 8)],
)
def test_check_digits_agree_with_published_examples(body: str, last: int) -> None:
    weighted = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(body[::-1]))
    assert check_digit(body) == last == (10 - weighted % 10) % 10


def test_a_gtin_has_one_of_four_lengths_and_the_right_last_digit() -> None:
    assert all(is_gtin(code) for code in ("96385074", "036000291452", "8412345678905", "10614141000415"))
    assert not any(is_gtin(code) for code in ("8412345678904", "", "١٢٣٤٥٦٧٨", "84123456789", "8412345678905 "))


def test_an_sscc_is_extension_prefix_serial_and_check_digit() -> None:
    sscc = make_sscc("8412345", 42, extension=3)
    assert sscc[:17] == "3" + "8412345" + "000000042"
    assert is_sscc(sscc)
    assert not is_sscc(sscc[:-1] + str((int(sscc[-1]) + 1) % 10))


@pytest.mark.parametrize(
    ("prefix", "serial", "extension"),
    [
        ("841", 1, 0),
        ("84123A5", 1, 0),
        ("", 1, 0),
        ("8412345", -1, 0),
        ("8412345", 10**9, 0),
        ("8412345", 1, 10),
        ("8412345", 1, -1),
    ],
)
def test_a_wrong_part_makes_no_sscc(prefix: str, serial: int, extension: int) -> None:
    with pytest.raises(LabelError) as refusal:
        make_sscc(prefix, serial, extension=extension)
    for language in ("es", "en"):
        assert load_phrases(language)(refusal.value.key, **refusal.value.names)


def test_the_last_serial_still_fits() -> None:
    assert is_sscc(make_sscc("8412345", 10**9 - 1, extension=9))


@settings(max_examples=25, deadline=None)
@given(PRINTABLE)
def test_any_printable_text_reads_back_from_code_128(payload: str) -> None:
    assert scan(code128(payload)) == [(payload, "]C0")]


@settings(max_examples=25, deadline=None)
@given(PRINTABLE)
def test_payloads_that_start_with_99_keep_their_99(rest: str) -> None:
    assert scan(code128("99" + rest)) == [("99" + rest, "]C0")]


@pytest.mark.parametrize("payload", ["99", "990", "9912", "99000123", "99-01-02", "99A", "9999999999", "A99"])
def test_known_traps_of_the_encoder_read_back(payload: str) -> None:
    assert scan(code128(payload)) == [(payload, "]C0")]


@pytest.mark.parametrize("payload", ["", "España", "camión", "A\x1dB", "A\n", "😀", "\xf1"])
def test_code_128_refuses_what_it_would_garble(payload: str) -> None:
    with pytest.raises(LabelError):
        code128(payload)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9 - 1), st.integers(0, 9))
def test_every_sscc_reads_back_as_gs1_128(serial: int, extension: int) -> None:
    sscc = make_sscc("8412345", serial, extension=extension)
    modules = gs1_sscc(sscc)
    assert len(modules) == 156
    assert scan(modules) == [(f"(00){sscc}", "]C1")]


def test_ean_13_reads_back_and_a_wrong_check_digit_is_refused() -> None:
    assert scan(ean13("8412345678905")) == [("8412345678905", "]E0")]
    for wrong in ("8412345678904", "841234567890", "", "841234567890A", "96385074"):
        with pytest.raises(LabelError):
            ean13(wrong)


@pytest.mark.parametrize("code", ["", "a", "A-1", "Ñ", "A B", "^XZ", "A\n", "٣"])
def test_plain_codes_are_capitals_digits_and_hash_only(code: str) -> None:
    with pytest.raises(LabelError):
        require_plain(code)


def test_neighbouring_bar_modules_become_one_bar() -> None:
    assert bars("1101000111") == [(0, 2), (3, 1), (7, 3)]
