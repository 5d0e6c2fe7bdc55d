"""Making one tour: its stops in serpentine order and the length of its way."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from app.domain.picking.walk import Method
from app.planning.metrics import way
from app.planning.plan import PlannedSlot, PlannedWalk
from app.planning.problem import House, Spot, Task


def tour(
    method: Method,
    tasks: Iterable[Task],
    slots: Sequence[PlannedSlot],
    house: House,
    *,
    chain: int | None = None,
) -> PlannedWalk:
    """Makes a walk over tasks: it starts where totes wait (or at the pack bench) and ends at its drops."""
    ordered = sorted(tasks, key=_where)
    zones = {task.zone for task in ordered}
    zone = zones.pop() if len(zones) == 1 else ""
    start = house.hand_overs.get(zone, house.pack) if method is Method.ZONE else house.pack
    drops = dict.fromkeys(slot.drop for slot in slots)
    spots = [house.spot(start), *(Spot(task.x_mm, task.y_mm) for task in ordered), *map(house.spot, drops)]
    return PlannedWalk(
        method=method,
        zone=zone,
        stops=tuple(tuple(task.pick for task in stop) for _, stop in groupby(ordered, key=_where)),
        slots=tuple(slots),
        millimetres=way(spots, house.length_mm),
        chain=chain,
    )


def _where(task: Task) -> tuple[int, str, str]:
    return task.sequence, task.place, task.sku
