"""Compiled: which orders go well together, when there are too many to try every pair, and a first plan from that."""

import numpy as np

from app.planning.measuring.compiled import compiled
from app.planning.measuring.lengths import length
from app.planning.measuring.shelves import Floats, Ints, Shelves, Words
from app.planning.search.loops.carts import NOBODY, Hold, join
from app.planning.search.loops.luck import chance


def rows(house: Shelves) -> Ints:
    """Gives orders that visit the same aisles a seat beside each other, in two rows.

    Returns:
        Two rows of all orders: one looks at the left aisles first, the other at the right ones.
    """
    visited = (house.masks != 0).any(axis=2)
    return np.stack([np.lexsort(visited.T[::-1]), np.lexsort(visited.T)]).astype(np.int64)


@compiled
def nearest(  # noqa: PLR0917
    house: Shelves, alone: Floats, rows_: Ints, seats: Ints, luck: Words, part: tuple[int, int], near: Ints
) -> None:
    """Finds for some orders those that save most walking on the same cart; looks at neighbours in rows and some others.

    Args:
        house: The house and the orders.
        alone: Length of a walk for each order alone.
        rows_: Orders in rows.
        seats: For each row, where each order sits in it.
        luck: State of random numbers.
        part: The first order and the end.
        near: For each order, as many others as there is room for; written here.
    """
    orders, room = near.shape
    window = 2 * room
    gains, union = np.empty(room), np.empty(house.masks.shape[1:], np.uint64)
    for order in range(part[0], part[1]):
        gains[:] = -1.0
        for look in range(3 * window):
            if look < 2 * window:
                row, offset = look // window, look % window - window // 2
                other = rows_[row, (seats[row, order] + offset) % orders]
            else:
                other = int(chance(luck) * orders)
            if other == order:
                continue
            union[:] = house.masks[order]
            join(union, house.masks[other])
            gain = alone[order] + alone[other] - length(union, house)
            lowest = gains.argmin()
            if gain > gains[lowest] and not _has(near[order], other):
                gains[lowest], near[order, lowest] = gain, other
        for number in range(room):
            if near[order, number] == NOBODY:
                near[order, number] = rows_[0, (seats[0, order] + 1) % orders]


@compiled
def in_a_row(house: Shelves, hold: Hold, row: Ints, reach: int, cart: Ints) -> None:
    """Makes a plan from a row: the first order takes along those of the next ones that lengthen its walk least.

    Args:
        house: The house and the orders.
        hold: What carts hold.
        row: The orders.
        reach: How many of the next ones are looked at.
        cart: The cart of each order; written here.
    """
    waiting, carts, first = row.copy(), 0, 0
    union, now = np.zeros(house.masks.shape[1:], np.uint64), 0.0
    load = np.zeros(len(hold.limits), np.int64)
    while first < len(waiting):
        best = _next(house, hold, waiting, (first, reach), union, now, load)
        if best == NOBODY:
            carts += 1
            load[:] = 0
            union[:] = 0
            best, now = first, 0.0
        order, waiting[best] = waiting[best], NOBODY
        cart[order] = carts
        for limit in range(len(load)):
            load[limit] += hold.loads[order, limit]
        join(union, house.masks[order])
        now = length(union, house)
        while first < len(waiting) and waiting[first] == NOBODY:
            first += 1


@compiled
def _next(  # noqa: PLR0917
    house: Shelves, hold: Hold, waiting: Ints, look: tuple[int, int], union: Words, now: float, load: Ints
) -> int:
    """Gives the seat of the order that lengthens a walk least for what it brings; -1 when none fits."""
    best, least, looked = NOBODY, np.inf, 0
    with_ = np.empty_like(union)
    for seat in range(look[0], len(waiting)):
        order = waiting[seat]
        if order == NOBODY:
            continue
        looked += 1
        if looked > look[1]:
            break
        if _fits(load, hold, order):
            with_[:] = union
            join(with_, house.masks[order])
            more = (length(with_, house) - now) / (1.0 + hold.loads[order].sum())
            if more < least:
                best, least = seat, more
    return best


@compiled
def _has(near: Ints, other: int) -> bool:
    for each in near:  # noqa: SIM110 - the compiler knows no generators
        if each == other:
            return True
    return False


@compiled
def _fits(load: Ints, hold: Hold, order: int) -> bool:
    for limit in range(len(load)):  # noqa: SIM110
        if load[limit] + hold.loads[order, limit] > hold.limits[limit]:
            return False
    return True
