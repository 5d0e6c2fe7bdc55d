"""Compiled: simulated annealing over carts. An order moves to another cart, or two orders change places.

A change that makes the plan longer is taken with a chance that falls with the temperature (Kirkpatrick, Gelatt &
Vecchi 1983); the best plan met is kept, and the carts of good plans are remembered.
"""

from typing import NamedTuple

import numpy as np

from app.planning.measuring.compiled import compiled
from app.planning.measuring.shelves import Floats, Ints, Shelves, Words
from app.planning.search.loops.carts import NOBODY, Carts, Hold, Known, fits, known, put, recalled, take
from app.planning.search.loops.luck import chance, luck

_MOVES, _EMPTY = 0.3, 0.02
"""Shares of proposals: one order moves; it gets a cart of its own."""
_NEAR_BEST = 4.0
"""Carts are remembered while the plan is at most so many times the temperature longer than the best one."""


class Seen(NamedTuple):
    """Carts of good plans: a table that forgets what was there when something new takes its seat.

    Attributes:
        names: Name of the contents of the cart in each seat.
        lengths: Length of its walk.
        counts: How many orders are on it.
        members: Its orders.
    """

    names: Words
    lengths: Floats
    counts: Ints
    members: Ints


class Worker(NamedTuple):
    """One of several searches that work side by side, each on carts of its own.

    Attributes:
        number: Its number.
        luck: State of its random numbers.
        memory: Walks it has measured.
        seen: Carts it has seen; a table of no seats remembers nothing.
        length: Length of the best plan it has met, the only element of an array.
        cart: The cart of each order in that plan; without elements, the best plan is not kept.
    """

    number: int
    luck: Words
    memory: Known
    seen: Seen
    length: Floats
    cart: Ints


def worker(number: int, seed: int, cart: Ints, width: int, seats: int) -> Worker:
    """Makes a search.

    Args:
        number: Its number.
        seed: Decides its luck, together with the number.
        cart: Where it keeps the best plan.
        width: The most orders on a cart.
        seats: How many carts it remembers; a power of two, or 0.
    """
    seen = Seen(
        np.zeros(seats, np.uint64),
        np.zeros(seats),
        np.zeros(seats, np.int64),
        np.zeros((seats, width + 1), np.int64),
    )
    return Worker(number, luck(seed, number), known(), seen, np.full(1, np.inf), cart)


@compiled
def anneal(  # noqa: C901, PLR0913, PLR0917
    plan: Carts, house: Shelves, hold: Hold, near: Ints, owner: Ints, me: Worker, steps: int, heats: tuple[float, float]
) -> None:
    """Anneals for some steps.

    Args:
        plan: The plan, changed in place.
        house: The house and the orders.
        hold: What carts hold.
        near: For each order: others that go well with it.
        owner: For each cart the number of the search that may change it; several may work on a plan at once.
        me: Which search this is.
        steps: Changes to propose.
        heats: Temperature at the beginning and at the end: the lengthening that is taken in one of 2.7 cases.
    """
    orders, choice = near.shape
    total, heat = plan.lengths.sum(), heats[0]
    if total < me.length[0]:
        me.length[0] = total
        me.cart[:] = plan.cart[: len(me.cart)]
    cooling = (heats[1] / heats[0]) ** (1.0 / max(1, steps))
    for _ in range(steps):
        heat *= cooling
        order = int(chance(me.luck) * orders)
        here = plan.cart[order]
        there = plan.cart[near[order, int(chance(me.luck) * choice)]]
        if there == here or owner[here] != me.number or owner[there] != me.number:
            continue
        other, kind = NOBODY, chance(me.luck)
        if kind > _MOVES:
            other = plan.members[there, int(chance(me.luck) * plan.counts[there])]
        elif kind < _EMPTY:
            there = _empty(plan, owner, me.number)
        if there == NOBODY or not fits(plan, hold, there, other, order) or not fits(plan, hold, here, order, other):
            continue
        before = plan.lengths[here] + plan.lengths[there]
        limit = before - heat * np.log(chance(me.luck) + 1e-300)
        new_here = recalled(plan, house, me.memory, here, order, other)
        if new_here > limit:
            continue
        new_there = recalled(plan, house, me.memory, there, other, order)
        if new_here + new_there > limit:
            continue
        _change(plan, hold, order, other, here, there)
        plan.lengths[here], plan.lengths[there] = new_here, new_there
        total += new_here + new_there - before
        if total < me.length[0] + _NEAR_BEST * heat and len(me.seen.names):
            _remember(plan, here, me.seen)
            _remember(plan, there, me.seen)
        if total < me.length[0] - 1e-9:
            me.length[0] = total
            me.cart[:] = plan.cart[: len(me.cart)]


@compiled
def _change(plan: Carts, hold: Hold, order: int, other: int, here: int, there: int) -> None:
    take(plan, hold, order)
    if other != NOBODY:
        take(plan, hold, other)
        put(plan, hold, other, here)
    put(plan, hold, order, there)


@compiled
def _empty(plan: Carts, owner: Ints, me: int) -> int:
    for cart in range(len(plan.counts)):
        if plan.counts[cart] == 0 and owner[cart] == me:
            return cart
    return NOBODY


@compiled
def _remember(plan: Carts, cart: int, seen: Seen) -> None:
    count, name = plan.counts[cart], plan.names[cart]
    seat = name & np.uint64(len(seen.names) - 1)
    if count and seen.names[seat] != name:
        seen.names[seat] = name
        seen.lengths[seat] = plan.lengths[cart]
        seen.counts[seat] = count
        for number in range(count):
            seen.members[seat, number] = plan.members[cart, number]
