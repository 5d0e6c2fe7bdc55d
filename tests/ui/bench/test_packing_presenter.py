"""The packing presenter without a window: an order, refusals, typed digits, weights."""

import pytest

from app.domain.packing.pack import Content, PackLine
from tests.ui.bench.bench_world import BOSS, CUP, FIRST, LEADER, MUG, PEN, PIN, SECOND, MemoryBench, small_pack
from tests.ui.bench.packer import RIGHT, WRONG, Packer
from ui.presenters.frame import Mood, Scan
from ui.presenters.lane import HeldLane


def test_an_order_goes_from_tote_to_closed_parcel() -> None:
    packer = Packer()
    steps = [packer.step]
    packer.scan("TO0001", MUG)
    steps.append(packer.step)
    packer.scan(MUG, MUG, CUP, CUP)
    steps.append(packer.step)
    packer.presenter.weight(RIGHT)
    steps.append(packer.step)
    packer.scan(f"00{FIRST}")
    steps.append(packer.step)
    assert steps == ["idle", "verifying", "weighing", "labelling", "closed"]
    assert packer.album.cue == "done"
    assert packer.album.frame.mood is Mood.DONE
    assert packer.presenter.state.complete


def test_the_state_tells_a_machine_everything() -> None:
    packer = Packer()
    packer.scan("TO0001", MUG, MUG)
    state = packer.presenter.state
    assert (state.ref, state.totes, state.sscc) == ("537446", ("TO0001", "TO0002"), FIRST)
    assert [(each.sku, each.left, each.need) for each in state.lines] == [("MUG", 1, 3), ("CUP", 2, 2)]
    assert (state.expected_g, state.last, state.need, state.packed) == (750, 0, 5, 2)
    assert not state.complete


def test_each_scan_counts_only_while_verifying() -> None:
    packer = Packer()
    assert not packer.presenter.counts_scans
    packer.scan("TO0001")
    assert packer.presenter.counts_scans
    packer.scan(MUG, MUG, MUG, CUP, CUP)
    assert not packer.presenter.counts_scans


@pytest.mark.parametrize(
    ("before", "scan"),
    [
        ((), MUG),
        ((), "TO0099"),
        (("TO0001",), PEN),
        (("TO0001",), "???"),
        (("TO0001",), "TO0001"),
        (("TO0001",), "#UNDO"),
        (("TO0001",), "#BOX"),
        (("TO0001",), "#QTY3"),
        (("TO0001", MUG), "#QTY9"),
        (("TO0001", CUP, CUP), CUP),
        (("TO0001", "#SHORT"), "#R9"),
        (("TO0001", MUG, "#BOX"), MUG),
        (("TO0001", MUG, "#BOX"), "BA0777"),
        (("TO0001", MUG, "#BOX", "#W450"), MUG),
        (("TO0001", MUG, "#BOX", "#W450"), "#UNDO"),
        (("TO0001", MUG, "#BOX", "#W450"), f"00{SECOND}"),
        (("TO0001", MUG, "#BOX", "#W450", "#REPRINT"), "#R7"),
    ],
)
def test_a_refusal_is_said_in_red_and_changes_nothing(before: tuple[str, ...], scan: str) -> None:
    packer = Packer()
    packer.scan(*before)
    was = packer.presenter.state
    packer.scan(scan)
    assert packer.album.cue == "wrong"
    assert packer.album.frame.mood is Mood.ERROR
    assert (packer.step, packer.presenter.state.lines) == (was.step, was.lines)
    assert "{" not in packer.say()


def test_the_next_accepted_scan_brings_the_task_back() -> None:
    packer = Packer()
    packer.scan("TO0001", PEN, MUG)
    assert packer.album.frame.mood is Mood.TODO
    assert packer.album.cue == "ok"


@pytest.mark.parametrize(
    ("before", "typed", "meant"),
    [
        (("TO0001", MUG), "3", 3),
        (("TO0001", MUG, MUG, MUG, CUP, CUP), "1255", 5),
    ],
)
def test_typed_digits_are_a_quantity_or_a_weight(before: tuple[str, ...], typed: str, meant: int) -> None:
    packer = Packer()
    packer.scan(*before)
    packer.scan(typed, typed=True)
    assert packer.album.cue == "ok"
    assert packer.presenter.state.packed == meant


def test_a_typed_barcode_and_a_typed_parcel_number_are_read_as_such() -> None:
    packer = Packer()
    packer.scan("TO0001")
    packer.scan(MUG, MUG, MUG, CUP, CUP, "1255", FIRST, typed=True)
    assert packer.step == "closed"


def test_a_quantity_above_the_limit_is_asked_for_twice() -> None:
    lines = (PackLine(1, "MUG", "Taza", 300, 200),)
    packer = Packer(MemoryBench(small_pack(lines=lines, contents=(Content("TO0001", 1, "MUG", 200),))))
    packer.scan("TO0001", MUG, "#QTY150")
    assert (packer.album.cue, packer.presenter.state.packed) == ("attention", 1)
    packer.scan("#QTY150")
    assert packer.presenter.state.packed == 150


def test_the_scale_is_asked_when_the_parcel_is_to_be_weighed_and_again_on_demand() -> None:
    packer = Packer()
    packer.presenter.weight(RIGHT)
    assert packer.step == "idle", "a weight that nobody wants is not taken"
    packer.to_the_scale()
    assert packer.scale.asked == 1
    packer.presenter.weight(0)
    assert packer.step == "weighing"
    packer.scan("#WEIGH")
    assert packer.scale.asked == 2


def test_a_wrong_weight_shows_both_numbers_and_takes_a_supervisors_badge() -> None:
    packer = Packer()
    packer.to_the_scale()
    assert not packer.presenter.takes_badges
    packer.presenter.weight(WRONG)
    state = packer.presenter.state
    assert (state.wrong_weight, state.measured_g, state.expected_g) == (True, WRONG, 1250)
    assert "1,500 g" in packer.say()
    assert packer.presenter.takes_badges
    packer.scan(LEADER)
    assert packer.step == "weighing"
    (question,) = packer.asked
    assert (question.person, question.back, question.key) == (BOSS, "packing", "pin.vouch")
    assert question.prove("111111").person is None
    question.proved(question.prove(PIN))
    assert packer.album.opened == ["packing"]
    assert packer.step == "labelling"
    assert not packer.presenter.takes_badges


def test_a_weight_that_comes_while_the_bench_answers_is_used_afterwards() -> None:
    lane = HeldLane()
    packer = Packer(lane=lane)
    packer.presenter.scanned(Scan("TO0001"))
    lane.release()
    for code in (MUG, MUG, MUG, CUP, CUP):
        packer.presenter.scanned(Scan(code))
        lane.release()
    packer.presenter.scanned(Scan("???"))
    packer.presenter.weight(RIGHT)
    assert packer.presenter.busy
    lane.release()
    lane.release()
    assert packer.step == "labelling"
