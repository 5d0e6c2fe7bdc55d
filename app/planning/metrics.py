"""How far somebody walks: along the aisles, and between them only at the front or at the back.

The house is one block of parallel aisles. Places with the same x stand in one aisle; from one aisle to another
the way leads through the nearer of the two cross aisles, at y = 0 and at y = the aisles' length. A spot beyond
either end (y below 0, say) is reached through that end.
"""

from collections.abc import Iterable
from itertools import pairwise

from app.planning.problem import Spot


def distance(one: Spot, other: Spot, length_mm: int) -> int:
    """Gives the walking distance between two positions in millimetres."""
    if one.x_mm == other.x_mm:
        return abs(one.y_mm - other.y_mm)
    front = abs(one.y_mm) + abs(other.y_mm)
    back = abs(length_mm - one.y_mm) + abs(length_mm - other.y_mm)
    return abs(one.x_mm - other.x_mm) + min(front, back)


def way(spots: Iterable[Spot], length_mm: int) -> int:
    """Gives the length of a way from spot to spot in millimetres."""
    return sum(distance(one, other, length_mm) for one, other in pairwise(spots))
