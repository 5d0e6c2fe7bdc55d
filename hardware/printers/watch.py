"""A printer looked at from time to time, on a thread of its own, so that trouble shows before a label is wanted.

A thread for each: a printer that is off lets five seconds pass before it is known to be, and no other
printer waits for that.
"""

from collections.abc import Callable
from threading import Event, Thread

from hardware.devices import Printer
from hardware.status import State, Status

_ASK_S = 5.0
_GLANCE_S = 0.5


class PrinterWatch:
    """Asks one printer how it is, every five seconds and at once when it was plugged in or out."""

    def __init__(self, name: str, printer: Printer, on_change: Callable[[Status], None]) -> None:
        """Prepares the watch; nothing is asked before ``start``.

        Args:
            name: What the printer is called, also its thread.
            printer: Whom to ask.
            on_change: Told every change of the status, on the watch's thread.
        """
        self._printer = printer
        self._on_change = on_change
        self._status: Status | None = None
        self._stop, self._asking = Event(), Event()
        self._thread = Thread(target=self._run, name=f"printer {name}", daemon=True)

    @property
    def status(self) -> Status:
        """The status as last told."""
        return self._status or Status(State.GONE, "stopped")

    def start(self) -> None:
        """Begins to ask, also after a pause."""
        self._asking.set()
        if self._thread.ident is None:
            self._thread.start()

    def pause(self) -> None:
        """Asks no more and tells nothing more until the next start; the printer stays open for jobs."""
        self._asking.clear()
        self._status = None

    def stop(self) -> None:
        """Closes the printer; nothing is told any more."""
        self._stop.set()
        self._asking.set()
        self._printer.close()

    def join(self) -> None:
        """Waits for the thread to end; call ``stop`` first."""
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._asking.wait() and not self._stop.is_set():
            status = self._printer.status()
            if self._stop.is_set():
                return
            if self._asking.is_set() and status != self._status:
                self._status = status
                self._on_change(status)
            self._wait()

    def _wait(self) -> None:
        for _ in range(round(_ASK_S / _GLANCE_S)):
            if self._stop.wait(_GLANCE_S) or not self._asking.is_set() or self._printer.replugged():
                return
