from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.picking.walk import Method
from app.planning.loads import loads_of
from app.planning.metrics import distance, way
from app.planning.plan import Plan, PlannedWalk
from app.planning.problem import House, Limits, OrderInfo, Problem, Spot, Task
from app.planning.simple import Wish, plan

ZONES = ("A", "B", "C")
HOUSE = House("PACK", {zone: f"IN-{zone}" for zone in ZONES}, {"PACK": Spot(0, -500)}, 20_000)
LIMITS = Limits(slots=3, max_stops=6, max_units=20, max_weight_g=2000, large_stops=5, group=2)
WISHES: tuple[Wish, ...] = ("single", "batch", "zone", "auto")


def task(number: int, order: int, cell: int, sku: str = "S", qty: int = 1) -> Task:
    """A task in one of 30 cells: ten in each zone, five in each aisle."""
    zone, aisle = ZONES[cell // 10], cell // 5
    place = f"{zone}{aisle}-{cell}"
    return Task(number, order, number, sku, place, zone, aisle, cell, aisle * 3000, cell % 5 * 1000, qty, qty * 100)


def problem(tasks: list[Task], house: House = HOUSE) -> Problem:
    orders = dict.fromkeys(one.order for one in tasks)
    return Problem(tuple(tasks), tuple(OrderInfo(order) for order in orders), house)


rows = st.lists(st.tuples(st.integers(1, 8), st.integers(0, 29), st.sampled_from("ST"), st.integers(1, 6)), max_size=40)
problems = rows.map(lambda found: problem([task(n, *row) for n, row in enumerate(found, 1)]))


def tasks_of(walk: PlannedWalk, tasks: dict[int, Task]) -> list[Task]:
    return [tasks[pick] for stop in walk.stops for pick in stop]


@settings(deadline=None, max_examples=150)
@given(given_problem=problems, wish=st.sampled_from(WISHES))
def test_a_plan_keeps_every_rule(given_problem: Problem, wish: Wish) -> None:
    made = plan(given_problem, wish, LIMITS)
    tasks = {one.pick: one for one in given_problem.tasks}
    picks = [pick for walk in made.walks for stop in walk.stops for pick in stop]
    assert sorted(picks) == sorted(tasks)
    for walk in made.walks:
        own = tasks_of(walk, tasks)
        assert {one.order for one in own} == {slot.order for slot in walk.slots}
        assert [one.sequence for one in own] == sorted(one.sequence for one in own)
        places = [(tasks[stop[0]].place, tasks[stop[0]].sku) for stop in walk.stops]
        assert len(places) == len(set(places))
        assert all(
            (tasks[pick].place, tasks[pick].sku) == place
            for stop, place in zip(walk.stops, places, strict=True)
            for pick in stop
        )
        assert {one.zone for one in own} == {walk.zone} or (walk.zone == "" and len({one.zone for one in own}) > 1)
        if len(walk.slots) > 1:
            assert len(walk.slots) <= (LIMITS.group if walk.method is Method.ZONE else LIMITS.slots)
            assert len(walk.stops) <= LIMITS.max_stops
            assert sum(one.qty for one in own) <= LIMITS.max_units
            assert sum(one.weight_g for one in own) <= LIMITS.max_weight_g
    assert_orders_whole(made)
    assert_chains(made)


def assert_orders_whole(made: Plan) -> None:
    walks = Counter(slot.order for walk in made.walks if walk.method is not Method.ZONE for slot in walk.slots)
    assert all(count == 1 for count in walks.values())
    passed = {slot.order for walk in made.walks if walk.method is Method.ZONE for slot in walk.slots}
    assert passed.isdisjoint(walks)


def assert_chains(made: Plan) -> None:
    """An order's walks follow each other; its totes go to where the next one fetches them, and at last to the bench."""
    routes: dict[int, list[int]] = {}
    for index, walk in enumerate(made.walks):
        for slot in walk.slots:
            routes.setdefault(slot.order, []).append(index)
    for order, route in routes.items():
        slots = [next(slot for slot in made.walks[index].slots if slot.order == order) for index in route]
        assert [slot.after for slot in slots] == [None, *route[:-1]]
        assert [slot.drop for slot in slots] == [f"IN-{made.walks[index].zone}" for index in route[1:]] + ["PACK"]
        assert len({made.walks[index].chain for index in route}) == 1
        zones = [made.walks[index].zone for index in route]
        assert all(one < other for one, other in pairwise(zones))


@settings(deadline=None, max_examples=60)
@given(given_problem=problems)
def test_the_methods_are_what_was_wished(given_problem: Problem) -> None:
    assert {walk.method for walk in plan(given_problem, "single", LIMITS).walks} <= {Method.SINGLE}
    assert {walk.method for walk in plan(given_problem, "zone", LIMITS).walks} <= {Method.ZONE}
    loads = loads_of(given_problem)
    for walk in plan(given_problem, "auto", LIMITS).walks:
        for slot in walk.slots:
            load = loads[slot.order]
            large, several = len(load.stops) > LIMITS.large_stops, len(load.zones) > 1
            expected = Method.SINGLE if large else Method.ZONE if several else Method.BATCH
            assert walk.method is expected


def test_orders_of_the_same_aisles_share_a_cart() -> None:
    tasks = [task(1, 1, 0), task(2, 2, 25), task(3, 3, 1), task(4, 4, 26)]
    carts = [{slot.order for slot in walk.slots} for walk in plan(problem(tasks), "batch", Limits(slots=2)).walks]
    assert carts == [{1, 3}, {2, 4}]


def test_batching_walks_less_than_one_by_one() -> None:
    tasks = [task(n, n % 7, n * 7 % 30) for n in range(1, 40)]
    singles, carts = (plan(problem(tasks), wish, Limits()).millimetres for wish in ("single", "batch"))
    assert carts < singles / 2


def test_the_same_item_of_one_place_is_one_stop_for_all_orders() -> None:
    made = plan(problem([task(1, 1, 3), task(2, 2, 3), task(3, 1, 3, "T")]), "batch")
    assert [walk.stops for walk in made.walks] == [((1, 2), (3,))]


def test_an_order_that_cannot_be_passed_on_is_not_sent_into_a_chain() -> None:
    house = House("PACK", {"A": "IN-A"}, {}, 20_000)
    made = plan(problem([task(1, 1, 0), task(2, 1, 12)], house), "zone")
    assert [(walk.method, walk.zone) for walk in made.walks] == [(Method.BATCH, "")]


def test_nothing_to_take_is_no_walk() -> None:
    assert plan(problem([]), "auto") == Plan(())


@pytest.mark.parametrize(
    ("one", "other", "millimetres"),
    [
        (Spot(0, 1000), Spot(0, 4000), 3000),
        (Spot(0, 1000), Spot(3000, 2000), 6000),
        (Spot(0, 9000), Spot(3000, 8000), 6000),
        (Spot(0, -500), Spot(3000, 2000), 5500),
        (Spot(0, 5), Spot(0, 5), 0),
    ],
)
def test_the_way_between_aisles_leads_through_the_nearer_cross_aisle(one: Spot, other: Spot, millimetres: int) -> None:
    assert distance(one, other, 10_000) == distance(other, one, 10_000) == millimetres


def test_a_way_is_the_sum_of_its_parts() -> None:
    spots = [Spot(0, 0), Spot(0, 3000), Spot(2000, 1000)]
    assert way(spots, 10_000) == 3000 + 2000 + 4000
    assert way(spots[:1], 10_000) == 0
