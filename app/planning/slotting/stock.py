"""What slotting is told: items with their places and visits, the places they could have, and walks of the past."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """An item and how often pickers came for it.

    Attributes:
        sku: Its code.
        place: Where it lies.
        visits: Stops made for it in a week, a mean over the weeks looked at.
        kind: What a place must be able to hold, e.g. ``"heavy"`` or ``"cold"``; empty when any place will do.
        zones: Zones it may lie in; None for all.
    """

    sku: str
    place: str
    visits: float
    kind: str = ""
    zones: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one item.

    Attributes:
        place: Its code.
        metres: From the bench to it and back.
        zone: Its zone.
        kinds: Kinds of items it can hold; None when it holds all.
        open: Whether an item may be moved here or away; False for places that are blocked or being counted.
    """

    place: str
    metres: float
    zone: str = ""
    kinds: frozenset[str] | None = None
    open: bool = True

    def holds(self, item: Item) -> bool:
        """Tells whether an item may lie here."""
        right_kind = self.kinds is None or not item.kind or item.kind in self.kinds
        return right_kind and (item.zones is None or self.zone in item.zones)


@dataclass(frozen=True, slots=True)
class Past:
    """Walks of the last weeks, or a sample of them.

    Attributes:
        walks: The items of each walk.
        weeks: How many weeks' work they are; half as many when only every second walk is among them.
    """

    walks: Sequence[Collection[str]]
    weeks: float


@dataclass(frozen=True, slots=True)
class Change:
    """Moving an item to a free place, or exchanging it with the item that lies there.

    Attributes:
        sku: The item.
        source: Where it lies.
        target: Where it should lie.
        other: The item that lies there and comes to ``source``; empty when the place is free.
        by_visits: Metres a week that it saves if every visit were a walk of its own.
    """

    sku: str
    source: str
    target: str
    other: str
    by_visits: float

    @property
    def places(self) -> frozenset[str]:
        """Both places."""
        return frozenset((self.source, self.target))

    @property
    def skus(self) -> frozenset[str]:
        """The items that are moved."""
        return frozenset(filter(None, (self.sku, self.other)))
