"""The bench told scan by scan, and any events in any order."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.codes import Command, Expired, ItemCode, ItemDetails, MalformedGs1, ParcelCode, Unknown, Why
from app.domain.deeds import Packed, PackShorted, ParcelClosed, Unpacked, WeightOverridden
from app.domain.packing.advance import Override, Weight, advance
from app.domain.packing.outcome import PackOutcome
from app.domain.packing.pack import Closed, Content, Labelling, Pack, PackLine, Verifying, Weighing
from app.domain.reasons import Cue, Reason

MUG, CUP = ItemCode("MUG", "RED MUG", 1), ItemCode("CUP", "BLUE CUP", 1)


def a_pack() -> Pack:
    return Pack(
        order=5,
        ref="537446",
        recipient="Ana",
        carrier="CORREOS",
        totes=("TO0001", "TO0002"),
        lines=(PackLine(1, "MUG", "RED MUG", 300, 3), PackLine(2, "CUP", "BLUE CUP", 100, 1)),
        contents=(Content("TO0001", 1, "MUG", 2), Content("TO0002", 1, "MUG", 1), Content("TO0002", 2, "CUP", 1)),
        numbers=tuple(f"{n:018}" for n in range(40)),
        step=Verifying(),
    )


def play(pack: Pack, *events: object) -> PackOutcome:
    deeds: list[object] = []
    outcome = PackOutcome(pack)
    for event in events:
        outcome = advance(outcome.pack, event)  # type: ignore[arg-type]
        assert not outcome.refused, (event, outcome.reason, outcome.names)
        deeds += outcome.deeds
    return replace(outcome, deeds=tuple(deeds))  # type: ignore[arg-type]


def test_every_unit_is_scanned_then_weighed_labelled_and_closed_by_its_label() -> None:
    weighed = play(a_pack(), MUG, MUG, MUG, CUP, Weight(1155))
    assert weighed.ask is not None
    assert (weighed.ask.parcel, weighed.ask.last) == ("0" * 18, True)
    end = play(weighed.pack, ParcelCode("0" * 18))
    assert isinstance(end.pack.step, Closed)
    assert [type(d) for d in weighed.deeds] == [Packed] * 4
    assert end.deeds == (ParcelClosed("0" * 18, 5, 1, 1155, 1150, True),)


def test_the_label_waits_for_the_last_unit_and_for_the_right_weight() -> None:
    part = play(a_pack(), MUG)
    assert advance(part.pack, Weight(450)).reason is Reason.NOT_COMPLETE
    full = play(part.pack, MUG, MUG, CUP).pack
    wrong = advance(full, Weight(900))
    assert (wrong.reason, wrong.ask) == (Reason.WRONG_WEIGHT, None)
    assert advance(full, Override("BA0001")).reason is Reason.WEIGH_FIRST
    passed = advance(wrong.pack, Override("BA0001"))
    assert isinstance(passed.deeds[0], WeightOverridden)
    assert passed.ask is not None


def test_an_item_of_another_order_is_told_at_its_scan() -> None:
    assert advance(a_pack(), ItemCode("PEN", "PEN", 1)).reason is Reason.NOT_IN_ORDER
    assert advance(play(a_pack(), CUP).pack, CUP).reason is Reason.ALL_PACKED
    assert advance(a_pack(), ItemCode("MUG", "RED MUG", 6)).reason is Reason.TOO_MANY
    assert advance(a_pack(), Unknown("?")).reason is Reason.UNKNOWN_CODE


def test_a_number_after_the_first_scan_counts_that_scan() -> None:
    end = play(a_pack(), MUG, Command("QTY", 3))
    assert [(d.tote, d.qty) for d in end.deeds if isinstance(d, Packed)] == [
        ("TO0001", 1), ("TO0001", 1), ("TO0002", 1),
    ]  # fmt: skip
    assert advance(end.pack, Command("QTY", 4)).reason is Reason.BAD_QUANTITY


def test_a_second_box_gets_its_own_number_and_label() -> None:
    first = play(a_pack(), MUG, MUG, Command("BOX"), Weight(750))
    assert first.ask is not None
    assert not first.ask.last
    second = play(first.pack, ParcelCode("0" * 18), MUG, CUP, Weight(550), ParcelCode(f"{1:018}"))
    assert [d.last for d in second.deeds if isinstance(d, ParcelClosed)] == [False, True]


def test_a_second_box_needs_a_number_of_its_own() -> None:
    alone = replace(a_pack(), numbers=("0" * 18,))
    assert advance(play(alone, MUG).pack, Command("BOX")).reason is Reason.NO_NUMBERS
    assert play(alone, MUG, MUG, MUG, CUP, Weight(1150), ParcelCode("0" * 18)).deeds


def test_the_label_of_another_parcel_does_not_close_this_one() -> None:
    pack = play(a_pack(), MUG, Command("QTY", 3), CUP, Weight(1150)).pack
    assert advance(pack, ParcelCode("9" * 18)).reason is Reason.WRONG_LABEL
    assert isinstance(pack.step, Labelling)


def test_a_reprint_needs_a_reason_and_counts_the_copy() -> None:
    pack = play(a_pack(), MUG, Command("QTY", 3), CUP, Weight(1150), Command("REPRINT")).pack
    assert advance(pack, Command("R", 7)).reason is Reason.CHOOSE_CAUSE
    again = advance(pack, Command("R", 2))
    assert again.ask is not None
    assert (again.ask.copy, again.ask.cause) == (2, "did_not_come_out")


def test_what_is_missing_at_the_bench_is_given_a_reason_and_the_rest_ships() -> None:
    end = play(a_pack(), MUG, Command("SHORT"), Command("R", 1))
    assert Counter(d.sku for d in end.deeds if isinstance(d, PackShorted)) == {"MUG": 2, "CUP": 1}
    assert end.pack.step == Weighing()
    assert isinstance(play(a_pack(), Command("SHORT"), Command("R", 2)).pack.step, Closed)


def test_undo_takes_the_last_units_out_again() -> None:
    end = play(a_pack(), MUG, CUP, Command("UNDO"))
    assert isinstance(end.deeds[-1], Unpacked)
    assert end.pack.left == 3
    assert end.cue is Cue.ATTENTION


EVENTS = st.one_of(
    st.sampled_from((MUG, CUP, ItemCode("MUG", "", 2), ItemCode("PEN", "", 1))),
    st.sampled_from(("BOX", "UNDO", "SHORT", "REPRINT", "SKIP")).map(Command),
    st.builds(Command, st.sampled_from(("QTY", "R", "W")), st.integers(0, 5)),
    st.sampled_from((150, 450, 750, 1150, 1)).map(Weight),
    st.integers(0, 5).map(lambda n: ParcelCode(f"{n:018}")),
    st.just(Override("BA0001")),
    st.sampled_from((ItemDetails("L1"), Expired("2025-01-31", "MUG", ""), MalformedGs1("17", Why.DATE))),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(EVENTS, max_size=50))
def test_any_events_in_any_order_keep_every_unit_in_one_place(events: list[object]) -> None:
    pack, deeds = a_pack(), []
    for event in events:
        outcome = advance(pack, event)  # type: ignore[arg-type]
        pack = outcome.pack
        deeds += list(outcome.deeds)
        packed = sum(d.qty for d in deeds if isinstance(d, Packed)) - sum(
            d.qty for d in deeds if isinstance(d, Unpacked)
        )
        short = sum(d.qty for d in deeds if isinstance(d, PackShorted))
        assert packed == sum(line.packed for line in pack.lines)
        assert packed + short + sum(c.qty for c in pack.contents) == 4
        assert all(line.left >= 0 and c.qty >= 0 for line in pack.lines for c in pack.contents)
        if outcome.ask is not None:
            assert pack.boxed > 0
    closed = [d.parcel for d in deeds if isinstance(d, ParcelClosed)]
    assert len(closed) == len(set(closed))
    assert sum(d.last for d in deeds if isinstance(d, ParcelClosed)) <= 1
