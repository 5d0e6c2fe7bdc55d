"""How fast people work: what a walk of so many metres, stops and units takes."""

from dataclasses import dataclass

_MM_IN_M = 1000
_S_IN_MIN = 60


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds that a walk costs besides and for each of its parts.

    Attributes:
        walk: For beginning and ending a walk.
        metre: For a metre walked.
        stop: For a stop: finding the place, two scans.
        unit: For a unit taken.
    """

    walk: float = 60.0
    metre: float = 1.0
    stop: float = 10.0
    unit: float = 1.5

    def minutes(self, millimetres: int, stops: int, units: int) -> float:
        """Predicts the minutes of a walk."""
        seconds = self.walk + self.metre * millimetres / _MM_IN_M + self.stop * stops + self.unit * units
        return seconds / _S_IN_MIN
