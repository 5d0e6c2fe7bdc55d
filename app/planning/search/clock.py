"""How much time a search has left, and whether somebody wants it to stop."""

from time import perf_counter

from app.planning.search.model import Watch


class Clock:
    """Begins to run when it is made.

    Attributes:
        limit: Seconds the search may take.
        aside: Length of walks that the search does not decide about; the watch is told the length of all.
    """

    def __init__(self, limit: float, watch: Watch | None) -> None:
        """Starts.

        Args:
            limit: Seconds the search may take.
            watch: Is told of the progress and may stop it.
        """
        self._start = perf_counter()
        self.limit = limit
        self._watch = watch
        self._stopped = False
        self.aside = 0.0

    @property
    def seconds(self) -> float:
        """Time so far."""
        return perf_counter() - self._start

    @property
    def left(self) -> float:
        """Time that is left; none once the search was stopped."""
        return 0.0 if self._stopped else max(0.0, self.limit - self.seconds)

    @property
    def share(self) -> float:
        """How much of the time is over, from 0 to 1."""
        return 1.0 if self.left <= 0 else self.seconds / self.limit

    def goes_on(self, length: float) -> bool:
        """Tells the watch of the best length so far, and says whether the search may go on."""
        if not self._stopped and self._watch is not None:
            self._stopped = not self._watch(self.seconds, self.aside + length)
        return self.left > 0
