"""An order that waits to be released."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order that waits to be released.

    Attributes:
        order: Its number.
        cutoff_at: When its carrier leaves; None when nobody waits.
        priority: Above 0 when it should go before others.
        carrier: Who takes the parcel; empty when that is not decided yet.
        lines: Order lines with units to take; ``units`` all of their units.
        minutes: Work it is predicted to be, picking and packing.
        aisles: The aisles its goods lie in.
        stock_ok: Whether there are goods for all of it.
    """

    order: int
    cutoff_at: datetime | None
    priority: int
    carrier: str
    lines: int
    units: int
    minutes: float
    aisles: frozenset[str]
    stock_ok: bool = True

    @property
    def until(self) -> tuple[bool, float]:
        """Sorts by cut-off; an order that nobody waits for comes last."""
        return (self.cutoff_at is None, 0.0 if self.cutoff_at is None else self.cutoff_at.timestamp())
