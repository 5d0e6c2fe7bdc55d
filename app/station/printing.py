"""The print queue: what is to come out of a printer, and what is known of it.

A label must never come out twice by itself: two labels of one parcel are two parcels to a carrier. So a job is marked
*sending* on the disk before the first byte leaves; whatever happens then, only a person's answer sends it again.
"""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Thread
from typing import Any

from app.domain.errors import Unavailable
from app.station.store import Store
from app.station.uplink import STEADY, Pace

log = logging.getLogger(__name__)

_KEPT = 1000
"""Settled jobs that stay in the file, for questions asked later."""

_SELECT = "SELECT id, kind, parcel, copy, data, printer, cause, state FROM print_job"

_NEWEST = "WHERE id IN (SELECT max(id) FROM print_job WHERE kind <> ? GROUP BY kind, parcel)"


class JobState(StrEnum):
    """How far a job is: *unknown* means it may have come out or not, and a person must say."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintWanted:
    """Asks for something to be printed; a note for ``Journal.append``.

    Attributes:
        kind: What it is, e.g. ``"shipping"``.
        parcel: What it is for: a parcel's SSCC, or the code of the tote or place the label names.
        copy: 1 for the first, more for reprints.
        data: What the printer gets.
        printer: Name of the printer.
        cause: Why a copy above 1 is made, else empty.
    """

    kind: str
    parcel: str
    copy: int
    data: bytes
    printer: str
    cause: str = ""

    def write(self, db: sqlite3.Connection) -> None:
        """Writes the note."""
        _insert(db, self)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Something in the queue; ``wanted`` is what was asked for."""

    id: int
    wanted: PrintWanted
    state: JobState


class PrintQueue:
    """The station's print jobs. Opened once by a program: a job that was being sent before is unknown from then on.

    Attributes:
        broken_off: Jobs that were being sent when the program ended.

    Raises:
        StationTrouble: From every method: the file cannot be read or written now.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.write() as db:
            cut = db.execute("UPDATE print_job SET state = 'unknown' WHERE state = 'sending' RETURNING id").fetchall()
            self.broken_off = frozenset(int(each) for (each,) in cut)
            db.execute(
                "DELETE FROM print_job WHERE state IN ('sent', 'confirmed')"
                " AND id <= (SELECT max(id) FROM print_job) - ?",
                (_KEPT,),
            )

    def enqueue(self, wanted: PrintWanted) -> int:
        """Queues a job and gives its id; as a note of deeds use ``PrintWanted`` itself."""
        with self._store.write() as db:
            return _insert(db, wanted)

    def job(self, job_id: int) -> PrintJob:
        """Gives a job.

        Raises:
            KeyError: There is no such job (any more).
        """
        with self._store.read() as db:
            found = db.execute(f"{_SELECT} WHERE id = ?", (job_id,)).fetchone()
        if found is None:
            raise KeyError(job_id)
        return _job(found)

    def in_state(self, state: JobState) -> list[PrintJob]:
        """Gives the jobs in a state, oldest first; those in ``UNKNOWN`` wait for an answer."""
        with self._store.read() as db:
            rows = db.execute(f"{_SELECT} WHERE state = ? ORDER BY id", (state,)).fetchall()
        return [_job(row) for row in rows]

    def latest(self, most: int, *, besides: str) -> list[PrintJob]:
        """Gives the newest copy of each label, the latest first.

        Args:
            most: How many at most; below 0 all that are known.
            besides: A kind that is left out.
        """
        with self._store.read() as db:
            rows = db.execute(f"{_SELECT} {_NEWEST} ORDER BY id DESC LIMIT ?", (besides, most)).fetchall()
        return [_job(row) for row in rows]

    def answer(self, job_id: int, *, came_out: bool) -> bool:
        """Takes a person's word: the label is there, or it is not and is to be sent again.

        Returns:
            Whether the answer counted; an answer to a job that is not sent or unknown changes nothing.
        """
        state = JobState.CONFIRMED if came_out else JobState.QUEUED
        with self._store.write() as db:
            done = db.execute(
                "UPDATE print_job SET state = ? WHERE id = ? AND state IN ('sent', 'unknown')", (state, job_id)
            )
            return done.rowcount == 1

    def adopt(self, printer: str) -> int:
        """Gives every queued job to a printer: the station's, whatever it was called when the job was queued."""
        with self._store.write() as db:
            return db.execute(
                "UPDATE print_job SET printer = ? WHERE state = 'queued' AND printer <> ?", (printer, printer)
            ).rowcount

    def begin(self, printer: str) -> PrintJob | None:
        """Marks the oldest queued job of a printer as being sent and gives it; None when there is none."""
        if not self._waiting(printer):
            return None
        with self._store.write() as db:
            found = db.execute(
                "UPDATE print_job SET state = 'sending' WHERE id ="
                " (SELECT min(id) FROM print_job WHERE state = 'queued' AND printer = ?)"
                " RETURNING id, kind, parcel, copy, data, printer, cause, state",
                (printer,),
            ).fetchone()
        return None if found is None else _job(found)

    def settle(self, job_id: int, state: JobState) -> None:
        """Says what became of a job that was being sent."""
        with self._store.write() as db:
            db.execute("UPDATE print_job SET state = ? WHERE id = ? AND state = 'sending'", (state, job_id))

    def _waiting(self, printer: str) -> bool:
        with self._store.read() as db:
            found = db.execute("SELECT 1 FROM print_job WHERE state = 'queued' AND printer = ? LIMIT 1", (printer,))
            return found.fetchone() is not None


