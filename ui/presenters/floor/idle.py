"""Signs out whoever came with a PIN and then left the station alone."""

from collections.abc import Callable

from app.domain.master.people import Person
from app.domain.master.pins import PinRules

_MINUTE = 60


class IdleLock:
    """Knows how long nothing was touched."""

    def __init__(
        self, clock: Callable[[], float], rules: Callable[[], PinRules], person: Callable[[], Person | None]
    ) -> None:
        """Begins now.

        Args:
            clock: Seconds that only grow.
            rules: What the site asks.
            person: Who is signed in.
        """
        self._clock, self._rules, self._person = clock, rules, person
        self._last = clock()

    def touched(self, _what: object = None) -> None:
        """Notes that somebody is there."""
        self._last = self._clock()

    def due(self) -> bool:
        """Tells once whether the person at the station has been away too long; floor work by badge is never locked."""
        person = self._person()
        if person is None or self._clock() - self._last < _MINUTE:
            return False
        rules = self._rules()
        away = self._clock() - self._last >= rules.lock_minutes * _MINUTE
        if not rules.lock_minutes or not rules.asks(person.role) or not away:
            return False
        self.touched()
        return True
