"""Compiled: parts of walks that grow from left to right, each with what it has reached and still lacks.

Two parts that end in the same state and lack the same are one: the shorter is kept. A list holds only so many; when it
overflows, those whose whole walk would be longest at least are dropped, and what was dropped is remembered.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.planning.measuring.compiled import compiled
from app.planning.scattered.bounding import INFINITY
from app.planning.scattered.ground import Floats, Whole

Keys = NDArray[np.uint64]


class Labels(NamedTuple):
    """Parts of walks, row by row; only the first ``head[0]`` rows count.

    Attributes:
        head: How many there are, and how many are kept when the list overflows.
        marks: What was dropped would at least be this long; and what is longer than the second need not be kept.
        bounds: Least length of a whole walk that begins so.
        lengths: Length so far.
        lacks: Price of what is lacking.
        states: State at the end.
        keys: A number made from what is lacking.
        left: Units lacking of each want.
        past: Row of the part it grew from, and the cuts of the last segment: reached are the places before the first
            cut and from the second on.
        table: Rows by key, open addressing; -1 is empty.
    """

    head: Whole
    marks: Floats
    bounds: Floats
    lengths: Floats
    lacks: Floats
    states: Whole
    keys: Keys
    left: Whole
    past: Whole
    table: Whole


@compiled
def empty(room: int, wants: int, width: int) -> Labels:
    """Makes an empty list."""
    size = 16
    while size < 2 * room:
        size *= 2
    return Labels(
        np.array([0, width], np.int64),
        np.full(2, INFINITY),
        np.zeros(room),
        np.zeros(room),
        np.zeros(room),
        np.zeros(room, np.int64),
        np.zeros(room, np.uint64),
        np.zeros((room, wants), np.int64),
        np.zeros((room, 3), np.int64),
        np.full(size, -1, np.int64),
    )


@compiled
def clear(labels: Labels) -> None:
    """Empties a list."""
    labels.head[0] = 0
    labels.marks[1] = INFINITY
    labels.table[:] = -1


@compiled
def _slot(labels: Labels, state: int, key: np.uint64, left: Whole) -> int:
    """Finds where in the table such a part stands, or would stand."""
    last = np.uint64(len(labels.table) - 1)
    mixed = (key ^ np.uint64(state + 1) * np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xD6E8FEB86659FD93)
    slot = int((mixed >> np.uint64(32)) & last)
    while labels.table[slot] >= 0:
        row = labels.table[slot]
        if labels.keys[row] == key and labels.states[row] == state and np.array_equal(labels.left[row], left):
            break
        slot = int((np.uint64(slot) + np.uint64(1)) & last)
    return slot


@compiled
def add(
    labels: Labels,
    sizes: tuple[float, float, float],
    state: int,
    key: np.uint64,
    left: Whole,
    past: tuple[int, int, int],
) -> None:
    """Adds a part of a walk, unless an equal one is no longer.

    Args:
        labels: The list.
        sizes: Least length of a whole walk, length so far, price of what is lacking.
        state: State at the end.
        key: The number made from what is lacking.
        left: What is lacking.
        past: See ``Labels.past``.
    """
    bound, length, lack = sizes
    if bound > labels.marks[1]:
        labels.marks[0] = min(labels.marks[0], bound)
        return
    slot = _slot(labels, state, key, left)
    row = labels.table[slot]
    if row < 0:
        if labels.head[0] == len(labels.bounds):
            thin(labels)
            slot = _slot(labels, state, key, left)
        row = labels.head[0]
        labels.head[0] += 1
        labels.table[slot] = row
        labels.states[row], labels.keys[row], labels.left[row] = state, key, left
    elif labels.lengths[row] <= length:
        return
    labels.bounds[row], labels.lengths[row], labels.lacks[row] = bound, length, lack
    labels.past[row, 0], labels.past[row, 1], labels.past[row, 2] = past


@compiled
def thin(labels: Labels) -> None:
    """Keeps only the most promising."""
    count, width = labels.head
    if count <= width:
        return
    order = np.argsort(labels.bounds[:count], kind="mergesort")
    labels.marks[0] = min(labels.marks[0], labels.bounds[order[width]])
    labels.marks[1] = labels.bounds[order[width - 1]]
    kept = np.sort(order[:width])
    labels.table[:] = -1
    labels.head[0] = width
    for row in range(width):
        old = kept[row]
        labels.bounds[row], labels.lengths[row], labels.lacks[row] = (
            labels.bounds[old],
            labels.lengths[old],
            labels.lacks[old],
        )
        labels.states[row], labels.keys[row] = labels.states[old], labels.keys[old]
        labels.left[row], labels.past[row] = labels.left[old], labels.past[old]
        labels.table[_slot(labels, labels.states[row], labels.keys[row], labels.left[row])] = row
