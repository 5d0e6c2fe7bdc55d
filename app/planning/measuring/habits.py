"""Compiled: how long a walk by habit is, S-shape or largest gap, in a house of one block; see ``routing.habits``."""

from app.planning.measuring.compiled import compiled
from app.planning.measuring.shelves import Shelves, Words
from app.planning.measuring.walks import extent, span


@compiled
def s_shape(union: Words, house: Shelves) -> float:
    """Measures a walk through every aisle with picks; the last of an odd number there and back."""
    leftmost, rightmost = span(union, house.depot[0])
    if rightmost < 0:
        return 0.0
    through, aisles, deepest = float(house.lengths[0]), 0, 0.0
    for aisle in range(leftmost, rightmost + 1):
        first, last, _ = extent(union, aisle, house.depths, through)
        if first >= 0:
            aisles += 1
            deepest = last if house.depot[1] == 0 else through - first
    total = aisles * through + (2 * deepest - through if aisles % 2 else 0.0)
    return total + _across(house, leftmost, rightmost)


@compiled
def largest_gap(union: Words, house: Shelves) -> float:
    """Measures a walk through the first and the last aisle with picks, and up to the widest gap in the others."""
    leftmost, rightmost = span(union, house.depot[0])
    if rightmost < 0:
        return 0.0
    through, aisles, deepest, total, latest = float(house.lengths[0]), 0, 0.0, 0.0, 0.0
    for aisle in range(leftmost, rightmost + 1):
        first, last, gap = extent(union, aisle, house.depths, through)
        if first >= 0:
            aisles += 1
            deepest = last if house.depot[1] == 0 else through - first
            latest = 2 * (through - gap) if aisles > 1 else 0.0
            total += latest
    walked = 2 * deepest if aisles == 1 else total - latest + 2 * through
    return walked + _across(house, leftmost, rightmost)


@compiled
def _across(house: Shelves, leftmost: int, rightmost: int) -> float:
    """Measures the way over the cross aisles, there and back, and the depot's own."""
    across = house.stub
    for aisle in range(leftmost, rightmost):
        across += 2 * house.gaps[aisle]
    return across
