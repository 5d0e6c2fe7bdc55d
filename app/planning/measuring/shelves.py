"""Places as bit masks: the form in which the compiled loops know a house.

A segment is one aisle of one block. Every place that anybody asks for has a bit in a word of its segment, in the order
of depth; so the places of several orders together are the bitwise "or" of their words.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.planning.layout import Layout, Place
from app.planning.routing.habits import OneBlockError
from app.planning.routing.policies import POLICIES, Policy
from app.planning.routing.states import tables

BITS = 64

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]


class Shelves(NamedTuple):
    """Everything the compiled loops must know of a house and what is wanted from it.

    Attributes:
        masks: The places of each order as words: orders x segments x words.
        depths: Depth of every bit's place below the top of its segment: segments x bits.
        lengths: Length of the segments of each block.
        gaps: Way from each aisle to the next; the last one's is 0.
        open: For each aisle whether somebody can walk through it.
        stub: Way from the crossing at the depot to the depot, there and back.
        depot: The depot's aisle, and its crossing.
        visits: For each state: the one after it when the walk comes by at the depot.
        walks: For each block, way and state: the one after it.
        moves: Steps to the next aisle: from, to, and how many cross aisles are walked.
        over: The state of a complete walk.
        policy: How walks are routed: position of the name in ``routing.policies.POLICIES``.
    """

    masks: Words
    depths: Floats
    lengths: Floats
    gaps: Floats
    open: npt.NDArray[np.bool_]
    stub: float
    depot: tuple[int, int]
    visits: Ints
    walks: Ints
    moves: Ints
    over: int
    policy: int


def shelves(layout: Layout, wanted: Sequence[Iterable[Place]], policy: Policy = "optimal") -> Shelves:
    """Writes a house and the places of orders down as bits.

    Args:
        layout: The house.
        wanted: Places of each order; the compiled loops know an order by its position here.
        policy: How walks are routed.

    Raises:
        OneBlockError: A habit is asked for in a house of several blocks.
    """
    if policy != "optimal" and layout.blocks > 1:
        raise OneBlockError
    masks, depths = _bits(layout, wanted)
    table = tables(layout.blocks)
    return Shelves(
        masks=masks,
        depths=depths,
        lengths=np.diff(np.array(layout.crossings)),
        gaps=np.array([layout.across(aisle, aisle + 1) for aisle in range(layout.aisles - 1)] + [0.0]),
        open=np.array([aisle not in layout.closed for aisle in range(layout.aisles)], np.bool_),
        stub=2.0 * layout.stub,
        depot=(layout.depot_aisle, layout.depot_crossing),
        visits=np.array(table.visits[layout.depot_crossing], np.int64),
        walks=np.array(table.walks, np.int64),
        moves=np.array([(before, after, sum(times)) for before, after, times in table.moves], np.int64),
        over=table.over,
        policy=POLICIES.index(policy),
    )


def _bits(layout: Layout, wanted: Sequence[Iterable[Place]]) -> tuple[Words, Floats]:
    """Gives the masks of all orders and the depth of every bit."""
    blocks = [layout.block(cell) for cell in range(layout.cells)]
    places = [[(place.aisle * layout.blocks + blocks[place.cell], place.cell) for place in own] for own in wanted]
    used: list[set[int]] = [set() for _ in range(layout.aisles * layout.blocks)]
    for own in places:
        for segment, cell in own:
            used[segment].add(cell)
    words = max(1, *(-(-len(cells) // BITS) for cells in used))
    bits = [{cell: bit for bit, cell in enumerate(sorted(cells))} for cells in used]
    masks = np.zeros((len(wanted), len(used), words), np.uint64)
    for number, own in enumerate(places):
        for segment, cell in own:
            bit = bits[segment][cell]
            masks[number, segment, bit // BITS] |= np.uint64(1 << bit % BITS)
    depths = np.zeros((len(used), words * BITS))
    for segment, cells in enumerate(bits):
        for cell, bit in cells.items():
            depths[segment, bit] = layout.depths[cell] - layout.crossings[blocks[cell]]
    return masks, depths
