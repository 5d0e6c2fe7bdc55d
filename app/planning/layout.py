"""A house of parallel aisles: where its shelf cells, its cross aisles and its depot lie, and how far apart places are.

All aisles are equally long and stand side by side, mostly at one pitch. Cross aisles run over the top ends and over the
bottom ends; a house of two blocks has one more in the middle. Lengths have no unit of their own.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Place(NamedTuple):
    """A shelf cell.

    Attributes:
        aisle: Number of its aisle, from 0 at the left.
        cell: Its position in the aisle, from 0 at the top.
    """

    aisle: int
    cell: int


@dataclass(frozen=True)
class Layout:
    """One house of parallel aisles.

    Attributes:
        aisles: How many aisles.
        cells: Cells of an aisle, one behind the other.
        pitch: Way from an aisle to the next.
        step: Way from a cell to the next.
        top: Way from the cross aisle above a block to the block's first cell.
        bottom: Way from the block's last cell to the cross aisle below it.
        depot_aisle: The aisle at whose end every walk begins and ends.
        depot_at_top: Whether that is its top end; else the bottom end.
        stub: Way from there to the depot itself.
        blocks: Into how many equal blocks cross aisles cut the aisles; each block has its own ways in.
        xs: Where each aisle stands, ascending, where they do not stand at one pitch; else empty.
        closed: Aisles that nobody can walk through and that hold nothing: a depot between two aisles stands in one.
    """

    aisles: int
    cells: int
    pitch: float
    step: float
    top: float
    bottom: float
    depot_aisle: int
    depot_at_top: bool
    stub: float = 0.0
    blocks: int = 1
    xs: tuple[float, ...] = ()
    closed: frozenset[int] = frozenset()

    @cached_property
    def block_starts(self) -> tuple[int, ...]:
        """First cell of each block, and the number of cells as an end mark."""
        return tuple(self.cells * block // self.blocks for block in range(self.blocks + 1))

    @cached_property
    def crossings(self) -> tuple[float, ...]:
        """Depth of every cross aisle, measured from the top one; one more than there are blocks."""
        depths = [0.0]
        for first, end in zip(self.block_starts, self.block_starts[1:], strict=False):
            depths.append(depths[-1] + self.top + (end - first - 1) * self.step + self.bottom)
        return tuple(depths)

    @cached_property
    def depths(self) -> tuple[float, ...]:
        """Depth of every cell, measured from the top cross aisle."""
        return tuple(self._depth(cell) for cell in range(self.cells))

    @property
    def depot_crossing(self) -> int:
        """Number of the cross aisle at which the depot lies."""
        return 0 if self.depot_at_top else self.blocks

    def block(self, cell: int) -> int:
        """Gives the block that a cell lies in."""
        return sum(start <= cell for start in self.block_starts[1:-1])

    def distance(self, one: Place, other: Place) -> float:
        """Gives the shortest way between two cells."""
        return self.between(one.aisle, self.depths[one.cell], other.aisle, self.depths[other.cell])

    def from_depot(self, place: Place) -> float:
        """Gives the shortest way between the depot and a cell."""
        end = self.crossings[self.depot_crossing]
        return self.stub + self.between(self.depot_aisle, end, place.aisle, self.depths[place.cell])

    def between(self, aisle: int, depth: float, other_aisle: int, other_depth: float) -> float:
        """Gives the shortest way between two points of aisles: straight, or over the best of the cross aisles."""
        if aisle == other_aisle:
            return abs(depth - other_depth)
        along = min(abs(depth - at) + abs(other_depth - at) for at in self.crossings)
        return along + self.across(aisle, other_aisle)

    def across(self, aisle: int, other_aisle: int) -> float:
        """Gives the way over a cross aisle from one aisle to another."""
        if self.xs:
            return abs(self.xs[aisle] - self.xs[other_aisle])
        return self.pitch * abs(aisle - other_aisle)

    def _depth(self, cell: int) -> float:
        block = self.block(cell)
        return self.crossings[block] + self.top + (cell - self.block_starts[block]) * self.step
