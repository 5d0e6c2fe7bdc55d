from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.labels import BadgeLabel, CommandCard, LabelError, PlaceLabel, ToteLabel
from tests.app.labels.made import (
    STICKER,
    badge_sheet_pdf,
    command_sheet_pdf,
    place_sheet_pdf,
    place_zpl,
    tote_sheet_pdf,
    tote_zpl,
)
from tests.app.labels.reading import assert_bars_are_clear, ink_touches_edge, pdf_text, print_pdf, print_zpl, read
from tests.app.labels.samples import PLACE

PLAIN = st.from_regex(r"[A-Z0-9#]{1,14}", fullmatch=True)


@settings(max_examples=25, deadline=None)
@given(PLAIN, st.sampled_from([203, 300]))
def test_any_plain_tote_code_reads_back_from_its_label(code: str, dpi: int) -> None:
    picture = print_zpl(tote_zpl(ToteLabel(code=code), dpi), *STICKER, dpi)
    assert read(picture) == [(code, "]C0")]
    assert_bars_are_clear(picture)
    assert not ink_touches_edge(picture)


@settings(max_examples=25, deadline=None)
@given(PLAIN, st.text(min_size=1, max_size=12), st.from_regex(r"[0-9]{0,5}", fullmatch=True))
def test_any_place_reads_back_from_its_label(barcode: str, shown: str, check: str) -> None:
    label = PlaceLabel(code="A0103B", shown=f"A{shown}", check_digits=check, barcode=barcode)
    picture = print_zpl(place_zpl(label), *STICKER, 203)
    assert read(picture) == [(barcode, "]C0")]
    assert_bars_are_clear(picture)
    assert not ink_touches_edge(picture)


@pytest.mark.parametrize("code", ["99", "9912", "99A", "0", "A", "#OK", "42", "T" * 14])
def test_tote_codes_that_trip_encoders_read_back(code: str) -> None:
    for dpi in (203, 300):
        assert read(print_zpl(tote_zpl(ToteLabel(code=code), dpi), *STICKER, dpi)) == [(code, "]C0")]
        (page,) = print_pdf(tote_sheet_pdf([ToteLabel(code=code)]), dpi)
        assert read(page) == [(code, "]C0")]


@pytest.mark.parametrize("code", ["", "t1", "A-1", "Ñ1", "^XZ", "A>B", "A" * 40])
def test_a_code_that_is_not_plain_or_too_wide_is_refused(code: str) -> None:
    tote, place = ToteLabel(code=code), replace(PLACE, barcode=code)
    with pytest.raises(LabelError):
        tote_zpl(tote)
    with pytest.raises(LabelError):
        tote_sheet_pdf([tote])
    with pytest.raises(LabelError):
        place_zpl(place)
    with pytest.raises(LabelError):
        place_sheet_pdf([place])


def test_a_place_needs_a_name() -> None:
    with pytest.raises(LabelError, match="place_unnamed"):
        place_zpl(replace(PLACE, shown=" "))


@pytest.mark.parametrize("dpi", [203, 300])
def test_sheets_run_over_pages_and_every_barcode_reads_back(dpi: int) -> None:
    codes = [f"T{number:04d}" for number in range(11)]
    pages = print_pdf(tote_sheet_pdf([ToteLabel(code=code) for code in codes]), dpi)
    assert [len(read(page)) for page in pages] == [8, 3]
    assert sorted(found for page in pages for found, _ in read(page)) == codes
    for page in pages:
        assert_bars_are_clear(page)


@pytest.mark.parametrize("dpi", [203, 300])
def test_place_sheets_show_name_and_check_digits(dpi: int) -> None:
    places = [replace(PLACE, shown=f"A-01-{n:02d}", barcode=f"A01{n:02d}", check_digits=str(40 + n)) for n in range(8)]
    data = place_sheet_pdf(places)
    (page,) = print_pdf(data, dpi)
    assert sorted(read(page)) == [(place.barcode, "]C0") for place in places]
    assert_bars_are_clear(page)
    (text,) = pdf_text(data)
    for place in places:
        assert place.shown in text
        assert place.check_digits in text


@pytest.mark.parametrize("dpi", [203, 300])
def test_badges_read_back_and_show_the_person(dpi: int) -> None:
    names = ["Lucía Fernández", "Bartholomäus Österreicher-Müller", "Li", "😀 Ann", "^XZ~JA"] * 3
    badges = [BadgeLabel(name=name, role_text="Preparadora", code=f"99B{n:03d}") for n, name in enumerate(names)]
    data = badge_sheet_pdf(badges)
    pages = print_pdf(data, dpi)
    assert sorted(code for page in pages for code in read(page)) == [(badge.code, "]C0") for badge in badges]
    for page in pages:
        assert_bars_are_clear(page)
    assert "Lucía Fernández" in pdf_text(data)[0]
    assert "Preparadora" in pdf_text(data)[1]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("dpi", [203, 300])
def test_the_command_sheet_has_every_command_on_one_page(language: str, dpi: int) -> None:
    codes = ("#OK", "#UNDO", "#SHORT", "#SKIP", "#HELP", "#PAUSE", "#LOGOUT", "#REPRINT", "#DAMAGED", "#TOTEFULL")
    cards = [CommandCard(code=code, title=f"Acción {code[1:].lower()}") for code in codes]
    data = command_sheet_pdf(cards, language)
    (page,) = print_pdf(data, dpi)
    assert sorted(read(page)) == sorted((code, "]C0") for code in codes)
    assert_bars_are_clear(page)
    (text,) = pdf_text(data)
    assert {"es": "Órdenes", "en": "Commands"}[language] in text
    for card in cards:
        assert card.title in text


@pytest.mark.parametrize(
    "make",
    [tote_sheet_pdf, place_sheet_pdf, badge_sheet_pdf, lambda none: command_sheet_pdf(none, "es")],
)
def test_a_sheet_of_nothing_is_refused(make: Callable[[list[object]], bytes]) -> None:
    with pytest.raises(LabelError, match="nothing"):
        make([])


def test_the_same_sheet_is_the_same_file() -> None:
    assert place_sheet_pdf([PLACE]) == place_sheet_pdf([PLACE])
