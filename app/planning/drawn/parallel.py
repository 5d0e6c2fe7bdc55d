"""A house of parallel aisles as a drawn one: so aisles can be one-way, and stretches of them closed."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal

from app.planning.drawn.layout import DrawnLayout, Way
from app.planning.layout import Layout, Place

Direction = Literal["down", "up"]
"""The only direction in which an aisle may be walked: away from the top cross aisle, or towards it."""

DEPOT = "depot"


def point_of(place: Place) -> str:
    """Gives the name of a place's point."""
    return f"{place.aisle}/{place.cell}"


def parallel(
    layout: Layout,
    one_way: Mapping[int, Direction] | None = None,
    blocked: Iterable[tuple[int, float, float]] = (),
) -> DrawnLayout:
    """Draws a house of parallel aisles.

    Args:
        layout: The house.
        one_way: Aisles that may be walked in one direction only.
        blocked: Stretches that nobody can walk: an aisle, and between which depths below the top cross aisle.

    Returns:
        The drawing; its lengths are the house's own, its positions whole thousandths of them.
    """
    points: dict[str, tuple[int, int]] = {}
    ways: list[Way] = []
    closed: set[tuple[str, str]] = set()
    shut = list(blocked)
    for aisle in range(layout.aisles):
        stops = [(depth, _corner(aisle, number)) for number, depth in enumerate(layout.crossings)]
        stops += [(depth, point_of(Place(aisle, cell))) for cell, depth in enumerate(layout.depths)]
        stops.sort(key=lambda stop: stop[0])
        for depth, name in stops:
            points[name] = round(layout.across(0, aisle) * 1000), round(depth * 1000)
        for (upper, above), (lower, below) in pairwise(stops):
            ends = (below, above) if (one_way or {}).get(aisle) == "up" else (above, below)
            ways.append(Way(*ends, lower - upper, one_way=aisle in (one_way or {})))
            walled = aisle in layout.closed
            if walled or any(number == aisle and upper < end and start < lower for number, start, end in shut):
                closed.add(ends)
        if aisle:
            ways += [
                Way(_corner(aisle - 1, number), _corner(aisle, number), layout.across(aisle - 1, aisle))
                for number in range(len(layout.crossings))
            ]
    gate = _corner(layout.depot_aisle, layout.depot_crossing)
    points[DEPOT] = points[gate]
    ways.append(Way(DEPOT, gate, layout.stub))
    return DrawnLayout(points, ways, DEPOT, closed=frozenset(closed))


def _corner(aisle: int, crossing: int) -> str:
    return f"{aisle}|{crossing}"
