"""Compiled: a plan in the making, carts of orders, and what it costs to put an order on or take one off."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.planning.measuring.compiled import compiled
from app.planning.measuring.lengths import length
from app.planning.measuring.shelves import Floats, Ints, Shelves, Words

NOBODY = -1


class Hold(NamedTuple):
    """What orders take of a cart, and what it takes.

    Attributes:
        loads: Orders x limits.
        limits: The most a cart takes of each.
    """

    loads: Ints
    limits: Ints


class Carts(NamedTuple):
    """Which order is on which cart. A cart may be empty.

    Attributes:
        members: Orders of each cart, the first ``counts`` of its row.
        counts: How many orders are on each cart.
        loads: What each cart holds of each limit.
        lengths: Length of each cart's walk.
        cart: The cart of each order.
        keys: A random number for every order; those of a cart, combined by "exclusive or", name its contents.
        names: Name of the contents of each cart.
        union: Where the places of a cart are brought together, for the loops' own use: segments x words.
    """

    members: Ints
    counts: Ints
    loads: Ints
    lengths: Floats
    cart: Ints
    keys: Words
    names: Words
    union: Words


class Known(NamedTuple):
    """Lengths of walks measured before: a table that forgets what was there when something new takes its seat.

    Attributes:
        names: Name of the contents of the cart in each seat.
        lengths: Length of its walk.
    """

    names: Words
    lengths: Floats


def widest(hold: Hold) -> int:
    """Tells how many orders fit onto one cart at most."""
    most = len(hold.loads)
    for own, limit in zip(hold.loads.T, hold.limits, strict=True):
        most = min(most, int(np.searchsorted(np.cumsum(np.sort(own)), limit, side="right")))
    return max(1, most)


def carts(house: Shelves, hold: Hold, plan: Sequence[Sequence[int]], spare: int, seed: int) -> Carts:
    """Writes a plan down.

    Args:
        house: The house and the orders.
        hold: What carts hold.
        plan: Orders of every cart.
        spare: Empty carts beyond these.
        seed: Decides the names of contents only.
    """
    orders, rows = len(hold.loads), len(plan) + spare
    made = Carts(
        members=np.full((rows, widest(hold) + 1), NOBODY, np.int64),
        counts=np.zeros(rows, np.int64),
        loads=np.zeros((rows, len(hold.limits)), np.int64),
        lengths=np.zeros(rows),
        cart=np.full(orders, NOBODY, np.int64),
        keys=np.random.default_rng(seed).integers(1, 2**64 - 1, orders, np.uint64),
        names=np.zeros(rows, np.uint64),
        union=np.zeros(house.masks.shape[1:], np.uint64),
    )
    cart = np.empty(orders, np.int64)
    for number, own in enumerate(plan):
        cart[list(own)] = number
    fill(made, house, hold, cart)
    return made


def listed(cart: Ints) -> list[list[int]]:
    """Gives the orders of every cart from the cart of every order; carts without orders are left out."""
    found: dict[int, list[int]] = {}
    for order, number in enumerate(cart.tolist()):
        found.setdefault(number, []).append(order)
    return list(found.values())


def known(seats: int = 1 << 16) -> Known:
    """Makes an empty table; the number of seats is a power of two."""
    return Known(np.zeros(seats, np.uint64), np.zeros(seats))


@compiled
def fill(plan: Carts, house: Shelves, hold: Hold, cart: Ints) -> None:
    """Puts every order on the cart that ``cart`` says; no cart keeps what it had."""
    plan.counts[:] = 0
    plan.loads[:] = 0
    plan.names[:] = 0
    plan.lengths[:] = 0
    for order in range(len(cart)):
        put(plan, hold, order, cart[order])
    for number in range(len(plan.counts)):
        if plan.counts[number]:
            plan.lengths[number] = measured(plan, house, number, NOBODY, NOBODY)


@compiled
def put(plan: Carts, hold: Hold, order: int, cart: int) -> None:
    """Puts an order on a cart; the length of its walk is the caller's to write down."""
    plan.members[cart, plan.counts[cart]] = order
    plan.counts[cart] += 1
    for limit in range(len(hold.limits)):
        plan.loads[cart, limit] += hold.loads[order, limit]
    plan.names[cart] ^= plan.keys[order]
    plan.cart[order] = cart


@compiled
def take(plan: Carts, hold: Hold, order: int) -> None:
    """Takes an order off its cart."""
    cart = plan.cart[order]
    last = plan.counts[cart] - 1
    for seat in range(last):
        if plan.members[cart, seat] == order:
            plan.members[cart, seat] = plan.members[cart, last]
            break
    plan.counts[cart] = last
    for limit in range(len(hold.limits)):
        plan.loads[cart, limit] -= hold.loads[order, limit]
    plan.names[cart] ^= plan.keys[order]
    plan.cart[order] = NOBODY


@compiled
def fits(plan: Carts, hold: Hold, cart: int, without: int, extra: int) -> bool:
    """Tells whether a cart takes an order when it loses another one; -1 stands for nobody."""
    for limit in range(len(hold.limits)):
        load = plan.loads[cart, limit]
        if without != NOBODY:
            load -= hold.loads[without, limit]
        if extra != NOBODY:
            load += hold.loads[extra, limit]
        if load > hold.limits[limit]:
            return False
    return True


@compiled
def join(union: Words, places: Words) -> None:
    """Adds places to a union."""
    for segment in range(union.shape[0]):
        for word in range(union.shape[1]):
            union[segment, word] |= places[segment, word]


@compiled
def measured(plan: Carts, house: Shelves, cart: int, without: int, extra: int) -> float:
    """Measures the walk of a cart without one of its orders and with another one; -1 stands for nobody."""
    union = plan.union
    union[:] = 0
    for seat in range(plan.counts[cart]):
        order = plan.members[cart, seat]
        if order != without:
            join(union, house.masks[order])
    if extra != NOBODY:
        join(union, house.masks[extra])
    return length(union, house)


@compiled
def recalled(plan: Carts, house: Shelves, memory: Known, cart: int, without: int, extra: int) -> float:
    """Like ``measured``, but looks first whether the same contents were measured before."""
    name = plan.names[cart]
    if without != NOBODY:
        name ^= plan.keys[without]
    if extra != NOBODY:
        name ^= plan.keys[extra]
    if name == 0:
        return 0.0
    seat = name & np.uint64(len(memory.names) - 1)
    if memory.names[seat] != name:
        memory.lengths[seat] = measured(plan, house, cart, without, extra)
        memory.names[seat] = name
    return float(memory.lengths[seat])
