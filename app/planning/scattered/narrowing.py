"""Smaller questions: some wants are free to be taken elsewhere while the places of all others stay as they are."""

from typing import NamedTuple

import numpy as np

from app.planning.measuring.compiled import compiled
from app.planning.scattered.ground import Flags, Floats, Shelves, Whole


class Narrowed(NamedTuple):
    """A smaller question.

    Attributes:
        shelves: What is left of the shelves.
        places: The number of each place in the whole question.
    """

    shelves: Shelves
    places: Whole


@compiled
def narrowed(shelves: Shelves, stay: Flags, free: Flags) -> Narrowed:
    """Makes a smaller question.

    Args:
        shelves: The whole question.
        stay: Places that have to be reached.
        free: Wants that may be taken from anywhere.
    """
    need = np.where(free, shelves.need, 0)
    for sure in np.flatnonzero(stay):
        for entry in range(shelves.first[sure], shelves.first[sure + 1]):
            want = shelves.wants[entry]
            need[want] -= min(need[want], shelves.units[entry])
    number = np.cumsum(need > 0) - 1
    starts = np.zeros_like(shelves.starts)
    places, first = np.zeros(len(stay), np.int64), np.zeros(len(stay) + 1, np.int64)
    wants, units = np.zeros_like(shelves.wants), np.zeros_like(shelves.units)
    count = entries = 0
    for segment in range(len(starts) - 1):
        for place in range(shelves.starts[segment], shelves.starts[segment + 1]):
            before = entries
            for entry in range(shelves.first[place], shelves.first[place + 1]):
                want = shelves.wants[entry]
                if not stay[place] and need[want] > 0:
                    wants[entries], units[entries] = number[want], min(shelves.units[entry], need[want])
                    entries += 1
            if stay[place] or entries > before:
                places[count] = place
                count += 1
                first[count] = entries
        starts[segment + 1] = count
    kept = places[:count].copy()
    small = Shelves(
        starts, shelves.depths[kept], stay[kept], first[: count + 1], wants[:entries], units[:entries], need[need > 0]
    )
    return Narrowed(small, kept)


@compiled
def needed(shelves: Shelves, reached: Flags, wanted: Flags) -> Flags:
    """Gives the places out of those reached that give something of some of the wants."""
    kept = np.zeros_like(reached)
    for place in np.flatnonzero(reached):
        for entry in range(shelves.first[place], shelves.first[place + 1]):
            if wanted[shelves.wants[entry]]:
                kept[place] = True
    return kept


@compiled
def lean(shelves: Shelves, reached: Flags, order: Whole) -> Flags:
    """Leaves places out that are not needed because the others hold enough, in the order given."""
    spare = -shelves.need
    for place in np.flatnonzero(reached):
        for entry in range(shelves.first[place], shelves.first[place + 1]):
            spare[shelves.wants[entry]] += shelves.units[entry]
    kept = reached.copy()
    for place in order:
        if kept[place] and not shelves.must[place]:
            enough = True
            for entry in range(shelves.first[place], shelves.first[place + 1]):
                enough = enough and spare[shelves.wants[entry]] >= shelves.units[entry]
            if enough:
                kept[place] = False
                for entry in range(shelves.first[place], shelves.first[place + 1]):
                    spare[shelves.wants[entry]] -= shelves.units[entry]
    return kept


@compiled
def aisles_of(shelves: Shelves, reached: Flags, blocks: int) -> Floats:
    """Gives, for each want, an aisle in which it is taken."""
    aisles = np.zeros(len(shelves.need))
    for segment in range(len(shelves.starts) - 1):
        for place in range(shelves.starts[segment], shelves.starts[segment + 1]):
            for entry in range(shelves.first[place], shelves.first[place + 1]):
                if reached[place]:
                    aisles[shelves.wants[entry]] = segment // blocks
    return aisles
