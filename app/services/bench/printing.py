"""The labels of a station: which printer they go to, its courier, and the fact of every label that left."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.codes import PrinterCode, read_code
from app.domain.deeds import LabelPrinted
from app.domain.errors import Conflict
from app.labels import Templates, ToteLabel, make_label
from app.services.bench.printers import NO_PRINTER, LabelPrinter, Printers
from app.services.desk import Desk
from app.station.printing import Courier, JobState, PrintJob, PrintWanted

TEST = "test"
"""Kind of a print job that is no label of a parcel."""

_CHOSEN = "printer"


@dataclass(frozen=True, slots=True)
class Routed:
    """Where labels go from now on.

    Attributes:
        printer: The printer.
        home: Whether it is the one they go to unless somebody says otherwise.
        misfits: Labels that wait and were made for another language or resolution: they must be made again.
    """

    printer: LabelPrinter
    home: bool
    misfits: int


class Printing:
    """Carries this station's print jobs to one printer, its own or a neighbour's.

    Attributes:
        printer: Where labels go now.
        away: Whether that is another printer than the station's first one.
    """

    def __init__(self, desk: Desk, printers: Printers, *, asks: Callable[[int, str], None]) -> None:
        """Finds the printer that was chosen last; ``start`` starts the courier.

        Args:
            desk: The station.
            printers: What can be reached from here.
            asks: Told (job, parcel) when nobody knows whether a label came out; on the courier's thread, and on
                that of ``start`` what is left from before.
        """
        self._desk, self._printers, self._asks = desk, printers, asks
        self._retired: list[Courier] = []
        self.printer = self._remembered()
        self.away = self.printer != self._home()
        self._courier = self._courier_to(self.printer)

    def start(self) -> None:
        """Starts to print what is queued, also what was queued when there was no printer or another one.

        What nobody answered before the program ended, or was being sent when it ended, is asked now.
        """
        if not self.printer.own:
            self._printers.use(self.printer.code)
        self._desk.printing.adopt(self.printer.outlet)
        self._ask_again()
        self._courier.start()

    def stop(self) -> None:
        """Ends the courier; what is queued stays queued."""
        for courier in (*self._retired, self._courier):
            courier.stop()

    def wake(self) -> None:
        """Says that there is a new job."""
        self._courier.wake()

    def enqueue(self, wanted: PrintWanted) -> None:
        """Queues a label for the printer in use.

        Raises:
            Unavailable: The station's disk does not take the job.
        """
        self._desk.printing.enqueue(replace(wanted, printer=self.printer.name))
        self._courier.wake()

    def route(self, text: str) -> Routed:
        """Sends this station's labels to the printer whose sign was scanned, from now on and after a restart.

        What is queued goes along as far as the printer understands it; a label that is being sent, or of which nobody
        knows whether it came out, does not.

        Raises:
            Conflict: No printer here has this code.
            Unavailable: The station's disk does not take it.
        """
        meaning = read_code(text, self._desk.catalogue)
        code = meaning.printer if isinstance(meaning, PrinterCode) else ""
        printer = self._found(code)
        if printer is None:
            raise Conflict("print.unknown_printer", code=text.strip())
        home = printer == self._home()
        self._desk.memory.remember(_CHOSEN, "" if home else printer.code)
        return Routed(printer, home, self._turn_to(printer))

    def renew(self) -> None:
        """Looks again which printers there are, after the devices were set up anew.

        Raises:
            Unavailable: The station's disk does not take it.
        """
        self._turn_to(self._remembered())

    def print_test(self) -> None:
        """Queues a label that only says it is a test.

        Raises:
            Unavailable: The station's disk does not take the job.
        """
        printer = self.printer
        # The product's own template: a test must not fail for what a site changed.
        data = make_label("tote", ToteLabel(code="TEST"), form=printer.language, dpi=printer.dpi, templates=Templates())
        self.enqueue(PrintWanted(TEST, "TEST", 1, data, "", language=printer.language, dpi=printer.dpi))

    def answer(self, job: int, came_out: bool) -> None:  # noqa: FBT001 - a person's yes or no
        """Takes the packer's word on a label nobody was sure of: it is there, or it is sent again."""
        self._desk.printing.answer(job, came_out=came_out)
        self._desk.printing.adopt(self.printer.outlet)
        self._courier.wake()

    def _home(self) -> LabelPrinter:
        return next(iter(self._printers.known()), NO_PRINTER)

    def _found(self, code: str) -> LabelPrinter | None:
        return next((each for each in self._printers.known() if each.code == code), None)

    def _remembered(self) -> LabelPrinter:
        """Gives the chosen printer; one that is no longer there is not waited for."""
        chosen = self._desk.memory.recall(_CHOSEN)
        return (self._found(chosen) if chosen else None) or self._home()

    def _turn_to(self, printer: LabelPrinter) -> int:
        self._printers.use(printer.code)
        self._courier.stop(0)  # it ends by itself when the label under way is out
        self._retired.append(self._courier)
        self.printer, self._courier = printer, self._courier_to(printer)
        self.away = printer != self._home()
        misfits = self._desk.printing.adopt(printer.outlet)
        self._courier.start()
        return misfits

    def _courier_to(self, printer: LabelPrinter) -> Courier:
        def send(data: bytes) -> str:
            return self._printers.send(printer.name, data)

        queue = self._desk.printing
        return Courier(
            queue, printer.outlet, send, on_sent=self._sent, on_unknown=self._unknown, on_back=self._came_back
        )

    def _came_back(self, job: PrintJob) -> None:
        """A label that was on its way when the labels were sent elsewhere, and never left, goes along after all."""
        if job.wanted.printer != self.printer.name:
            self._desk.printing.adopt(self.printer.outlet)
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
