"""The house and the shelves with wanted goods as arrays that compiled loops can walk over.

A segment is one aisle of one block; segments are numbered aisle by aisle from the left, in an aisle from the top. Only
the aisles between the outermost ones that matter (the depot's among them) are kept. After the segments of an aisle
comes the move to the next: these are the steps of a walk that is built from the left, see ``routing.states``.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.planning.layout import Layout, Place
from app.planning.routing.states import Tables, tables
from app.planning.scattered.wants import Wants

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Ground(NamedTuple):
    """What a walk can do.

    Attributes:
        walks: Blocks x ways x states: the state after walking a segment; -1 is "not possible". One table more is for
            the first segment of the depot's aisle, where the walk comes by at the depot first.
        move_from: The state before each possible move to the next aisle.
        move_to: The state after it.
        move_times: How often it walks cross aisles between the two aisles.
        gaps: Way from each aisle to the next; 0 after the last one.
        closed: Whether nobody can walk through an aisle.
        lengths: Length of a segment of each block.
        depot: Number of the depot's aisle among those kept.
        over: Number of the state of a complete walk.
        aisles: How many aisles are kept.
    """

    walks: Whole
    move_from: Whole
    move_to: Whole
    move_times: Floats
    gaps: Floats
    closed: Flags
    lengths: Floats
    depot: int
    over: int
    aisles: int


class Shelves(NamedTuple):
    """Where wanted goods lie: places by segment and depth, and what each holds.

    Attributes:
        starts: First place of each segment, and the number of places as an end mark.
        depths: Depth of each place below the top of its segment.
        must: Whether a walk has to reach the place in any case.
        first: First entry of each place in the two lists that follow, and their length as an end mark.
        wants: Which want an entry serves.
        units: Units of it that the entry gives, never more than are wanted.
        need: Units of each want.
    """

    starts: Whole
    depths: Floats
    must: Flags
    first: Whole
    wants: Whole
    units: Whole
    need: Whole


def lay_out(layout: Layout, wants: Wants) -> tuple[Ground, Shelves, Sequence[Place]]:
    """Makes the arrays.

    Returns:
        The house, its shelves, and the place behind each number in them.
    """
    places = sorted(wants.must | {place for holds in wants.holds for place in holds})
    aisles = [layout.depot_aisle, *(place.aisle for place in places)]
    left, right = min(aisles), max(aisles)
    table = tables(layout.blocks)
    moves = zip(*table.moves, strict=True)
    before, after, times = (list(each) for each in moves)
    ground = Ground(
        walks=np.array((*table.walks, _by_the_depot(table, layout.depot_crossing)), np.int64),
        move_from=np.array(before, np.int64),
        move_to=np.array(after, np.int64),
        move_times=np.array([sum(each) for each in times], np.float64),
        gaps=np.array([*(layout.across(aisle, aisle + 1) for aisle in range(left, right)), 0], np.float64),
        closed=np.array([aisle in layout.closed for aisle in range(left, right + 1)], np.bool_),
        lengths=np.diff(np.array(layout.crossings, np.float64)),
        depot=layout.depot_aisle - left,
        over=table.over,
        aisles=right - left + 1,
    )
    return ground, _shelves(layout, wants, places, left, ground.aisles), places


def _by_the_depot(table: Tables, crossing: int) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(way[state] if state >= 0 else -1 for state in table.visits[crossing]) for way in table.walks[0])


def _shelves(layout: Layout, wants: Wants, places: Sequence[Place], left: int, aisles: int) -> Shelves:
    blocks = [layout.block(place.cell) for place in places]
    counts = np.zeros(aisles * layout.blocks + 1, np.int64)
    for place, block in zip(places, blocks, strict=True):
        counts[(place.aisle - left) * layout.blocks + block + 1] += 1
    first, which, units = [0], list[int](), list[int]()
    for place in places:
        for number, (need, holds) in enumerate(zip(wants.need, wants.holds, strict=True)):
            if place in holds:
                which.append(number)
                units.append(min(need, holds[place]))
        first.append(len(which))
    tops = [layout.crossings[block] for block in blocks]
    return Shelves(
        starts=np.cumsum(counts),
        depths=np.array([layout.depths[p.cell] - top for p, top in zip(places, tops, strict=True)], np.float64),
        must=np.array([place in wants.must for place in places], np.bool_),
        first=np.array(first, np.int64),
        wants=np.array(which, np.int64),
        units=np.array(units, np.int64),
        need=np.array(wants.need, np.int64),
    )
