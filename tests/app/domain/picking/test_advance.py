"""Walks told scan by scan, the way a picker would."""

from dataclasses import replace

from app.domain.codes import CheckDigits, Command, ItemCode, PlaceCode, ToteCode, Unknown
from app.domain.deeds import HandedOver, Picked, Shorted, Skipped, ToteBound, ToteFull, Unpicked, WalkFinished
from app.domain.picking.advance import advance
from app.domain.picking.outcome import Outcome
from app.domain.picking.setbacks import OrderCancelled, TakenOver
from app.domain.picking.walk import (
    AtDrop,
    AtItem,
    AtPlace,
    AtReason,
    AtTote,
    AtTotes,
    AtZero,
    Finished,
    Method,
    Put,
    Slot,
    Stop,
    Walk,
)
from app.domain.reasons import Cue, Reason

MUG = ItemCode("MUG", "RED MUG", 1)
MUG6 = ItemCode("MUG", "RED MUG", 6)
CUP = ItemCode("CUP", "BLUE CUP", 1)
SHELF_A, SHELF_B = PlaceCode("A01-01-A"), PlaceCode("A02-05-B")
PACK = PlaceCode("PACK-1")


def a_walk(*stops: Stop, slots: int = 1, on_hand: int = 50) -> Walk:
    stops = stops or (
        Stop("A01-01-A", "42", "MUG", "RED MUG", "78905", on_hand, (Put(1, 0, 11, 2),)),
        Stop("A02-05-B", "17", "CUP", "BLUE CUP", "78912", on_hand, (Put(2, 0, 12, 1),)),
    )
    cart = tuple(Slot(i + 1, 100 + i, f"W-{100 + i}", "PACK-1") for i in range(slots))
    return Walk(
        7,
        Method.BATCH if slots > 1 else Method.SINGLE,
        1,
        "",
        "HOSPITAL",
        ("PACK-1", "PACK-2", "HOSPITAL"),
        cart,
        stops,
        AtTotes(0),
        millimetres=9000,
    )


def play(walk: Walk, *events: object) -> Outcome:
    deeds: list[object] = []
    outcome = Outcome(walk)
    for event in events:
        outcome = advance(outcome.walk, event)  # type: ignore[arg-type]
        assert not outcome.refused, (event, outcome.reason, outcome.names)
        deeds += outcome.deeds
    return replace(outcome, deeds=tuple(deeds))  # type: ignore[arg-type]


def test_a_single_walk_is_place_item_tote_and_ends_at_the_bench() -> None:
    end = play(
        a_walk(), ToteCode("TO0001"), SHELF_A, MUG, MUG, ToteCode("TO0001"), SHELF_B, CUP, ToteCode("TO0001"), PACK
    )
    assert isinstance(end.walk.step, Finished)
    assert [type(d) for d in end.deeds] == [ToteBound, Picked, Picked, HandedOver, WalkFinished]
    assert [d.n for d in end.deeds] == [1, 2, 3, 4, 5]
    assert end.cue is Cue.DONE


def test_nothing_is_booked_before_the_tote_is_scanned() -> None:
    end = play(a_walk(), ToteCode("TO0001"), SHELF_A, MUG, MUG)
    assert end.walk.step == AtTote(0, 2)
    assert [type(d) for d in end.deeds] == [ToteBound]


def test_a_wrong_item_is_named_and_is_not_an_unknown_code() -> None:
    at_item = play(a_walk(), ToteCode("TO0001"), SHELF_A).walk
    wrong = advance(at_item, CUP)
    assert wrong.refused
    assert wrong.reason is Reason.WRONG_ITEM
    assert (wrong.names["item"], wrong.names["expected"]) == ("BLUE CUP", "RED MUG")
    assert advance(at_item, Unknown("xyz")).reason is Reason.UNKNOWN_CODE
    assert wrong.walk == at_item


def test_an_item_scanned_before_its_place_is_sent_back_to_the_place() -> None:
    assert advance(play(a_walk(), ToteCode("TO0001")).walk, MUG).reason is Reason.PLACE_FIRST


def test_typed_check_digits_stand_for_the_place_label() -> None:
    walk = play(a_walk(), ToteCode("TO0001")).walk
    assert play(walk, CheckDigits("42")).walk.step == AtItem(0)
    assert advance(walk, CheckDigits("43")).reason is Reason.WRONG_DIGITS


def test_a_multi_pack_counts_its_units_and_never_too_many() -> None:
    stop = Stop("A01-01-A", "42", "MUG", "RED MUG", "78905", 50, (Put(1, 0, 11, 8),))
    walk = play(a_walk(stop), ToteCode("TO0001"), SHELF_A, MUG6).walk
    assert walk.step == AtItem(0, 6)
    assert advance(walk, MUG6).reason is Reason.TOO_MANY
    assert play(walk, MUG, MUG).walk.step == AtTote(0, 8)


