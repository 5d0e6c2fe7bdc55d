"""Houses, places in them, and plain ways to measure a walk that share nothing with the planner's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from math import inf

from hypothesis import strategies as st

from app.planning.layout import Layout, Place

Point = tuple[int, float]
"""An aisle, and how deep in it."""

_LENGTHS = st.integers(1, 8).map(lambda halves: halves / 2)


@st.composite
def houses(draw: st.DrawFn, blocks: st.SearchStrategy[int]) -> Layout:
    aisles, count = draw(st.integers(1, 6)), draw(blocks)
    gaps = draw(st.lists(_LENGTHS, min_size=aisles, max_size=aisles))
    open_ = draw(st.integers(0, aisles - 1))
    closed = draw(st.sets(st.integers(0, aisles - 1), max_size=2)) - {open_}
    return Layout(
        aisles=aisles,
        cells=draw(st.integers(count, 12)),
        pitch=draw(_LENGTHS),
        step=draw(_LENGTHS),
        top=draw(_LENGTHS),
        bottom=draw(_LENGTHS),
        depot_aisle=draw(st.integers(0, aisles - 1)),
        depot_at_top=draw(st.booleans()),
        stub=draw(st.sampled_from([0, 1.5])),
        blocks=count,
        xs=draw(st.sampled_from([(), tuple(accumulate(gaps))])),
        closed=frozenset(closed),
    )


def open_aisles(house: Layout) -> list[int]:
    return [aisle for aisle in range(house.aisles) if aisle not in house.closed]


def places_in(house: Layout, most: int = 8) -> st.SearchStrategy[list[Place]]:
    place = st.builds(Place, st.sampled_from(open_aisles(house)), st.integers(0, house.cells - 1))
    return st.lists(place, max_size=most, unique=True)


@dataclass(frozen=True)
class Walked:
    """Shortest ways between points of a house, found by walking a drawn map of it (Dijkstra)."""

    house: Layout

    def map_(self) -> dict[Point, list[tuple[Point, float]]]:
        house = self.house
        ways: dict[Point, list[tuple[Point, float]]] = {}
        for aisle in range(house.aisles):
            points = sorted({*house.depths, *house.crossings})
            for depth in points:
                ways[aisle, depth] = []
            for up, down in pairwise(points) if aisle not in house.closed else ():
                ways[aisle, up].append(((aisle, down), down - up))
                ways[aisle, down].append(((aisle, up), down - up))
            for other in {aisle - 1, aisle + 1} & set(range(house.aisles)):
                for depth in house.crossings:
                    ways[aisle, depth].append(((other, depth), self.gap(*sorted((aisle, other)))))
        return ways

    def gap(self, left: int, right: int) -> float:
        return self.house.xs[right] - self.house.xs[left] if self.house.xs else self.house.pitch

    def between(self, one: Point, other: Point) -> float:
        ways, best, waiting = self.map_(), {one: 0.0}, [(0.0, one)]
        while waiting:
            length, point = heappop(waiting)
            if point == other:
                return length
            for after, more in ways[point]:
                if length + more < best.get(after, inf):
                    best[after] = length + more
                    heappush(waiting, (length + more, after))
        raise AssertionError("two points of a house do not hang together")


def depot_of(house: Layout) -> Point:
    return house.depot_aisle, 0.0 if house.depot_at_top else house.crossings[-1]


def walked(house: Layout, places: Sequence[Place]) -> float:
    """The length of a walk from the depot through places in their order and back."""
    if not places:
        return 0.0
    ends = house.from_depot(places[0]) + house.from_depot(places[-1])
    return ends + sum(house.distance(one, other) for one, other in pairwise(places))


def held_karp(house: Layout, places: Sequence[Place]) -> float:
    """The length of the shortest round through the depot and places, by subsets (Held & Karp 1962)."""
    if not places:
        return 0.0
    best = {(1 << i, i): house.from_depot(place) for i, place in enumerate(places)}
    for subset in range(1, 1 << len(places)):
        inside = [i for i in range(len(places)) if subset >> i & 1]
        for last in inside:
            if subset == 1 << last:
                continue
            rest = subset ^ (1 << last)
            best[subset, last] = min(
                best[rest, i] + house.distance(places[i], places[last]) for i in inside if i != last
            )
    full = (1 << len(places)) - 1
    return min(best[full, i] + house.from_depot(place) for i, place in enumerate(places))
