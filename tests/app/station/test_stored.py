from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import CheckDigits, Command, Meaning
from app.domain.packing.pack import Pack
from app.domain.picking.walk import AtItem, AtSwap, Method, Walk
from app.station.stored import MEANING_CLASSES, PACK_CLASSES, WALK_CLASSES, classes_of, from_json, to_json


@given(st.from_type(Walk))
def test_any_walk_comes_back_as_it_was(walk: Walk) -> None:
    again = from_json(to_json(walk), WALK_CLASSES)
    assert again == walk
    assert type(again.method) is Method
    assert repr(again) == repr(walk)  # equal is not enough: True == 1 and "single" == Method.SINGLE


@given(st.from_type(Pack))
def test_any_pack_comes_back_as_it_was(pack: Pack) -> None:
    again = from_json(to_json(pack), PACK_CLASSES)
    assert (again, repr(again)) == (pack, repr(pack))


@given(st.from_type(Meaning))  # type: ignore[arg-type]  # a union is a type to hypothesis, not yet to mypy
def test_any_scan_comes_back_as_it_was(meaning: Meaning) -> None:
    again = from_json(to_json(meaning), MEANING_CLASSES)
    assert (again, repr(again)) == (meaning, repr(meaning))


def test_the_form_is_the_one_that_is_written_down() -> None:
    assert to_json(AtSwap(2, AtItem(3, 1))) == '{"is":"AtSwap","slot":2,"back":{"is":"AtItem","stop":3,"hand":1}}'
    assert to_json((Method.BATCH, None, True)) == '[{"is":"Method","value":"batch"},null,true]'


def test_a_text_a_scanner_garbled_can_be_stored() -> None:
    assert from_json(to_json(CheckDigits("\udcff\x00")), MEANING_CLASSES) == CheckDigits("\udcff\x00")


def test_a_field_that_came_later_takes_its_default() -> None:
    assert from_json('{"is":"Command","name":"UNDO"}', MEANING_CLASSES) == Command("UNDO")


@pytest.mark.parametrize(
    "text",
    [
        '{"is":"Path","value":"/"}',
        '{"is":"Walk"}',
        '{"name":"UNDO"}',
        '{"is":["Command"],"name":"UNDO"}',
        '{"is":"Command","name":"UNDO","shout":true}',
        '{"is":"Command"}',
        '{"is":"CheckDigits","digits":1.5}',
        '{"is":"Command","name":{"is":"eval","value":"1"}}',
        "not json",
    ],
)
def test_what_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text, MEANING_CLASSES)


def test_an_unknown_member_of_an_enum_is_refused() -> None:
    with pytest.raises(ValueError, match="teleport"):
        from_json('{"is":"Method","value":"teleport"}', WALK_CLASSES)


@pytest.mark.parametrize("value", [1.5, [1], {"a": 1}, b"x", Command, AtItem(1, 0.5)])  # type: ignore[arg-type]  # wrong on purpose
def test_what_would_not_come_back_the_same_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError, match="no stored form"):
        to_json(value)


def test_two_classes_of_one_name_are_noticed() -> None:
    class Other(StrEnum):
        A = "a"

    @dataclass(frozen=True)
    class Method:
        other: Other

    with pytest.raises(ValueError, match="two classes are called Method"):
        classes_of(Walk, Method)
