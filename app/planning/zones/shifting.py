"""A good staffing for any crew: no zone with work stays empty, people go where they are needed most, then change."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from math import fsum

from app.planning.zones.seats import Seats

_GAIN = 1e-9

_Change = tuple[tuple[int, int], ...]
"""Pickers and the zones they go to."""

_Cost = Callable[[list[float]], tuple[float, float]]

_POWERS = (3, 6, 12, 24)
"""The higher, the more the latest zones decide."""


def first(seats: Seats) -> list[int]:
    """Gives each picker's zone, a good one to begin with.

    Returns:
        Empty when some zone with work cannot have anybody.
    """
    zone_of: dict[int, int] = {}
    for zone in sorted(range(len(seats.loads)), key=lambda each: -seats.loads[each]):
        if seats.loads[zone] and not _seated(seats, zone, zone_of, set()):
            return []
    speed_in = [0.0] * len(seats.loads)
    for picker, zone in zone_of.items():
        speed_in[zone] += seats.speeds[picker]
    for picker in sorted(set(range(len(seats.speeds))) - zone_of.keys(), key=lambda each: (-seats.speeds[each], each)):
        zone = max(sorted(seats.able[picker]), key=lambda each: seats.loads[each] / (speed_in[each] or 1.0))
        zone_of[picker] = zone
        speed_in[zone] += seats.speeds[picker]
    return [zone_of[picker] for picker in range(len(seats.speeds))]


def _seated(seats: Seats, zone: int, zone_of: dict[int, int], tried: set[int]) -> bool:
    """Finds somebody for a zone, if need be by finding somebody else for his (an augmenting path)."""
    for picker in sorted(range(len(seats.speeds)), key=lambda each: (-seats.speeds[each], each)):
        if zone in seats.able[picker] and picker not in tried:
            tried.add(picker)
            if picker not in zone_of or _seated(seats, zone_of[picker], zone_of, tried):
                zone_of[picker] = zone
                return True
    return False


def improved(seats: Seats, placed: list[int]) -> list[int]:
    """Moves pickers, and exchanges two, so that the last zone is done earlier and, that being equal, all together.

    Looking at the last zone only, the search would soon be stuck: often two zones have to give way one after the other.
    So it is made twice, and one of them comes there over sums of powers, low ones first, in which every zone counts.
    """
    latest = max(seats.minutes(placed)) or 1.0
    eased = placed
    for power in _POWERS:
        eased = _descended(seats, eased, partial(_power_sum, latest=latest, power=power))
    ways = [_descended(seats, each, _last_then_all) for each in (placed, eased)]
    return min(ways, key=lambda way: _last_then_all(seats.minutes(way)))


def _descended(seats: Seats, placed: list[int], cost_of: _Cost) -> list[int]:
    """Makes every change that costs less, until there is none."""
    placed = list(placed)
    best, better = cost_of(seats.minutes(placed)), True
    while better:
        better = False
        for change in _changes(seats, placed):
            cost = cost_of(_minutes_after(seats, placed, change))
            if cost[0] < best[0] - _GAIN or (cost[0] <= best[0] and cost[1] < best[1] - _GAIN):
                for picker, zone in change:
                    placed[picker] = zone
                best, better = cost, True
    return placed


def _changes(seats: Seats, placed: list[int]) -> Iterator[_Change]:
    """Gives every move and every exchange, as people stand at that moment."""
    for picker, own in enumerate(seats.able):
        for zone in sorted(own):
            if zone != placed[picker]:
                yield ((picker, zone),)
    for one, other in combinations(range(len(placed)), 2):
        here, there = placed[one], placed[other]
        if here != there and there in seats.able[one] and here in seats.able[other]:
            yield ((one, there), (other, here))


def _minutes_after(seats: Seats, placed: list[int], change: _Change) -> list[float]:
    changed = list(placed)
    for picker, zone in change:
        changed[picker] = zone
    return seats.minutes(changed)


def _last_then_all(minutes: list[float]) -> tuple[float, float]:
    return max(minutes), fsum(minutes)


def _power_sum(minutes: list[float], *, latest: float, power: int) -> tuple[float, float]:
    return fsum((each / latest) ** power for each in minutes), 0.0