def test_a_large_quantity_is_given_as_a_number_and_asked_for_twice() -> None:
    stop = Stop("A01-01-A", "42", "MUG", "RED MUG", "78905", 2000, (Put(1, 0, 11, 1008),))
    walk = play(a_walk(stop), ToteCode("TO0001"), SHELF_A).walk
    assert advance(walk, Command("QTY", 1008)).reason is Reason.ITEM_FIRST
    asked = advance(play(walk, MUG).walk, Command("QTY", 1008))
    assert asked.reason is Reason.CONFIRM_QUANTITY
    assert advance(asked.walk, Command("QTY", 1008)).walk.step == AtTote(0, 1008)
    assert advance(advance(asked.walk, MUG).walk, Command("QTY", 1008)).reason is Reason.CONFIRM_QUANTITY


def test_a_part_can_be_put_early_and_the_rest_is_next_at_once() -> None:
    end = play(a_walk(), ToteCode("TO0001"), SHELF_A, MUG, ToteCode("TO0001"))
    assert end.walk.step == AtItem(0)
    assert end.walk.stops[0].left == 1


def a_batch() -> Walk:
    stop = Stop("A01-01-A", "42", "MUG", "RED MUG", "78905", 50, (Put(1, 0, 11, 2), Put(2, 1, 21, 1), Put(3, 2, 31, 2)))
    return a_walk(stop, slots=3)


def test_a_batch_takes_a_tote_for_each_order_and_puts_one_after_the_other() -> None:
    t1, t2, t3 = ToteCode("TO0001"), ToteCode("TO0002"), ToteCode("TO0003")
    walk = play(a_batch(), t1, t2, t3, SHELF_A, MUG, Command("QTY", 5)).walk
    assert walk.step == AtTote(0, 5)
    wrong = advance(walk, t3)
    assert wrong.reason is Reason.WRONG_TOTE
    assert (wrong.names["slot"], wrong.names["expected_slot"]) == (3, 1)
    end = play(walk, t1, t2, t3, PACK)
    assert [d.qty for d in end.deeds if isinstance(d, Picked)] == [2, 1, 2]
    assert len([d for d in end.deeds if isinstance(d, HandedOver)]) == 3


def test_one_tote_never_holds_two_orders() -> None:
    walk = play(a_batch(), ToteCode("TO0001")).walk
    assert advance(walk, ToteCode("TO0001")).reason is Reason.TOTE_TAKEN
    assert advance(replace(walk, busy=("TO0009",)), ToteCode("TO0009")).reason is Reason.TOTE_BUSY


def test_a_short_gives_up_the_last_orders_first_and_keeps_what_was_found() -> None:
    totes = [ToteCode(f"TO000{i}") for i in (1, 2, 3)]
    walk = play(a_batch(), *totes, SHELF_A, MUG, MUG, MUG, Command("SHORT")).walk
    assert walk.step == AtReason(0, 3)
    assert advance(walk, Command("R", 9)).reason is Reason.CHOOSE_CAUSE
    end = play(walk, Command("R", 1))
    assert [(d.put, d.qty, d.cause) for d in end.deeds if isinstance(d, Shorted)] == [(3, 2, "not_found")]
    assert end.walk.step == AtTote(0, 3)
    assert play(end.walk, totes[0], totes[1]).walk.step == AtDrop()


def test_a_skipped_stop_comes_back_at_the_end_and_the_last_one_cannot_be_skipped() -> None:
    t = ToteCode("TO0001")
    skipped = play(a_walk(), t, Command("SKIP"))
    assert [type(d) for d in skipped.deeds] == [ToteBound, Skipped]
    walk = play(skipped.walk, SHELF_B, CUP, t).walk
    assert walk.stops[walk.step.stop].sku == "MUG"  # type: ignore[union-attr]
    assert advance(walk, Command("SKIP")).reason is Reason.LAST_STOP


def test_undo_takes_back_the_count_then_the_last_put() -> None:
    t = ToteCode("TO0001")
    walk = play(a_walk(), t, SHELF_A, MUG).walk
    assert play(walk, Command("UNDO")).walk.step == AtItem(0)
    back = play(a_walk(), t, SHELF_A, MUG, MUG, t, Command("UNDO"))
    last = back.deeds[-1]
    assert isinstance(last, Unpicked)
    assert (last.reverses, last.qty) == (2, 2)
    assert back.walk.step == AtItem(0)
    assert back.walk.stops[0].left == 2
    assert advance(back.walk, Command("UNDO")).reason is Reason.NOTHING_TO_UNDO


