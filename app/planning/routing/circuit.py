"""From the pieces of a walk to the walk itself: one round that uses every piece once (Hierholzer 1873)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from app.planning.layout import Place

Crossing = tuple[int, int]
"""An aisle and a cross aisle."""


class Edge(NamedTuple):
    """A piece of a walk between two crossings, or from one into an aisle and back.

    Attributes:
        one: Where it begins.
        other: Where it ends.
        places: What is visited on it, seen from where it begins.
    """

    one: Crossing
    other: Crossing
    places: tuple[Place, ...] = ()


def circuit(start: Crossing, edges: Iterable[Edge]) -> list[Place]:
    """Walks all pieces in one round.

    Args:
        start: Where the round begins and ends.
        edges: The pieces: connected, with an even number of ends at every crossing.

    Returns:
        The places in the order of the round.
    """
    pieces = list(edges)
    at: defaultdict[Crossing, list[int]] = defaultdict(list)
    for number, edge in enumerate(pieces):
        at[edge.one].append(number)
        at[edge.other].append(number)
    used = [False] * len(pieces)
    way: list[tuple[Crossing, tuple[Place, ...]]] = [(start, ())]
    done: list[tuple[Place, ...]] = []
    while way:
        crossing, seen = way[-1]
        while at[crossing] and used[at[crossing][-1]]:
            at[crossing].pop()
        if not at[crossing]:
            done.append(seen)
            way.pop()
            continue
        number = at[crossing].pop()
        used[number] = True
        edge = pieces[number]
        forth = edge.one == crossing
        way.append((edge.other if forth else edge.one, edge.places if forth else edge.places[::-1]))
    return [place for seen in reversed(done) for place in seen]
