"""Finds out that a plate is still, for scales that do not say so themselves."""

from decimal import Decimal

from hardware.scales.weight import Steadiness, Weight, told


class Rest:
    """Counts equal readings: so many in a row, one look apart, and the plate is still."""

    def __init__(self, steady: int) -> None:
        """Begins without any reading.

        Args:
            steady: How many equal readings in a row make a stable weight; 0 when only the scale's own word counts.
        """
        self._steady = steady
        self._last: Decimal | None = None
        self._equal = 0

    def settle(self, weight: Weight) -> Weight:
        """Takes the next reading and gives it back, as still when enough equal ones came in a row.

        A reading that is no weight ends the row: what lay there before it says nothing about now.
        """
        same = weight.exact is not None and weight.exact == self._last
        self._equal = self._equal + 1 if same else 1
        self._last = weight.exact
        if weight.exact is None or weight.detail or weight.steadiness is not Steadiness.UNSTABLE:
            return weight
        return told(weight.exact, still=0 < self._steady <= self._equal)
