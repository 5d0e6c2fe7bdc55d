"""Orders made up by the figures of a published class, to see how planning grows with a day.

The class is that of Henn and Wäscher (2010, 2012): a house of 10 aisles with 45 cells, orders of 4 to 24 articles whose
aisles are all alike (``random``) or of which the first takes half (``abc``).
"""

from random import Random

from app.planning.layout import Layout, Place
from app.planning.measuring.lengths import lengths
from app.planning.search.model import Cargo
from app.planning.search.solving import solve
from tests.bench.planning.lines import Line, Solved

CAPACITY, SECONDS = 45, 15.0
HOUSE = Layout(10, 45, 5.0, 1.0, 1.5, 1.5, 0, depot_at_top=False)
FEWEST, MOST = 4, 24
AISLES = {"random": [1.0] * 10, "abc": [0.51, 0.0, 0.0, *[0.07] * 7]}
AIMS = {"random": 35, "abc": 40}
SIZES = (1_000, 10_000, 50_000)
AIMED = 10_000


def orders(count: int, kind: str, seed: int = 1) -> list[Cargo]:
    """Makes orders up."""
    chance, made = Random(seed), []  # noqa: S311 - a day made up
    for _ in range(count):
        articles = chance.randint(FEWEST, MOST)
        aisles = chance.choices(range(HOUSE.aisles), AISLES[kind], k=articles)
        made.append(Cargo(frozenset(Place(aisle, chance.randrange(HOUSE.cells)) for aisle in aisles), (articles,)))
    return made


def first_come(cargos: list[Cargo]) -> float:
    """Measures what is walked when orders go onto carts as they came and carts go in S-shape."""
    carts: list[set[Place]] = []
    room = 0
    for cargo in cargos:
        if cargo.loads[0] > room:
            carts.append(set())
            room = CAPACITY
        carts[-1] |= cargo.places
        room -= cargo.loads[0]
    return sum(lengths(HOUSE, carts, "s-shape"))


def growing() -> "list[Line]":
    """Plans days of several sizes; the gap is that to first come, first served in S-shape, so below zero."""
    lines = []
    for kind in AISLES:
        for size in SIZES:
            day = orders(size, kind)
            found, before = solve(HOUSE, day, (CAPACITY,), seconds=SECONDS), first_come(day)
            gap = 100 * (found.length - before) / before
            one = Solved(kind, gap, found.length <= found.lower_bound, found.seconds)
            aim = f"{AIMS[kind]} % less than first come" if size == AIMED else ""
            met = gap <= -AIMS[kind] and found.seconds <= SECONDS * 1.1 if aim else None
            lines.append(Line(f"{size:,} orders, {kind}, against first come", SECONDS, [one], aim, met))
    return lines
