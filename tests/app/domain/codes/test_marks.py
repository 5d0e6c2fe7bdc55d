"""AIM identifiers: those that say GS1 stay, all others are taken off at the entrance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import BadgeCode, Command, ItemCode, ItemDetails, ToteCode, read_code, without_mark
from app.domain.codes.marks import GS1_MARKS, says_gs1
from tests.app.domain.codes.shelf import GS, Shelf

PLAIN = ("]C0", "]E0", "]E4", "]A0", "]d1", "]Q1", "]I1", "]z0", "]L0", "]X0")


@pytest.mark.parametrize("mark", PLAIN)
def test_an_identifier_that_adds_nothing_is_taken_off(mark: str) -> None:
    assert without_mark(f"{mark}#HOME") == "#HOME"
    shelf = Shelf()
    assert read_code(without_mark(f"{mark}#UNDO"), shelf) == Command("UNDO")
    assert read_code(without_mark(f"{mark}BA0001"), shelf) == BadgeCode("BA0001")
    assert read_code(without_mark(f"{mark}TO0001"), shelf) == ToteCode("TO0001")
    assert read_code(without_mark(f"{mark}8412345678905"), shelf) == ItemCode("MUG", "Mug", 1)


@pytest.mark.parametrize("mark", sorted(GS1_MARKS))
def test_one_that_says_gs1_stays(mark: str) -> None:
    assert without_mark(f"{mark}10L-42") == f"{mark}10L-42"
    assert says_gs1(f"{mark}1")
    assert not says_gs1(mark)


@pytest.mark.parametrize("text", ["", "]", "]C", "]C0", "]C1", "#HOME", "A]C0", "]-0x", "]C-x", "] C0x", GS])
def test_what_is_no_identifier_is_left_as_it_is(text: str) -> None:
    assert without_mark(text) == text


def test_a_separator_in_front_says_gs1_and_outlives_trimming() -> None:
    marked = without_mark(f"{GS}10L-42")
    assert marked == "]C110L-42"
    assert read_code(marked.strip(), Shelf()) == ItemDetails(lot="L-42")


@given(st.text(st.characters(codec="ascii"), min_size=1))
def test_only_the_first_identifier_is_taken_off(text: str) -> None:
    assert without_mark(f"]C0{text}") == text
