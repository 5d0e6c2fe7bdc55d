from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.waving import advising
from app.planning.waving.advising import Advice, advise
from app.planning.waving.waiting import Waiting

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HORIZON = NOW + timedelta(hours=1)


def order(number: int, *, cut: int | None = None, carrier: str = "", aisles: str = "a", **more: int) -> Waiting:
    """An order of ten minutes' work; ``cut`` is the minutes from now until its carrier leaves."""
    until = None if cut is None else NOW + timedelta(minutes=cut)
    units, minutes = more.get("units", 1), more.get("minutes", 10)
    return Waiting(number, until, more.get("priority", 0), carrier, 1, units, minutes, frozenset(aisles))


def ask(*candidates: Waiting, capacity: float = 1000, lead: float = 0) -> Advice:
    return advise(candidates, now=NOW, capacity_minutes=capacity, horizon=HORIZON, lead_minutes=lead)


def test_each_order_says_why_it_goes() -> None:
    found = ask(
        order(1, aisles="z", carrier="y"),
        order(2, aisles="ab"),
        order(3, carrier="seur"),
        order(4, priority=2),
        order(5, cut=-5),
        order(6, cut=50, carrier="seur"),
        order(7, cut=20),
    )
    assert dict(found.reasons) == {
        7: advising.DUE,
        6: advising.DUE,
        5: advising.MISSED,
        4: advising.PRIORITY,
        3: advising.CARRIER,
        2: advising.AISLES,
        1: advising.ROOM,
    }
    assert found.orders == (7, 6, 5, 4, 3, 2, 1)
    assert (found.minutes, found.units, found.aisles) == (70, 7, frozenset("abz"))


def test_each_order_says_why_it_stays() -> None:
    found = ask(replace(order(1, cut=5), stock_ok=False), order(2, cut=30), order(3, cut=20), order(4), capacity=15)
    assert found.orders == (3,)
    assert dict(found.left_out) == {1: advising.NO_STOCK, 2: advising.DUE_FULL, 4: advising.FULL}


def test_an_order_must_go_when_the_next_wave_would_be_too_late_for_its_work_and_way() -> None:
    one = order(1, cut=75)
    assert ask(one).reasons[1] == advising.ROOM
    assert ask(replace(one, minutes=16)).reasons[1] == advising.DUE
    assert ask(one, lead=6).reasons[1] == advising.DUE


def test_an_order_above_all_capacity_goes_alone_when_it_must_and_never_without_anybody() -> None:
    huge = order(1, cut=30, minutes=500)
    assert ask(huge, order(2), capacity=60).orders == (1,)
    assert ask(order(2, cut=20), huge, capacity=60).orders == (2,)
    assert ask(replace(huge, cutoff_at=None), capacity=60).orders == ()
    assert ask(huge, order(2, cut=1), capacity=0).orders == ()


def test_room_is_filled_with_most_units_per_aisle() -> None:
    found = ask(
        order(1, cut=10, aisles="ab"),
        order(2, aisles="cd", units=3),
        order(3, aisles="b", units=1),
        order(4, aisles="cde", units=9),
        order(5, aisles="e", units=1),
        capacity=40,
    )
    assert found.orders == (1, 4, 2, 3)


aisles = st.frozensets(st.sampled_from("abcde"), max_size=3)
cuts = st.none() | st.integers(-30, 120).map(lambda minute: NOW + timedelta(minutes=minute))
waiting = st.builds(
    Waiting,
    st.just(0),
    cuts,
    st.integers(0, 2),
    st.sampled_from(["", "seur", "dhl"]),
    st.just(1),
    st.integers(1, 5),
    st.integers(1, 20).map(float),
    aisles,
    st.booleans(),
)
candidates = st.lists(waiting, max_size=7).map(lambda found: [replace(each, order=n) for n, each in enumerate(found)])


