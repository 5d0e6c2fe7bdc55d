"""Pick and pass: a group of orders goes from zone to zone, one walk in each, its totes handed over in between."""

from collections.abc import Mapping, Sequence

from app.domain.picking.walk import Method
from app.planning.loads import Load
from app.planning.plan import PlannedSlot, PlannedWalk
from app.planning.problem import House, Limits, Task
from app.planning.tours import tour


def zone_order(tasks: Sequence[Task]) -> list[str]:
    """Gives the zones in the order in which the serpentine reaches them."""
    first: dict[str, int] = {}
    for task in tasks:
        first[task.zone] = min(task.sequence, first.get(task.zone, task.sequence))
    return sorted(first, key=lambda zone: (first[zone], zone))


def groups(loads: Mapping[int, Load], limits: Limits) -> list[list[int]]:
    """Gives groups of orders that travel together: neighbours in urgency that need the most zones in common."""
    waiting = dict(loads)
    found = []
    while waiting:
        seed = next(iter(waiting))
        group, load = [seed], waiting.pop(seed)
        while len(group) < limits.group:
            zones = load.zones
            near = sorted(list(waiting.items())[:50], key=lambda other: -len(zones & other[1].zones))
            order = next((order for order, other in near if _fits(load.with_(other), limits)), None)
            if order is None:
                break
            group.append(order)
            load = load.with_(waiting.pop(order))
        found.append(group)
    return found


def _fits(load: Load, limits: Limits) -> bool:
    """Tells whether each zone's share of a group fits; the goods themselves travel on, so weight and units add up."""
    return load.fits(limits)


def passable(load: Load, zones: Sequence[str], house: House) -> bool:
    """Tells whether an order can be passed on: every zone after its first has a hand-over place."""
    own = [zone for zone in zones if zone in load.zones]
    return all(zone in house.hand_overs for zone in own[1:])


def chain(
    group: Sequence[int], loads: Mapping[int, Load], zones: Sequence[str], house: House, *, number: int, first: int
) -> list[PlannedWalk]:
    """Makes the walks of one group.

    Args:
        group: Orders that travel together.
        loads: The load of each.
        zones: All zones in walking order.
        house: Where totes wait and where they end.
        number: Number of the chain.
        first: Index that the first of these walks gets in the plan.
    """
    route = {order: [zone for zone in zones if zone in loads[order].zones] for order in group}
    needed = [zone for zone in zones if any(zone in stations for stations in route.values())]
    index = {zone: first + i for i, zone in enumerate(needed)}
    walks = []
    for zone in needed:
        orders = [order for order in group if zone in route[order]]
        slots = [_slot(order, route[order], zone, index, house) for order in orders]
        tasks = [task for order in orders for task in loads[order].tasks if task.zone == zone]
        walks.append(tour(Method.ZONE, tasks, slots, house, chain=number))
    return walks


def _slot(order: int, route: Sequence[str], zone: str, index: Mapping[str, int], house: House) -> PlannedSlot:
    at = route.index(zone)
    drop = house.hand_overs[route[at + 1]] if at + 1 < len(route) else house.pack
    return PlannedSlot(order, drop, index[route[at - 1]] if at else None)
