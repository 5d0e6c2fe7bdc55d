"""The hub at work: it waits for the seat, books while it has it, rings for everybody, and ends when it is asked to.

Threads: ``seat`` takes the seat and proves every second that it is held; ``bookkeeper`` books; ``bell`` tells stations
and boards to look; ``chores`` sweeps and keeps house. A hub that loses the seat stops booking before the next batch;
the batch it is at is guarded by its own transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Lock
from time import monotonic

from app.central.bookkeeper import Bookkeeper, book_batch
from app.central.engine import Central
from app.central.hints import Bell
from app.domain.clock import Clock
from app.domain.errors import Unavailable
from app.services.hub.chores import Chores
from app.services.hub.rounds import Rounds
from app.services.hub.seats import Seat


class HubState(StrEnum):
    """How a hub stands: one of these at any time."""

    STARTING = "starting"
    STANDBY = "standby"
    BOOKING = "booking"
    AWAY = "away"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class HubPace:
    """How often things are done, in seconds.

    Attributes:
        seat: Between two proofs that the seat is held, or two tries to take it.
        look: Between two looks for facts.
        bell: Between two looks for commands.
        chores: Between two rounds of chores.
        drain: At most so long facts that wait are still booked when the hub is told to end.
        patience: A bookkeeper that is silent for longer than this is stuck.
    """

    seat: float = 1.0
    look: float = 0.1
    bell: float = 0.25
    chores: float = 30.0
    drain: float = 10.0
    patience: float = 60.0


STEADY = HubPace()
"""How a hub works when nobody says otherwise."""

Listener = Callable[[HubState, Unavailable | None], None]
"""Told each change of state; with ``AWAY`` comes the reason."""


class Hub:
    """One hub, active or waiting as the standby."""

    def __init__(self, central: Central, clock: Clock, seat: Seat, listener: Listener, pace: HubPace = STEADY) -> None:
        """Prepares it; ``start`` starts its threads.

        Args:
            central: The central database, its tables up to date.
            clock: What time it is.
            seat: The bookkeeper's seat at this database.
            listener: Told each change of state, on the thread that met it.
            pace: How often things are done.
        """
        self._central, self._clock, self._seat_of_one, self._pace = central, clock, seat, pace
        self._listener, self._lock, self._state = listener, Lock(), HubState.STARTING
        self._held = Event()
        self._bell, self._chores = Bell(central), Chores(central, clock)
        self._bookkeeper = Bookkeeper(central, clock, on_booked=self._booked, pause_s=pace.look, may=self._held.is_set)
        self._seat = Rounds("seat", self._look_after_seat, pace.seat, on_trouble=self._miss_seat)
        self._ringing = Rounds("bell", self._ring, pace.bell)
        self._keeping = Rounds("chores", self._do_chores, pace.chores)
        self._booked_some = Event()
        self.booked = 0

    @property
    def state(self) -> HubState:
        """How it stands now."""
        return self._state

    @property
    def is_well(self) -> bool:
        """Whether its threads come round: one that is stuck makes it better to start the program anew."""
        silence = max(self._seat.silence_s, self._bookkeeper.silence_s)
        return silence < self._pace.patience

    def start(self) -> None:
        """Starts the threads."""
        self._seat.start()
        self._bookkeeper.start()
        self._ringing.start()
        self._keeping.start()

    def stop(self) -> None:
        """Books what waits, for a few seconds at most, gives the seat up and ends."""
        self._keeping.stop()
        self._bookkeeper.stop()
        self._drain()
        self._ringing.stop()
        self._seat.stop()
        self._held.clear()
        self._bell.close()
        self._seat_of_one.leave()
        self._show(HubState.STOPPED)

    def _look_after_seat(self) -> None:
        if self._holds():
            new = not self._held.is_set()
            self._held.set()
            self._show(HubState.BOOKING)
            if new:
                self._bookkeeper.wake()
                self._keeping.wake()
        else:
            self._held.clear()
            self._show(HubState.STANDBY)

    def _holds(self) -> bool:
        try:
            return self._seat_of_one.hold()
        except BaseException:
            self._held.clear()  # whatever it is: a seat that cannot be proved is not held
            raise

    def _miss_seat(self, trouble: Unavailable) -> None:
        self._show(HubState.AWAY, trouble)

    def _booked(self, settled: int) -> None:
        self.booked += settled
        self._booked_some.set()
        self._ringing.wake()

    def _ring(self) -> None:
        if not self._held.is_set():
            return
        if self._booked_some.is_set():
            self._booked_some.clear()
            self._bell.ring()
        self._bell.watch()

    def _do_chores(self) -> None:
        if self._held.is_set():
            self._chores.run()

    def _drain(self) -> None:
        end = monotonic() + self._pace.drain
        try:
            while self._held.is_set() and monotonic() < end:
                settled = book_batch(self._central, now=self._clock.now())
                if not settled:
                    return
                self._booked(settled)
        except Unavailable:
            return  # what waits stays safely in the database

    def _show(self, state: HubState, trouble: Unavailable | None = None) -> None:
        with self._lock:
            if state == self._state:
                return
            self._state = state
            self._listener(state, trouble)
