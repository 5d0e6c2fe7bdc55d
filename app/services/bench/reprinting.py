"""Labels that left this station before: listed, and printed again with a reason."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.codes import ParcelCode, read_code
from app.domain.errors import Conflict
from app.domain.master.rights import Right
from app.domain.packing.outcome import REPRINT_CAUSES
from app.services.bench.printing import TEST, Printing
from app.services.desk import Desk
from app.services.people.rights import require
from app.station.printing import JobState, PrintJob

SHOWN = 10
"""So many last labels are offered."""

_OUT = frozenset({JobState.SENT, JobState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A label of this station.

    Attributes:
        kind: What it is, e.g. ``"shipping"``.
        code: What it is for: a parcel's SSCC, or the code of a tote or place.
        copy: Which print it was last, from 1.
        out: Whether it left for the printer; otherwise it still waits, or somebody is asked about it.
    """

    kind: str
    code: str
    copy: int
    out: bool


class Reprinting:
    """Prints labels of this station again, each as a further copy with its cause."""

    def __init__(self, desk: Desk, printing: Printing) -> None:
        """Takes the station and its printer."""
        self._desk, self._printing = desk, printing

    def labels(self) -> tuple[PrintedLabel, ...]:
        """Gives the last labels, the latest first.

        Raises:
            Unavailable: The station's disk cannot be read now.
        """
        return tuple(_label(job) for job in self._jobs(SHOWN))

    def find(self, text: str) -> PrintedLabel:
        """Finds the label that was scanned, or whose parcel was.

        Raises:
            Conflict: This station printed no such label, as far back as it remembers.
            Unavailable: The station's disk cannot be read now.
        """
        meaning = read_code(text, self._desk.catalogue)
        code = meaning.sscc if isinstance(meaning, ParcelCode) else text.strip().upper()
        return _label(self._job(lambda job: job.wanted.parcel == code, text))

    def again(self, label: PrintedLabel, cause: str) -> int:
        """Queues a further copy and gives its number.

        Args:
            label: Which one, as ``labels`` or ``find`` gave it.
            cause: One of ``app.domain.packing.outcome.REPRINT_CAUSES``.

        Raises:
            Conflict: It has not left yet, so that a further copy would be a second label of one parcel; or it was
                made for another kind of printer than labels go to now.
            Unavailable: The station's disk does not take it.
            ValueError: No such cause; a bug.
        """
        if cause not in REPRINT_CAUSES:
            raise ValueError(f"no cause {cause!r}")
        require(self._desk, Right.REPRINT)
        wanted = (label.kind, label.code)
        job = self._job(lambda job: (job.wanted.kind, job.wanted.parcel) == wanted, label.code)
        if job.state not in _OUT:
            raise Conflict("reprint.waits", tail=label.code[-6:])
        if not self._printing.printer.outlet.takes(job.wanted):
            raise Conflict("reprint.misfit", tail=label.code[-6:], printer=self._printing.printer.name)
        copy = job.wanted.copy + 1
        self._printing.enqueue(replace(job.wanted, copy=copy, cause=cause))
        return copy

    def _job(self, fits: Callable[[PrintJob], bool], text: str) -> PrintJob:
        found = next((job for job in self._jobs(-1) if fits(job)), None)
        if found is None:
            raise Conflict("reprint.unknown", text=text)
        return found

    def _jobs(self, most: int) -> list[PrintJob]:
        return self._desk.printing.latest(most, besides=TEST)


def _label(job: PrintJob) -> PrintedLabel:
    return PrintedLabel(job.wanted.kind, job.wanted.parcel, job.wanted.copy, job.state in _OUT)
