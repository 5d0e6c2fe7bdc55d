"""Shortest ways between points of a drawn house (Dijkstra 1959), each worked out once for a version of the drawing."""

from collections.abc import Sequence
from functools import lru_cache
from heapq import heappop, heappush
from math import inf

import numpy as np
from numpy.typing import NDArray

from app.planning.drawn.layout import DrawnLayout
from app.planning.drawn.trouble import DrawingError

_KEPT = 8
"""Versions of drawings whose distances are kept."""


class Network:
    """The ways that can be walked, and the shortest ones found so far."""

    def __init__(self, layout: DrawnLayout) -> None:
        """Takes the open ways of a drawing.

        Raises:
            DrawingError: A way ends at no point, or its length is negative.
        """
        self.number = {point: i for i, point in enumerate(layout.points)}
        self._names = tuple(layout.points)
        self._ways: list[list[tuple[int, float]]] = [[] for _ in self._names]
        for way in layout.open_ways:
            for end in (way.start, way.end):
                if end not in self.number:
                    raise DrawingError("drawn.way.end", start=way.start, end=way.end, point=end)
            if not 0 <= way.length < inf:
                raise DrawingError("drawn.way.length", start=way.start, end=way.end, length=way.length)
            one, other = self.number[way.start], self.number[way.end]
            self._ways[one].append((other, way.length))
            if not way.one_way:
                self._ways[other].append((one, way.length))
        self._rows: dict[int, tuple[list[float], list[int]]] = {}

    def distances(self, points: Sequence[str]) -> NDArray[np.float64]:
        """Gives the lengths of the shortest ways from every point (row) to every point; infinite where there is none.

        Work grows with points x ways x log(ways) the first time; later calls look them up.
        """
        columns = [self.number[point] for point in points]
        table = [[self._row(start)[0][end] for end in columns] for start in columns]
        return np.array(table, np.float64).reshape(len(points), len(points))

    def way(self, start: str, end: str) -> list[str]:
        """Gives all points of a shortest way, from its start to its end; there must be one."""
        before = self._row(self.number[start])[1]
        corners = [self.number[end]]
        while corners[-1] != self.number[start]:
            corners.append(before[corners[-1]])
        return [self._names[corner] for corner in reversed(corners)]

    def _row(self, start: int) -> tuple[list[float], list[int]]:
        if start not in self._rows:
            self._rows[start] = self._from(start)
        return self._rows[start]

    def _from(self, start: int) -> tuple[list[float], list[int]]:
        """Gives the distance of every point from one, and the point before it on the way."""
        lengths, before = [inf] * len(self._names), [-1] * len(self._names)
        lengths[start] = 0.0
        waiting = [(0.0, start)]
        while waiting:
            length, point = heappop(waiting)
            if length > lengths[point]:
                continue
            for end, more in self._ways[point]:
                if length + more < lengths[end]:
                    lengths[end], before[end] = length + more, point
                    heappush(waiting, (length + more, end))
        return lengths, before


@lru_cache(maxsize=_KEPT)
def _kept(layout: "_Versioned") -> Network:
    return Network(layout.layout)


class _Versioned:
    """A drawing that counts as equal to any of the same version."""

    def __init__(self, layout: DrawnLayout) -> None:
        self.layout = layout

    def __hash__(self) -> int:
        return hash(self.layout.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Versioned) and self.layout.version == other.layout.version


def network(layout: DrawnLayout) -> Network:
    """Gives the network of a drawing, kept from before when one of the same version was asked for.

    Raises:
        DrawingError: A way ends at no point, or its length is negative.
    """
    return _kept(_Versioned(layout))
