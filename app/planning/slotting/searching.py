"""Which changes are worth a closer look: those that save most if every visit were a walk of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import islice

from app.planning.slotting.stock import Change, Item, Slot

_MOVERS, _TARGETS = 400, 40
"""Items looked at, those with the most metres a week first, and changes kept for each of them."""


def promising(items: Sequence[Item], slots: Sequence[Slot], most: int) -> list[Change]:
    """Gives changes that save metres by their visits.

    The best one comes first, then the best that shares no place with it, and so on; then, from the best that is left,
    the same again. So that there is something of everything: the busiest items alone would fill the list with one and
    the same few places near the bench.

    A place with several items, and an item in several places, are left alone: what moving one of them saves depends
    on which of them pickers are sent to.
    """
    slot_of = {slot.place: slot for slot in slots}
    at_place, of_sku = Counter(item.place for item in items), Counter(item.sku for item in items)
    lone = {
        item.place: item
        for item in items
        if at_place[item.place] == of_sku[item.sku] == 1 and item.place in slot_of and slot_of[item.place].open
    }
    movers = nlargest(_MOVERS, lone.values(), key=lambda item: (item.visits * slot_of[item.place].metres, item.sku))
    targets = [slot for slot in slots if slot.open and (slot.place in lone or not at_place[slot.place])]
    found: list[Change] = []
    for item in movers:
        own = _changes(item, slot_of[item.place], targets, lone)
        found += nlargest(_TARGETS, own, key=lambda change: (change.by_visits, change.target))
    found.sort(key=lambda change: (-change.by_visits, change.sku, change.target))
    return [*islice(_layers(found), most)]


def _layers(changes: list[Change]) -> Iterator[Change]:
    while changes:
        taken: set[str] = set()
        later = []
        for change in changes:
            if change.places & taken:
                later.append(change)
            else:
                taken |= change.places
                yield change
        changes = later


def _changes(item: Item, source: Slot, targets: Iterable[Slot], lone: Mapping[str, Item]) -> Iterable[Change]:
    for target in targets:
        nearer = source.metres - target.metres
        other = lone.get(target.place)
        fewer = item.visits - (other.visits if other else 0.0)
        if nearer * fewer > 0 and nearer > 0 and target.holds(item) and (other is None or source.holds(other)):
            yield Change(item.sku, source.place, target.place, other.sku if other else "", nearer * fewer)
