"""What a picker can do in one aisle of one block, and what each costs.

The six ways are those of Ratliff & Rosenthal (Operations Research 31, 1983): not at all, through once, through and
back, in and out at the top, in and out at the bottom, or in and out at both ends around the widest gap between picks.
"""

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple


class Way(IntEnum):
    """How a segment, one aisle of one block, is walked."""

    NONE = 0
    THROUGH = 1
    TWICE = 2
    TOP = 3
    BOTTOM = 4
    GAP = 5


class Segment(NamedTuple):
    """One aisle between two neighbouring cross aisles.

    Attributes:
        top: Depth of the cross aisle above.
        bottom: Depth of the cross aisle below.
        picks: Depths of the picks in it, ascending.
    """

    top: float
    bottom: float
    picks: Sequence[float]

    def costs(self) -> dict[Way, float]:
        """Gives the length of every way that reaches all picks."""
        length = self.bottom - self.top
        crossing = {Way.THROUGH: length, Way.TWICE: 2 * length}
        if not self.picks:
            return {Way.NONE: 0.0, **crossing}
        return {
            **crossing,
            Way.TOP: 2 * (self.picks[-1] - self.top),
            Way.BOTTOM: 2 * (self.bottom - self.picks[0]),
            Way.GAP: 2 * (length - self.gap()[1]),
        }

    def gap(self) -> tuple[int, float]:
        """Gives the widest stretch without a pick.

        Returns:
            How many picks lie above it, and its width; the ways in from the cross aisles count as stretches too.
        """
        stretches = [after - before for before, after in pairwise((self.top, *self.picks, self.bottom))]
        widest = max(range(len(stretches)), key=stretches.__getitem__)
        return widest, stretches[widest]
