"""The way of a planned walk as it is walked, corner by corner."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from app.domain.picking.walk import Method
from app.domain.waves import DraftStop, DraftWalk, Point
from app.planning.drafts.efforts import effort_of
from app.planning.plan import Plan, PlannedWalk
from app.planning.predicting.pace import Pace, minutes
from app.planning.problem import House, Problem, Spot, Task

_MM_IN_M = 1000


Habit = Callable[[Spot, Sequence[Spot], Sequence[Spot], int], Sequence[Spot]]
"""How people walk from a start over stops to drops, in aisles of a length: all the spots they pass."""


def shortest(start: Spot, stops: Sequence[Spot], drops: Sequence[Spot], length_mm: int) -> list[Spot]:
    """Walks from each spot straight to the next, over the nearer cross aisle."""
    del length_mm  # ``corners`` sees to it
    return [start, *stops, *drops]


def draft_walks(problem: Problem, plan: Plan, pace: Pace, habit: Habit = shortest) -> tuple[DraftWalk, ...]:
    """Draws every walk of a plan, numbered from 1 in the plan's order.

    Args:
        problem: What the plan was made for.
        plan: The plan.
        pace: How fast people work.
        habit: How they walk.
    """
    tasks = {task.pick: task for task in problem.tasks}
    return tuple(_drawn(number, walk, tasks, problem.house, pace, habit) for number, walk in enumerate(plan.walks, 1))


def _drawn(
    number: int, walk: PlannedWalk, tasks: Mapping[int, Task], house: House, pace: Pace, habit: Habit
) -> DraftWalk:
    stops = [_stop([tasks[pick] for pick in stop]) for stop in walk.stops]
    start = house.hand_overs.get(walk.zone, house.pack) if walk.method is Method.ZONE else house.pack
    drops = dict.fromkeys(slot.drop for slot in walk.slots)
    halts = [Spot(stop.at.x, stop.at.y) for stop in stops]
    spots = habit(house.spot(start), halts, [house.spot(drop) for drop in drops], house.length_mm)
    return DraftWalk(
        number=number,
        method=walk.method.value,
        zone=walk.zone,
        orders=tuple(slot.order for slot in walk.slots),
        stops=tuple(stops),
        way=tuple(corners(spots, house.length_mm)),
        metres=round(walk.millimetres / _MM_IN_M),
        minutes=minutes(pace, effort_of(walk, tasks)),
    )


def _stop(tasks: Sequence[Task]) -> DraftStop:
    first = tasks[0]
    return DraftStop(first.place, first.sku, sum(task.qty for task in tasks), Point(first.x_mm, first.y_mm))


def corners(spots: Iterable[Spot], length_mm: int) -> list[Point]:
    """Gives the corners of a way from spot to spot: between aisles it leads over the nearer cross aisle."""
    listed = list(spots)
    points = [Point(spot.x_mm, spot.y_mm) for spot in listed[:1]]
    for one, other in pairwise(listed):
        if one.x_mm != other.x_mm:
            front = abs(one.y_mm) + abs(other.y_mm)
            back = abs(length_mm - one.y_mm) + abs(length_mm - other.y_mm)
            across = 0 if front <= back else length_mm
            points += [Point(one.x_mm, across), Point(other.x_mm, across)]
        points.append(Point(other.x_mm, other.y_mm))
    return [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
