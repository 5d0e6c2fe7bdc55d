"""A walk in somebody's hands, as far as a test has to know it."""

from dataclasses import dataclass, field

from app.domain.deeds import Picked
from app.domain.picking.walk import Put, Stop, Walk

CODES = ("ST1", "ST2", "ST3")
TROUBLED = ("stray_pick", "found_stock", "old_fence", "tote_conflict", "oversold", "parked", "stray_pack")
"""Exceptions that only somebody's mistake can cause."""


@dataclass
class Hand:
    """A walk in somebody's hands: what is still to take, the totes, and how many deeds were done."""

    walk: Walk
    left: dict[int, int]
    totes: dict[int, str]
    made: int
    last: Picked | None = None
    filled: set[str] = field(default_factory=set)

    @property
    def open_puts(self) -> list[tuple[Stop, Put]]:
        """What is still to take, in the order of the walk."""
        return [(stop, put) for stop in self.walk.stops for put in stop.puts if self.left[put.id]]

    def next(self) -> int:
        """Numbers the next deed."""
        self.made += 1
        return self.made
