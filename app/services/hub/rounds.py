"""A thread that does one piece of work again and again, and survives what the world does to it."""

import logging
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from app.domain.errors import Unavailable

log = logging.getLogger(__name__)


def _nobody_minds(_trouble: Unavailable) -> None:
    """Stands in for a listener where the work looks after itself."""


class Rounds:
    """Work that is done every so often, on a thread of its own."""

    def __init__(
        self,
        name: str,
        work: Callable[[], None],
        pause_s: float,
        *,
        on_trouble: Callable[[Unavailable], None] = _nobody_minds,
    ) -> None:
        """Prepares the thread.

        Args:
            name: Of the thread.
            work: What is done; may raise Unavailable.
            pause_s: Seconds between two rounds.
            on_trouble: Told when the world did not let the work be done.
        """
        self._work, self._pause_s, self._on_trouble = work, pause_s, on_trouble
        self._end, self._signal = Event(), Event()
        self._came_round = monotonic()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    @property
    def silence_s(self) -> float:
        """Seconds since the work last came round."""
        return monotonic() - self._came_round

    def start(self) -> None:
        """Starts the thread; the first round comes at once."""
        self._thread.start()

    def wake(self) -> None:
        """Begins the next round now."""
        self._signal.set()

    def stop(self) -> None:
        """Ends the thread after the round it is at."""
        self._end.set()
        self._signal.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._end.is_set():
            self._signal.clear()
            self._came_round = monotonic()
            try:
                self._work()
            except Unavailable as trouble:
                self._on_trouble(trouble)
            except Exception:  # a mistake in the program must not end the work for good
                log.exception("a round of %s failed; the next one comes", self._thread.name)
            self._signal.wait(self._pause_s)
