"""What a scale says, whatever language it speaks: an exact weight and what it is worth."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import Enum


class Steadiness(Enum):
    """What a weight is worth."""

    STABLE = "stable"
    """The plate is still; the grams may be used."""
    UNSTABLE = "unstable"
    """The plate moves; grams, where there are any, are for looking at only."""
    NEGATIVE = "negative"
    """The plate is still and holds less than nothing: something that was tared or zeroed away was lifted off."""
    OVERLOAD = "overload"
    """More than the scale can weigh."""
    UNDERLOAD = "underload"
    """Less than the scale can weigh: the plate is off."""
    NOT_EXECUTABLE = "not_executable"
    """The scale refused or answered something unreadable; the detail says which."""
    GONE = "gone"
    """The scale is not there or says nothing."""


GRAMS = {
    "mg": Decimal("0.001"),
    "g": Decimal(1),
    "kg": Decimal(1000),
    "lb": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}
"""Grams in one of each unit; the pound and the ounce exactly, by the agreement of 1959."""

_EXACT = Context(prec=60)
"""Wide enough that no product of an amount and a unit is rounded."""


@dataclass(frozen=True, slots=True)
class Weight:
    """One answer of a scale.

    Attributes:
        steadiness: What the weight is worth.
        exact: Grams exactly as told; may be negative. None without a weight.
        detail: Short code for what went wrong, or empty.
    """

    steadiness: Steadiness
    exact: Decimal | None = None
    detail: str = ""

    @property
    def grams(self) -> int | None:
        """Whole grams, rounded half to even; None without a weight."""
        return None if self.exact is None else int(self.exact.quantize(Decimal(1), ROUND_HALF_EVEN, _EXACT))


def to_grams(amount: Decimal, unit: str) -> Decimal:
    """Converts an amount to grams, exactly.

    Raises:
        KeyError: The unit is none of :data:`GRAMS`.
    """
    return _EXACT.multiply(amount, GRAMS[unit])


def told(exact: Decimal, *, still: bool) -> Weight:
    """Says what an amount on the plate is worth: a still one is stable, or negative (which some say as -0)."""
    if not still:
        return Weight(Steadiness.UNSTABLE, exact)
    return Weight(Steadiness.NEGATIVE if exact.is_signed() else Steadiness.STABLE, exact)


def unreadable(detail: str = "unreadable") -> Weight:
    """Says that an answer was no weight, and why by a short code."""
    return Weight(Steadiness.NOT_EXECUTABLE, detail=detail)


SILENT = Weight(Steadiness.GONE, detail="silent")
"""The scale is there and says nothing."""
