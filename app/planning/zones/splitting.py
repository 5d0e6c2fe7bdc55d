"""Splitting the aisles of a house into zones that are as even as can be.

A zone is a run of aisles side by side, so that nobody crosses another's. Among all ways to cut the row of aisles, the
one is chosen whose heaviest zone is lightest, and among those the one whose zones vary least. Both by dynamic
programming over the aisles (the linear partition problem): first the best heaviest zone, then, no zone above it, the
least sum of squares, which is the least variance as the sum of all work is given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from app.planning.trouble import ImpossibleError


@dataclass(frozen=True, slots=True)
class Split:
    """Zones of a row of aisles.

    Attributes:
        zones: For each zone, its aisles as indices into the row; every one has at least one aisle.
        work: For each zone, the work in its aisles.
        lower_bound: No way to cut the row has a heaviest zone below this, whether its zones are runs or not.
    """

    zones: tuple[range, ...]
    work: tuple[int, ...]
    lower_bound: int

    @property
    def heaviest(self) -> int:
        """Work of the heaviest zone."""
        return max(self.work)


def split(work: Sequence[int], zones: int) -> Split:
    """Splits a row of aisles into zones.

    Args:
        work: What each aisle is expected to ask for, e.g. seconds or visits a day; whole and not negative.
        zones: How many zones are wanted.

    Raises:
        ImpossibleError: No zone is wanted, or more than there are aisles.
        ValueError: An aisle's work is negative.
    """
    if zones < 1:
        raise ImpossibleError("advice.error.no_zones")
    if zones > len(work):
        raise ImpossibleError("advice.error.few_aisles", zones=zones, aisles=len(work))
    if min(work) < 0:
        raise ValueError(f"the work of an aisle is negative: {min(work)}")
    sums = (0, *accumulate(work))
    heaviest, _ = _cuts(sums, zones, max)
    _, cuts = _cuts(sums, zones, lambda before, own: None if own > heaviest else before + own**2)
    total = tuple(sums[end] - sums[start] for start, end in pairwise(cuts))
    bound = max(-(-sums[-1] // zones), *work)
    return Split(tuple(range(start, end) for start, end in pairwise(cuts)), total, bound)


def _cuts(sums: Sequence[int], zones: int, cost: Callable[[int, int], int | None]) -> tuple[int, list[int]]:
    """Finds the cheapest cuts; of several, the ones with the shortest zones at the end.

    Args:
        sums: Work of the first 0, 1, 2 … aisles.
        zones: How many zones.
        cost: From the cost of earlier zones and the work of one more, the cost of all; None when that may not be.

    Returns:
        The cost, and where zones begin, with the number of aisles as an end mark.
    """
    aisles = len(sums) - 1
    best: list[int | None] = [0] + [None] * aisles
    starts: list[list[int]] = []
    for count in range(1, zones + 1):
        before, best, start = best, [None] * (aisles + 1), [0] * (aisles + 1)
        for end in range(count, aisles - (zones - count) + 1):
            for cut in range(end - 1, count - 2, -1):
                earlier = before[cut]
                found = None if earlier is None else cost(earlier, sums[end] - sums[cut])
                so_far = best[end]
                if found is not None and (so_far is None or found < so_far):
                    best[end], start[end] = found, cut
        starts.append(start)
    cuts = [aisles]
    for start in reversed(starts):
        cuts.append(start[cuts[-1]])
    return best[aisles] or 0, cuts[::-1]
