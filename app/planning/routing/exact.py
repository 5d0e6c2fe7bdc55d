"""The shortest route through places of a house of parallel aisles: exact, by dynamic programming over the aisles.

For every aisle from left to right the cheapest walk to each state is kept; the work grows with aisles and picks only.
Plain Python that also says where to walk; the search over batches uses compiled kernels that only measure.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from app.planning.layout import Layout, Place
from app.planning.routing.circuit import Edge, circuit
from app.planning.routing.segments import Segment, Way
from app.planning.routing.states import Tables, tables

Edges = tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """One walk from the depot and back.

    Attributes:
        length: Its length.
        places: The places in walking order, each once.
    """

    length: float
    places: tuple[Place, ...]


class _Growing:
    """A walk that grows from left to right: for each state the cheapest way to it, and how it came about."""

    def __init__(self, states: int) -> None:
        self.lengths = [0.0, *[inf] * (states - 1)]
        self._pasts: list[list[tuple[int, Callable[[], Edges]] | None]] = []

    def step(self, choices: Iterable[tuple[int, int, float, Callable[[], Edges]]]) -> None:
        """Takes one step.

        Args:
            choices: From which state to which, at what length, and the pieces of the walk that it adds.
        """
        lengths = [inf] * len(self.lengths)
        past: list[tuple[int, Callable[[], Edges]] | None] = [None] * len(lengths)
        for before, after, cost, edges in choices:
            length = self.lengths[before] + cost
            if after >= 0 and length < lengths[after]:
                lengths[after], past[after] = length, (before, edges)
        self.lengths = lengths
        self._pasts.append(past)

    def pieces(self, state: int) -> Iterator[Edge]:
        """Gives all pieces of the cheapest walk to a state."""
        for past in reversed(self._pasts):
            came = past[state]
            if came is not None:
                yield from came[1]()
                state = came[0]


def shortest(layout: Layout, places: Iterable[Place]) -> Route:
    """Finds the shortest route.

    Args:
        layout: The house.
        places: What is visited; a place given twice is visited once.
    """
    wanted: dict[tuple[int, int], list[Place]] = {}
    for place in sorted(set(places)):
        wanted.setdefault((place.aisle, layout.block(place.cell)), []).append(place)
    if not wanted:
        return Route(0.0, ())
    table = tables(layout.blocks)
    walk = _Growing(len(table.states))
    for aisle in range(layout.aisles):
        if aisle == layout.depot_aisle:
            walk.step((i, j, 0.0, tuple) for i, j in enumerate(table.visits[layout.depot_crossing]))
        for block in range(layout.blocks):
            walk.step(_ways(layout, table, (aisle, block), wanted.get((aisle, block), [])))
        gap = layout.across(aisle, aisle + 1) if aisle + 1 < layout.aisles else 0.0
        walk.step((i, j, gap * sum(times), _Across(aisle, times)) for i, j, times in table.moves)
    start = (layout.depot_aisle, layout.depot_crossing)
    way = circuit(start, walk.pieces(table.over))
    return Route(walk.lengths[table.over] + 2 * layout.stub, tuple(way))


@dataclass(frozen=True, slots=True)
class _Across:
    """The pieces of a walk between an aisle and the next."""

    aisle: int
    times: tuple[int, ...]

    def __call__(self) -> Edges:
        here, there = self.aisle, self.aisle + 1
        return tuple(Edge((here, at), (there, at)) for at, count in enumerate(self.times) for _ in range(count))


@dataclass(frozen=True, slots=True)
class _Along:
    """The pieces of a walk in one segment; ``at`` is its aisle and the crossing above it."""

    at: tuple[int, int]
    way: Way
    places: Sequence[Place]
    segment: Segment

    def __call__(self) -> Edges:
        top, bottom, places = self.at, (self.at[0], self.at[1] + 1), tuple(self.places)
        match self.way:
            case Way.NONE:
                return ()
            case Way.THROUGH:
                return (Edge(top, bottom, places),)
            case Way.TWICE:
                return (Edge(top, bottom, places), Edge(top, bottom))
            case Way.TOP:
                return (Edge(top, top, places),)
            case Way.BOTTOM:
                return (Edge(bottom, bottom, places[::-1]),)
        above, _ = self.segment.gap()
        return (Edge(top, top, places[:above]), Edge(bottom, bottom, places[above:][::-1]))


def _ways(
    layout: Layout, table: Tables, at: tuple[int, int], places: Sequence[Place]
) -> Iterator[tuple[int, int, float, Callable[[], Edges]]]:
    """Gives every way to walk a segment, from every state."""
    block = at[1]
    depths = [layout.depths[place.cell] for place in places]
    segment = Segment(layout.crossings[block], layout.crossings[block + 1], depths)
    for way, cost in segment.costs().items():
        if at[0] in layout.closed and way in {Way.THROUGH, Way.TWICE}:
            continue
        edges = _Along(at, way, places, segment)
        for i, j in enumerate(table.walks[block][way]):
            yield i, j, cost, edges
