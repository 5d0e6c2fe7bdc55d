"""Facts that can never be booked are known before they touch the books, and do no harm."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.books import booking
from app.domain.books.booking import Outcome, book
from app.domain.books.reading import Unreadable, read
from app.domain.deeds import Counted, Deed, Packed, Picked, Stocked
from app.domain.facts import GENESIS, Fact, Journal, seal
from tests.app.domain.desk import NOW, Desk

STOCKED = {"place": "A-1", "sku": "S1", "qty": 1, "source": "opening", "reference": "r"}


def fact(deed: Deed) -> Fact:
    return seal(deed, Journal("ST1", "j"), seq=1, who="BA1", at=NOW, prev_hash=GENESIS)


def stocked(**changes: Any) -> Fact:
    sound = fact(Stocked("A-1", "S1", 1, "opening", "r"))
    return replace(sound, payload=STOCKED | changes)


def test_a_sound_deed_is_read() -> None:
    assert read(stocked()) == Stocked("A-1", "S1", 1, "opening", "r")


def test_fields_of_a_newer_program_are_left_out() -> None:
    assert read(stocked(colour="red")) == Stocked("A-1", "S1", 1, "opening", "r")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"qty": 0}, Unreadable.QUANTITY),
        ({"qty": -2}, Unreadable.QUANTITY),
        ({"qty": 10**7}, Unreadable.QUANTITY),
        ({"qty": "2"}, Unreadable.FIELD),
        ({"qty": True}, Unreadable.FIELD),
        ({"qty": 1.5}, Unreadable.FIELD),
        ({"sku": None}, Unreadable.FIELD),
        ({"sku": ""}, Unreadable.CODE),
        ({"sku": "S1 "}, Unreadable.CODE),
        ({"sku": "S\x001"}, Unreadable.CODE),
        ({"place": "LOSS"}, Unreadable.CODE),
        ({"place": "A" * 201}, Unreadable.CODE),
    ],
)
def test_what_makes_no_sense_is_told_by_its_reason(changes: dict[str, Any], why: Unreadable) -> None:
    assert read(stocked(**changes)) is why


def test_an_unknown_kind_a_missing_field_and_a_way_to_nowhere() -> None:
    assert read(replace(stocked(), kind="Danced")) is Unreadable.KIND
    assert read(replace(stocked(), payload={"place": "A-1"})) is Unreadable.FIELD
    assert read(fact(Packed("T1", 1, 1, "S1", "T1", 1))) is Unreadable.ENDS
    assert read(fact(Picked(2**63, 1, 1, 1, 1, 1, "S1", "A-1", "T1", 1))) is Unreadable.FIELD


def test_a_count_may_say_that_nothing_is_there() -> None:
    assert read(fact(Counted("A-1", "S1", 0))) == Counted("A-1", "S1", 0)


def test_an_unreadable_fact_is_parked_and_says_why() -> None:
    desk = Desk()
    assert book(desk.books, stocked(qty=0)) is Outcome.PARKED
    assert desk.issues() == ["parked"]
    assert desk.books.movements == []


def test_a_rule_that_fails_half_way_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, expected_logs: list[str]
) -> None:
    expected_logs.append("cannot be booked and is parked")
    desk = Desk()
    whole = booking._RULES[Stocked]

    def fail_late(books: Any, deed: Any) -> None:
        whole(books, deed)
        raise RuntimeError("a bug")

    monkeypatch.setitem(booking._RULES, Stocked, fail_late)
    assert desk.tell(Counted("A-2", "S2", 4), Stocked("NEW", "NEW", 3, "opening", "r")) is Outcome.PARKED
    monkeypatch.undo()
    assert (desk.books.items.get("NEW"), desk.books.places.get("NEW"), desk.held("NEW", "NEW")) == (None, None, (0, 0))
    assert desk.moves() == [("count", "S2", "FOUND", "A-2", 2)]
    assert desk.tell(Stocked("NEW", "NEW", 3, "opening", "r")) is Outcome.BOOKED
    assert desk.held("NEW", "NEW") == (3, 0)
    assert desk.books.movements[-1].number == 1
