"""The label printer of a station: its courier, and the fact of every label that left."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.deeds import LabelPrinted
from app.labels import ToteLabel, tote_zpl
from app.services.desk import Desk
from app.station.printing import Courier, JobState, PrintJob, PrintWanted

TEST = "test"
"""Kind of a print job that is no label of a parcel."""


class Printing:
    """Carries this station's print jobs to one printer."""

    def __init__(
        self, desk: Desk, printer: str, send: Callable[[bytes], str], *, asks: Callable[[int, str], None]
    ) -> None:
        """Prepares the courier; ``start`` starts it.

        Args:
            desk: The station.
            printer: The printer's name.
            send: Gives bytes to it; says ``"sent"``, ``"not_sent"`` or ``"unknown"``.
            asks: Told (job, parcel) when nobody knows whether a label came out; on the courier's thread, and on
                that of ``start`` what is left from before.
        """
        self._desk, self._asks = desk, asks
        self.printer = printer
        self._courier = Courier(desk.printing, printer, send, on_sent=self._sent, on_unknown=self._unknown)

    def start(self) -> None:
        """Starts to print what is queued, also what was queued when there was no printer or another one.

        What nobody answered before the program ended, or was being sent when it ended, is asked now.
        """
        self._desk.printing.adopt(self.printer)
        self._ask_again()
        self._courier.start()

    def stop(self) -> None:
        """Ends the courier; what is queued stays queued."""
        self._courier.stop()

    def wake(self) -> None:
        """Says that there is a new job."""
        self._courier.wake()

    def enqueue(self, wanted: PrintWanted) -> None:
        """Queues a label for the printer in use.

        Raises:
            Unavailable: The station's disk does not take the job.
        """
        self._desk.printing.enqueue(replace(wanted, printer=self.printer))
        self._courier.wake()

    def print_test(self) -> None:
        """Queues a label that only says it is a test.

        Raises:
            Unavailable: The station's disk does not take the job.
        """
        data = tote_zpl(ToteLabel(code="TEST"))
        self.enqueue(PrintWanted(TEST, "TEST", 1, data, self.printer))

    def answer(self, job: int, came_out: bool) -> None:  # noqa: FBT001 - a person's yes or no
        """Takes the packer's word on a label nobody was sure of: it is there, or it is sent again."""
        self._desk.printing.answer(job, came_out=came_out)
        self._courier.wake()

    def _ask_again(self) -> None:
        queue = self._desk.printing
        for job in queue.in_state(JobState.UNKNOWN):
            if job.id in queue.broken_off:
                self._tell(job, "unknown")
            self._asks(job.id, job.wanted.parcel)

    def _sent(self, job: PrintJob) -> None:
        self._tell(job, "sent")

    def _unknown(self, job: PrintJob) -> None:
        self._tell(job, "unknown")
        self._asks(job.id, job.wanted.parcel)

    def _tell(self, job: PrintJob, outcome: str) -> None:
        wanted = job.wanted
        if wanted.kind == TEST:
            return
        self._desk.tell((LabelPrinted(wanted.parcel, 0, wanted.copy, wanted.cause, wanted.printer, outcome),))