_OUTCOMES = {"sent": JobState.SENT, "not_sent": JobState.QUEUED, "unknown": JobState.UNKNOWN}


def _nobody_asks(_job: PrintJob) -> None:
    """Stands in for a listener where nobody listens."""


class Courier:
    """A thread that carries the jobs of one printer to it, one after the other."""

    def __init__(
        self,
        queue: PrintQueue,
        printer: str,
        send: Callable[[bytes], str],
        *,
        pace: Pace = STEADY,
        on_unknown: Callable[[PrintJob], None] = _nobody_asks,
        on_sent: Callable[[PrintJob], None] = _nobody_asks,
    ) -> None:
        """Prepares the thread; ``start`` starts it.

        Args:
            queue: Where the jobs are.
            printer: The printer's name in the jobs.
            send: Gives bytes to the printer; says ``"sent"``, ``"not_sent"`` (no byte left: tried again) or
                ``"unknown"``. Whatever it raises counts as unknown.
            pace: How often things are tried.
            on_unknown: Called with a job that may have come out or not, on the courier's thread: ask, then ``answer``.
            on_sent: Called with a job that went out, on the courier's thread.
        """
        self._queue = queue
        self._printer = printer
        self._send = send
        self._pace = pace
        self._tell = {JobState.UNKNOWN: on_unknown, JobState.SENT: on_sent}
        self._failures = 0
        self._wake = Event()
        self._stop = Event()
        self._thread = Thread(target=self._run, name=f"courier-{printer}", daemon=True)

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
                log.info("the print queue of %s waits: %s", self._printer, error)
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
        job = self._queue.begin(self._printer)
        if job is None:
            return None
        state = self._sent(job.wanted.data)
        self._settle(job, state)
        return state is not JobState.QUEUED

    def _sent(self, data: bytes) -> JobState:
        try:
            return _OUTCOMES[self._send(data)]
        except Unavailable as error:
            log.info("printer %s broke off: %s", self._printer, error)
        except Exception:
            log.exception(
                "the driver of printer %s met a mistake; whether the label came out is unknown", self._printer
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
            log.exception("somebody who listens to printer %s met a mistake", self._printer)


def _insert(db: sqlite3.Connection, wanted: PrintWanted) -> int:
    row = db.execute(
        "INSERT INTO print_job (kind, parcel, copy, data, printer, cause) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (wanted.kind, wanted.parcel, wanted.copy, wanted.data, wanted.printer, wanted.cause),
    ).fetchone()
    return int(row[0])


def _job(row: tuple[Any, ...]) -> PrintJob:
    job_id, kind, parcel, copy, data, printer, cause, state = row
    return PrintJob(job_id, PrintWanted(kind, parcel, copy, data, printer, cause), JobState(state))
