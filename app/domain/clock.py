"""What time it is, as something that can be handed in: real, or set to the day a demo plays."""

from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    """Tells the time in UTC."""

    def now(self) -> datetime:
        """Gives the present moment, aware and in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Gives the present moment in UTC."""
        return datetime.now(UTC)


class ShiftedClock:
    """A clock that was set to another day and runs on from there, faster if wished."""

    def __init__(self, start: datetime, *, speed: float = 1.0) -> None:
        """Sets the clock.

        Args:
            start: The moment it shows first, with a time zone.
            speed: Seconds it advances in each real second.
        """
        self._start = start.astimezone(UTC)
        self._speed = speed
        self._zero = monotonic()

    def now(self) -> datetime:
        """Gives the moment this clock shows."""
        return self._start + timedelta(seconds=(monotonic() - self._zero) * self._speed)
