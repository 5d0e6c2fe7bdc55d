"""What every printer does that stands behind a spooler of the operating system.

A spooler takes jobs and says nothing of the labels: a job that is sent is one that the spooler has. It
holds jobs back while its printer is away and prints them later, all by itself. That is why nothing goes
to a spooler that says its printer is gone: the jobs wait here, where a person sees them.
"""

from collections.abc import Callable
from threading import Event, Lock
from typing import Protocol

from hardware.printers.languages import LANGUAGES
from hardware.status import Kind, Sent, State, Status
from hardware.trace import Entry, Trace

_SECOND_LOOK_S = 0.5


class Queue(Protocol):
    """A spooler's queue for one printer. Neither call raises."""

    def hand_over(self, data: bytes) -> Sent:
        """Gives the spooler a job; ``SENT`` when it has it whole."""
        ...

    def look(self) -> Status:
        """Says what the spooler knows of the printer."""
        ...


class SpooledSettings(Protocol):
    """What the settings of every such printer have."""

    @property
    def queue(self) -> str:
        """What the spooler calls the printer."""
        ...

    @property
    def language(self) -> str:
        """Name of the language."""
        ...

    @property
    def dpi(self) -> int:
        """Dots per inch, 0 for the site's."""
        ...


class SpooledPrinter:
    """Hands jobs to a spooler, one at a time; any thread may call it."""

    kind = Kind.PRINTER

    def __init__(self, name: str, settings: SpooledSettings, make_queue: Callable[[], Queue]) -> None:
        """Prepares the printer; the spooler is not called before the first job.

        Args:
            name: What to call the device; its queue when empty.
            settings: Its language.
            make_queue: Makes what talks to the spooler, once.
        """
        self.name = name or settings.queue
        self.language = settings.language
        self.dpi = settings.dpi
        self._clean_start = LANGUAGES[settings.language].clean_start
        self._make_queue = make_queue
        self._made: Queue | None = None
        self._turn = Lock()
        self._trace = Trace()
        self._closed = Event()
        self._half = False

    @property
    def last(self) -> tuple[Entry, ...]:
        """The last jobs handed over, oldest first."""
        return self._trace.last

    def send(self, data: bytes) -> Sent:
        """Hands a job to the spooler, as it is; not sent when the spooler says that its printer is gone.

        After a job that may have been cut off, the printer is first told to forget what it may hold of it.
        """
        with self._turn:
            if self._stays_gone():
                return Sent.NOT_SENT
            outcome = self._queue.hand_over((self._clean_start if self._half else b"") + data)
            if outcome is not Sent.NOT_SENT:
                self._trace.note("out", data)
                self._half = outcome is Sent.UNKNOWN
            return outcome

    def status(self) -> Status:
        """Asks the spooler how the printer is; a spooler may know less than the printer."""
        return Status(State.GONE, "stopped") if self._closed.is_set() else self._queue.look()

    def replugged(self) -> bool:
        """Never says so: only a spooler would know, and it is asked with ``status``."""
        return False

    def close(self) -> None:
        """Later jobs are not sent."""
        self._closed.set()

    @property
    def _queue(self) -> Queue:
        if self._made is None:
            self._made = self._make_queue()
        return self._made

    def _stays_gone(self) -> bool:
        """Looks twice: a spooler also says so for a moment while it connects for the job before."""
        if self.status().state is State.GONE:
            self._closed.wait(_SECOND_LOOK_S)
            return self.status().state is State.GONE
        return False
