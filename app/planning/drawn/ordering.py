"""In which order to visit points, given all distances between them: the shortest walk from a first to a last point.

Few points are ordered exactly. For many, a tour finder is used where ways are as long forth as back; where one-way
ways make a difference, a local search that knows directions: moving a stretch of the walk elsewhere, turning one round,
and shaking a walk that nothing improves (iterated local search, segment insertion as in Or 1976).
"""

from functools import cache
from time import perf_counter

import fast_tsp
import numpy as np
from numpy.typing import NDArray

from app.planning.measuring.compiled import compiled

_EXACT = 12
"""So many points between the first and the last are ordered exactly."""

_SPAN = 30_000
"""The tour finder reckons in whole numbers below 65,536; the longest distance becomes this one."""

_ROUNDS = 50
"""Shakes between two looks at the clock."""

Table = NDArray[np.float64]
Order = NDArray[np.int64]


def ordered(distances: Table, seconds: float, seed: int) -> list[int]:
    """Orders points.

    Args:
        distances: From every point (row) to every point; the walk begins at the first and ends at the last.
        seconds: How long to look at most where there are many.
        seed: Same seed, same chances.

    Returns:
        The points between the first and the last, in walking order.
    """
    warm_up()
    between = len(distances) - 2
    if between <= 1:
        return list(range(1, between + 1))
    finite = distances[np.isfinite(distances)]
    table = np.where(np.isfinite(distances), distances, (finite.max() + 1) * len(distances) * 2)
    if between <= _EXACT:
        return [int(point) for point in _exactly(table)]
    if np.allclose(distances[1:-1, 1:-1], distances[1:-1, 1:-1].T) and np.allclose(distances, distances.T):
        return _by_tour(distances, seconds)
    order, until = np.arange(len(table)), perf_counter() + seconds
    best, round_ = order, 0
    while True:
        best = _searched(table, best, seed + round_, _ROUNDS)
        round_ += 1
        if perf_counter() >= until:
            return [int(point) for point in best[1:-1]]


@cache
def warm_up() -> None:
    """Compiles the loops, or loads what was compiled before; once in a process."""
    table = np.ones((6, 6))
    _exactly(table)
    _searched(table, np.arange(6), 1, 1)


def _by_tour(distances: Table, seconds: float) -> list[int]:
    """Asks the tour finder; a far point next to the two ends alone makes a tour of the walk."""
    size = len(distances)
    whole = np.zeros((size + 1, size + 1), np.int64)
    whole[:size, :size] = np.rint(distances * (_SPAN / max(distances.max(), 1e-9)))
    whole[size, :] = whole[:, size] = _SPAN * 2
    whole[size, [0, size - 1, size]] = whole[[0, size - 1, size], size] = 0
    tour = fast_tsp.find_tour(whole.tolist(), duration_seconds=seconds)
    at = tour.index(size)
    walk = tour[at + 1 :] + tour[:at]
    return walk[1:-1] if walk[0] == 0 else walk[::-1][1:-1]


@compiled
def _exactly(table: Table) -> Order:
    """Orders few points by the shortest walk through every subset of them (Held & Karp 1962)."""
    count = len(table) - 2
    best = np.full((1 << count, count), np.inf)
    before = np.zeros((1 << count, count), np.int64)
    for point in range(count):
        best[1 << point, point] = table[0, point + 1]
    for subset in range(1, 1 << count):
        for last in range(count):
            if not subset >> last & 1:
                continue
            for after in range(count):
                if not subset >> after & 1:
                    length = best[subset, last] + table[last + 1, after + 1]
                    if length < best[subset | 1 << after, after]:
                        best[subset | 1 << after, after], before[subset | 1 << after, after] = length, last
    subset = (1 << count) - 1
    last = int(np.argmin(best[subset] + table[1 : count + 1, count + 1]))
    order = np.zeros(count, np.int64)
    for place in range(count - 1, -1, -1):
        order[place] = last + 1
        last, subset = before[subset, last], subset ^ (1 << last)
    return order


@compiled
def _length(table: Table, order: Order) -> float:
    length = 0.0
    for at in range(len(order) - 1):
        length += table[order[at], order[at + 1]]
    return length


@compiled
def _searched(table: Table, start: Order, seed: int, rounds: int) -> Order:
    """Improves an order, shakes it, improves it again, and so on; gives the best."""
    np.random.seed(seed)  # noqa: NPY002 - the compiler knows only this one
    best = start.copy()
    _improve(table, best)
    length = _length(table, best)
    for _ in range(rounds):
        order = best.copy()
        first = np.random.randint(1, len(order) - 2)  # noqa: NPY002
        second = np.random.randint(first + 1, len(order))  # noqa: NPY002
        third = np.random.randint(first, second)  # noqa: NPY002
        order = np.concatenate((order[:first], order[third:second], order[first:third], order[second:]))
        if second == len(order):
            order = best.copy()
            swapped = np.random.randint(1, len(order) - 1)  # noqa: NPY002
            order[first], order[swapped] = order[swapped], order[first]
        _improve(table, order)
        new = _length(table, order)
        if new <= length + 1e-9:
            best, length = order, new
    return best


@compiled
def _improve(table: Table, order: Order) -> None:
    """Moves and turns stretches of an order as long as that shortens the walk."""
    while _moved(table, order) or _turned(table, order):
        pass


@compiled
def _moved(table: Table, order: Order) -> bool:
    """Exchanges two stretches that follow each other, where that is shorter."""
    size = len(order)
    for first in range(1, size - 2):
        for second in range(first + 1, size - 1):
            for third in range(second + 1, size):
                a, b = order[first - 1], order[first]
                c, d = order[second - 1], order[second]
                e, f = order[third - 1], order[third]
                if table[a, d] + table[e, b] + table[c, f] < table[a, b] + table[c, d] + table[e, f] - 1e-9:
                    order[first:third] = np.concatenate((order[second:third], order[first:second]))
                    return True
    return False


@compiled
def _turned(table: Table, order: Order) -> bool:
    """Turns a stretch round, where that is shorter with all ways in it walked in the other direction."""
    size = len(order)
    for first in range(1, size - 2):
        forth = back = 0.0
        for last in range(first + 1, size - 1):
            forth += table[order[last - 1], order[last]]
            back += table[order[last], order[last - 1]]
            a, b, c, d = order[first - 1], order[first], order[last], order[last + 1]
            if table[a, c] + back + table[b, d] < table[a, b] + forth + table[c, d] - 1e-9:
                order[first : last + 1] = order[first : last + 1][::-1].copy()
                return True
    return False
