"""A good staffing for any crew: no zone with work stays empty, people go where they are needed most, then change."""

from itertools import combinations
from math import fsum

from app.planning.zones.seats import Seats

_GAIN = 1e-9


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
    """Moves pickers, and exchanges two, as long as the last zone is done earlier or, that being equal, all together."""
    best = _cost(seats, placed)
    better = True
    while better:
        better = False
        for changed in _neighbours(seats, placed):
            cost = _cost(seats, changed)
            if cost[0] < best[0] - _GAIN or (cost[0] <= best[0] and cost[1] < best[1] - _GAIN):
                placed, best, better = changed, cost, True
                break
    return placed


def _neighbours(seats: Seats, placed: list[int]) -> list[list[int]]:
    found = [
        [*placed[:picker], zone, *placed[picker + 1 :]]
        for picker, own in enumerate(seats.able)
        for zone in sorted(own - {placed[picker]})
    ]
    for one, other in combinations(range(len(placed)), 2):
        if placed[one] != placed[other] and placed[other] in seats.able[one] and placed[one] in seats.able[other]:
            changed = list(placed)
            changed[one], changed[other] = placed[other], placed[one]
            found.append(changed)
    return found


def _cost(seats: Seats, placed: list[int]) -> tuple[float, float]:
    minutes = seats.minutes(placed)
    return max(minutes), fsum(minutes)
