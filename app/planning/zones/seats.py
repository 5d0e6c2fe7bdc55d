"""When zones are done, given who works where, and how good that can be at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, inf


@dataclass(frozen=True, slots=True)
class Seats:
    """The question who works where, in numbers.

    Attributes:
        loads: For each zone, the minutes of work the usual picker would need.
        speeds: For each picker, work done in a minute against the usual picker's.
        able: For each picker, the zones in which he may work; never none.
    """

    loads: tuple[float, ...]
    speeds: tuple[float, ...]
    able: tuple[frozenset[int], ...]

    def minutes(self, placed: Sequence[int]) -> list[float]:
        """Gives when each zone is done, from each picker's zone."""
        crews: list[list[float]] = [[] for _ in self.loads]
        for zone, speed in zip(placed, self.speeds, strict=True):
            crews[zone].append(speed)
        return [time_of(load, crew) for load, crew in zip(self.loads, crews, strict=True)]

    @property
    def lower_bound(self) -> float:
        """No staffing is done before: with all at work on everything, or with everybody who may in one zone."""
        alone = [
            time_of(load, [speed for speed, own in zip(self.speeds, self.able, strict=True) if zone in own])
            for zone, load in enumerate(self.loads)
        ]
        return max(time_of(fsum(self.loads), self.speeds), *alone)


def time_of(load: float, speeds: Iterable[float]) -> float:
    """Gives the minutes some people need for a load; infinite for nobody, and 0 where there is nothing to do."""
    together = fsum(speeds)
    return load / together if load and together else inf if load else 0.0