def rank(each: Waiting) -> tuple[object, ...] | None:
    """The documented sequence of orders that go before others, written down once more."""
    if each.cutoff_at is not None and each.cutoff_at <= NOW:
        return (1, 0, each.cutoff_at, -each.priority, each.order)
    if each.cutoff_at is not None and each.cutoff_at - timedelta(minutes=each.minutes) < HORIZON:
        return (0, 0, each.cutoff_at, -each.priority, each.order)
    far = datetime.max.replace(tzinfo=UTC)
    return (2, -each.priority, each.cutoff_at or far, each.order) if each.priority else None


@settings(deadline=None)
@given(candidates, st.integers(0, 60))
def test_no_other_choice_serves_more_urgent_orders(found: list[Waiting], capacity: float) -> None:
    """Of all sets of urgent orders that fit, the chosen ones are first in the sequence of urgency."""
    ranked = sorted((each for each in found if each.stock_ok and rank(each)), key=lambda each: rank(each) or ())
    if ranked and (rank(ranked[0]) or ())[0] == 0 and ranked[0].minutes > capacity:
        capacity = ranked[0].minutes  # such an order goes all the same
    sets = chain.from_iterable(combinations(range(len(ranked)), size) for size in range(len(ranked) + 1))
    fitting = [set(each) for each in sets if sum(ranked[at].minutes for at in each) <= capacity]
    best = max([[at in each for at in range(len(ranked))] for each in fitting])
    chosen = ask(*found, capacity=capacity).orders
    assert [each.order in chosen for each in ranked] == best


def rate(taken: Sequence[Waiting]) -> float:
    visited = set[str]().union(*(each.aisles for each in taken))
    return sum(each.units for each in taken) / len(visited) if visited else float("inf")


@settings(deadline=None)
@given(candidates, st.integers(1, 80))
def test_every_order_that_fills_is_the_best_one_at_its_turn_and_nothing_that_fits_stays(
    found: list[Waiting], capacity: int
) -> None:
    advice = ask(*found, capacity=capacity)
    info = {each.order: each for each in found}
    assert set(advice.orders) | set(advice.left_out) == set(info)
    assert set(advice.reasons) == set(advice.orders)
    assert advice.minutes <= capacity or len(advice.orders) == 1
    assert all(info[each].stock_ok for each in advice.orders)
    spare = capacity - advice.minutes
    assert all(info[each].minutes > spare for each, why in advice.left_out.items() if why != advising.NO_STOCK)
    filling = {advising.CARRIER, advising.AISLES, advising.ROOM}
    carriers = {info[each].carrier for each in advice.orders if advice.reasons[each] not in filling} - {""}
    for at, each in enumerate(advice.orders):
        if advice.reasons[each] in filling:
            before = [info[other] for other in advice.orders[:at]]
            room = capacity - sum(other.minutes for other in before)
            same = advice.reasons[each] == advising.CARRIER
            rivals = [other for other in found if other.stock_ok and other not in before and not rank(other)]
            rivals = [one for one in rivals if one.minutes <= room and (one.carrier in carriers) == same]
            assert rate([*before, info[each]]) == max(rate([*before, other]) for other in rivals)


@given(candidates, st.integers(0, 80))
def test_the_sequence_of_the_candidates_changes_nothing(found: list[Waiting], capacity: float) -> None:
    assert ask(*found, capacity=capacity) == ask(*reversed(found), capacity=capacity)


def test_many_orders_are_chosen_among() -> None:
    """Each of 5,000 orders lies in 4 of 60 aisles; all go when there is time for all."""
    many = [
        order(n, aisles="".join(chr(97 + n * step % 60) for step in (1, 7, 11, 13)), units=n % 9) for n in range(5000)
    ]
    assert sorted(ask(*many, capacity=1e6).orders) == list(range(5000))
    half = ask(*many, capacity=2500)
    assert len(half.orders) == 250
    assert half.minutes == pytest.approx(2500)
