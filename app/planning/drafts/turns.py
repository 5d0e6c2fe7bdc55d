"""How it would go without a planner: orders first come, first served onto carts, and every cart walked in S-shape."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from app.domain.picking.walk import Method
from app.planning.batching import in_turn
from app.planning.loads import loads_of
from app.planning.metrics import way
from app.planning.plan import Plan, PlannedSlot, PlannedWalk
from app.planning.problem import House, Limits, Problem, Spot, Task


def first_come(problem: Problem, limits: Limits) -> Plan:
    """Plans walks first come, first served, the next orders onto each cart until one does not fit.

    The carts are the site's own: a large order walks alone, as it does in a plan.
    """
    loads = loads_of(problem)
    large = [order for order, load in loads.items() if len(load.stops) > limits.large_stops]
    small = {order: load for order, load in loads.items() if order not in set(large)}
    return Plan(
        tuple(
            _walk(cart, [task for order in cart for task in loads[order].tasks], problem.house)
            for cart in [*([order] for order in large), *in_turn(small, limits)]
        )
    )


def _walk(orders: Sequence[int], tasks: Iterable[Task], house: House) -> PlannedWalk:
    stops = [list(stop) for _, stop in groupby(sorted(tasks, key=_where), key=_where)]
    spots = [Spot(stop[0].x_mm, stop[0].y_mm) for stop in stops]
    turned = _turned(spots)
    zones = {task.zone for stop in stops for task in stop}
    return PlannedWalk(
        method=Method.BATCH if len(orders) > 1 else Method.SINGLE,
        zone=zones.pop() if len(zones) == 1 else "",
        stops=tuple(tuple(task.pick for task in stops[at]) for at in turned),
        slots=tuple(PlannedSlot(order, house.pack) for order in orders),
        millimetres=way(
            s_shape(house.spot(house.pack), [spots[at] for at in turned], [house.spot(house.pack)], house.length_mm),
            house.length_mm,
        ),
    )


def _where(task: Task) -> tuple[int, int, str, str]:
    return task.x_mm, task.y_mm, task.place, task.sku


def _turned(spots: Sequence[Spot]) -> list[int]:
    """Gives the sequence in which the stops are reached: every other aisle from the back."""
    turned: list[int] = []
    for number, (_, aisle) in enumerate(groupby(range(len(spots)), key=lambda at: spots[at].x_mm)):
        turned += reversed(list(aisle)) if number % 2 else list(aisle)
    return turned


def s_shape(start: Spot, stops: Sequence[Spot], drops: Sequence[Spot], length_mm: int) -> list[Spot]:
    """Gives the way in S-shape: through every aisle with a stop from end to end.

    The last one of an odd number of aisles is left where it was entered.

    Args:
        start: Where it begins.
        stops: Where goods lie, aisle by aisle in the sequence in which they are reached.
        drops: Where it ends.
        length_mm: Length of the aisles.
    """
    aisles = [(x, list(aisle)) for x, aisle in groupby(stops, key=lambda stop: stop.x_mm)]
    spots = [start]
    for number, (x, aisle) in enumerate(aisles):
        front, back = Spot(x, 0), Spot(x, length_mm)
        if number % 2:
            spots += [back, *aisle, front]
        else:
            spots += [front, *aisle, front if number == len(aisles) - 1 else back]
    return [*spots, *drops]
