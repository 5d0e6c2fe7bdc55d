"""Second codes of labels, broken codes and expired goods, on a walk and at the bench."""

from datetime import date

import pytest

from app.domain.codes import (
    Command,
    Expired,
    ItemCode,
    ItemDetails,
    MalformedGs1,
    Meaning,
    ParcelCode,
    ToteCode,
    Why,
    if_fresh,
)
from app.domain.packing.advance import Weight
from app.domain.packing.advance import advance as pack_on
from app.domain.picking.advance import advance
from app.domain.picking.walk import AtItem, AtTote
from app.domain.reasons import Cue, Reason
from tests.app.domain.packing.test_packing import a_pack
from tests.app.domain.packing.test_packing import play as play_pack
from tests.app.domain.picking.test_advance import CUP, MUG, PACK, SHELF_A, SHELF_B, a_walk, play

LOT = ItemDetails("L-42", "2027-12-31")
TO_ITEM = (ToteCode("TO0001"), SHELF_A)
BEFORE = {
    "totes": (),
    "place": (ToteCode("TO0001"),),
    "item": TO_ITEM,
    "reason": (*TO_ITEM, Command("SHORT")),
    "swap": (*TO_ITEM, MUG, MUG, ToteCode("TO0001"), Command("FULL")),
    "drop": (*TO_ITEM, MUG, MUG, ToteCode("TO0001"), SHELF_B, CUP, ToteCode("TO0001")),
}


@pytest.mark.parametrize("step", BEFORE)
def test_before_the_item_its_second_code_is_no_wrong_scan_and_changes_nothing(step: str) -> None:
    walk = play(a_walk(), *BEFORE[step]).walk
    outcome = advance(walk, LOT)
    assert (outcome.walk, outcome.deeds, outcome.cue) == (walk, (), Cue.ATTENTION)
    assert (outcome.reason, outcome.names) == (Reason.DETAILS_ONLY, {"details": LOT})


@pytest.mark.parametrize(("scans", "step"), [((MUG,), AtItem(0, 1)), ((MUG, MUG), AtTote(0, 2))])
def test_with_the_item_in_hand_its_second_code_is_noted(scans: tuple[Meaning, ...], step: AtItem | AtTote) -> None:
    walk = play(a_walk(), *TO_ITEM, *scans).walk
    outcome = advance(walk, LOT)
    assert (outcome.walk.step, outcome.deeds, outcome.cue) == (step, (), Cue.OK)
    assert (outcome.reason, outcome.names) == (Reason.DETAILS_NOTED, {"details": LOT})


def test_a_walk_scanned_with_every_second_code_goes_the_same_way() -> None:
    short = (MUG, MUG, ToteCode("TO0001"), SHELF_B, CUP, ToteCode("TO0001"), PACK)
    long = [each for scan in short for each in ((scan, LOT) if isinstance(scan, ItemCode) else (scan,))]
    assert play(a_walk(), *TO_ITEM, *long).deeds == play(a_walk(), *TO_ITEM, *short).deeds


def test_at_the_bench_the_second_code_is_noted_after_a_unit_and_asks_for_the_item_before() -> None:
    first = pack_on(a_pack(), LOT)
    assert (first.pack, first.deeds, first.cue, first.reason) == (a_pack(), (), Cue.ATTENTION, Reason.DETAILS_ONLY)
    one = play_pack(a_pack(), MUG).pack
    noted = pack_on(one, LOT)
    assert (noted.pack, noted.deeds, noted.cue, noted.reason) == (one, (), Cue.OK, Reason.DETAILS_NOTED)
    end = play_pack(one, LOT, MUG, LOT, MUG, CUP, LOT, Weight(1155), LOT, ParcelCode("0" * 18))
    assert len(end.deeds) == len(play_pack(one, MUG, MUG, CUP, Weight(1155), ParcelCode("0" * 18)).deeds)


@pytest.mark.parametrize("why", list(Why))
def test_a_broken_code_is_refused_everywhere_and_says_why(why: Why) -> None:
    for step in BEFORE.values():
        outcome = advance(play(a_walk(), *step).walk, MalformedGs1("17271233", why))
        assert (outcome.refused, outcome.reason) == (True, Reason.MALFORMED_GS1)
        assert outcome.names == {"text": "17271233", "why": why}
    packed = pack_on(a_pack(), MalformedGs1("17271233", why))
    assert (packed.refused, packed.reason, packed.pack) == (True, Reason.MALFORMED_GS1, a_pack())


def test_expired_goods_are_neither_picked_nor_packed() -> None:
    old = Expired("2025-12-31", "MUG", "RED MUG")
    walk = play(a_walk(), *TO_ITEM, MUG).walk
    outcome = advance(walk, old)
    assert (outcome.refused, outcome.reason, outcome.walk.step) == (True, Reason.EXPIRED, AtItem(0, 1))
    assert outcome.names == {"expires": "2025-12-31", "sku": "MUG", "name": "RED MUG"}
    packed = pack_on(a_pack(), old)
    assert (packed.refused, packed.reason, packed.deeds) == (True, Reason.EXPIRED, ())
    assert advance(walk, Expired("2025-12-31")).reason is Reason.EXPIRED


@pytest.mark.parametrize(
    ("last", "expired"),
    [("", False), ("2026-03-01", True), ("2026-03-02", False), ("2026-03-03", False), ("1999-12-31", True)],
)
def test_goods_may_be_used_on_their_last_day_and_not_after_it(last: str, expired: bool) -> None:  # noqa: FBT001
    today = date(2026, 3, 2)
    item = ItemCode("MUG", "Mug", 1, expires=last)
    assert if_fresh(item, today) == (Expired(last, "MUG", "Mug") if expired else item)
    details = ItemDetails("L-42", last)
    assert if_fresh(details, today) == (Expired(last) if expired else details)
    assert if_fresh(PACK, today) == PACK
