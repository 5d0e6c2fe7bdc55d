"""Compiled: how long the shortest walk through the places of some orders is. Measures only; see ``routing.exact``."""

import numpy as np
from numba.cpython.unsafe.numbers import trailing_zeros

from app.planning.measuring.compiled import compiled
from app.planning.measuring.shelves import BITS, Floats, Shelves, Words

INFINITY = 1e30
ONE = np.uint64(1)
_WAYS = 6
"""Not at all, through, twice, in at the top, in at the bottom, around the widest gap: ``routing.segments.Way``."""


@compiled
def shortest(union: Words, house: Shelves) -> float:
    """Measures the shortest walk.

    Args:
        union: The places, as words: segments x words.
        house: The house.
    """
    if len(house.lengths) == 1:
        return _one_block(union, house)
    return _any_blocks(union, house)


@compiled
def _lowest(word: int) -> int:
    return np.int64(trailing_zeros(word))  # type: ignore[call-arg, return-value]  # known to the compiler only


@compiled
def extent(union: Words, segment: int, depths: Floats, length: float) -> tuple[float, float, float]:
    """Gives the first and the last depth of a segment's picks, and its widest stretch without one; -1 without picks."""
    first, last, gap = -1.0, 0.0, 0.0
    for number in range(union.shape[1]):
        word = union[segment, number]
        while word:
            depth = float(depths[segment, number * BITS + _lowest(word)])
            word &= word - ONE  # takes the lowest bit away
            if first < 0:
                first = depth
            gap = max(gap, depth - last)
            last = depth
    return first, last, max(gap, length - last)


@compiled
def _one_block(union: Words, house: Shelves) -> float:
    """Ratliff & Rosenthal written out: ``odd`` has odd ends above and below; the others have even ends.

    ``top`` and ``bottom`` touch one cross aisle only, ``whole`` both and hangs together, ``apart`` both in two parts.
    """
    length = house.lengths[0]
    at, low = house.depot
    leftmost, rightmost = span(union, at)
    if rightmost < 0:
        return 0.0
    odd = top = bottom = whole = apart = INFINITY
    for aisle in range(leftmost, rightmost + 1):
        first, last, gap = extent(union, aisle, house.depths, length)
        if aisle > leftmost:
            across = 2 * house.gaps[aisle - 1]
            odd, apart = odd + across, apart + 2 * across
            top, bottom, whole = min(top, whole) + across, min(bottom, whole) + across, whole + 2 * across
        if aisle == at:
            if aisle == leftmost:
                top, bottom = (0.0, INFINITY) if low == 0 else (INFINITY, 0.0)
            elif low == 0:
                apart, bottom = min(apart, bottom), INFINITY
            else:
                apart, top = min(apart, top), INFINITY
        through = length if house.open[aisle] else INFINITY
        if aisle == leftmost and aisle != at:
            odd, whole = through, 2 * through
            top, bottom = 2 * last, 2 * (length - first)
            apart = 2 * (length - gap)
            continue
        joined = min(top, bottom, apart)
        if first < 0:
            odd, whole = min(odd, min(joined, whole) + through), min(whole, odd + through, joined + 2 * through)
            continue
        up, down, around = 2 * last, 2 * (length - first), 2 * (length - gap)
        least = min(up, down, around, 2 * through)
        new_odd = min(odd + least, min(joined, whole) + through)
        new_whole = min(whole + least, odd + through, joined + 2 * through)
        apart = min(apart + min(up, down, around), top + min(down, around), bottom + min(up, around))
        top, bottom, odd, whole = top + up, bottom + down, new_odd, new_whole
    return min(top, bottom, whole) + house.stub


@compiled
def span(union: Words, depot: int) -> tuple[int, int]:
    """Gives the outermost aisles that have picks or the depot; -1 as the second when there is nothing to pick."""
    leftmost, rightmost, any_pick = depot, depot, False
    for aisle in range(len(union)):
        for number in range(union.shape[1]):
            if union[aisle, number]:
                any_pick = True
                leftmost, rightmost = min(leftmost, aisle), max(rightmost, aisle)
    return (leftmost, rightmost) if any_pick else (0, -1)


@compiled
def _any_blocks(union: Words, house: Shelves) -> float:
    """The same for any number of blocks, by tables of states."""
    blocks, states = len(house.lengths), len(house.visits)
    best, after = np.full(states, INFINITY), np.empty(states)
    costs = np.empty(_WAYS)
    best[0] = 0.0
    empty = True
    for aisle in range(len(union) // blocks):
        if aisle == house.depot[0]:
            after[:] = INFINITY
            for state in range(states):
                if house.visits[state] >= 0:
                    after[house.visits[state]] = min(after[house.visits[state]], best[state])
            best, after = after, best
        for block in range(blocks):
            segment = aisle * blocks + block
            empty = _costs(union, segment, house, costs) and empty
            after[:] = INFINITY
            for way in range(_WAYS):
                for state in range(states):
                    to = house.walks[block, way, state]
                    if to >= 0:
                        after[to] = min(after[to], best[state] + costs[way])
            best, after = after, best
        after[:] = INFINITY
        for move in house.moves:
            after[move[1]] = min(after[move[1]], best[move[0]] + move[2] * house.gaps[aisle])
        best, after = after, best
    return 0.0 if empty else best[house.over] + house.stub


@compiled
def _costs(union: Words, segment: int, house: Shelves, costs: Floats) -> bool:
    """Writes down what each way costs in a segment; tells whether it has no picks."""
    length = house.lengths[segment % len(house.lengths)]
    first, last, gap = extent(union, segment, house.depths, length)
    nothing = first < 0
    costs[0] = 0.0 if nothing else INFINITY
    costs[1] = length if house.open[segment // len(house.lengths)] else INFINITY
    costs[2] = 2 * costs[1]
    costs[3] = INFINITY if nothing else 2 * last
    costs[4] = INFINITY if nothing else 2 * (length - first)
    costs[5] = INFINITY if nothing else 2 * (length - gap)
    return nothing
