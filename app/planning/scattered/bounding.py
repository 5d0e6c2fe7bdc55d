"""Compiled: how short a walk can be at least when every wanted unit carries a price (Lagrangian relaxation).

A walk is paid the price of each unit it reaches instead of having to reach all. The best such walk is found by dynamic
programming; its length, less what it is paid, plus the price of all that is wanted, is never above the shortest walk.
Prices are driven to where this bound is high by subgradient steps (Held & Karp 1971). The same sweep from the right
tells of every state what the rest of a walk costs at least.
"""

from typing import NamedTuple

import numpy as np

from app.planning.scattered.compiled import compiled
from app.planning.scattered.ground import Floats, Ground, Shelves, Whole

INFINITY = 1e30
WAYS = 6
"""Not at all, through, twice, in at the top, in at the bottom, from both ends: ``routing.segments.Way``."""

_PATIENCE = 15
"""Steps without a better bound after which steps get shorter."""


class Prices(NamedTuple):
    """What the relaxation found.

    Attributes:
        bound: No walk is shorter (the depot's own stub not counted).
        prices: The price of a unit of each want that shows it.
        rest: Steps x states: what the rest of a walk costs at least, less what it is paid.
    """

    bound: float
    prices: Floats
    rest: Floats


@compiled
def walking(ground: Ground, segment: int) -> Whole:
    """Gives the state after walking a segment, by way and state; before a segment with the depot that is visited."""
    blocks = len(ground.lengths)
    return ground.walks[blocks if segment == ground.depot * blocks else segment % blocks]


@compiled
def bounded(ground: Ground, shelves: Shelves, upper: float, steps: int, start: Floats) -> Prices:
    """Looks for prices with a high bound.

    Args:
        ground: The house.
        shelves: Its shelves.
        upper: Length of some walk that reaches everything; sets the size of steps.
        steps: How many steps to take at most; with none, the bound of the first prices is given.
        start: The prices to begin with.
    """
    count = len(shelves.need)
    prices, best_prices, lean = start.copy(), start.copy(), np.zeros(count)
    best, pace, waited = -INFINITY, 1.5, 0
    costs = np.zeros((len(shelves.starts) - 1, WAYS))
    cuts = np.zeros((len(shelves.starts) - 1, WAYS, 2), np.int64)
    rest = np.zeros((ground.aisles * (len(ground.lengths) + 1) + 1, ground.walks.shape[2]))
    for _ in range(steps):
        bound = _relaxed(ground, shelves, prices, costs, cuts, rest)
        if bound > best + 1e-9:
            best, waited = bound, 0
            best_prices[:] = prices
        else:
            waited += 1
            if waited > _PATIENCE:
                pace, waited = pace * 0.7, 0
                prices[:] = best_prices
        missing = _missing(ground, shelves, costs, cuts, rest)
        norm = 0.0
        for want in range(count):
            lean[want] = 0.7 * missing[want] + 0.3 * lean[want]
            norm += lean[want] * lean[want]
        if norm < 1e-12 or upper - best < 1e-9 or pace < 1e-3:
            break
        for want in range(count):
            prices[want] = max(0.0, prices[want] + pace * (upper - bound) / norm * lean[want])
    best = _relaxed(ground, shelves, best_prices, costs, cuts, rest)
    return Prices(best, best_prices, rest)


