"""When walks are done: people take them from a queue, first come first served, as the floor's stations do."""

from bisect import insort
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from app.planning.trouble import ImpossibleError

NO_ORDER: Mapping[int, Collection[int]] = {}


@dataclass(frozen=True, slots=True)
class Span:
    """When a walk is walked, in minutes from now, and by which of the pickers (their index)."""

    start: float
    end: float
    picker: int


def finish(
    walks: Sequence[float],
    pickers: Sequence[float],
    after: Mapping[int, Collection[int]] = NO_ORDER,
    *,
    zones: Sequence[str] = (),
    posts: Sequence[Collection[str] | None] = (),
) -> tuple[Span, ...]:
    """Predicts when each walk begins and ends.

    Whoever is free takes the first walk of the queue that may begin and lies where he works; who finds none waits
    until there is one. Of several who wait, the one who has waited longest takes it.

    Args:
        walks: Minutes each walk takes, in the order of the queue.
        pickers: Minutes from now at which each picker is free; 0 for somebody free now.
        after: For a walk's index, the indices of the walks that must be over before it begins.
        zones: Each walk's zone; left empty when zones do not matter.
        posts: The zones each picker works in, None for all of them; left empty when everybody works everywhere.

    Raises:
        ImpossibleError: A walk lies where nobody works.
        ValueError: Walks wait for each other in a circle, or for one that is not there.
    """
    where, able = zones or [""] * len(walks), posts or [None] * len(pickers)
    _check_posts(where, able)
    waits, opens = _precedence(len(walks), after)
    ready = [walk for walk, left in enumerate(waits) if not left]
    idle: list[int] = []
    free = [(float(when), who) for who, when in enumerate(pickers)]
    heapify(free)
    spans: dict[int, Span] = {}
    under_way: dict[int, int] = {}
    while len(spans) < len(walks):
        if not free:
            raise ValueError(f"walks wait for each other in a circle: {sorted(set(range(len(walks))) - spans.keys())}")
        now = free[0][0]
        while free and free[0][0] <= now:
            idle.append(heappop(free)[1])
            for walk in opens[under_way[idle[-1]]] if idle[-1] in under_way else ():
                waits[walk] -= 1
                if not waits[walk]:
                    insort(ready, walk)
        for who in tuple(idle):
            zones_of = able[who]
            walk = next((each for each in ready if zones_of is None or where[each] in zones_of), -1)
            if walk >= 0:
                ready.remove(walk)
                idle.remove(who)
                under_way[who] = walk
                spans[walk] = Span(now, now + walks[walk], who)
                heappush(free, (spans[walk].end, who))
    return tuple(spans[walk] for walk in range(len(walks)))


def _check_posts(where: Sequence[str], able: Sequence[Collection[str] | None]) -> None:
    if where and not able:
        raise ImpossibleError("advice.error.no_pickers")
    if any(each is None for each in able):
        return
    lonely = set(where) - {zone for each in able if each is not None for zone in each}
    if lonely:
        raise ImpossibleError("advice.error.lonely_zone", zone=min(lonely))


def _precedence(count: int, after: Mapping[int, Collection[int]]) -> tuple[list[int], list[list[int]]]:
    """Gives how many walks each one waits for, and which ones each one opens."""
    waits, opens = [0] * count, [list[int]() for _ in range(count)]
    for walk, earlier in after.items():
        for each in set(earlier):
            if not 0 <= each < count:
                raise ValueError(f"walk {walk} waits for walk {each}, which is not there")
            waits[walk] += 1
            opens[each].append(walk)
    return waits, opens


def done_at(spans: Sequence[Span]) -> float:
    """Gives the minute in which the last walk ends; 0 when there is none."""
    return max((span.end for span in spans), default=0.0)


def lateness(spans: Sequence[Span], due: Sequence[float | None], packing: float = 0) -> float:
    """Gives by how many minutes the latest walk misses its cut-off; 0 when all make theirs.

    Args:
        spans: When the walks are walked.
        due: For each of them, minutes from now until the first of its orders must be ready; None when nobody waits.
        packing: Minutes from a walk's end until its orders are packed.
    """
    ends = ((span.end + packing, by) for span, by in zip(spans, due, strict=True) if by is not None)
    return max((max(end - by, 0.0) for end, by in ends), default=0.0)


def makes_cutoff(spans: Sequence[Span], due: Sequence[float | None], packing: float = 0) -> bool:
    """Tells whether every walk is over, and its orders packed, by the cut-off of its orders; see ``lateness``."""
    return not lateness(spans, due, packing)
