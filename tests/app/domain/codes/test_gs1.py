"""GS1 codes as labels carry them: with and without an AIM identifier, in one code and in two."""

import pytest

from app.domain.codes import ItemCode, ItemDetails, MalformedGs1, Meaning, ParcelCode, Unknown, Why, read_code
from tests.app.domain.codes.shelf import CASE, GS, MUG, Shelf

SSCC = "340123450000000017"

LABELS: dict[str, Meaning] = {
    f"01{MUG}": ItemCode("MUG", "Mug", 1, MUG),
    f"01{CASE}": ItemCode("MUG", "Mug", 6, CASE),
    f"01{MUG}17271231": ItemCode("MUG", "Mug", 1, MUG, expires="2027-12-31"),
    f"01{MUG}1727120010L-42": ItemCode("MUG", "Mug", 1, MUG, "L-42", "2027-12-31"),  # day 00: the month's last
    f"01{MUG}10L-42{GS}17280229": ItemCode("MUG", "Mug", 1, MUG, "L-42", "2028-02-29"),
    f"01{MUG}21SN0007{GS}10AB12{GS}17271231": ItemCode("MUG", "Mug", 1, MUG, "AB12", "2027-12-31", "SN0007"),
    f"01{MUG}15271130": ItemCode("MUG", "Mug", 1, MUG, expires="2027-11-30"),
    f"01{MUG}1527113017271231": ItemCode("MUG", "Mug", 1, MUG, expires="2027-12-31"),
    f"01{MUG}3103001250": ItemCode("MUG", "Mug", 1, MUG, grams=1250),
    f"01{MUG}3100000012": ItemCode("MUG", "Mug", 1, MUG, grams=12000),
    f"01{MUG}3105001251": ItemCode("MUG", "Mug", 1, MUG, grams=13),
    f"01{MUG}3012": ItemCode("MUG", "Mug", 12, MUG),
    f"02{CASE}3704{GS}10LOT9": ItemCode("MUG", "Mug", 24, CASE, "LOT9"),
    f"02{CASE}10LOT9{GS}3704": ItemCode("MUG", "Mug", 24, CASE, "LOT9"),
    f"01{MUG}2501234{GS}9199": ItemCode("MUG", "Mug", 1, MUG),  # fields nobody here asks for are passed over
    f"00{SSCC}": ParcelCode(SSCC),
    f"00{SSCC}02{CASE}3704": ParcelCode(SSCC),
    f"01{MUG}{GS}17271231{GS}": ItemCode("MUG", "Mug", 1, MUG, expires="2027-12-31"),  # needless separators
}
SECOND_CODES: dict[str, Meaning] = {
    "10L-42": ItemDetails(lot="L-42"),
    "17271231": ItemDetails(expires="2027-12-31"),
    "1727123110L-42": ItemDetails("L-42", "2027-12-31"),
    f"10L-42{GS}21SN7": ItemDetails("L-42", serial="SN7"),
    "3103000750": ItemDetails(grams=750),
    f"3748{GS}10L-42": ItemDetails("L-42", count=48),
}
MARKS = ("]C1", "]e0", "]d2", "]Q3", "]J1")


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(("text", "meaning"), (LABELS | SECOND_CODES).items())
def test_a_marked_code_says_everything_it_holds(mark: str, text: str, meaning: Meaning) -> None:
    assert read_code(mark + text, Shelf()) == meaning
    assert read_code(f" {mark}{text} ", Shelf()) == meaning


@pytest.mark.parametrize(("text", "meaning"), LABELS.items())
def test_a_scanner_without_identifiers_is_understood_where_the_text_can_be_nothing_else(
    text: str, meaning: Meaning
) -> None:
    assert read_code(text, Shelf()) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (f"(01){MUG}(17)271231(10)L-42", ItemCode("MUG", "Mug", 1, MUG, "L-42", "2027-12-31")),
        (f"(01){MUG}(10)LOT-7(17)271231", ItemCode("MUG", "Mug", 1, MUG, "LOT-7", "2027-12-31")),
        (f"(00){SSCC}", ParcelCode(SSCC)),
        (f"(02){CASE}(37)2", ItemCode("MUG", "Mug", 12, CASE)),
        (f"10L-42{GS}17271231", ItemDetails("L-42", "2027-12-31")),
    ],
)
def test_the_line_under_the_bars_can_be_typed_and_a_separator_says_gs1(text: str, meaning: Meaning) -> None:
    assert read_code(text, Shelf(), typed=True) == meaning


