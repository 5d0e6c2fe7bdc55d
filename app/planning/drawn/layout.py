"""A house as it is drawn: points, and the ways between them.

Floors and zones hang together by lifts and stairs, which are ways like any other with a length of their own (as long
as walking for the time that they take). Lengths need not fit the points' positions, and have any one unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Way:
    """A straight way between two points.

    Attributes:
        start: The point where it begins.
        end: The point where it ends.
        length: Its length, not negative.
        one_way: Whether it may only be walked from its start to its end.
    """

    start: str
    end: str
    length: float
    one_way: bool = False


@dataclass(frozen=True)
class DrawnLayout:
    """One house.

    Attributes:
        points: Position of every point by its name: places, corners, lifts. Only drawing asks for positions.
        ways: All ways.
        depot: The point where walks begin and end unless told otherwise.
        drops: Other points where walks may end.
        closed: Ways that nobody can walk now, in no direction, by the points at their ends.
    """

    points: Mapping[str, tuple[int, int]]
    ways: Sequence[Way]
    depot: str
    drops: tuple[str, ...] = ()
    closed: frozenset[tuple[str, str]] = field(default=frozenset())

    @cached_property
    def version(self) -> str:
        """A text that differs as soon as any distance may differ."""
        ways = sorted((way.start, way.end, way.length, way.one_way) for way in self.open_ways)
        return sha256(repr((sorted(self.points), ways)).encode()).hexdigest()

    @property
    def open_ways(self) -> list[Way]:
        """The ways that can be walked now."""
        shut = self.closed | {(end, start) for start, end in self.closed}
        return [way for way in self.ways if (way.start, way.end) not in shut]