@compiled
def _relaxed(ground: Ground, shelves: Shelves, prices: Floats, costs: Floats, cuts: Whole, rest: Floats) -> float:
    """Finds the best paid walk from every state on; fills ``costs``, ``cuts`` and ``rest``."""
    bound = 0.0
    for want in range(len(prices)):
        bound += prices[want] * shelves.need[want]
    paid = np.zeros(len(shelves.depths))
    for place in range(len(paid)):
        for entry in range(shelves.first[place], shelves.first[place + 1]):
            paid[place] += prices[shelves.wants[entry]] * shelves.units[entry]
    blocks = len(ground.lengths)
    step = len(rest) - 1
    rest[:, :] = INFINITY
    rest[step, ground.over] = 0.0
    for aisle in range(ground.aisles - 1, -1, -1):
        step -= 1
        for move in range(len(ground.move_from)):
            cost = rest[step + 1, ground.move_to[move]] + ground.move_cost[move]
            if cost < rest[step, ground.move_from[move]]:
                rest[step, ground.move_from[move]] = cost
        for segment in range((aisle + 1) * blocks - 1, aisle * blocks - 1, -1):
            step -= 1
            _price_ways(ground, shelves, segment, paid, costs[segment], cuts[segment])
            table, here, there = walking(ground, segment), rest[step], rest[step + 1]
            for way in range(WAYS):
                cost = costs[segment, way]
                if cost < INFINITY:
                    for state in range(len(here)):
                        behind = table[way, state]
                        if behind >= 0 and there[behind] + cost < here[state]:
                            here[state] = there[behind] + cost
    return bound + rest[0, 0]


@compiled
def _price_ways(ground: Ground, shelves: Shelves, segment: int, paid: Floats, costs: Floats, cuts: Whole) -> None:
    """Works out each way of walking a segment at its best: length less pay, and which places it reaches.

    ``cuts`` of a way says: places below the first number and from the second on are reached.
    """
    begin, end = shelves.starts[segment], shelves.starts[segment + 1]
    length = ground.lengths[segment % len(ground.lengths)]
    total, first, last = 0.0, end, begin
    for place in range(begin, end):
        total += paid[place]
        if shelves.must[place]:
            first, last = min(first, place), place + 1
    costs[:] = INFINITY
    costs[1], costs[2] = length - total, 2 * length - total
    for way in range(WAYS):
        cuts[way, 0], cuts[way, 1] = (end if way == 1 or way == 2 else begin), end
    if last == begin:
        costs[0] = 0.0
    near, near_cut, pay = 0.0, begin, 0.0
    for cut in range(begin, end + 1):  # reached are the places above one cut, from the top, and below another
        if cut > begin:
            pay += paid[cut - 1]
            cost = 2 * shelves.depths[cut - 1] - pay
            if cut >= last and cost < costs[3]:
                costs[3], cuts[3, 0] = cost, cut
            if cost < near or shelves.must[cut - 1]:
                near, near_cut = cost, cut
        far = 2 * (length - shelves.depths[cut]) - (total - pay) if cut < end else 0.0
        if cut < end and cut <= first and far < costs[4]:
            costs[4], cuts[4, 1] = far, cut
        if begin < end and near + far < costs[5]:
            costs[5], cuts[5, 0], cuts[5, 1] = near + far, near_cut, cut


@compiled
def _missing(ground: Ground, shelves: Shelves, costs: Floats, cuts: Whole, rest: Floats) -> Floats:
    """Walks the best paid walk and gives, for each want, the units it lacks; below 0 where it reaches too many."""
    missing = shelves.need.astype(np.float64)
    blocks = len(ground.lengths)
    state, step = 0, 0
    for aisle in range(ground.aisles):
        for segment in range(aisle * blocks, (aisle + 1) * blocks):
            best, chosen, least = -1, -1, INFINITY
            table = walking(ground, segment)
            for way in range(WAYS):
                behind = table[way, state]
                if behind >= 0 and costs[segment, way] + rest[step + 1, behind] < least:
                    best, chosen, least = way, behind, costs[segment, way] + rest[step + 1, behind]
            state, step = chosen, step + 1
            for place in range(shelves.starts[segment], shelves.starts[segment + 1]):
                if place < cuts[segment, best, 0] or place >= cuts[segment, best, 1]:
                    for entry in range(shelves.first[place], shelves.first[place + 1]):
                        missing[shelves.wants[entry]] -= shelves.units[entry]
        chosen, least = -1, INFINITY
        for move in range(len(ground.move_from)):
            cost = ground.move_cost[move] + rest[step + 1, ground.move_to[move]]
            if ground.move_from[move] == state and cost < least:
                chosen, least = ground.move_to[move], cost
        state, step = chosen, step + 1
    return missing
