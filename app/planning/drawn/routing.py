"""Routes in a drawn house: from a start through places to an end, and the way there corner by corner."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np

from app.planning.drawn.layout import DrawnLayout
from app.planning.drawn.network import Network, network
from app.planning.drawn.ordering import ordered
from app.planning.drawn.trouble import DrawingError, Lost


@dataclass(frozen=True, slots=True)
class DrawnRoute:
    """One walk.

    Attributes:
        length: Its length.
        places: The places in walking order, each once.
        corners: Every point that the walk comes by, for drawing it; begins with the start and ends with the end.
        lost: Places that it leaves out, and why.
    """

    length: float
    places: tuple[str, ...]
    corners: tuple[str, ...]
    lost: tuple[Lost, ...] = ()


def route(
    layout: DrawnLayout,
    places: Iterable[str],
    *,
    start: str | None = None,
    end: str | None = None,
    seconds: float = 0.05,
    seed: int = 1,
) -> DrawnRoute:
    """Finds a walk: the shortest for up to twelve places, a nearly shortest for more.

    Args:
        layout: The house.
        places: Names of the points to visit; one given twice is visited once.
        start: Where the walk begins; the depot unless told.
        end: Where it ends; the depot unless told.
        seconds: How long to look at most where there are many places.
        seed: Same seed, same chances.

    Raises:
        DrawingError: The start or the end is not drawn, or no way leads from one to the other.
    """
    ways = network(layout)
    ends = layout.depot if start is None else start, layout.depot if end is None else end
    for point in ends:
        if point not in ways.number:
            raise DrawingError("drawn.start", point=point)
    wanted = list(dict.fromkeys(places))
    known = [place for place in wanted if place in ways.number]
    lost = [Lost("drawn.unknown", place) for place in wanted if place not in ways.number]
    order, left_out = _reachable(ways, ends, known, seconds, seed)
    lost += [Lost("drawn.unreachable", place) for place in left_out]
    stops = [ends[0], *order, ends[1]]
    corners = [ends[0]]
    for one, other in pairwise(stops):
        corners += ways.way(one, other)[1:]
    length = sum(float(ways.distances([one, other])[0, 1]) for one, other in pairwise(stops))
    return DrawnRoute(length, tuple(order), tuple(corners), tuple(lost))


def _reachable(
    ways: Network, ends: tuple[str, str], places: list[str], seconds: float, seed: int
) -> tuple[list[str], list[str]]:
    """Orders the places from which a walk can go on to its end.

    Returns:
        These in walking order, and the others.
    """
    table = ways.distances([ends[0], *places, ends[1]])
    if table[0, -1] == inf:
        raise DrawingError("drawn.apart", start=ends[0], end=ends[1])
    fit = np.isfinite(table[0]) & np.isfinite(table[:, -1])
    lost = [place for place, good in zip(places, fit[1:-1], strict=True) if not good]
    left = [place for place, good in zip(places, fit[1:-1], strict=True) if good]
    while True:
        table = ways.distances([ends[0], *left, ends[1]])
        order = ordered(table, seconds, seed)
        broken = {after for before, after in pairwise([0, *order, len(left) + 1]) if table[before, after] == inf}
        if not broken:
            return [left[point - 1] for point in order], lost
        last = max(broken, key=order.index) if broken - {len(left) + 1} else order[-1]
        lost.append(left[last - 1])  # one-way ways let a walk visit either this place or those before it
        left.pop(last - 1)
