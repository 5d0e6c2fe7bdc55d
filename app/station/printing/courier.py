"""Carries print jobs to a printer; what may have come out is never sent again by itself."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from app.domain.errors import Unavailable
from app.station.printing.queue import JobState, Outlet, PrintJob, PrintQueue
from app.station.uplink import STEADY, Pace

log = logging.getLogger(__name__)

_OUTCOMES = {"sent": JobState.SENT, "not_sent": JobState.QUEUED, "unknown": JobState.UNKNOWN}


def _nobody_asks(_job: PrintJob) -> None:
    """Stands in for a listener where nobody listens."""


class Courier:
    """A thread that carries the jobs of one printer to it, one after the other."""

    def __init__(
        self,
        queue: PrintQueue,
        outlet: Outlet,
        send: Callable[[bytes], str],
        *,
        pace: Pace = STEADY,
        on_unknown: Callable[[PrintJob], None] = _nobody_asks,
        on_sent: Callable[[PrintJob], None] = _nobody_asks,
        on_back: Callable[[PrintJob], None] = _nobody_asks,
    ) -> None:
        """Prepares the thread; ``start`` starts it.

        Args:
            queue: Where the jobs are.
            outlet: The printer.
            send: Gives bytes to the printer; says ``"sent"``, ``"not_sent"`` (no byte left: tried again) or
                ``"unknown"``. Whatever it raises counts as unknown.
            pace: How often things are tried.
            on_unknown: Called with a job that may have come out or not, on the courier's thread: ask, then ``answer``.
            on_sent: Called with a job that went out, on the courier's thread.
            on_back: Called with a job of which nothing left and that is queued again, on the courier's thread.
        """
        self._queue = queue
        self._outlet = outlet
        self._send = send
        self._pace = pace
        self._tell = {JobState.UNKNOWN: on_unknown, JobState.SENT: on_sent, JobState.QUEUED: on_back}
        self._failures = 0
        self._wake = Event()
        self._stop = Event()
        self._thread = Thread(target=self._run, name=f"courier-{outlet.name}", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Says that there is a new job, or an answer."""
        self._wake.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """Ends the thread and waits for it, at most ``timeout`` seconds; tells whether it ended."""
        self._stop.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                went = self._carry()
            except Unavailable as error:
                log.info("the print queue of %s waits: %s", self._outlet.name, error)
                went = False
            if went:
                self._failures = 0
            elif went is None:
                self._wake.wait(self._pace.period)
            else:
                self._failures += 1
                self._stop.wait(self._pace.wait_after(self._failures))

    def _carry(self) -> bool | None:
        """Carries one job: True when it is settled, False when it is to be tried later, None when there is none."""
        job = self._queue.begin(self._outlet)
        if job is None:
            return None
        state = self._sent(job.wanted.data)
        self._settle(job, state)
        return state is not JobState.QUEUED

    def _sent(self, data: bytes) -> JobState:
        try:
            return _OUTCOMES[self._send(data)]
        except Unavailable as error:
            log.info("printer %s broke off: %s", self._outlet.name, error)
        except Exception:
            log.exception(
                "the driver of printer %s met a mistake; whether the label came out is unknown", self._outlet.name
            )
        return JobState.UNKNOWN

    def _settle(self, job: PrintJob, state: JobState) -> None:
        """Keeps at it while the disk is full: the job must not stay as if it were still being sent."""
        while True:
            try:
                self._queue.settle(job.id, state)
                break
            except Unavailable as error:
                log.info("what became of print job %d cannot be recorded yet: %s", job.id, error)
            if self._stop.wait(self._pace.first_wait):
                return
        self._news(PrintJob(job.id, job.wanted, state))

    def _news(self, job: PrintJob) -> None:
        try:
            self._tell.get(job.state, _nobody_asks)(job)
        except Exception:
            log.exception("somebody who listens to printer %s met a mistake", self._outlet.name)
