"""Choosing places and route together: from which places to take what is wanted so that the walk is shortest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, reduce
from itertools import pairwise
from math import gcd, lcm
from time import perf_counter

import numpy as np

from app.planning.layout import Layout, Place
from app.planning.routing.exact import Route, shortest
from app.planning.scattered.bounding import INFINITY, Prices, bounded
from app.planning.scattered.ground import Flags, lay_out
from app.planning.scattered.narrowing import aisles_of, lean, narrowed, needed
from app.planning.scattered.sweeping import swept
from app.planning.scattered.wants import NoSuchPlaceError, Offer, Wants, settle, taken

_NEARLY = 1e-6
"""No difference of lengths that counts."""

_FIRST_WIDTH, _GROWTH, _SHARE = 60, 6, 0.3
"""Memory of the first sweep, how much it grows at most, and the share of the time left that a sweep may take."""

_STEPS, _SMALL_STEPS, _SMALL_WIDTH = 300, 25, 300
"""Steps towards good prices for the whole question and for a smaller one, and memory for a smaller one."""

_MENDING, _PATIENCE = 0.15, 10
"""Seconds of mending between two sweeps, and smaller questions without a shorter walk before one begins anew."""

_FREE, _FEWEST, _MOST = 6.0, 3.0, 14.0
"""Wants that a smaller question frees: at first, at least, at most."""

_NEAR = 0.7
"""Share of smaller questions that free wants which are taken near each other."""

_NOISE = 0.8
"""How far prices are changed to begin anew: deviation of their logarithms."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Places chosen, and the walk through them.

    Attributes:
        units: Units of each article to take, place by place.
        route: The shortest walk through these places.
        lower_bound: No choice of places allows a shorter walk.
        proven: Whether the walk is proven to be the shortest.
    """

    units: Mapping[Place, Mapping[int, int]]
    route: Route
    lower_bound: float
    proven: bool


def pick(
    layout: Layout, offers: Sequence[Offer], demand: Mapping[int, int], *, seconds: float = 1.0, seed: int = 1
) -> Chosen:
    """Chooses places and route.

    Args:
        layout: The house.
        offers: Free units in places; reserved ones must not be among them.
        demand: Units wanted of each article.
        seconds: About how long to look at most, the loops are compiled before; a choice is always made.
        seed: Same seed, same choice (as long as time suffices for the same steps).

    Raises:
        ShortError: The offers of an article do not suffice.
        NoSuchPlaceError: An offer names a place that the house does not have.
    """
    for offer in offers:
        if not (0 <= offer.place.aisle < layout.aisles and 0 <= offer.place.cell < layout.cells):
            raise NoSuchPlaceError(offer.place)
    wants = settle(offers, demand)
    if not wants.need:
        route = shortest(layout, wants.must)
        return Chosen(wants.fixed, route, route.length, proven=True)
    warm_up()
    return _Search(layout, wants, perf_counter() + seconds, seed).run()


@cache
def warm_up() -> None:
    """Compiles the loops, or loads what was compiled before, by choosing very little; once in a process."""
    offers = [Offer(article, Place(article, cell), 1) for article in range(2) for cell in range(2)]
    wants = settle(offers, {0: 1, 1: 1})
    search = _Search(Layout(2, 2, 1, 1, 1, 1, 0, depot_at_top=True), wants, 0.0, 1)
    search.sweep(_FIRST_WIDTH)
    search.restart()
    search.mend_once()


class _Search:
    """Sweeps with growing memory, and mends the best walk in between, until it is proven or time is up."""

    def __init__(self, layout: Layout, wants: Wants, until: float, seed: int) -> None:
        self._layout, self._wants, self._until = layout, wants, until
        self._ground, self._shelves, self._places = lay_out(layout, wants)
        self._chance = np.random.default_rng(seed)
        self._keys = self._chance.integers(0, 2**63, len(wants.need)).astype(np.uint64)
        self._grain = grain(layout)
        self._best = 2.0 * float(layout.crossings[-1] * layout.aisles + 2 * layout.across(0, layout.aisles - 1))
        self._reached = np.ones(len(self._places), np.bool_)
        self._kept, self._now, self._waited = self._reached, self._best, 0
        start = self._best / (len(wants.need) * self._shelves.need.astype(np.float64))
        self._prices = Prices(0.0, start, np.zeros((0, 0)))
        self._found = False
        self._low = 0.0
        self._free = _FREE

    def run(self) -> Chosen:
        width = _FIRST_WIDTH
        while not self._proven():
            if width:
                width = self.sweep(width)
            if not self._proven():
                self._mend(min(perf_counter() + _MENDING, self._until))
            if perf_counter() >= self._until:
                break
        units = taken(self._wants, self._reached_places())
        route = shortest(self._layout, units)
        proven = self._proven()
        return Chosen(units, route, route.length if proven else self._low + 2 * self._layout.stub, proven)

    def _reached_places(self) -> list[Place]:
        return [place for place, reached in zip(self._places, self._kept, strict=True) if reached]

    def _proven(self) -> bool:
        """Tells whether no walk can be shorter."""
        return self._found and self._low > self._limit()

    def _limit(self) -> float:
        """Gives the most that a walk may measure, without the stub, to be shorter than the best one."""
        if not self._found:
            return INFINITY / 2
        return self._best - self._grain + _NEARLY if self._grain else self._best - _NEARLY

    def sweep(self, width: int) -> int:
        """Bounds and sweeps once; gives the next width that time allows, or 0."""
        began = perf_counter()
        self._prices = bounded(self._ground, self._shelves, self._best, _STEPS, self._prices.prices)
        self._low = max(self._low, self._prices.bound)
        if self._proven():
            return 0
        started = perf_counter()
        limit = self._limit()
        found = swept(self._ground, self._shelves, self._prices, limit, width, self._keys)
        if found.length <= limit:
            self._improved(found.length, self._lean(found.reached))
        self._low = max(self._low, min(found.floor, self._limit() + 2 * _NEARLY))
        now = perf_counter()
        left = self._until - now - (started - began)
        affordable = int(width * left / (now - started) * _SHARE)
        return min(width * _GROWTH, affordable) if affordable > width else 0

    def _improved(self, length: float, reached: Flags) -> None:
        self._now, self._reached, self._waited = length, reached, 0
        if length < self._best - _NEARLY or not self._found:
            self._best, self._kept, self._found = length, reached, True

    def restart(self) -> None:
        """Begins anew from a walk found at other prices."""
        noise = np.exp(self._chance.normal(self._chance.uniform(-0.3, 0.6), _NOISE, len(self._keys)))
        prices = bounded(self._ground, self._shelves, self._best, 0, self._prices.prices * noise)
        found = swept(self._ground, self._shelves, prices, INFINITY / 2, _FIRST_WIDTH, self._keys)
        self._low = max(self._low, prices.bound)
        self._now, self._reached, self._waited = INFINITY, self._kept, 0
        self._improved(found.length, self._lean(found.reached))

    def _mend(self, until: float) -> None:
        """Frees a few wants at a time and answers the smaller question, as long as time lasts."""
        while perf_counter() < until and not self._proven():
            if self._waited > _PATIENCE:
                self.restart()
            self._waited += 1
            self.mend_once()

    def mend_once(self) -> None:
        """Frees a few wants and answers the smaller question."""
        free = self._some_wants()
        stay = self._kept_for(free)
        small = narrowed(self._shelves, stay, free)
        keys = self._keys[: len(small.shelves.need)]
        start = self._now / (len(self._keys) * small.shelves.need.astype(np.float64))
        prices = bounded(self._ground, small.shelves, self._now, _SMALL_STEPS, start)
        limit = self._now + _NEARLY
        if prices.bound > limit:
            return
        found = swept(self._ground, small.shelves, prices, limit, _SMALL_WIDTH, keys)
        self._free = max(_FEWEST, min(self._free + (0.2 if found.floor >= INFINITY else -0.4), _MOST))
        if found.length <= limit:
            reached = np.zeros_like(self._reached)
            reached[small.places[found.reached]] = True
            waited = self._waited if found.length > self._now - _NEARLY else 0
            self._improved(found.length, self._lean(reached))
            self._waited = waited

    def _lean(self, reached: Flags) -> Flags:
        """Leaves only places out of those reached that are needed."""
        return lean(self._shelves, reached, self._chance.permutation(len(reached)))

    def _some_wants(self) -> Flags:
        """Chooses wants to free: any, or such as are taken near each other."""
        count = len(self._wants.need)
        order = self._chance.permutation(count)
        if self._chance.random() < _NEAR:
            aisles = aisles_of(self._shelves, self._reached, len(self._ground.lengths))
            center = aisles[order[0]]
            order = np.argsort(np.abs(aisles - center) + self._chance.random(count) * 3)
        free = np.zeros(count, np.bool_)
        free[order[: int(self._free)]] = True
        return free

    def _kept_for(self, free: Flags) -> Flags:
        """Gives the places that wants which are not free are taken from."""
        return self._shelves.must | needed(self._shelves, self._reached, ~free)


def grain(layout: Layout) -> float:
    """Gives a length of which every round walk is a whole multiple; 0 when there is none worth mentioning.

    A round goes as far right as left, and as far up as down, so it is twice a sum of pieces between points.
    """
    points = sorted({*layout.depths, *layout.crossings})
    across = [layout.across(aisle, aisle + 1) for aisle in range(layout.aisles - 1)]
    pieces = [*across, *(down - up for up, down in pairwise(points))]
    whole = [Fraction(piece).limit_denominator(1000) for piece in pieces]
    if any(abs(float(part) - piece) > _NEARLY / 1000 for part, piece in zip(whole, pieces, strict=True)):
        return 0.0
    under = lcm(*(part.denominator for part in whole))
    return 2 * reduce(gcd, (int(part * under) for part in whole)) / under
