"""How an order of several zones is picked: passed on from zone to zone, or in all of them at the same time.

Passing needs no work afterwards, but each zone waits for the one before. In parallel nobody waits, but the parts have
to be put together, which costs a moment for each tote. Which is done earlier depends on the queues, so both are
predicted for each order in its turn, behind the orders before it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.planning.predicting.finishing import Span, finish

Way = Literal["whole", "passed", "parallel"]


@dataclass(frozen=True, slots=True)
class ZonedOrder:
    """An order to pick.

    Attributes:
        order: Its number.
        parts: For each zone that holds goods of it, in the order in which it would pass through, minutes of work.
    """

    order: int
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """How an order is picked.

    Attributes:
        order: Its number.
        way: ``whole`` in its only zone, ``passed`` from zone to zone, or in ``parallel``.
        if_passed: Minutes from now at which it would be ready if it was passed, all later orders left aside.
        if_parallel: The same, if picked in parallel, with putting the parts together.
        done: Minutes from now at which it is ready, with everything else that was chosen.
    """

    order: int
    way: Way
    if_passed: float
    if_parallel: float
    done: float


@dataclass
class _Floor:
    """What is in the queue so far."""

    pickers: Sequence[float]
    posts: Sequence[Collection[str] | None]
    minutes: list[float] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    after: dict[int, list[int]] = field(default_factory=dict)

    def add(self, order: ZonedOrder, handing: float, *, passed: bool) -> range:
        """Puts an order's parts in the queue and gives their indices."""
        begin = len(self.minutes)
        for at, (zone, minutes) in enumerate(order.parts.items()):
            if passed and at:
                self.after[begin + at] = [begin + at - 1]
            self.minutes.append(minutes + (handing if passed and at else 0))
            self.zones.append(zone)
        return range(begin, len(self.minutes))

    def take_back(self, begin: int) -> None:
        """Takes the walks from an index on out of the queue."""
        del self.minutes[begin:], self.zones[begin:]
        self.after = {walk: earlier for walk, earlier in self.after.items() if walk < begin}

    def spans(self) -> tuple[Span, ...]:
        return finish(self.minutes, self.pickers, self.after, zones=self.zones, posts=self.posts)


def choose(
    orders: Sequence[ZonedOrder],
    pickers: Sequence[float],
    posts: Sequence[Collection[str] | None],
    *,
    handing: float = 0.0,
    joining: float = 0.0,
) -> tuple[Choice, ...]:
    """Chooses for each order the way in which it is predicted to be ready earlier; passing when both are alike.

    The time this takes grows with the square of the number of orders: it is meant for a wave, not for a season.

    Args:
        orders: In the order of the queue.
        pickers: Minutes from now at which each picker is free.
        posts: The zones each picker works in; None for all.
        handing: Minutes that a zone needs to take over a tote that is passed to it.
        joining: Minutes at the pack bench or put wall for each tote that has to be joined with others.

    Raises:
        ImpossibleError: An order has goods in a zone where nobody works.
    """
    floor = _Floor(pickers, posts)
    found: list[tuple[ZonedOrder, Way, tuple[float, float], range, float]] = []
    for order in orders:
        begin, extra = len(floor.minutes), joining * len(order.parts)
        ready = []
        for passed, more in ((True, 0.0), (False, extra)):
            walks = floor.add(order, handing, passed=passed)
            ready.append(_done(floor.spans(), walks, more))
            floor.take_back(begin)
        whole = len(order.parts) <= 1
        passed = whole or ready[0] <= ready[1]
        walks = floor.add(order, handing, passed=passed)
        way: Way = "whole" if whole else "passed" if passed else "parallel"
        both = (ready[0], ready[0] if whole else ready[1])
        found.append((order, way, both, walks, 0.0 if passed else extra))
    spans = floor.spans()
    return tuple(Choice(each.order, way, *both, _done(spans, walks, more)) for each, way, both, walks, more in found)


def _done(spans: Sequence[Span], walks: range, more: float) -> float:
    return max((spans[walk].end for walk in walks), default=0.0) + more
