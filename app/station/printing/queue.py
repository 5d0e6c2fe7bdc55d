"""What is to come out of a printer, and what is known of it, in the station's file."""

import sqlite3
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from app.station.store import Store

_KEPT = 1000
"""Settled jobs that stay in the file, for questions asked later."""

_SELECT = "SELECT id, kind, parcel, copy, data, printer, cause, language, dpi, state FROM print_job"

_NEWEST = "WHERE id IN (SELECT max(id) FROM print_job WHERE kind <> ? GROUP BY kind, parcel)"

_NEXT = """SELECT min(id) FROM print_job WHERE state = 'queued' AND printer = :printer
    AND (language = '' OR :language IN ('', language)) AND (dpi = 0 OR :dpi IN (0, dpi))"""

_ADOPT = """UPDATE print_job SET printer = :printer WHERE state = 'queued'
    AND (language = '' OR :language IN ('', language)) AND (dpi = 0 OR :dpi IN (0, dpi))"""


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
        language: What the data is written in, e.g. ``"zpl"``; empty where any printer may get it.
        dpi: Dots per inch it was made for; 0 where any printer may get it.
    """

    kind: str
    parcel: str
    copy: int
    data: bytes
    printer: str
    cause: str = ""
    language: str = ""
    dpi: int = 0

    def write(self, db: sqlite3.Connection) -> None:
        """Writes the note."""
        _insert(db, self)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A printer as the queue knows it: its name, and what it understands ("" and 0 where that is not known)."""

    name: str
    language: str = ""
    dpi: int = 0

    @property
    def values(self) -> dict[str, str | int]:
        """What the queue's statements name."""
        return {"printer": self.name, "language": self.language, "dpi": self.dpi}

    def takes(self, wanted: PrintWanted) -> bool:
        """Tells whether it understands what a job was made for; the queue's statements say the same."""
        speaks = not (self.language and wanted.language) or self.language == wanted.language
        return speaks and (not (self.dpi and wanted.dpi) or self.dpi == wanted.dpi)


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

    def adopt(self, outlet: Outlet) -> int:
        """Gives every queued job that fits to a printer, whatever printer it was queued for.

        Returns:
            How many wait that do not fit: made for another language or resolution, they are printed by nobody
            until a fitting printer adopts them or a further copy takes their place.
        """
        with self._store.write() as db:
            queued = db.execute("SELECT count(*) FROM print_job WHERE state = 'queued'").fetchone()[0]
            return int(queued) - db.execute(_ADOPT, outlet.values).rowcount

    def begin(self, outlet: Outlet) -> PrintJob | None:
        """Marks the oldest queued job that a printer understands as being sent and gives it; None for none."""
        with self._store.read() as db:  # most looks find nothing, and those are not to wait for the writer
            if _next(db, outlet) is None:
                return None
        with self._store.write() as db:
            job_id = _next(db, outlet)
            if job_id is None:
                return None
            db.execute("UPDATE print_job SET state = 'sending' WHERE id = ?", (job_id,))
            return _job(db.execute(f"{_SELECT} WHERE id = ?", (job_id,)).fetchone())

    def settle(self, job_id: int, state: JobState) -> None:
        """Says what became of a job that was being sent."""
        with self._store.write() as db:
            db.execute("UPDATE print_job SET state = ? WHERE id = ? AND state = 'sending'", (state, job_id))


def _next(db: sqlite3.Connection, outlet: Outlet) -> int | None:
    found: int | None = db.execute(_NEXT, outlet.values).fetchone()[0]
    return found


def _insert(db: sqlite3.Connection, wanted: PrintWanted) -> int:
    """Queues a job; an earlier copy that waits for another printer is not to come out as well some day."""
    values = asdict(wanted)
    db.execute(
        "DELETE FROM print_job WHERE state = 'queued' AND printer <> :printer"
        " AND kind = :kind AND parcel = :parcel AND copy < :copy",
        values,
    )
    row = db.execute(
        "INSERT INTO print_job (kind, parcel, copy, data, printer, cause, language, dpi)"
        " VALUES (:kind, :parcel, :copy, :data, :printer, :cause, :language, :dpi) RETURNING id",
        values,
    ).fetchone()
    return int(row[0])


def _job(row: tuple[Any, ...]) -> PrintJob:
    job_id, *wanted, state = row
    return PrintJob(job_id, PrintWanted(*wanted), JobState(state))
