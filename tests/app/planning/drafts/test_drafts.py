"""Drafts: ways as long as they are said to be, carts in turn, and orders moved without anything getting lost."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.picking.walk import Method
from app.domain.waves import DraftWalk, Point
from app.planning.drafts.carts import move
from app.planning.drafts.costs import method_costs
from app.planning.drafts.turns import first_come, s_shape
from app.planning.drafts.ways import draft_walks
from app.planning.loads import loads_of
from app.planning.plan import Plan
from app.planning.predicting.pace import USUAL
from app.planning.problem import Limits, OrderInfo, Problem, Spot
from app.planning.simple import Wish, plan
from tests.app.planning.test_simple import HOUSE, LIMITS, WISHES, problem, problems, task

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def length(points: Sequence[Point]) -> int:
    """Walks a way from corner to corner, and sees that nobody goes askew through a shelf."""
    assert all(one.x == other.x or one.y == other.y for one, other in pairwise(points))
    assert all(one.y in {0, HOUSE.length_mm} for one, other in pairwise(points) if one.x != other.x)
    return sum(abs(one.x - other.x) + abs(one.y - other.y) for one, other in pairwise(points))


def assert_true_to_scale(walks: Sequence[DraftWalk], plan: Plan) -> None:
    for drawn, walk in zip(walks, plan.walks, strict=True):
        assert length(drawn.way) == walk.millimetres
        assert {stop.at for stop in drawn.stops} <= set(drawn.way)


@settings(deadline=None, max_examples=60)
@given(given_problem=problems, wish=st.sampled_from(WISHES))
def test_the_way_that_is_drawn_is_as_long_as_the_walk(given_problem: Problem, wish: Wish) -> None:
    made = plan(given_problem, wish, LIMITS)
    assert_true_to_scale(draft_walks(given_problem, made, USUAL), made)
    before = first_come(given_problem, LIMITS)
    assert_true_to_scale(draft_walks(given_problem, before, USUAL, s_shape), before)
    loads = loads_of(given_problem)
    carts = [[slot.order for slot in walk.slots] for walk in before.walks]
    large = [order for order, load in loads.items() if len(load.stops) > LIMITS.large_stops]
    small = [order for order in loads if order not in large]
    assert [order for cart in carts for order in cart] == [*large, *small]
    assert all(len(cart) == 1 for cart in carts if cart[0] in large)
    assert all(len(cart) <= LIMITS.slots for cart in carts)
    picks = sorted(pick for walk in before.walks for stop in walk.stops for pick in stop)
    assert picks == sorted(one.pick for one in given_problem.tasks)


def test_s_shape_goes_through_and_leaves_the_last_odd_aisle_where_it_came_in() -> None:
    door = Spot(0, 0)
    one, two, three = Spot(3000, 4000), Spot(6000, 1000), Spot(9000, 9000)

    def metres(*stops: Spot) -> int:
        spots = s_shape(door, stops, [door], 20_000)
        return sum(abs(a.x_mm - b.x_mm) + abs(a.y_mm - b.y_mm) for a, b in pairwise(spots))

    assert metres() == 0
    assert metres(one) == 2 * 3000 + 2 * 4000
    assert metres(one, two) == 2 * 6000 + 2 * 20_000
    assert metres(one, two, three) == 2 * 9000 + 2 * 20_000 + 2 * 9000


@settings(deadline=None, max_examples=80)
@given(given_problem=problems, wish=st.sampled_from(WISHES), one=st.integers(0, 7), to=st.integers(0, 40))
def test_a_moved_order_leaves_every_rule_but_its_carts_limits_as_it_is(
    given_problem: Problem, wish: Wish, one: int, to: int
) -> None:
    made = plan(given_problem, wish, LIMITS)
    if not made.walks:
        return
    tasks = {each.pick: each for each in given_problem.tasks}
    orders = sorted({each.order for each in given_problem.tasks})
    moved = move(given_problem, made, LIMITS, orders[one % len(orders)], to % len(made.walks)).plan
    assert sorted(pick for walk in moved.walks for stop in walk.stops for pick in stop) == sorted(tasks)
    assert len(moved.walks) <= len(made.walks) + len({each.zone for each in given_problem.tasks})
    for at, walk in enumerate(moved.walks):
        assert walk.slots
        assert {tasks[pick].order for stop in walk.stops for pick in stop} == {slot.order for slot in walk.slots}
        for slot in walk.slots:
            if slot.after is not None:
                earlier = moved.walks[slot.after]
                assert slot.after < at
                assert (earlier.chain, slot.order in {each.order for each in earlier.slots}) == (walk.chain, True)
    assert_true_to_scale(draft_walks(given_problem, moved, USUAL), moved)


def test_an_order_joins_a_cart_and_is_said_to_fit_or_not() -> None:
    asked = problem([task(1, 1, 0), task(2, 2, 1), task(3, 3, 20, qty=3), task(4, 4, 21)])
    made = plan(asked, "single", LIMITS)
    joined = move(asked, made, LIMITS, 2, 0)
    assert joined.fits
    assert [[slot.order for slot in walk.slots] for walk in joined.plan.walks] == [[1, 2], [3], [4]]
    assert [walk.method for walk in joined.plan.walks] == [Method.BATCH, Method.SINGLE, Method.SINGLE]
    assert joined.plan.millimetres < made.millimetres
    assert not move(asked, joined.plan, Limits(slots=2), 3, 0).fits
    assert not move(asked, joined.plan, Limits(max_units=4), 3, 0).fits
    assert move(asked, joined.plan, LIMITS, 1, 0).plan is joined.plan
    for order, to in ((9, 0), (1, 7)):
        with pytest.raises(LookupError):
            move(asked, made, LIMITS, order, to)


def test_one_method_is_advised_and_it_is_in_time_when_any_is() -> None:
    tasks = [task(n, n, 3 * n) for n in range(1, 9)]
    plans = {method: plan(problem(tasks), method.value, LIMITS) for method in Method}

    def costs(people: int, minutes: float) -> dict[str, tuple[bool, bool]]:
        orders = tuple(OrderInfo(n, cutoff_at=NOW + timedelta(minutes=minutes)) for n in range(1, 9))
        asked = Problem(tuple(tasks), orders, HOUSE)
        found = method_costs(asked, plans, USUAL, people=people, now=NOW)
        assert all(cost.done_at is None for cost in found) == (not people)
        assert all(cost.metres == round(plans[Method(cost.method)].millimetres / 1000) for cost in found)
        return {cost.method: (cost.in_time, cost.advised) for cost in found}

    assert costs(3, 600) == {"single": (True, False), "batch": (True, True), "zone": (True, False)}
    assert not any(in_time for in_time, _ in costs(3, 1).values())
    assert sum(advised for _, advised in costs(0, 600).values()) == 1
    assert not any(in_time for in_time, _ in costs(0, 600).values())
