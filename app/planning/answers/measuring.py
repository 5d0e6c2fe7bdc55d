"""How long somebody else's walks are: plain code of its own, which shares nothing with the planner's.

The house is drawn as points and ways between them: each cell, and each aisle's crossing with each cross aisle. The way
from a place to the next is the shortest one over this drawing, found by trying all points (Dijkstra 1959).
"""

from collections.abc import Iterable, Sequence
from functools import cache
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from app.planning.layout import Layout

Point = tuple[str, int, int]
"""``("cell", aisle, cell)``, ``("crossing", aisle, number from the top)`` or ``("depot", 0, 0)``."""

_DEPOT: Point = ("depot", 0, 0)


class Drawing:
    """A house as points and ways."""

    def __init__(self, house: Layout) -> None:
        self._house = house
        self._ways: dict[Point, list[tuple[Point, float]]] = {}
        for aisle in range(house.aisles):
            self._draw_aisle(aisle)
            for crossing in range(house.blocks + 1):
                if aisle:
                    self._join(("crossing", aisle - 1, crossing), ("crossing", aisle, crossing), house.pitch)
        end = 0 if house.depot_at_top else house.blocks
        self._join(_DEPOT, ("crossing", house.depot_aisle, end), house.stub)
        self._from = cache(self._distances)

    def length(self, places: Sequence[tuple[int, int]]) -> float:
        """Measures the walk from the depot to each place, given as aisle and cell, in this order, and back."""
        points = [_DEPOT, *(("cell", aisle, cell) for aisle, cell in places), _DEPOT]
        return sum(self._from(here)[there] for here, there in pairwise(points))

    def s_shape(self, places: Iterable[tuple[int, int]]) -> float:
        """Measures the walk in S-shape: aisles with picks all through; the last of an odd number there and back."""
        aisles = self._depths(places)
        length = self._over(aisles)
        numbers = sorted(aisles)
        if len(numbers) % 2:
            length += 2 * max(aisles[numbers.pop()])
        return length + len(numbers) * self._through()

    def largest_gap(self, places: Iterable[tuple[int, int]]) -> float:
        """Measures the walk by largest gap: the outer aisles all through, those between save their widest gap."""
        aisles = self._depths(places)
        if len(aisles) <= 1:
            return self._over(aisles) + 2 * max((max(depths) for depths in aisles.values()), default=0.0)
        length = self._over(aisles) + 2 * self._through()
        for aisle in sorted(aisles)[1:-1]:
            marks = sorted([0.0, *aisles[aisle], self._through()])
            length += 2 * (self._through() - max(b - a for a, b in pairwise(marks)))
        return length

    def _draw_aisle(self, aisle: int) -> None:
        house = self._house
        for block in range(house.blocks):
            first, last = house.cells * block // house.blocks, house.cells * (block + 1) // house.blocks - 1
            self._join(("crossing", aisle, block), ("cell", aisle, first), house.top)
            for cell in range(first, last):
                self._join(("cell", aisle, cell), ("cell", aisle, cell + 1), house.step)
            self._join(("cell", aisle, last), ("crossing", aisle, block + 1), house.bottom)

    def _join(self, one: Point, other: Point, length: float) -> None:
        self._ways.setdefault(one, []).append((other, length))
        self._ways.setdefault(other, []).append((one, length))

    def _distances(self, start: Point) -> dict[Point, float]:
        found, waiting = {start: 0.0}, [(0.0, start)]
        while waiting:
            length, point = heappop(waiting)
            if length > found[point]:
                continue
            for other, way in self._ways[point]:
                if length + way < found.get(other, inf):
                    found[other] = length + way
                    heappush(waiting, (length + way, other))
        return found

    def _through(self) -> float:
        house = self._house
        return house.top + (house.cells - 1) * house.step + house.bottom

    def _depths(self, places: Iterable[tuple[int, int]]) -> dict[int, list[float]]:
        """Gives how deep the places of each aisle lie, seen from the depot's cross aisle."""
        house, aisles = self._house, dict[int, list[float]]()
        for aisle, cell in places:
            from_top = house.top + cell * house.step
            aisles.setdefault(aisle, []).append(from_top if house.depot_at_top else self._through() - from_top)
        return aisles

    def _over(self, aisles: Iterable[int]) -> float:
        """Gives the way over the cross aisles between the outermost aisles and the depot's; none for no walk."""
        numbers = set(aisles)
        if not numbers:
            return 0.0
        numbers.add(self._house.depot_aisle)
        return 2 * (self._house.pitch * (max(numbers) - min(numbers)) + self._house.stub)
