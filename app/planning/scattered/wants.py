"""What is wanted and where it may be taken: stock offers, their order of use, and what follows from both.

Ranks (first-expired-first-out, or the order of lots) leave no choice but in one rank of an article: all lower ones are
used up, all higher ones are not needed. So ranks become places that have to be visited, and one choice that is free.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.planning.layout import Place

Units = dict[Place, dict[int, int]]
"""Units of each article to take, place by place."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Free units of an article in a place: those that are reserved for others are not in it.

    Attributes:
        article: The article.
        place: The shelf cell.
        units: Units that may be taken.
        rank: A higher rank may only be used when all lower ones of the article are used up.
    """

    article: int
    place: Place
    units: int
    rank: int = 0


class ShortError(ValueError):
    """More units of an article are wanted than all offers of it hold together.

    Attributes:
        article: The article.
        wanted: Units wanted.
        held: Units offered.
    """

    def __init__(self, article: int, wanted: int, held: int) -> None:
        super().__init__(f"article {article}: {wanted} units are wanted, but the offers hold {held}")
        self.article = article
        self.wanted = wanted
        self.held = held


class NoSuchPlaceError(ValueError):
    """An offer names a place that the house does not have.

    Attributes:
        place: The place.
    """

    def __init__(self, place: Place) -> None:
        super().__init__(f"there is no aisle {place.aisle}, cell {place.cell}")
        self.place = place


@dataclass(frozen=True, slots=True)
class Wants:
    """What is left to decide.

    Attributes:
        must: Places that every walk has to visit.
        fixed: What is taken there because nothing else will do.
        articles: The article of each want that leaves a choice.
        need: Units still wanted of it.
        holds: Units of it in each place of the rank that leaves the choice.
    """

    must: frozenset[Place]
    fixed: Units
    articles: Sequence[int]
    need: Sequence[int]
    holds: Sequence[Mapping[Place, int]]


def settle(offers: Iterable[Offer], demand: Mapping[int, int]) -> Wants:
    """Finds what leaves no choice, and what is left to choose.

    Raises:
        ShortError: The offers of an article do not suffice.
    """
    ranks: dict[int, dict[int, dict[Place, int]]] = {article: {} for article, wanted in demand.items() if wanted > 0}
    for offer in offers:
        if offer.article in ranks and offer.units > 0:
            own = ranks[offer.article].setdefault(offer.rank, {})
            own[offer.place] = own.get(offer.place, 0) + offer.units
    fixed: Units = {}
    open_: dict[int, tuple[int, dict[Place, int]]] = {}
    for article, by_rank in ranks.items():
        need = demand[article]
        for _, holds in sorted(by_rank.items()):
            if need < sum(holds.values()):
                open_[article] = need, holds
                need = 0
                break
            for place, units in holds.items():
                _take(fixed, place, article, units)
            need -= sum(holds.values())
        if need:
            raise ShortError(article, demand[article], demand[article] - need)
    return _tightened(fixed, {article: each for article, each in open_.items() if each[0]})


def _tightened(fixed: Units, open_: dict[int, tuple[int, dict[Place, int]]]) -> Wants:
    """Makes places fixed without which too little is left, and takes what lies where a walk comes anyway."""
    changed = True
    while changed:
        changed = False
        for article, (need, holds) in list(open_.items()):
            spare = sum(holds.values()) - need
            sure = {place: units for place, units in holds.items() if units > spare or place in fixed}
            left = need
            for place, units in sure.items():
                if left:
                    _take(fixed, place, article, min(left, units))
                left -= min(left, units)
            open_[article] = left, {place: units for place, units in holds.items() if place not in sure}
            if not left:
                del open_[article]
            changed = changed or bool(sure)
    return Wants(
        must=frozenset(fixed),
        fixed=fixed,
        articles=tuple(open_),
        need=tuple(need for need, _ in open_.values()),
        holds=tuple(holds for _, holds in open_.values()),
    )


def _take(units: Units, place: Place, article: int, count: int) -> None:
    own = units.setdefault(place, {})
    own[article] = own.get(article, 0) + count


def taken(wants: Wants, reached: Iterable[Place]) -> Units:
    """Takes what is wanted from places that a walk reaches: in as few places as greedy choice finds.

    Args:
        wants: What is wanted.
        reached: Places that hold enough together.
    """
    units: Units = {place: dict(own) for place, own in wants.fixed.items()}
    need = dict(enumerate(wants.need))
    left = set(reached) - wants.must
    while any(need.values()):
        gains = {place: sum(min(need[n], holds.get(place, 0)) for n, holds in enumerate(wants.holds)) for place in left}
        best = max(sorted(left), key=gains.__getitem__)
        left.discard(best)
        for number, holds in enumerate(wants.holds):
            count = min(need[number], holds.get(best, 0))
            if count:
                _take(units, best, wants.articles[number], count)
                need[number] -= count
    return units
