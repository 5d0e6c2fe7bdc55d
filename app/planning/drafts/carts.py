"""A plan as carts of orders, and an order moved from one cart to another."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.picking.walk import Method
from app.planning.chains import chain, passable, zone_order
from app.planning.loads import Load, loads_of
from app.planning.plan import Plan, PlannedSlot, PlannedWalk, shifted
from app.planning.problem import Limits, Problem
from app.planning.tours import tour


@dataclass(frozen=True, slots=True)
class Moved:
    """A plan after an order changed its cart; ``fits`` tells whether the new cart holds it."""

    plan: Plan
    fits: bool


def move(problem: Problem, plan: Plan, limits: Limits, order: int, to: int) -> Moved:
    """Moves an order to another cart: off the walks it is on, and onto that of one of the plan's walks.

    A group that passes through the zones together is one cart: an order that comes to one of its walks joins it in
    all of its zones. Only the two carts are planned again; the other walks stay as they are.

    Args:
        problem: What the plan was made for.
        plan: The plan.
        limits: What a cart holds; an order that does not fit is moved all the same, and said not to fit.
        order: The order.
        to: Index of the walk in the plan.

    Raises:
        LookupError: There is no such order or walk in the plan.
    """
    carts = _carts(plan)
    source = next((cart for cart in carts if order in _orders(plan, cart)), None)
    target = next((cart for cart in carts if to in cart), None)
    if source is None or target is None:
        raise LookupError(order, to)
    if source == target:
        return Moved(plan, fits=True)
    loads = loads_of(problem)
    joined = [*_orders(plan, target), order]
    left = [each for each in _orders(plan, source) if each != order]
    changed = {source: left, target: joined}
    walks: list[PlannedWalk] = []
    for cart in carts:
        method = plan.walks[cart[0]].method
        if cart in changed:
            walks += _again(problem, loads, method, changed[cart], len(walks), plan.walks[cart[0]].chain)
        else:
            walks += shifted([plan.walks[at] for at in cart], len(walks) - cart[0])
    fits = _fits(problem, loads, limits, joined, plan.walks[target[0]].method)
    return Moved(Plan(tuple(walks)), fits)


def _carts(plan: Plan) -> list[tuple[int, ...]]:
    """Gives the walks of each cart by their indexes: one, or all walks of a chain, which follow each other."""
    carts: dict[tuple[str, int], list[int]] = {}
    for at, walk in enumerate(plan.walks):
        key = ("walk", at) if walk.chain is None else ("chain", walk.chain)
        carts.setdefault(key, []).append(at)
    return [tuple(cart) for cart in carts.values()]


def _orders(plan: Plan, cart: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(slot.order for at in cart for slot in plan.walks[at].slots))


def _again(
    problem: Problem, loads: dict[int, Load], method: Method, orders: list[int], first: int, number: int | None
) -> list[PlannedWalk]:
    if not orders:
        return []
    if method is Method.ZONE:
        zones = zone_order(problem.tasks)
        return chain(orders, loads, zones, problem.house, number=number or 0, first=first)
    tasks = [task for order in orders for task in loads[order].tasks]
    kind = Method.BATCH if len(orders) > 1 else method
    return [tour(kind, tasks, [PlannedSlot(order, problem.house.pack) for order in orders], problem.house)]


def _fits(problem: Problem, loads: dict[int, Load], limits: Limits, orders: list[int], method: Method) -> bool:
    load = Load()
    for order in orders:
        load = load.with_(loads[order])
    if method is Method.ZONE:
        zones = zone_order(problem.tasks)
        passed = all(passable(loads[order], zones, problem.house) for order in orders)
        return passed and len(orders) <= limits.group and load.fits(limits)
    return len(orders) <= limits.slots and load.fits(limits)
