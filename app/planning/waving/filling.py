"""Filling a wave up: always the order next after which there are most units per aisle visited.

Orders are kept by how many new aisles they would add. Among those with equally many, the one with most units is the
best whatever the wave holds already (then the one that shares most, then the one to go first), so that one look at
the head of each pile finds the next. An order changes its pile only when one of its aisles joins the wave. So filling
costs about as much as sorting, also with many thousands of orders, while comparing each with each would cost its
square.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from app.planning.waving.waiting import Waiting

_Pile = list[tuple[int, int, tuple[bool, float], int, Waiting]]


class Filling:
    """A wave that is being filled up to its capacity."""

    def __init__(self, chosen: Sequence[Waiting], capacity: float) -> None:
        """Begins with what has been chosen.

        Args:
            chosen: Orders that are in the wave.
            capacity: Minutes of work that it may hold, those of the chosen ones included.
        """
        self._aisles = set[str]().union(*(each.aisles for each in chosen))
        self._units = sum(each.units for each in chosen)
        self._room = capacity - sum(each.minutes for each in chosen)

    def take(self, orders: Sequence[Waiting]) -> Iterator[tuple[Waiting, bool]]:
        """Gives the orders to add, the best first, and whether each shares an aisle with those before it.

        Args:
            orders: To choose from.
        """
        new = {each.order: len(each.aisles - self._aisles) for each in orders}
        in_aisle: dict[str, list[Waiting]] = defaultdict(list)
        piles: dict[int, _Pile] = defaultdict(list)
        for each in orders:
            self._pile(piles, new, each)
            for aisle in each.aisles - self._aisles:
                in_aisle[aisle].append(each)
        open_ = {each.order for each in orders}
        while best := self._best(piles, new, open_):
            open_.remove(best.order)
            near = new[best.order] < len(best.aisles)
            self._room -= best.minutes
            self._units += best.units
            joined = best.aisles - self._aisles
            self._aisles |= joined
            changed = {}
            for aisle in joined:
                for each in in_aisle[aisle]:
                    new[each.order] -= 1
                    changed[each.order] = each
            for each in changed.values():
                self._pile(piles, new, each)
            yield best, near

    @staticmethod
    def _pile(piles: dict[int, _Pile], new: dict[int, int], each: Waiting) -> None:
        heappush(piles[new[each.order]], (-each.units, -len(each.aisles), each.until, each.order, each))

    def _best(self, piles: dict[int, _Pile], new: dict[int, int], open_: set[int]) -> Waiting | None:
        """Gives the best order that still fits; takes from the piles what has moved on or will never fit again."""
        found: tuple[float, int, Waiting] | None = None
        for count in sorted(piles):
            pile = piles[count]
            while pile and self._stale(pile[0][-1], count, new, open_):
                heappop(pile)
            if pile:
                aisles = len(self._aisles) + count
                rate = (self._units - pile[0][0]) / aisles if aisles else float("inf")
                if found is None or rate > found[0]:
                    found = (rate, count, pile[0][-1])
        return found[-1] if found else None

    def _stale(self, order: Waiting, count: int, new: dict[int, int], open_: set[int]) -> bool:
        return order.order not in open_ or new[order.order] != count or order.minutes > self._room