def test_a_full_tote_is_followed_by_another_one_for_the_same_order() -> None:
    t1, t2 = ToteCode("TO0001"), ToteCode("TO0002")
    end = play(a_walk(), t1, SHELF_A, MUG, MUG, t1, Command("FULL"), t2, SHELF_B, CUP, t2, PACK)
    assert [type(d) for d in end.deeds] == [
        ToteBound, Picked, ToteFull, ToteBound, Picked, HandedOver, HandedOver, WalkFinished,
    ]  # fmt: skip


def test_a_full_tote_can_be_put_down_at_once() -> None:
    t1, t2 = ToteCode("TO0001"), ToteCode("TO0002")
    end = play(a_walk(), t1, SHELF_A, MUG, MUG, t1, Command("FULL"), PACK, t2, SHELF_B, CUP, t2, PACK)
    assert [d.tote for d in end.deeds if isinstance(d, HandedOver)] == ["TO0001", "TO0002"]


def test_a_fresh_tote_instead_of_the_orders_own_is_taken_at_the_second_scan() -> None:
    t1, t2 = ToteCode("TO0001"), ToteCode("TO0002")
    walk = play(a_walk(), t1, SHELF_A, MUG, MUG).walk
    asked = advance(walk, t2)
    assert asked.reason is Reason.CONFIRM_NEW_TOTE
    assert not asked.deeds
    assert [type(d) for d in advance(asked.walk, t2).deeds] == [ToteFull, ToteBound, Picked]


def test_the_place_is_checked_only_when_the_books_expect_it_empty() -> None:
    t = ToteCode("TO0001")
    walk = play(a_walk(on_hand=2), t, SHELF_A, MUG, MUG, t).walk
    assert walk.step == AtZero(0)
    assert advance(walk, SHELF_B).reason is Reason.ANSWER_ZERO
    assert play(walk, Command("NO")).deeds[0].empty is False  # type: ignore[union-attr]
    assert play(a_walk(on_hand=3), t, SHELF_A, MUG, MUG, t).walk.step == AtPlace(1)


def test_an_unexpected_bench_is_taken_at_the_second_scan_and_a_shelf_never() -> None:
    t = ToteCode("TO0001")
    walk = play(a_walk(), t, SHELF_A, MUG, MUG, t, SHELF_B, CUP, t).walk
    assert advance(walk, SHELF_A).reason is Reason.WRONG_DROP
    asked = advance(walk, PlaceCode("PACK-2"))
    assert asked.reason is Reason.CONFIRM_DROP
    assert isinstance(advance(asked.walk, PlaceCode("PACK-2")).walk.step, Finished)


def test_totes_from_the_earlier_zone_are_scanned_before_anything_is_picked() -> None:
    walk = a_walk()
    walk = replace(walk, method=Method.ZONE, slots=(replace(walk.slots[0], incoming=("TO0005", "TO0006")),))
    assert advance(walk, ToteCode("TO0001")).reason is Reason.WRONG_TOTE
    ready = play(walk, ToteCode("TO0006"), ToteCode("TO0005"))
    assert ready.deeds == ()
    end = play(ready.walk, SHELF_A, MUG, MUG, ToteCode("TO0005"), SHELF_B, CUP, ToteCode("TO0005"), PACK)
    assert {d.tote for d in end.deeds if isinstance(d, HandedOver)} == {"TO0005", "TO0006"}


def test_a_cancelled_order_leaves_the_walk_and_its_tote_goes_to_the_hospital() -> None:
    totes = [ToteCode(f"TO000{i}") for i in (1, 2, 3)]
    walk = play(a_batch(), *totes, SHELF_A, MUG, Command("QTY", 5), totes[0]).walk
    told = advance(walk, OrderCancelled(100))
    assert told.reason is Reason.ORDER_CANCELLED
    assert told.walk.step == AtTote(0, 3)
    end = play(told.walk, totes[1], totes[2], PACK)
    assert end.walk.step == AtDrop()
    assert isinstance(play(end.walk, PlaceCode("HOSPITAL")).walk.step, Finished)


def test_a_walk_of_cancelled_orders_only_is_over_at_once() -> None:
    told = advance(play(a_walk(), ToteCode("TO0001")).walk, OrderCancelled(100))
    assert isinstance(told.walk.step, Finished)
    assert isinstance(told.deeds[-1], WalkFinished)


def test_a_walk_taken_over_by_somebody_ends_here_without_a_deed() -> None:
    told = advance(play(a_walk(), ToteCode("TO0001"), SHELF_A).walk, TakenOver("Luis"))
    assert told.deeds == ()
    assert advance(told.walk, MUG).reason is Reason.WALK_OVER
