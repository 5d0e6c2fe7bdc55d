"""A scanner that drops the separator is noticed, and right labels are not suspected."""

from random import Random

import pytest

from app.domain.codes import ItemCode, MalformedGs1, Meaning, Why, read_code
from tests.app.domain.codes.shelf import CASE, GS, MUG, Shelf


def read(text: str) -> Meaning:
    return read_code(f"]C1{text}", Shelf())


@pytest.mark.parametrize(
    "text",
    [
        f"01{MUG}10LOT-7{GS}17271231",
        f"01{MUG}10LOT-7{GS}15271200",
        f"01{MUG}21SN0001{GS}11260101",
        f"01{MUG}10LOT-7{GS}3103001250",
        f"01{MUG}10LOT-7{GS}1727123121SN1",
        f"01{MUG}21SN0001{GS}10LOT-7{GS}17271231",
        f"02{CASE}10LOT-7{GS}3748",
        f"10LOT-7{GS}01{MUG}",
        f"10LOT-7{GS}00340123450000000017",
        f"01{MUG}10{'A' * 15}{GS}21{'B' * 15}",
        f"01{MUG}10{'A' * 20}{GS}17271231",
        f"01{MUG}3748{GS}10LOT-7",
        f"01{MUG}7003260101120{GS}0X",
        f"01{MUG}240AB-1{GS}10L{GS}17271231",
    ],
)
@pytest.mark.parametrize("mark", ["]C1", "]d2"])
def test_a_code_whose_separators_were_dropped_is_refused(mark: str, text: str) -> None:
    stripped = text.replace(GS, "")
    assert read_code(mark + stripped, Shelf()) == MalformedGs1(stripped, Why.SEPARATOR)


@pytest.mark.parametrize("lot", ["LOT-7", "A", "12345678901234567890"])
def test_without_an_identifier_a_dropped_separator_is_noticed_as_well(lot: str) -> None:
    assert read_code(f"01{MUG}10{lot}17271231", Shelf()) == MalformedGs1(f"01{MUG}10{lot}17271231", Why.SEPARATOR)


@pytest.mark.parametrize(
    "lot",
    [
        "A",
        "LOT-717271",
        "L171231",  # a date alone, without its identifier
        "20271231",
        "2027-12-31",
        "17271231",  # the whole lot is eight digits: nothing would be left of it
        "LOT2117",  # 21 and 10 stand in many lots by chance
        "AB10C21D",
        "X17271331",  # no such month
        "X17270230",  # no such day
        "X14271231",  # no such field
        "L3748",  # a count belongs to 02 only
        "X0108412345678906",  # a wrong check digit
        "12345678901234567890",
    ],
)
def test_a_right_lot_is_not_suspected(lot: str) -> None:
    assert read(f"01{MUG}10{lot}") == ItemCode("MUG", "Mug", 1, MUG, lot)
    assert read(f"01{MUG}1727123110{lot}") == ItemCode("MUG", "Mug", 1, MUG, lot, "2027-12-31")


def test_what_the_code_said_before_is_not_said_again_by_the_end_of_its_lot() -> None:
    assert read(f"01{MUG}1727123110X17261130") == ItemCode("MUG", "Mug", 1, MUG, "X17261130", "2027-12-31")
    assert read(f"01{MUG}{GS}10X17261130") == ItemCode("MUG", "Mug", 1, MUG, "X17261130")  # it does send separators


def test_the_lot_of_a_pallet_label_with_its_count_is_left_alone() -> None:
    assert read(f"02{CASE}3704{GS}10L3748") == ItemCode("MUG", "Mug", 24, CASE, "L3748")


def test_a_lot_of_up_to_eight_signs_never_alarms_and_a_longer_number_hardly_ever() -> None:
    chance, numbers = Random(7), 4000  # noqa: S311  # not a secret
    alarms = 0
    for length in (8, 12):
        for _ in range(numbers):
            lot = "".join(chance.choices("0123456789", k=length))
            alarm = isinstance(read(f"01{MUG}10{lot}"), MalformedGs1)
            assert not (alarm and length == 8), lot
            alarms += alarm
    assert alarms < numbers * 0.01
