"""One thread for one device: it opens the device, attends to it, and reopens it when it went away.

A device on a warehouse floor is unplugged, replugged and kicked. Its lane lives through all of it: it
tries again after 250 ms, then twice as long each time, at most every 5 s, until the device is back.
"""

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread, current_thread
from typing import Generic, Protocol, TypeVar

from hardware.status import LostError, State, Status

FIRST_PAUSE_S = 0.25
"""Seconds before the first attempt to reopen."""

LONGEST_PAUSE_S = 5.0
"""The pauses grow up to this many seconds."""

_logger = logging.getLogger(__name__)


class Line(Protocol):
    """An open connection to a device."""

    def cancel(self) -> None:
        """Makes a waiting read return at once; may be called from any thread."""

    def close(self) -> None:
        """Gives the device back."""


L = TypeVar("L", bound=Line)
T = TypeVar("T")


def deliver(callback: Callable[[T], None], value: T) -> None:
    """Hands a value to its listener; a listener's bug is logged whole and does not cost us the device."""
    try:
        callback(value)
    except Exception:
        _logger.exception("The listener of a device failed on %r", value)


class Lane(Generic[L]):
    """The life of one device on its own daemon thread."""

    def __init__(
        self,
        name: str,
        *,
        open_line: Callable[[], L],
        attend: Callable[[L], None],
        on_status: Callable[[Status], None],
    ) -> None:
        """Prepares the lane; nothing is opened yet.

        Args:
            name: Name of the device, also of its thread.
            open_line: Opens the device; raises ``LostError`` when it cannot.
            attend: Listens once; called again and again while the device is open. Raises ``LostError`` when
                the device went away.
            on_status: Told every change of the status, on the lane's thread.
        """
        self._name = name
        self._open_line = open_line
        self._attend = attend
        self._on_status = on_status
        self._thread: Thread | None = None
        self._stopping = Event()
        self._tried = Event()
        self._lock = Lock()
        self._line: L | None = None
        self._status = Status(State.GONE, "stopped")

    @property
    def status(self) -> Status:
        """The status as last told."""
        return self._status

    @property
    def line(self) -> L | None:
        """The open connection, or None while the device is away."""
        return self._line

    @property
    def stopping(self) -> bool:
        """Whether the lane was asked to stop."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Starts the thread; does nothing when it runs already."""
        with self._lock:
            if self._thread is not None:
                return
            self._stopping.clear()
            self._tried.clear()
            self._thread = Thread(target=self._run, name=f"device {self._name}", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stops listening at once, closes the device and waits for the thread to end."""
        self._stopping.set()
        with self._lock:
            thread = self._thread
            if self._line is not None:
                self._line.cancel()
        if thread is not None and thread is not current_thread():
            thread.join()

    def pause(self, seconds: float) -> None:
        """Waits on the lane's own thread; a stop ends the wait."""
        self._stopping.wait(seconds)

    def wait_tried(self, seconds: float) -> None:
        """Waits until the device was opened, or could not be, for the first time since the start."""
        self._tried.wait(seconds)

    def note(self, line: L, status: Status) -> None:
        """Tells a status seen on a connection, unless that connection is no longer the open one."""
        self._change(status, line=line, only_if=line)

    def _run(self) -> None:
        pause = FIRST_PAUSE_S
        try:
            while not self.stopping:
                if self._live_once():
                    pause = FIRST_PAUSE_S
                self.pause(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)
        finally:
            self._change(Status(State.GONE, "stopped"), line=None)
            with self._lock:
                self._thread = None

    def _live_once(self) -> bool:
        """Opens the device and attends to it until it is lost; says whether it could be opened."""
        try:
            line = self._open_line()
        except LostError as lost:
            self._change(Status(State.GONE, lost.detail), line=None)
            return False
        try:
            self._change(Status(State.READY), line=line)
            while not self.stopping:
                self._attend(line)
        except LostError as lost:
            self._change(Status(State.GONE, lost.detail), line=None)
        finally:
            with self._lock:
                self._line = None
            line.close()
        return True

    def _change(self, status: Status, *, line: L | None, only_if: L | None = None) -> None:
        with self._lock:
            if only_if is not None and self._line is not only_if:
                return
            self._line = line
            changed = status != self._status
            self._status = status
        self._tried.set()
        if changed:
            deliver(self._on_status, status)
