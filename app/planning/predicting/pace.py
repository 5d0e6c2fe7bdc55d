"""How long a walk takes: its metres, stops, lines and units, each with the seconds that one of them costs here."""

from dataclasses import astuple, dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class Effort:
    """What a walk asks of a picker.

    Attributes:
        metres: Length of the way, with the way from and to where it begins and ends.
        stops: Places at which to halt.
        lines: Order lines served; two orders that want the same item at one stop are two lines.
        units: Units taken.
    """

    metres: float
    stops: int
    lines: int
    units: int

    def __add__(self, other: "Effort") -> "Effort":
        """Gives the effort of two walks together."""
        return Effort(
            self.metres + other.metres,
            self.stops + other.stops,
            self.lines + other.lines,
            self.units + other.units,
        )


NOTHING = Effort(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast people work at a site.

    Attributes:
        seconds_per_walk: Taking a walk, putting totes on the cart, handing them over in the end.
        seconds_per_metre: Walking with a cart.
        seconds_per_stop: Halting, finding the shelf, scanning it.
        seconds_per_line: Turning to the next tote and scanning it.
        seconds_per_unit: Gripping one unit and putting it down.
    """

    seconds_per_walk: float
    seconds_per_metre: float
    seconds_per_stop: float
    seconds_per_line: float
    seconds_per_unit: float


USUAL = Pace(seconds_per_walk=90, seconds_per_metre=1.0, seconds_per_stop=7, seconds_per_line=3, seconds_per_unit=2)
"""What a site begins with. Assumed, not measured: a strolling pace with a cart, and scans of a few seconds each. A
site's own walks replace it, see ``learned``."""


def parts(effort: Effort) -> tuple[float, ...]:
    """Gives how often each of a pace's figures counts, in the order of its fields; a walk counts once."""
    return (1.0, effort.metres, float(effort.stops), float(effort.lines), float(effort.units))


def seconds(pace: Pace, effort: Effort) -> float:
    """Predicts the seconds that one walk takes."""
    return fsum(each * often for each, often in zip(astuple(pace), parts(effort), strict=True))


def minutes(pace: Pace, effort: Effort) -> float:
    """Predicts the minutes that one walk takes."""
    return seconds(pace, effort) / 60
