"""Compiled: the shortest walk that reaches all that is wanted, swept from left to right with a limited memory.

Every part of a walk is kept with what it lacks (``labels``), ranked and pruned by the least length of a whole walk that
begins so (``bounding``). When nothing had to be dropped for lack of memory, the walk found is the shortest.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.planning.measuring.compiled import compiled
from app.planning.scattered.bounding import BOTH, BOTTOM, INFINITY, NONE, TOP, TWICE, Prices, walking
from app.planning.scattered.ground import Flags, Floats, Ground, Shelves, Whole
from app.planning.scattered.labels import Keys, Labels, add, clear, empty, thin

Past = NDArray[np.int32]

_ROOM = 8
"""So many times the memory may be filled before it is thinned out."""


class Swept(NamedTuple):
    """What a sweep found.

    Attributes:
        length: Length of the best walk; infinite when there is none below the limit.
        floor: Any walk below the limit that was not looked at is at least so long; infinite when all were.
        reached: Which places the walk reaches.
    """

    length: float
    floor: float
    reached: Flags


class _Question(NamedTuple):
    """What a sweep is asked; ``later`` is the units of each want that lie behind each segment."""

    ground: Ground
    shelves: Shelves
    prices: Prices
    limit: float
    keys: Keys
    later: Whole


@compiled
def swept(ground: Ground, shelves: Shelves, prices: Prices, limit: float, width: int, keys: Keys) -> Swept:
    """Sweeps once.

    Args:
        ground: The house.
        shelves: Its shelves.
        prices: What wanted units are worth, and the least rest of a walk.
        limit: Only walks no longer than this are looked for.
        width: Parts of walks kept at each step.
        keys: A random number for each want.
    """
    blocks, count = len(ground.lengths), len(shelves.need)
    steps = ground.aisles * (blocks + 1)
    past = np.zeros((steps, width, 3), np.int32)
    labels, nexts = empty(width * _ROOM, count, width), empty(width * _ROOM, count, width)
    key, lack = np.uint64(0), 0.0
    for want in range(count):
        key += keys[want] * np.uint64(shelves.need[want])
        lack += prices.prices[want] * shelves.need[want]
    add(labels, (lack + prices.rest[0, 0], 0.0, lack), 0, key, shelves.need, (0, 0, 0))
    question = _Question(ground, shelves, prices, limit, keys, _later(shelves))
    for step in range(steps):
        clear(nexts)
        aisle, block = step // (blocks + 1), step % (blocks + 1)
        if block == blocks:
            _move(ground, ground.gaps[aisle], prices.rest[step + 1], labels, nexts, limit)
        else:
            _walk(question, aisle * blocks + block, prices.rest[step + 1], labels, nexts)
        thin(nexts)
        past[step, : nexts.head[0]] = nexts.past[: nexts.head[0]]
        nexts.marks[0] = min(labels.marks[0], nexts.marks[0])
        labels, nexts = nexts, labels
    reached = shelves.must.copy()
    best, row = INFINITY, -1
    for each in range(labels.head[0]):
        if labels.states[each] == ground.over and labels.lengths[each] < best:
            best, row = labels.lengths[each], each
    if row >= 0:
        _look_back(shelves, past, row, blocks, reached)
    return Swept(best, labels.marks[0], reached)


@compiled
def _look_back(shelves: Shelves, past: Past, row: int, blocks: int, reached: Flags) -> None:
    """Marks the places that a walk reached."""
    for step in range(len(past) - 1, -1, -1):
        block = step % (blocks + 1)
        if block < blocks:
            segment = step // (blocks + 1) * blocks + block
            for place in range(shelves.starts[segment], shelves.starts[segment + 1]):
                if place < past[step, row, 1] or place >= past[step, row, 2]:
                    reached[place] = True
        row = past[step, row, 0]


@compiled
def _later(shelves: Shelves) -> Whole:
    """Gives the units of each want that lie behind each segment."""
    later = np.zeros((len(shelves.starts), len(shelves.need)), np.int64)
    for segment in range(len(shelves.starts) - 2, -1, -1):
        later[segment] = later[segment + 1]
        for entry in range(shelves.first[shelves.starts[segment]], shelves.first[shelves.starts[segment + 1]]):
            later[segment, shelves.wants[entry]] += shelves.units[entry]
    return later


@compiled
def _move(ground: Ground, gap: float, rest: Floats, labels: Labels, nexts: Labels, limit: float) -> None:
    """Moves every part of a walk on to the next aisle, in every way."""
    for move in range(len(ground.move_from)):
        state = ground.move_to[move]
        for row in range(labels.head[0]):
            if labels.states[row] != ground.move_from[move]:
                continue
            length, lack, left = (
                labels.lengths[row] + ground.move_times[move] * gap,
                labels.lacks[row],
                labels.left[row],
            )
            bound = length + lack + rest[state]
            if bound <= limit and not (state == ground.over and left.any()):
                add(nexts, (bound, length, lack), state, labels.keys[row], left, (row, 0, 0))


@compiled
def _walk(question: _Question, segment: int, rest: Floats, labels: Labels, nexts: Labels) -> None:
    """Walks a segment with every part of a walk, in every way that can be of use; ``rest`` is what is left then."""
    shelves, limit, keys = question.shelves, question.limit, question.keys
    table, prices = walking(question.ground, segment), question.prices.prices
    cuts, costs, ways = _cuts(question.ground, shelves, segment)
    begin, end = shelves.starts[segment], shelves.starts[segment + 1]
    near, far = np.zeros(end - begin + 1), np.zeros(end - begin + 1)
    nearer, farther = np.ones(end - begin + 1, np.bool_), np.ones(end - begin + 1, np.bool_)
    left = np.zeros_like(shelves.need)
    for row in range(labels.head[0]):
        _gains(question, segment, labels.left[row], (near, far), (nearer, farther))
        for choice in range(len(ways)):
            first, second = cuts[choice]
            behind = table[ways[choice], labels.states[row]]
            useless = ways[choice] > TWICE and not (nearer[first - begin] and farther[second - begin])
            if behind < 0 or useless:
                continue
            length, lack = labels.lengths[row] + costs[choice], labels.lacks[row]
            if length + rest[behind] + lack - near[first - begin] - far[second - begin] > limit:
                continue
            left[:] = labels.left[row]
            gain, _, key = _take(shelves, prices, (begin, first), left, keys)
            more, _, other = _take(shelves, prices, (second, end), left, keys)
            lack -= gain + more
            bound = length + rest[behind] + lack
            if bound <= limit and not _too_late(shelves, begin, end, left, question.later[segment + 1]):
                key = labels.keys[row] - key - other
                add(nexts, (bound, length, lack), behind, key, left, (row, first, second))


@compiled
def _gains(
    question: _Question, segment: int, lacking: Whole, gains: tuple[Floats, Floats], useful: tuple[Flags, Flags]
) -> None:
    """Works out, for each cut, what the places on either side of it would give, and whether the last one gives any.

    Going in as far as a place that gives nothing and need not be reached is of no use.
    """
    shelves, prices = question.shelves, question.prices.prices
    begin, end = shelves.starts[segment], shelves.starts[segment + 1]
    near, far = gains
    left = lacking.copy()
    for cut in range(1, end - begin + 1):
        gain, units, _ = _take(shelves, prices, (begin + cut - 1, begin + cut), left, question.keys)
        near[cut], useful[0][cut] = near[cut - 1] + gain, units > 0 or shelves.must[begin + cut - 1]
    left[:] = lacking
    for cut in range(end - begin - 1, -1, -1):
        gain, units, _ = _take(shelves, prices, (begin + cut, begin + cut + 1), left, question.keys)
        far[cut], useful[1][cut] = far[cut + 1] + gain, units > 0 or shelves.must[begin + cut]


@compiled
def _too_late(shelves: Shelves, begin: int, end: int, left: Whole, later: Whole) -> bool:
    """Tells whether more is lacking of something here than lies behind."""
    for entry in range(shelves.first[begin], shelves.first[end]):
        if left[shelves.wants[entry]] > later[shelves.wants[entry]]:
            return True
    return False


@compiled
def _take(
    shelves: Shelves, prices: Floats, places: tuple[int, int], left: Whole, keys: Keys
) -> tuple[float, int, np.uint64]:
    """Takes what is lacking from places; gives its price, the units, and what the key loses."""
    gain, units, key = 0.0, 0, np.uint64(0)
    for entry in range(shelves.first[places[0]], shelves.first[places[1]]):
        want = shelves.wants[entry]
        count = min(left[want], shelves.units[entry])
        if count:
            left[want] -= count
            units += count
            gain += prices[want] * count
            key += keys[want] * np.uint64(count)
    return gain, units, key


@compiled
def _cuts(ground: Ground, shelves: Shelves, segment: int) -> tuple[Whole, Floats, Whole]:
    """Gives all ways to walk a segment that reach what must be reached: the cuts of each, its length, the way."""
    begin, end = shelves.starts[segment], shelves.starts[segment + 1]
    length = ground.lengths[segment % len(ground.lengths)]
    room = 3 + 2 * (end - begin) + (end - begin) ** 2
    cuts, costs, ways = np.zeros((room, 2), np.int64), np.zeros(room), np.zeros(room, np.int64)
    count = 0
    for way in range(1 if shelves.must[begin:end].any() else 0, 3):
        if way != NONE and ground.closed[segment // len(ground.lengths)]:
            continue
        cuts[count, 0], cuts[count, 1] = (begin if way == NONE else end), end
        costs[count], ways[count] = way * length, way
        count += 1
    for near in range(begin, end + 1):
        for far in range(near, end + 1):
            if (near == begin and far == end) or shelves.must[near:far].any():
                continue
            cuts[count, 0], cuts[count, 1] = near, far
            above = 2 * shelves.depths[near - 1] if near > begin else 0.0
            below = 2 * (length - shelves.depths[far]) if far < end else 0.0
            costs[count] = above + below
            ways[count] = BOTTOM if near == begin else TOP if far == end else BOTH
            count += 1
    return cuts[:count], costs[:count], ways[:count]
