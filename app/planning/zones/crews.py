"""The best staffing, by dynamic programming over the zones.

Pickers who are as fast as each other and may work in the same zones are interchangeable: only how many of each kind go
to a zone matters. The state is how many of each kind are left; with few kinds, as on most floors, there are few.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from math import inf, prod

from app.planning.zones.seats import Seats, time_of

_Counts = tuple[int, ...]
_Kind = tuple[float, frozenset[int]]

_ROUNDING = 1e-9


def steps(seats: Seats) -> int:
    """Tells how many steps the search takes at most."""
    return len(seats.loads) * prod((count + 1) * (count + 2) // 2 for count in _kinds(seats).values())


def best(seats: Seats, known: float) -> list[int]:
    """Gives each picker's zone: the last zone is done as early as can be, and the sum over the zones is least then.

    Args:
        seats: The question.
        known: When the last zone is done in some staffing; nothing later is looked at.
    """
    kinds = _kinds(seats)
    earliest, _ = _search(seats, kinds, known, max)
    _, sent = _search(seats, kinds, earliest, lambda before, own: before + own)
    free: dict[_Kind, list[int]] = {kind: [] for kind in kinds}
    for zone, crew in enumerate(sent):
        for kind, count in zip(kinds, crew, strict=True):
            free[kind] += [zone] * count
    return [free[kind].pop(0) for kind in zip(seats.speeds, seats.able, strict=True)]


def _kinds(seats: Seats) -> Counter[_Kind]:
    return Counter(zip(seats.speeds, seats.able, strict=True))


def _search(
    seats: Seats, kinds: Counter[_Kind], latest: float, add: Callable[[float, float], float]
) -> tuple[float, list[_Counts]]:
    """Finds the cheapest way to send everybody somewhere, no zone done after ``latest``."""
    all_, none = tuple(kinds.values()), (0,) * len(kinds)
    costs = {all_: 0.0}
    ways: list[dict[_Counts, _Counts]] = []
    for zone, load in enumerate(seats.loads):
        found: dict[_Counts, float] = {}
        way: dict[_Counts, _Counts] = {}
        last = zone == len(seats.loads) - 1
        for left, cost in costs.items():
            for rest in [none] if last else _rests(left, kinds, zone):
                crew = [(kind, count - stay) for kind, count, stay in zip(kinds, left, rest, strict=True)]
                if last and any(count and zone not in own for (_, own), count in crew):
                    continue
                time = time_of(load, [speed * count for (speed, _), count in crew])
                total = add(cost, time)
                if time <= latest * (1 + _ROUNDING) and total < found.get(rest, inf):
                    found[rest], way[rest] = total, left
        costs = found
        ways.append(way)
    sent, at = [], none
    for way in reversed(ways):
        sent.append(tuple(before - after for before, after in zip(way[at], at, strict=True)))
        at = way[at]
    return costs[none], sent[::-1]


def _rests(left: _Counts, kinds: Counter[_Kind], zone: int) -> Iterator[_Counts]:
    """Gives who may be left after some have gone to a zone."""
    return product(*(range(n + 1) if zone in own else (n,) for n, (_, own) in zip(left, kinds, strict=True)))