@pytest.mark.parametrize("text", ["10L-42", "17271231", "2112345012509", "21123450125", f"01{MUG}"[:13], "3103001250"])
def test_without_an_identifier_a_short_text_is_never_taken_for_gs1(text: str) -> None:
    assert read_code(text, Shelf()) == Unknown(text)


def test_an_in_store_code_that_looks_like_a_serial_number_is_the_item_it_is_registered_for() -> None:
    shelf = Shelf({"2112345012509": ("HAM", "Ham", 1)})
    assert read_code("2112345012509", shelf) == ItemCode("HAM", "Ham", 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0108412345678906", Why.CHECK_DIGIT),
        ("00340123450000000018", Why.CHECK_DIGIT),
        (f"01{MUG}17271233", Why.DATE),
        (f"01{MUG}17271301", Why.DATE),
        (f"01{MUG}17270230", Why.DATE),
        (f"01{MUG}0512", Why.UNKNOWN_AI),
        ("ABC", Why.UNKNOWN_AI),
        (f"01{MUG}310300125", Why.VALUE),
        (f"01{MUG}10L 42", Why.SEPARATOR),  # a blank ends the lot, and no separator follows
        (f"01{MUG}17271231{GS}10L 42", Why.VALUE),
        (f"01{MUG}10Lñ", Why.VALUE),
        (f"10{GS}17271231", Why.VALUE),
        (f"01{MUG}{GS}10{'A' * 21}", Why.VALUE),
        (f"01{MUG}3000", Why.VALUE),
        (f"01{MUG}30", Why.VALUE),
        (f"02{CASE}37{GS}10A", Why.VALUE),
        (f"01{MUG}01{CASE}", Why.TWICE),
        (f"01{MUG}10A{GS}10B", Why.TWICE),
    ],
)
def test_what_breaks_a_rule_is_refused_and_says_which(text: str, why: Why) -> None:
    assert read_code(f"]C1{text}", Shelf()) == MalformedGs1(text.replace(GS, "<GS>"), why)


def test_the_same_field_twice_with_one_value_is_no_mistake() -> None:
    assert read_code(f"]C101{MUG}01{MUG}", Shelf()) == ItemCode("MUG", "Mug", 1, MUG)


@pytest.mark.parametrize("text", [f"01{MUG}17271233", f"(01){MUG}(17)271233", f"(01){MUG[:-1]}6"])
def test_a_likely_code_with_a_mistake_is_refused_with_its_cause(text: str) -> None:
    assert isinstance(read_code(text, Shelf()), MalformedGs1)


@pytest.mark.parametrize("text", ["0108412345678906", "0099999999999999", f"ABC{GS}DEF", f"[)>\x1e06{GS}P123"])
def test_digits_that_only_begin_like_a_gtin_are_an_unknown_code(text: str) -> None:
    assert read_code(text, Shelf()) == Unknown(text.replace(GS, "<GS>"))


@pytest.mark.parametrize("text", ["0108412345678912", "4105412345000013", "91ABC"])
def test_a_right_code_that_names_no_item_of_the_house_is_unknown(text: str) -> None:
    meaning = read_code(f"]C1{text}", Shelf())
    assert isinstance(meaning, Unknown)


def test_a_text_that_was_registered_whole_means_its_item_where_gs1_leads_nowhere() -> None:
    shelf = Shelf({"91ABC": ("FAN", "Fan", 1), "BOLT-7": ("BOLT", "Bolt", 1), f"01{MUG}17260101": ("OLD", "Old", 1)})
    assert read_code("]C191ABC", shelf) == ItemCode("FAN", "Fan", 1)
    assert read_code("]C1BOLT-7", shelf) == ItemCode("BOLT", "Bolt", 1)
    assert read_code(f"01{MUG}17260101", shelf) == ItemCode("OLD", "Old", 1)
    assert read_code("]C110L-42", Shelf({"10L-42": ("FAN", "Fan", 1)})) == ItemDetails(lot="L-42")
