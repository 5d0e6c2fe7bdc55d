"""The engine of a site against the simple planner, its rules, and brute force."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.picking.walk import Method
from app.planning.loads import loads_of
from app.planning.metrics import way
from app.planning.plan import Plan, PlannedWalk
from app.planning.problem import House, Limits, OrderInfo, Problem, Spot, Task
from app.planning.simple import Wish
from app.planning.simple import plan as plan_simply
from app.planning.site.engine import plan

LENGTH = 6000
ZONES = ("A", "B")
LIMITS = Limits(slots=3, max_stops=6, max_units=20, max_weight_g=2000, large_stops=5, group=2)
WISHES: tuple[Wish, ...] = ("single", "batch", "zone", "auto")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

benches = st.builds(Spot, st.sampled_from([0, 1500, 3000, 12_000]), st.sampled_from([-500, 0, 6000, 7000, 2500]))
rows = st.lists(
    st.tuples(st.integers(1, 8), st.integers(0, 15), st.sampled_from("ST"), st.integers(1, 6)), min_size=1, max_size=24
)


def task(number: int, order: int, cell: int, sku: str, qty: int) -> Task:
    """A task in one of 16 cells: four aisles of four, two of them in each zone, not all at one distance."""
    aisle, depth = divmod(cell, 4)
    place, zone = f"{aisle}-{depth}", ZONES[aisle // 2]
    x_mm = (0, 3000, 5000, 9000)[aisle]
    return Task(number, order, number, sku, place, zone, aisle, cell, x_mm, 500 + depth * 1500, qty, qty * 100)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    tasks = [task(number, *row) for number, row in enumerate(draw(rows), 1)]
    orders = sorted({one.order for one in tasks})
    late = draw(st.sets(st.sampled_from(orders)))
    house = House("PACK", {"B": "IN-B"}, {"PACK": draw(benches), "IN-B": Spot(5000, 0)}, LENGTH)
    infos = [OrderInfo(order, cutoff_at=NOON + timedelta(hours=order in late)) for order in orders]
    return Problem(tuple(tasks), tuple(sorted(infos, key=lambda info: (info.cutoff_at, info.order))), house)


def spots(given_problem: Problem, walk: PlannedWalk) -> list[Spot]:
    tasks = {one.pick: one for one in given_problem.tasks}
    return [Spot(tasks[stop[0]].x_mm, tasks[stop[0]].y_mm) for stop in walk.stops]


def inside(given_problem: Problem, made: Plan) -> Iterator[tuple[PlannedWalk, int]]:
    """Gives every walk from the bench with its length, measured again."""
    bench = given_problem.house.spot("PACK")
    for walk in made.walks:
        if walk.chain is None:
            yield walk, way([bench, *spots(given_problem, walk), bench], LENGTH)


@settings(deadline=None, max_examples=60)
@given(given_problem=problems(), wish=st.sampled_from(WISHES))
def test_a_plan_keeps_every_rule(given_problem: Problem, wish: Wish) -> None:
    made = plan(given_problem, wish, LIMITS, seconds=0.01)
    tasks = {one.pick: one for one in given_problem.tasks}
    loads, cutoffs = loads_of(given_problem), {info.order: info.cutoff_at for info in given_problem.orders}
    assert sorted(pick for walk in made.walks for stop in walk.stops for pick in stop) == sorted(tasks)
    for number, walk in enumerate(made.walks):
        orders = {slot.order for slot in walk.slots}
        assert {tasks[pick].order for stop in walk.stops for pick in stop} == orders
        assert all(slot.after is None or slot.after < number for slot in walk.slots)
        shelves = [{(tasks[pick].place, tasks[pick].sku) for pick in stop} for stop in walk.stops]
        assert all(len(shelf) == 1 for shelf in shelves)
        assert len(shelves) == len(set().union(*shelves))
        if walk.method is Method.BATCH and len(orders) > 1 and _is_a_block(given_problem):
            assert len({cutoffs[order] for order in orders}) == 1
            assert len(orders) <= LIMITS.slots
            assert sum(loads[order].units for order in orders) <= LIMITS.max_units
            assert sum(loads[order].weight_g for order in orders) <= LIMITS.max_weight_g


@settings(deadline=None, max_examples=60)
@given(given_problem=problems(), wish=st.sampled_from(WISHES))
def test_no_plan_walks_farther_than_the_simple_one_where_all_leave_at_once(given_problem: Problem, wish: Wish) -> None:
    same = tuple(OrderInfo(info.order) for info in given_problem.orders)
    asked = Problem(given_problem.tasks, same, given_problem.house)
    made, simple = plan(asked, wish, LIMITS, seconds=0.01), plan_simply(asked, wish, LIMITS)
    assert made.millimetres <= simple.millimetres
    assert len([walk for walk in made.walks if walk.chain]) == len([walk for walk in simple.walks if walk.chain])
    assert all(walk.millimetres == length for walk, length in inside(asked, made))


@settings(deadline=None, max_examples=60)
@given(given_problem=problems())
def test_an_order_alone_walks_the_shortest_of_all_ways(given_problem: Problem) -> None:
    bench = given_problem.house.spot("PACK")
    for walk, length in inside(given_problem, plan(given_problem, "single", LIMITS, seconds=0)):
        if _is_a_block(given_problem) and len(places := set(spots(given_problem, walk))) <= 6:
            assert length == min(way([bench, *sequence, bench], LENGTH) for sequence in permutations(places))


def test_orders_of_a_later_cutoff_do_not_share_a_cart_with_urgent_ones() -> None:
    tasks = tuple(task(number, number, 3, "S", 1) for number in range(1, 5))
    infos = tuple(OrderInfo(number, cutoff_at=NOON + timedelta(hours=number > 2)) for number in range(1, 5))
    house = House("PACK", {}, {"PACK": Spot(0, -500)}, LENGTH)
    made = plan(Problem(tasks, infos, house), "batch", Limits(slots=4), seconds=0.05)
    assert [[slot.order for slot in walk.slots] for walk in made.walks] == [[1, 2], [3, 4]]


def test_the_search_puts_orders_of_the_same_aisles_together() -> None:
    tasks = tuple(task(number, number, cell, "S", 1) for number, cell in enumerate((3, 15, 2, 14, 1, 13), 1))
    infos = tuple(OrderInfo(one.order) for one in tasks)
    house = House("PACK", {}, {"PACK": Spot(0, -500)}, LENGTH)
    made = plan(Problem(tasks, infos, house), "batch", Limits(slots=3), seconds=0.2)
    assert [[slot.order for slot in walk.slots] for walk in made.walks] == [[1, 3, 5], [2, 4, 6]]


def test_the_watch_hears_of_the_walking_and_stops_the_search() -> None:
    tasks = tuple(task(number, number % 8 + 1, number % 16, "S", 1) for number in range(1, 20))
    infos = tuple(OrderInfo(order) for order in range(1, 9))
    heard: list[float] = []

    def watch(_: float, millimetres: float) -> bool:
        heard.append(millimetres)
        return False

    house = House("PACK", {}, {"PACK": Spot(0, -500)}, LENGTH)
    made = plan(Problem(tasks, infos, house), "batch", Limits(slots=3), seconds=600, watch=watch)
    assert len(heard) == 1
    assert made.millimetres <= heard[0]


def test_nothing_to_take_is_an_empty_plan() -> None:
    assert plan(Problem((), (), House("PACK")), "auto") == Plan(())


def _is_a_block(given_problem: Problem) -> bool:
    """Whether the bench stands before or behind the aisles; one among them is left to the simple planner."""
    return not 0 < given_problem.house.spot("PACK").y_mm < LENGTH
