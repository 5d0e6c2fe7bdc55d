import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channels.barcodes import read_barcodes, same_code
from app.channels.tables.cells import Reading
from app.channels.tables.table import Row
from app.domain.codes.gtin import check_digit
from app.domain.intake import BarcodeDraft, Rejected


def read(cell: str) -> tuple[tuple[BarcodeDraft, ...], list[Rejected]]:
    reading = Reading(Row(2, {"barcode": cell}), "f", {"barcode": "EAN"})
    return read_barcodes(reading), reading.mistakes


@pytest.mark.parametrize(
    "code", ["4006381333931", "96385074", "036000291452", "10012345678902", "MUG-RED", "2012345", "BA12", "PL-A-1"]
)
def test_right_codes_are_taken(code: str) -> None:
    assert read(code) == ((BarcodeDraft(code),), [])


def test_several_codes_and_packs_stand_in_one_cell() -> None:
    drafts, wrong = read(" 4006381333931 | 96385074*6|mug-12*12 |")

    assert drafts == (BarcodeDraft("4006381333931"), BarcodeDraft("96385074", 6), BarcodeDraft("MUG-12", 12))
    assert not wrong


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("4006381333932", "channels.check_digit"),
        ("4.00638E+12", "channels.excel_number"),
        ("4,00638E+12", "channels.excel_number"),
        ("36000291452", "channels.lost_zero"),
        ("#UNDO", "channels.command_code"),
        ("TO001", "channels.own_code"),
        ("BA1001", "channels.own_code"),
        ("ZOA", "channels.own_code"),
        ("ST12", "channels.own_code"),
        ("OR17", "channels.own_code"),
        ("PLA0307B", "channels.own_code"),
        ("pla0307b", "channels.own_code"),
        ("00123456789012345675", "channels.own_code"),
        ("47", "channels.own_code"),
        ("TAZA ROJA", "channels.not_scannable"),
        ("AÑO", "channels.not_scannable"),
        ("X" * 65, "channels.not_scannable"),
        ("MUG-1*0", "channels.bad_pack"),
        ("MUG-1*", "channels.bad_pack"),
        ("MUG-1*six", "channels.bad_pack"),
        ("MUG-1*10001", "channels.bad_pack"),
    ],
)
def test_codes_that_would_not_scan_as_the_item_are_refused(cell: str, reason: str) -> None:
    drafts, wrong = read(cell)

    assert not drafts
    assert [(mistake.reason, mistake.column, mistake.row) for mistake in wrong] == [(reason, "EAN", 2)]


def test_the_right_check_digit_is_named() -> None:
    assert read("4006381333932")[1][0].names == {"code": "4006381333932", "right": "1"}
    assert read("36000291452")[1][0].names == {"right": "036000291452"}


def test_a_spreadsheets_fraction_is_repaired() -> None:
    assert read("4006381333931.0") == ((BarcodeDraft("4006381333931"),), [])


def test_one_wrong_code_does_not_hide_the_next() -> None:
    assert [wrong.value for wrong in read("TO001|4006381333931|ST1*6")[1]] == ["TO001", "ST1*6"]


@given(payload=st.from_regex(r"[0-9]{12}", fullmatch=True), at=st.integers(0, 12), change=st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(payload: str, at: int, change: int) -> None:
    right = payload + check_digit(payload)
    wrong = f"{right[:at]}{(int(right[at]) + change) % 10}{right[at + 1 :]}"

    assert check_digit(wrong[:-1]) != wrong[-1]


def test_a_upc_and_its_ean_are_the_same_code() -> None:
    assert same_code("036000291452") == same_code("0036000291452")
    assert same_code("ABC") == "ABC"
