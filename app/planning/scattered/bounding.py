"""Compiled: how short a walk can be at least when every wanted unit carries a price (Lagrangian relaxation).

A walk is paid the price of each unit it reaches instead of having to reach all. The best such walk is found by dynamic
programming; its length, less what it is paid, plus the price of all that is wanted, is never above the shortest walk.
Prices are driven to where this bound is high by subgradient steps (Held & Karp 1971). The same sweep from the right
tells of every state what the rest of a walk costs at least.
"""

from typing import NamedTuple

import numpy as np

from app.planning.measuring.compiled import compiled
from app.planning.routing.segments import Way
from app.planning.scattered.ground import Floats, Ground, Shelves, Whole

INFINITY = 1e30
NONE, THROUGH, TWICE, TOP, BOTTOM, BOTH = (int(way) for way in Way)
"""The ways to walk a segment: not at all, through, twice, in at the top, in at the bottom, from both ends."""

WAYS = len(Way)

_PATIENCE = 15
"""Steps without a better bound after which steps get shorter."""

_TINY, _NEARLY, _SHORTEST = 1e-12, 1e-9, 1e-3
"""No difference that counts: of a square, of a length; and a pace at which steps lead nowhere."""


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
    table: Whole = ground.walks[blocks if segment == ground.depot * blocks else segment % blocks]
    return table


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
        if bound > best + _NEARLY:
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
        if norm < _TINY or upper - best < _NEARLY or pace < _SHORTEST:
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
            cost = rest[step + 1, ground.move_to[move]] + ground.move_times[move] * ground.gaps[aisle]
            rest[step, ground.move_from[move]] = min(rest[step, ground.move_from[move]], cost)
        for segment in range((aisle + 1) * blocks - 1, aisle * blocks - 1, -1):
            step -= 1
            _price_ways(ground, shelves, segment, paid, costs[segment], cuts[segment])
            _walk_back(walking(ground, segment), costs[segment], rest[step], rest[step + 1])
    return bound + float(rest[0, 0])


@compiled
def _walk_back(table: Whole, costs: Floats, here: Floats, there: Floats) -> None:
    """From what is left to walk after a segment works out what is left before it."""
    for way in range(WAYS):
        if costs[way] < INFINITY:
            for state in range(len(here)):
                behind = table[way, state]
                if behind >= 0 and there[behind] + costs[way] < here[state]:
                    here[state] = there[behind] + costs[way]


@compiled
def _price_ways(ground: Ground, shelves: Shelves, segment: int, paid: Floats, costs: Floats, cuts: Whole) -> None:
    """Works out each way of walking a segment at its best: length less pay, and which places it reaches.

    ``cuts`` of a way says: places below the first number and from the second on are reached.
    """
    begin, end = shelves.starts[segment], shelves.starts[segment + 1]
    length = ground.lengths[segment % len(ground.lengths)]
    total = paid[begin:end].sum()
    costs[:] = INFINITY
    cuts[:, 0], cuts[:, 1] = begin, end
    if not ground.closed[segment // len(ground.lengths)]:
        costs[THROUGH], costs[TWICE] = length - total, 2 * length - total
    cuts[THROUGH, 0] = cuts[TWICE, 0] = end
    first, last = bounds_of(shelves, begin, end)
    if last == begin:
        costs[NONE] = 0.0
    if begin == end:
        return
    near, near_cut, pay = 0.0, begin, 0.0
    for cut in range(begin, end + 1):  # reached are the places above one cut, from the top, and below another
        if cut > begin:
            pay += paid[cut - 1]
            cost = 2 * shelves.depths[cut - 1] - pay
            if cut >= last and cost < costs[TOP]:
                costs[TOP], cuts[TOP, 0] = cost, cut
            if cost < near or shelves.must[cut - 1]:
                near, near_cut = cost, cut
        far = 2 * (length - shelves.depths[cut]) - (total - pay) if cut < end else 0.0
        if cut < end and cut <= first and far < costs[BOTTOM]:
            costs[BOTTOM], cuts[BOTTOM, 1] = far, cut
        if near + far < costs[BOTH]:
            costs[BOTH], cuts[BOTH, 0], cuts[BOTH, 1] = near + far, near_cut, cut


@compiled
def bounds_of(shelves: Shelves, begin: int, end: int) -> tuple[int, int]:
    """Gives the first of some places that has to be reached, and the one after the last; turned round with none."""
    first, last = end, begin
    for place in range(begin, end):
        if shelves.must[place]:
            first, last = min(first, place), place + 1
    return first, last


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
            cost = ground.move_times[move] * ground.gaps[aisle] + rest[step + 1, ground.move_to[move]]
            if ground.move_from[move] == state and cost < least:
                chosen, least = ground.move_to[move], cost
        state, step = chosen, step + 1
    return missing
