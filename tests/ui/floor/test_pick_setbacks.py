"""Picking when things go otherwise: shorts, full totes, news from the centre, a disk that takes nothing."""

import pytest

from app.domain.deeds import Shorted
from app.domain.errors import Conflict, Unavailable
from app.domain.picking.setbacks import OrderCancelled, TakenOver
from tests.ui.floor.floor_world import HOLDER, Picker, batch, single
from tests.ui.floor.reading import TIMES, key, said
from ui.presenters.frame import Mood
from ui.presenters.lane import HeldLane


def test_a_short_is_declared_with_a_cause_and_can_be_taken_back() -> None:
    picker = Picker(single())
    picker.until("item")
    picker.scan(HOLDER)
    asked = picker.scan("#SHORT")
    assert (asked.step, [command.code for command in asked.frame.choices]) == (
        "reason",
        ["#R1", "#R2", "#R3", "#R4", "#R5", "#HOME"],
    )
    assert said(asked.frame.instruction).startswith("Missing here: 2")
    assert picker.scan("#UNDO").step == "item"
    assert picker.scan("#SHORT", "#R2").step == "tote"
    assert [deed.qty for deed in picker.walking.deeds if isinstance(deed, Shorted)] == [2]


def test_an_expected_empty_place_is_asked_about() -> None:
    picker = Picker(single(on_hand=3))
    asked = picker.until("zero")
    assert [command.code for command in asked.frame.choices] == ["#YES", "#NO", "#HOME"]
    assert said(asked.frame.progress) == "stop 1 of 2"
    assert picker.scan("#NO").step == "place"


def test_a_full_tote_is_put_down_and_the_next_one_taken() -> None:
    picker = Picker(batch())
    picker.until("tote")
    picker.scan("TO0001")
    assert not next(c for c in picker.presenter.state.frame.commands if c.code == "#FULL").enabled, "slot 5 is empty"
    swap = picker.scan("#FULL1")
    assert (swap.step, swap.slot, swap.drop) == ("swap", 1, "PACK-1")
    assert swap.faces.slots[0].state == "full"
    assert key(picker.scan("PLPACK1")) == "pick.do.swapped"
    assert picker.scan("TO0077").step == "tote"
    assert said(picker.presenter.state.faces.slots[0].label).endswith("0077")


def test_undo_says_what_no_longer_counts() -> None:
    picker = Picker(single())
    picker.until("tote")
    undone = picker.scan("#UNDO")
    assert (picker.cue, undone.frame.mood, undone.step) == ("attention", Mood.ATTENTION, "item")
    assert said(undone.frame.instruction) == f"Undone: 3 {TIMES} 85123A. Take them out and scan again."
    assert said(undone.frame.detail) == "Scan the item"


def test_a_cancelled_order_is_told_at_once_and_crossed_out_on_the_cart() -> None:
    picker = Picker(batch())
    picker.until("item")
    picker.walking.news.append(OrderCancelled(1001))
    picker.presenter.poll()
    state = picker.presenter.state
    assert (picker.cue, state.frame.mood, key(state)) == ("attention", Mood.ATTENTION, "reason.order_cancelled")
    assert "HOSPITAL" in said(state.frame.instruction)
    assert (state.faces.slots[0].cancelled, said(state.faces.slots[0].label)) == (True, "CANCELLED")
    assert state.left_here == 3
    picker.until("finished")


def test_news_that_changes_nothing_disturbs_nobody() -> None:
    picker = Picker(single())
    picker.walking.news.append(OrderCancelled(9999))
    shown = len(picker.seen.states)
    picker.presenter.poll()
    assert (len(picker.seen.states), picker.presenter.busy) == (shown, False)


def test_a_walk_that_was_taken_over_ends_here() -> None:
    picker = Picker(single())
    picker.until("item")
    picker.walking.news.append(TakenOver("Eva Sol"))
    picker.presenter.poll()
    assert said(picker.presenter.state.frame.instruction).startswith("Eva Sol has taken over")
    picker.scan("#OK")
    assert picker.seen.opened == ["home"]


def test_news_waits_while_a_scan_is_being_journaled() -> None:
    lane = HeldLane()
    picker = Picker(single(), lane)
    picker.scan("TO0001")
    assert picker.presenter.busy
    picker.walking.news.append(OrderCancelled(1001))
    picker.presenter.poll()
    assert lane.release() == 1
    assert not picker.presenter.busy
    assert picker.walking.has_news


def test_a_scan_that_was_not_saved_is_said_and_the_next_one_tries_again() -> None:
    picker = Picker(single())
    before = picker.until("place")
    picker.walking.broken = Unavailable("disk full")
    state = picker.scan("PLA0307B")
    assert (picker.cue, state.frame.mood, state.step, state.faces) == ("wrong", Mood.ERROR, "place", before.faces)
    assert said(state.frame.instruction).startswith("Nothing was saved. Stop scanning")
    picker.walking.broken = None
    assert picker.scan("PLA0307B").step == "item"


def test_a_lost_promise_is_said_and_a_bug_is_raised_again() -> None:
    picker = Picker(single())
    picker.walking.broken = Conflict("promises.walk_gone", walk=412)
    assert key(picker.scan("TO0001")) == "promises.walk_gone"
    picker.walking.broken = ZeroDivisionError("bug")
    with pytest.raises(ZeroDivisionError):
        picker.scan("TO0001")
    assert not picker.presenter.busy
