"""Putting orders onto one cart: those that visit the same aisles."""

from collections.abc import Mapping

from app.planning.loads import Load
from app.planning.problem import Limits

WINDOW = 200
"""How many of the most urgent waiting orders are looked at for the next place on a cart."""


def batches(loads: Mapping[int, Load], limits: Limits) -> list[list[int]]:
    """Gives carts of orders: each begins with the most urgent one and takes along what adds the fewest aisles.

    Args:
        loads: Orders with their loads, most urgent first.
        limits: What a cart holds; only an order that goes alone may exceed it.
    """
    waiting = dict(loads)
    carts = []
    while waiting:
        seed = next(iter(waiting))
        cart, load = [seed], waiting.pop(seed)
        while len(cart) < limits.slots and (order := _best(load, waiting, limits)) is not None:
            cart.append(order)
            load = load.with_(waiting.pop(order))
        carts.append(cart)
    return carts


def _best(load: Load, waiting: Mapping[int, Load], limits: Limits) -> int | None:
    """Finds the waiting order that fits best: few new aisles first, then many shared ones, then urgency."""
    best, best_score = None, (0, 0)
    for order, other in list(waiting.items())[:WINDOW]:
        shared = len(load.aisles & other.aisles)
        score = (shared - len(other.aisles), shared)
        if (best is None or score > best_score) and load.with_(other).fits(limits):
            best, best_score = order, score
    return best


def in_turn(loads: Mapping[int, Load], limits: Limits) -> list[list[int]]:
    """Gives carts of orders first come, first served: each takes the next ones until one does not fit."""
    carts: list[list[int]] = []
    load = Load()
    for order, own in loads.items():
        together = load.with_(own)
        if carts and len(carts[-1]) < limits.slots and together.fits(limits):
            carts[-1].append(order)
            load = together
        else:
            carts.append([order])
            load = own
    return carts
