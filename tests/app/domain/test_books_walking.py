"""Totes put down, shelves looked at, walks ended."""

import pytest

from app.domain.books.booking import Outcome
from app.domain.books.rows import SlotRow, ToteRow, WalkRow
from app.domain.deeds import HandedOver, Picked, SignedIn, Skipped, ToteBound, ToteFull, WalkFinished, ZeroChecked
from tests.app.domain.desk import Desk

ALL = (
    Picked(1, 2, 1, 1, 1, 1, "S1", "A-1", "T1", 3),
    Picked(1, 2, 2, 2, 1, 2, "S2", "A-2", "T1", 2),
)
END = WalkFinished(1, 2, 9, 1000)


def test_a_tote_stands_where_it_was_put_down() -> None:
    desk = Desk()
    desk.tell(ToteBound(1, 2, 1, "T1", 1), HandedOver(1, 2, 2, "T1", 1, "P-2"))
    assert desk.books.totes.get("T1") == ToteRow("T1", 1, 1, "P-2")


def test_a_tote_for_an_order_nobody_knows_is_flagged() -> None:
    desk = Desk()
    desk.tell(ToteBound(1, 2, 1, "T1", 77))
    assert desk.issues() == ["unknown_order"]
    assert desk.books.totes.get("T1") == ToteRow("T1")


@pytest.mark.parametrize(
    ("place", "empty", "issues"),
    [("A-1", True, ["count"]), ("A-1", False, []), ("Z-9", False, ["count"]), ("Z-9", True, [])],
)
def test_a_shelf_that_looks_otherwise_is_to_be_counted(place: str, empty: bool, issues: list[str]) -> None:  # noqa: FBT001 - a case of the table
    desk = Desk()
    assert desk.tell(ZeroChecked(1, 2, 1, place, "S1", empty)) is Outcome.NOTED
    assert desk.issues() == issues


def test_deeds_without_effect_are_noted_and_counted() -> None:
    desk = Desk()
    assert desk.tell(ToteFull(1, 2, 4, "T1", 1)) is Outcome.NOTED
    assert desk.tell(Skipped(1, 2, 5, "A-1", "S1")) is Outcome.NOTED
    assert desk.tell(SignedIn("BA1")) is Outcome.NOTED
    walk = desk.books.walks.get(1)
    assert walk is not None
    assert walk.deeds == 5
    assert (desk.moves(), desk.issues()) == ([], [])


def test_a_finished_walk_sends_its_order_to_the_bench() -> None:
    desk = Desk()
    desk.tell(*ALL, END)
    assert desk.order() == "picked"
    assert all(slot.handed for slot in desk.books.slots.all())
    assert desk.issues() == []


def test_what_was_not_settled_is_released_and_flagged() -> None:
    desk = Desk()
    desk.tell(ALL[0], END)
    assert (desk.pick(2), desk.held("S2", "A-2"), desk.line(2)) == ((0, 0, "void"), (2, 0), (0, 0, 0, 0))
    assert (desk.order(), desk.issues()) == ("picked", ["left_open"])


def test_an_order_without_a_unit_waits_for_goods() -> None:
    desk = Desk()
    desk.tell(END)
    row = desk.books.orders.get(1)
    assert row is not None
    assert (row.state, row.wave_id) == ("backordered", None)


def test_an_older_claim_does_not_end_a_walk_that_goes_on() -> None:
    desk = Desk()
    desk.tell(WalkFinished(1, 1, 9, 0))
    walk = desk.books.walks.get(1)
    assert walk is not None
    assert (walk.state, desk.pick(1), desk.issues()) == ("claimed", (0, 0, "open"), ["old_fence"])


def test_the_next_zone_opens_when_every_zone_before_it_is_done() -> None:
    desk = Desk()
    desk.books.walks.load([WalkRow(2, "zone", "claimed"), WalkRow(3, "zone", "waiting"), WalkRow(4, "zone", "waiting")])
    desk.books.slots.load([SlotRow(3, 1, 1, "P-1", 1), SlotRow(3, 2, 2, "P-1", 2), SlotRow(4, 1, 1, "P-1", 3)])
    desk.tell(*ALL, END)
    assert states(desk) == ["finished", "claimed", "waiting", "waiting"]
    assert desk.order() == "picking"
    desk.tell(WalkFinished(2, 0, 1, 0))
    assert states(desk) == ["finished", "finished", "open", "waiting"]
    desk.tell(WalkFinished(3, 0, 1, 0), WalkFinished(4, 0, 1, 0))
    assert desk.order() == "picked"


def states(desk: Desk) -> list[str]:
    return [walk.state for walk in desk.books.walks.all()]


def test_a_walk_ends_once() -> None:
    desk = Desk()
    desk.tell(*ALL, END)
    desk.set_order("packing")
    desk.tell(END)
    assert desk.order() == "packing"
