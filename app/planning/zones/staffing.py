"""Who works in which zone, so that the zone that is done last is done as early as can be.

Crews of a usual size are placed in the best way there is. For many people who all differ, that would take too long;
they are placed well, and ``proven`` tells whether it is the best all the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.planning.trouble import ImpossibleError
from app.planning.zones.crews import best, steps
from app.planning.zones.seats import Seats
from app.planning.zones.shifting import first, improved

_MOST_STEPS = 400_000
"""Steps of the exact search up to which it is made: a second or two at worst, mostly far less."""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Picker:
    """Somebody at work.

    Attributes:
        name: Badge.
        speed: Work done in a minute, against 1.0 for the usual picker.
        zones: Names of the zones he may work in; None when he may work in all.
    """

    name: str
    speed: float = 1.0
    zones: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who works where.

    Attributes:
        zone: For each picker's name, the zone; a picker who may work in none of them is left out.
        minutes: For each zone, when it is done.
        lower_bound: No staffing is done before this.
        proven: Whether no staffing is done earlier than this one.
    """

    zone: Mapping[str, str]
    minutes: Mapping[str, float]
    lower_bound: float
    proven: bool

    @property
    def done(self) -> float:
        """When the last zone is done."""
        return max(self.minutes.values())


def staff(work: Mapping[str, float], pickers: Sequence[Picker]) -> Staffing:
    """Shares pickers out among zones; each works in one.

    Args:
        work: For each zone, the minutes of work the usual picker would need for all of it.
        pickers: Everybody at work; each name once.

    Raises:
        ImpossibleError: There is no zone, or nobody at work, or a zone with work in which nobody is left to work.
        ValueError: A speed is not above 0.
    """
    if not work:
        raise ImpossibleError("advice.error.no_zones")
    if any(each.speed <= 0 for each in pickers):
        raise ValueError("a picker's speed must be above 0")
    names = list(work)
    able = {each.name: frozenset(at for at, zone in enumerate(names) if _may(each, zone)) for each in pickers}
    crew = [each for each in pickers if able[each.name]]
    if not crew:
        raise ImpossibleError("advice.error.no_pickers")
    seats = Seats(tuple(work.values()), tuple(each.speed for each in crew), tuple(able[each.name] for each in crew))
    placed = first(seats)
    if not placed:
        raise ImpossibleError("advice.error.few_pickers", pickers=len(crew), zones=sum(map(bool, seats.loads)))
    placed = improved(seats, placed)
    exactly = steps(seats) <= _MOST_STEPS
    if exactly:
        placed = best(seats, max(seats.minutes(placed)))
    minutes = seats.minutes(placed)
    bound = max(minutes) if exactly else seats.lower_bound
    return Staffing(
        {each.name: names[zone] for each, zone in zip(crew, placed, strict=True)},
        dict(zip(names, minutes, strict=True)),
        bound,
        proven=max(minutes) <= bound * (1 + _ROUNDING),
    )


def _may(picker: Picker, zone: str) -> bool:
    return picker.zones is None or zone in picker.zones
