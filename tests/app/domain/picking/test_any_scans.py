"""Any scans in any order: the walk never gets stuck, never doubles a unit, never books what was refused."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.codes import (
    CheckDigits,
    Command,
    Expired,
    ItemCode,
    ItemDetails,
    MalformedGs1,
    Meaning,
    PlaceCode,
    ToteCode,
    Unknown,
    Why,
)
from app.domain.deeds import HandedOver, Picked, Shorted, ToteBound, Unpicked, WalkFinished
from app.domain.picking.advance import advance
from app.domain.picking.moves import due, loaded
from app.domain.picking.setbacks import OrderCancelled
from app.domain.picking.walk import (
    AtDrop,
    AtItem,
    AtPlace,
    AtReason,
    AtSwap,
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

PLACES = ("A01-01-A", "A01-02-A", "B01-01-A")
SKUS = ("MUG", "CUP", "PEN")
TOTES = tuple(f"TO{n:04}" for n in range(1, 9))
DROPS = ("PACK-1", "IN-B", "HOSPITAL")


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    count = draw(st.integers(1, 3))
    slots = []
    for i in range(count):
        arriving = (f"TO9{i}01",) if draw(st.booleans()) else ()
        slots.append(Slot(i + 1, 100 + i, f"W-{i}", draw(st.sampled_from(DROPS[:2])), incoming=arriving))
    stops, put = [], 0
    for place in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)):
        sku = draw(st.sampled_from(SKUS))
        puts = []
        for slot in sorted(draw(st.sets(st.integers(0, count - 1), min_size=1))):
            put += 1
            puts.append(Put(put, slot, 10 * put, draw(st.integers(1, 7))))
        stops.append(Stop(place, "42", sku, sku, "12345", draw(st.integers(0, 20)), tuple(puts)))
    return Walk(
        1, draw(st.sampled_from(list(Method))), 1, "", "HOSPITAL", DROPS, tuple(slots), tuple(stops), AtTotes(0),
        busy=("TO0008",), count_limit=5,
    )  # fmt: skip


EVENTS = st.one_of(
    st.sampled_from(PLACES + DROPS).map(PlaceCode),
    st.builds(lambda sku, n: ItemCode(sku, sku, n), st.sampled_from(SKUS), st.sampled_from((1, 1, 1, 2, 6))),
    st.sampled_from((*TOTES, "TO9001", "TO9101")).map(ToteCode),
    st.sampled_from(("SHORT", "SKIP", "UNDO", "FULL", "YES", "NO", "OK", "BYE")).map(Command),
    st.builds(Command, st.sampled_from(("QTY", "R", "FULL")), st.integers(0, 9)),
    st.sampled_from(("42", "43")).map(CheckDigits),
    st.just(Unknown("rubbish")),
    st.sampled_from((ItemDetails("L1"), Expired("2025-01-31", "MUG", ""), MalformedGs1("17", Why.DATE))),
    st.integers(100, 103).map(OrderCancelled),
)


def right_scan(walk: Walk, free: list[str]) -> Meaning:
    """What a picker who does everything right scans next."""
    step = walk.step
    match step:
        case AtTotes(slot):
            incoming = walk.slots[slot].incoming
            return ToteCode(incoming[0] if incoming else free.pop())
        case AtPlace(stop):
            return PlaceCode(walk.stops[stop].place)
        case AtItem(stop) | AtReason(stop):
            return ItemCode(walk.stops[stop].sku, "", 1)
        case AtTote(stop):
            return ToteCode(walk.slots[due(walk.stops[stop]).slot].tote or free.pop())
        case AtZero():
            return Command("YES")
        case AtSwap():
            return ToteCode(free.pop())
        case AtDrop(tote):
            slot_of = loaded(walk)
            of = walk.slots[slot_of[tote] if tote else next(iter(slot_of.values()))]
            return PlaceCode(walk.hospital if of.cancelled else of.drop)
        case Finished():
            raise AssertionError


def holds(start: Walk, walk: Walk, deeds: list[object]) -> None:
    taken: Counter[int] = Counter()
    short: Counter[int] = Counter()
    for deed in deeds:
        match deed:
            case Picked():
                taken[deed.put] += deed.qty
            case Unpicked():
                taken[deed.put] -= deed.qty
            case Shorted():
                short[deed.put] += deed.qty
    for before in (p for s in start.stops for p in s.puts):
        now = next(p for s in walk.stops for p in s.puts if p.id == before.id)
        assert (now.done, now.short) == (taken[now.id], short[now.id])
        assert 0 <= now.done + now.short <= before.qty
    bound = [d.tote for d in deeds if isinstance(d, ToteBound)]
    assert len(bound) == len(set(bound))
    assert not {"TO0008"} & set(bound)
    assert [d.n for d in deeds] == list(range(1, len(deeds) + 1))  # type: ignore[attr-defined]


@settings(max_examples=400, deadline=None)
@given(walks(), st.lists(EVENTS, max_size=60))
def test_any_scans_in_any_order_leave_a_walk_that_can_be_finished(start: Walk, events: list[object]) -> None:
    walk = start
    deeds: list[object] = []
    for event in events:
        outcome = advance(walk, event)  # type: ignore[arg-type]
        if outcome.refused:
            assert replace(outcome.walk, confirm=walk.confirm) == walk
            assert not outcome.deeds
        walk = outcome.walk
        deeds += outcome.deeds
        holds(start, walk, deeds)
    free = [f"TO7{n:03}" for n in range(99)]
    for _ in range(400):
        if isinstance(walk.step, Finished):
            break
        outcome = advance(walk, right_scan(walk, free))
        assert not outcome.refused, (walk.step, outcome.reason, outcome.names)
        walk = outcome.walk
        deeds += outcome.deeds
        holds(start, walk, deeds)
    assert isinstance(walk.step, Finished)
    assert all(stop.left == 0 for stop in walk.stops)
    assert sum(isinstance(d, WalkFinished) for d in deeds) == 1
    filled = {d.tote for d in deeds if isinstance(d, Picked)} & set(loaded(replace(walk, step=start.step)))
    assert not filled
    handed = [d.tote for d in deeds if isinstance(d, HandedOver)]
    assert len(handed) == len(set(handed))
