"""The label printer of a station: its courier, and the fact of every label that left."""

from collections.abc import Callable

from app.domain.deeds import LabelPrinted
from app.labels import Templates, ToteLabel, make_label
from app.services.desk import Desk
from app.station.printing import Courier, PrintJob, PrintWanted

TEST = "test"
"""Kind of a print job that is no label of a parcel."""


class Printing:
    """Carries this station's print jobs to one printer."""

    def __init__(
        self,
        desk: Desk,
        printer: str,
        send: Callable[[bytes], str],
        *,
        asks: Callable[[int, str], None],
        form: str = "zpl",
        dpi: int = 203,
    ) -> None:
        """Prepares the courier; ``start`` starts it.

        Args:
            desk: The station.
            printer: The printer's name.
            send: Gives bytes to it; says ``"sent"``, ``"not_sent"`` or ``"unknown"``.
            asks: Told (job, parcel) when nobody knows whether a label came out; on the courier's thread.
            form: Its language: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
            dpi: Its print head, 203 or 300 dots per inch.
        """
        self._desk, self._asks = desk, asks
        self._form, self._dpi = form, dpi
        self.printer = printer
        self._courier = Courier(desk.printing, printer, send, on_sent=self._sent, on_unknown=self._unknown)

    def start(self) -> None:
        """Starts to print what is queued, also what was queued when there was no printer or another one."""
        self._desk.printing.adopt(self.printer)
        self._courier.start()

    def stop(self) -> None:
        """Ends the courier; what is queued stays queued."""
        self._courier.stop()

    def wake(self) -> None:
        """Says that there is a new job."""
        self._courier.wake()

    def print_test(self) -> None:
        """Queues a label that only says it is a test.

        Raises:
            Unavailable: The station's disk does not take the job.
        """
        # The product's own template: a test must not fail for what a site changed.
        data = make_label("tote", ToteLabel(code="TEST"), form=self._form, dpi=self._dpi, templates=Templates())
        self._desk.printing.enqueue(PrintWanted(TEST, "TEST", 1, data, self.printer))
        self._courier.wake()

    def answer(self, job: int, came_out: bool) -> None:  # noqa: FBT001 - a person's yes or no
        """Takes the packer's word on a label nobody was sure of: it is there, or it is sent again."""
        self._desk.printing.answer(job, came_out=came_out)
        self._courier.wake()

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
