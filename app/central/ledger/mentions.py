"""What a batch of deeds names: the places to begin with when its rows are looked up."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.deeds import Deed, Shorted, SignedIn, WalkFinished, WeightOverridden

_COLLECTED = {
    "walk": "walks",
    "put": "picks",
    "order": "orders",
    "line": "lines",
    "sku": "skus",
    "place": "places",
    "tote": "totes",
    "parcel": "parcels",
    "manifest": "manifests",
}


@dataclass(slots=True)
class Mentions:
    """Keys that deeds name.

    ``ended`` are walks that were finished, ``missed`` items that were short somewhere, ``badges`` people who acted as
    more than a badge alone lets them.
    """

    walks: set[int] = field(default_factory=set)
    picks: set[int] = field(default_factory=set)
    orders: set[int] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    skus: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    totes: set[str] = field(default_factory=set)
    parcels: set[str] = field(default_factory=set)
    manifests: set[int] = field(default_factory=set)
    ended: set[int] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)
    badges: set[str] = field(default_factory=set)

    @property
    def codes(self) -> set[str]:
        """Every code of a place, whatever it was called."""
        return self.places | self.totes | self.parcels


def mentions(deeds: Iterable[Deed]) -> Mentions:
    """Collects what deeds name."""
    found = Mentions()
    for deed in deeds:
        for name, collection in _COLLECTED.items():
            value = getattr(deed, name, None)
            if value is not None:
                getattr(found, collection).add(value)
        if isinstance(deed, WalkFinished):
            found.ended.add(deed.walk)
        elif isinstance(deed, Shorted):
            found.missed.add(deed.sku)
        elif isinstance(deed, SignedIn) and deed.role:
            found.badges.add(deed.badge)
        elif isinstance(deed, WeightOverridden):
            found.badges.add(deed.by)
    return found
