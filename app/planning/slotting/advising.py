"""The advice: changes that pay, the best first.

What a change saves is measured on real walks, not guessed from visits: an item that is mostly taken together with
its neighbours saves little when it is moved, however often it is taken. Each change is measured on top of those
advised before it, so that the savings add up. The next change is the one that wins most time until its weeks are over,
the work of moving taken off; what a candidate was seen to win before some walks changed is good enough to rank it, and
it is measured again when it comes first (lazy greedy choice, Minoux 1978).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from app.planning.slotting.history import History, Way
from app.planning.slotting.searching import promising
from app.planning.slotting.stock import Change, Item, Past, Slot

_LEAST = 1e-6
"""Metres below which nothing is saved."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What a change costs and for how long it lasts.

    Attributes:
        weeks: Weeks after which a change has to have paid; things may be different then.
        seconds_per_metre: Of somebody who moves goods.
        seconds: For taking an item's goods off a shelf, putting them on another and scanning both.
    """

    weeks: float = 8
    seconds_per_metre: float = 1.2
    seconds: float = 240


@dataclass(frozen=True, slots=True)
class Advised:
    """A change that pays.

    Attributes:
        change: What to move; ``by_visits`` in it is what it would save if every visit were a walk of its own.
        saved: Metres a week that it saves on the walks of the history, on top of the changes before it.
        cost_metres: Metres that have to be walked for it, once.
        cost_minutes: Minutes that it takes, once.
        weeks: After how many weeks it has paid, walking the saved metres at the same pace.
    """

    change: Change
    saved: float
    cost_metres: float
    cost_minutes: float
    weeks: float


@dataclass(frozen=True, slots=True)
class Advice:
    """Changes in the order in which they should be made, all independent of each other.

    Attributes:
        changes: The best first.
        before: Metres a week on the walks of the history as things lie now.
        after: The same walks when all changes are made.
    """

    changes: tuple[Advised, ...]
    before: float
    after: float

    @property
    def by_visits(self) -> float:
        """Metres a week that all changes would save if every visit were a walk of its own."""
        return fsum(each.change.by_visits for each in self.changes)


USUAL = Costs()


def advise(
    items: Sequence[Item],
    slots: Sequence[Slot],
    past: Past,
    way: Way,
    *,
    most: int = 20,
    looked_at: int = 400,
    costs: Costs = USUAL,
) -> Advice:
    """Finds the changes that save most walking.

    Each item and each place is changed once at most. The same facts give the same advice.

    Args:
        items: All items that lie somewhere. One that lies in several places comes once for each and is not moved.
        slots: All places that goods can lie in.
        past: Walks of the last weeks, on which savings are measured.
        way: Gives the metres of the best walk from the bench to some places and back.
        most: Changes wanted.
        looked_at: Changes measured on the walks, those that save most by their visits. Each costs about as many
            calls of ``way`` as there are walks with its items.
        costs: What a change costs.

    Raises:
        ValueError: The walks are those of no time.
    """
    if past.weeks <= 0:
        raise ValueError(f"walks of {past.weeks} weeks say nothing")
    places: dict[str, set[str]] = defaultdict(set)
    for item in items:
        places[item.sku].add(item.place)
    history = History(past.walks, places, way)
    before = history.metres / past.weeks
    candidates = promising(items, slots, looked_at)
    chosen = [*_chosen(candidates, history, way, past.weeks, costs, most)]
    return Advice(tuple(chosen), before, history.metres / past.weeks)


def _chosen(
    candidates: Sequence[Change], history: History, way: Way, weeks: float, costs: Costs, most: int
) -> Iterator[Advised]:
    """Makes the change that wins most, again and again, as long as it pays."""
    trips = [way(change.places) * len(change.skus) for change in candidates]
    seen = {
        at: _priced(change, history.saving(change) / weeks, trips[at], costs) for at, change in enumerate(candidates)
    }
    stale: set[int] = set()
    for _ in range(most):
        while (at := max(seen, key=lambda each: (_gain(seen[each], costs), -each), default=-1)) in stale:
            seen[at] = _priced(candidates[at], history.saving(candidates[at]) / weeks, trips[at], costs)
            stale.remove(at)
        if at < 0 or not _pays(seen[at], costs):
            return
        best = seen.pop(at)
        yield best
        touched = history.touched(best.change)
        history.make(best.change)
        seen = {each: known for each, known in seen.items() if not candidates[each].places & best.change.places}
        stale = {each for each in seen if each in stale or history.touched(candidates[each]) & touched}


def _priced(change: Change, saved: float, trip: float, costs: Costs) -> Advised:
    seconds = trip * costs.seconds_per_metre + costs.seconds * len(change.skus)
    weeks = seconds / (saved * costs.seconds_per_metre) if saved > _LEAST else float("inf")
    return Advised(change, saved, trip, seconds / 60, weeks)


def _pays(each: Advised, costs: Costs) -> bool:
    return each.saved > _LEAST and each.weeks <= costs.weeks


def _gain(each: Advised, costs: Costs) -> float:
    """Gives the seconds that are won by the end of the weeks, all costs taken off."""
    return each.saved * costs.seconds_per_metre * costs.weeks - each.cost_minutes * 60
