"""The uplink: tells the centre every fact of the journal, in order and exactly once, as soon as it can be reached.

One rule does it: at every connection the centre says how far it holds this journal, and everything above what both
sides agree on is offered again. It heals a lost answer, a failover, and a centre that was restored from an old backup.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import SystemRandom
from threading import Event, Thread
from time import monotonic
from typing import Protocol

from app.domain.clock import Clock, SystemClock
from app.domain.errors import Conflict, Unavailable
from app.domain.facts import Fact
from app.station.journal import Journal

log = logging.getLogger(__name__)


class Centre(Protocol):
    """What the uplink needs of the central database. Each call may take seconds, and has a deadline of its own."""

    def watermark(self, incarnation: str) -> int:
        """Gives the highest seq up to which the centre holds every fact of a journal, 0 when it knows none.

        Raises:
            Unavailable: The centre cannot be reached.
        """
        ...

    def append(self, facts: Sequence[Fact]) -> int:
        """Keeps facts of one journal, in order, once each, and gives the journal's new watermark.

        A fact whose number another fact has already is kept aside for a supervisor, never dropped.

        Raises:
            Unavailable: The centre cannot be reached; it may have kept the facts all the same.
        """
        ...


@dataclass(frozen=True, slots=True)
class Online:
    """The centre holds every fact."""


@dataclass(frozen=True, slots=True)
class CatchingUp:
    """The centre is there; ``left`` facts are still to be told."""

    left: int


@dataclass(frozen=True, slots=True)
class Offline:
    """The centre cannot be reached, since a moment in UTC."""

    since: datetime


@dataclass(frozen=True, slots=True)
class Forked:
    """The centre holds more of this journal than the station itself: the station's file is an old copy.

    Facts go on being journaled and told (those that contradict are kept aside by the centre), but somebody should
    call ``Journal.begin_anew``, and see to the work in hand.
    """


LinkState = Online | CatchingUp | Offline | Forked
"""How the station stands to the centre: exactly one of these."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often things are tried, in seconds.

    Attributes:
        period: Between two handshakes, and between two rounds of errands, while nothing happens.
        first_wait: After the first failure; doubled at each further one.
        longest_wait: Never waits longer than this.
        breath: Between two full batches: scans and screens go first while thousands of facts are told.
    """

    period: float = 2.0
    first_wait: float = 0.5
    longest_wait: float = 15.0
    breath: float = 0.005

    def wait_after(self, failures: int) -> float:
        """Gives how long to wait after some failures in a row, with a random part so that stations spread out."""
        full = min(self.longest_wait, self.first_wait * 2 ** min(failures - 1, 30))
        return SystemRandom().uniform(full / 2, full)


STEADY = Pace()
"""How a station tries things when nobody says otherwise."""

_SYSTEM_CLOCK = SystemClock()


def _nobody_asks(_state: LinkState) -> None:
    """Stands in for a listener where nobody listens."""


class Uplink:
    """A thread that tells the journal to the centre and runs errands in between."""

    def __init__(
        self,
        journal: Journal,
        centre: Centre,
        *,
        batch: int = 200,
        pace: Pace = STEADY,
        clock: Clock = _SYSTEM_CLOCK,
        errands: Sequence[Callable[[], None]] = (),
        on_state: Callable[[LinkState], None] = _nobody_asks,
    ) -> None:
        """Prepares the thread; ``start`` starts it.

        Args:
            journal: Whose facts are told.
            centre: Who is told.
            batch: Most facts in one call.
            pace: How often things are tried.
            clock: Says since when the centre is away.
            errands: Called in each period while the centre is there, e.g. to pull the catalogue; may raise Unavailable.
            on_state: Called at each change of ``state``, on the uplink's thread.
        """
        self._journal = journal
        self._centre = centre
        self._batch = batch
        self._pace = pace
        self._clock = clock
        self._errands = errands
        self._on_state = on_state
        self._state: LinkState = Offline(clock.now())
        self._trouble: Unavailable | None = None
        self._told: int | None = None  # up to where the centre was told; None: ask it first
        self._failures = 0
        self._due = 0.0
        self._wake = Event()
        self._stop = Event()
        self._thread = Thread(target=self._run, name="uplink", daemon=True)

    @property
    def state(self) -> LinkState:
        """How the station stands to the centre now."""
        return self._state

    @property
    def trouble(self) -> Unavailable | None:
        """Why the centre cannot be reached now; None while it can."""
        return self._trouble

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Says that there are new facts; they are told at once unless the centre is away."""
        self._wake.set()

    def hint(self) -> None:
        """Says that the centre may have news: handshake and errands run now instead of at the end of the period."""
        self._due = 0.0
        self._wake.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """Ends the thread and waits for it, at most ``timeout`` seconds; tells whether it ended."""
        self._stop.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def deliver(self) -> None:
        """Tells the centre everything it does not hold, once; this is what the thread does again and again.

        Raises:
            Unavailable: The centre or the station's own file cannot be reached.
            Conflict: The centre holds more of this journal than the station: its file is an old copy.
        """
        told, self._told = self._told, None  # whatever goes wrong below, the next time begins with a handshake
        held = self._journal.last_seq
        if told is None:
            held = self._centre.watermark(self._journal.incarnation)
            told = self._both_hold(held)
        while facts := self._journal.unsent(told, self._batch):
            if self._stop.is_set():
                return
            full = len(facts) == self._batch
            if full:
                self._show(CatchingUp(self._journal.last_seq - told))
            held = self._offered(facts)
            told = facts[-1].seq
            if full:
                self._stop.wait(self._pace.breath)
        if held > self._journal.last_seq:
            raise Conflict("station.forked", held=held)
        self._told = told
        self._show(Online())

    def _both_hold(self, held: int) -> int:
        """Gives up to where both sides said the same. A copied journal may differ above that, so it is offered too."""
        agreed = min(held, self._journal.acknowledged)
        if agreed < self._journal.acknowledged:
            self._journal.acknowledge(agreed)
        return agreed

    def _offered(self, facts: Sequence[Fact]) -> int:
        held = self._centre.append(facts)
        if held < facts[-1].seq:
            raise Unavailable("the centre did not keep the facts it was offered")
        if held <= self._journal.last_seq:
            self._journal.acknowledge(facts[-1].seq)
        return held

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            if self._try_round():
                self._wake.wait(max(0.0, self._due - monotonic()))
            else:
                self._stop.wait(self._pace.wait_after(self._failures))

    def _try_round(self) -> bool:
        try:
            self._round()
        except Conflict:
            self._failed(Forked())
        except Unavailable as error:
            self._trouble = error
            self._failed(self._offline())
        except Exception:
            log.exception("the uplink met a mistake in the program; it tries again")
            self._failed(self._offline())
        else:
            self._failures, self._trouble = 0, None
            return True
        return False

    def _round(self) -> None:
        due = monotonic() >= self._due
        if due:
            self._told = None  # a centre that was restored meanwhile is found out here
        self.deliver()
        if due:
            self._due = monotonic() + self._pace.period
            for errand in self._errands:
                self._run_errand(errand)

    def _run_errand(self, errand: Callable[[], None]) -> None:
        try:
            errand()
        except Unavailable as error:
            log.info("an errand waits for the next round: %s", error)
        except Exception:
            log.exception("an errand met a mistake in the program; the others go on")

    def _failed(self, state: LinkState) -> None:
        self._failures += 1
        self._show(state)

    def _offline(self) -> Offline:
        return self._state if isinstance(self._state, Offline) else Offline(self._clock.now())

    def _show(self, state: LinkState) -> None:
        if state == self._state:
            return
        self._state = state
        try:
            self._on_state(state)
        except Exception:
            log.exception("somebody who listens to the uplink met a mistake")
