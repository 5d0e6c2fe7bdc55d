"""The first planner: good walks at once, without search. Its answers are what a better one is measured against."""

from collections.abc import Iterable, Mapping
from typing import Literal

from app.domain.picking.walk import Method
from app.planning.batching import batches
from app.planning.chains import chain, groups, passable, zone_order
from app.planning.loads import Load, loads_of
from app.planning.plan import Plan, PlannedSlot, PlannedWalk
from app.planning.problem import House, Limits, Problem
from app.planning.tours import tour

Wish = Literal["single", "batch", "zone", "auto"]
"""How to pick: a method for all orders, or ``auto``, which chooses for each by its size and its zones."""

NO_LIMITS = Limits()


def plan(problem: Problem, method: Wish, limits: Limits = NO_LIMITS) -> Plan:
    """Plans walks for all tasks.

    An order is never split over walks but for a zone chain. Large orders walk alone whatever is wished, unless
    zones are. An order whose next zone has no hand-over place cannot be passed on and goes in a batch.

    Args:
        problem: What is to be taken.
        method: The wish; ``auto`` passes orders of several zones from zone to zone, batches those of one zone
            with others of that zone, and lets large ones walk alone.
        limits: What a cart holds.
    """
    loads = loads_of(problem)
    zones = zone_order(problem.tasks)
    sorts: dict[Method, dict[int, Load]] = {kind: {} for kind in Method}
    for order, load in loads.items():
        kind = _method(load, method, limits)
        if kind is Method.ZONE and not passable(load, zones, problem.house):
            kind = Method.BATCH
        sorts[kind][order] = load
    walks = [*_singles(sorts[Method.SINGLE], problem.house)]
    walks += _carts(sorts[Method.BATCH], limits, problem.house, apart=method == "auto")
    for number, group in enumerate(groups(sorts[Method.ZONE], limits), 1):
        walks += chain(group, loads, zones, problem.house, number=number, first=len(walks))
    return Plan(tuple(walks))


def _method(load: Load, wish: Wish, limits: Limits) -> Method:
    large = len(load.stops) > limits.large_stops
    if wish == "auto":
        small = Method.ZONE if len(load.zones) > 1 else Method.BATCH
        return Method.SINGLE if large else small
    return Method.SINGLE if large and wish == "batch" else Method(wish)


def _singles(loads: Mapping[int, Load], house: House) -> Iterable[PlannedWalk]:
    for order, load in loads.items():
        yield tour(Method.SINGLE, load.tasks, [PlannedSlot(order, house.pack)], house)


def _carts(loads: Mapping[int, Load], limits: Limits, house: House, *, apart: bool) -> Iterable[PlannedWalk]:
    """Makes batch walks; ``apart`` keeps the orders of different zones on different carts."""
    for share in _by_zones(loads) if apart else [loads]:
        for cart in batches(share, limits):
            tasks = [task for order in cart for task in loads[order].tasks]
            yield tour(Method.BATCH, tasks, [PlannedSlot(order, house.pack) for order in cart], house)


def _by_zones(loads: Mapping[int, Load]) -> Iterable[Mapping[int, Load]]:
    shares: dict[frozenset[str], dict[int, Load]] = {}
    for order, load in loads.items():
        shares.setdefault(load.zones, {})[order] = load
    return shares.values()
