"""The walks of the last weeks, walked once more with items in other places."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import fsum

from app.planning.slotting.stock import Change

Way = Callable[[Collection[str]], float]
"""Gives the metres of the best walk from the bench to some places and back."""


class History:
    """Walks and where their items lie; changes can be tried and made."""

    def __init__(self, walks: Sequence[Collection[str]], places: Mapping[str, Collection[str]], way: Way) -> None:
        """Walks every walk once.

        Args:
            walks: Items of each walk; those that lie nowhere any more are left out.
            places: For each item, its places; a walk goes to the first in the alphabet of several.
            way: Measures a walk.
        """
        self._place = {sku: min(own) for sku, own in places.items() if own}
        self._walks = [frozenset(sku for sku in walk if sku in self._place) for walk in walks]
        self._way = way
        self._with: dict[str, list[int]] = defaultdict(list)
        for at, walk in enumerate(self._walks):
            for sku in walk:
                self._with[sku].append(at)
        self._metres = [self._length(walk, {}) for walk in self._walks]

    @property
    def metres(self) -> float:
        """Of all walks, as things lie now."""
        return fsum(self._metres)

    def touched(self, change: Change) -> frozenset[int]:
        """Gives the walks whose length a change may change."""
        return frozenset(at for sku in change.skus for at in self._with.get(sku, ()))

    def saving(self, change: Change) -> float:
        """Gives the metres that a change would save on all walks."""
        moved = _after(change)
        walks = sorted(self.touched(change))
        return fsum(self._metres[at] - self._length(self._walks[at], moved) for at in walks)

    def make(self, change: Change) -> None:
        """Makes a change; what is tried from now on comes on top of it."""
        self._place |= _after(change)
        for at in self.touched(change):
            self._metres[at] = self._length(self._walks[at], {})

    def _length(self, walk: Iterable[str], moved: Mapping[str, str]) -> float:
        places = frozenset(moved.get(sku) or self._place[sku] for sku in walk)
        return self._way(places) if places else 0.0


def _after(change: Change) -> dict[str, str]:
    moved = {change.sku: change.target}
    if change.other:
        moved[change.other] = change.source
    return moved
