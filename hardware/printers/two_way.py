"""What every printer does that can be asked, whatever cable it hangs on.

A label that is printed twice or not at all costs more than one that waits, so nothing is ever sent again
by itself. A printer says exactly what it knows about a job and leaves the decision to a person.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Literal, Protocol

from hardware.printers.languages import LANGUAGES
from hardware.printers.wire import Wire, written
from hardware.status import Kind, LostError, Sent, StalledError, State, Status
from hardware.trace import Entry, Trace

_LONGEST_ANSWER = 4096


class TwoWaySettings(Protocol):
    """What the settings of every such printer have."""

    @property
    def language(self) -> str:
        """Name of the language."""
        ...

    @property
    def dpi(self) -> int:
        """Dots per inch, 0 for the site's."""
        ...

    @property
    def status_s(self) -> float:
        """Longest wait for an answer to a status request."""
        ...


class TwoWayPrinter:
    """Hands jobs to a printer, one at a time, and asks it how it is; any thread may call it."""

    kind = Kind.PRINTER

    def __init__(
        self,
        name: str,
        settings: TwoWaySettings,
        open_wire: Callable[[], Wire],
        *,
        present: Callable[[], bool] | None = None,
        keeps: bool = False,
    ) -> None:
        """Prepares the printer; nothing is opened before the first job.

        Args:
            name: What to call the device.
            settings: Its language and patience.
            open_wire: Opens the connection; raises ``LostError``.
            present: Says at once whether there is something to open; None where nobody can know.
            keeps: Whether the connection stays open between jobs.
        """
        self.name = name
        self.language = settings.language
        self.dpi = settings.dpi
        self._speech = LANGUAGES[settings.language]
        self._status_s = settings.status_s
        self._open_wire = open_wire
        self._present = present
        self._keeps = keeps
        self._turn = Lock()
        self._trace = Trace()
        self._line: Wire | None = None
        self._closed = False
        self._seen = False
        # Nobody knows how the last run of the program ended: perhaps in the middle of a label.
        self._half = True

    @property
    def last(self) -> tuple[Entry, ...]:
        """The last bytes sent and received, oldest first."""
        return self._trace.last

    def send(self, data: bytes) -> Sent:
        """Hands a job to the printer, as it is; waits for a job another thread is sending.

        After a job that may have been cut off, and at the start, the printer is told to forget the beginning
        of a job that it may hold, before this one or the next question, whichever comes first.
        """
        with self._turn:
            before = self._clean_start
            handed = 0
            try:
                with self._wire() as wire:
                    for handed in written(wire, before + data):  # noqa: B007 - needed when the wire fails
                        pass
                    self._trace.note("out", data)
                    self._heard(wire.finish())
            except LostError:
                self._half = self._half or handed > 0
                return Sent.UNKNOWN if handed > len(before) else Sent.NOT_SENT
            self._half = False
            return Sent.SENT

    def status(self) -> Status:
        """Asks the printer how it is.

        An open connection without an answer means that somebody must look (many printers go silent with
        the lid open or the labels out); no connection means it is gone; busy when a job is being sent.
        """
        if not self._turn.acquire(blocking=False):
            return Status(State.BUSY, "sending")
        try:
            status = self._asked()
            self._seen = status.state is not State.GONE
            return status
        finally:
            self._turn.release()

    def replugged(self) -> bool:
        """Says whether it was plugged in or out since it was last asked; costs nothing and asks nothing."""
        if self._present is None or not self._turn.acquire(blocking=False):
            return False
        try:
            if self._line is None:
                return self._present() is not self._seen
            self._line.probe()
        except LostError:
            self._let_go()
            return True
        finally:
            self._turn.release()
        return False

    def close(self) -> None:
        """Breaks off what is under way; later jobs are not sent."""
        self._closed = True
        line = self._line
        if line is not None:
            line.cancel()
        if self._keeps:
            with self._turn:
                self._let_go()

    @property
    def _clean_start(self) -> bytes:
        return self._speech.clean_start if self._half else b""

    @contextmanager
    def _wire(self) -> Iterator[Wire]:
        stays = False
        try:
            if not self._closed and self._line is None:
                self._line = self._open_wire()
            if self._closed or self._line is None:
                raise LostError("stopped")
            yield self._line
            stays = self._keeps
        except StalledError:
            # What the printer said to stop us would be forgotten with the connection.
            stays = self._keeps
            raise
        finally:
            if not stays or self._closed:
                self._let_go()

    def _let_go(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _asked(self) -> Status:
        try:
            with self._wire() as wire:
                wire.probe()
                return self._judged(self._answer(wire))
        except StalledError:
            return Status(State.ATTENTION, "stalled")
        except LostError as lost:
            return Status(State.GONE, lost.detail)

    def _answer(self, wire: Wire) -> bytes:
        answer = b""
        for request in self._speech.requests:
            for _ in written(wire, self._clean_start + request):
                pass
            deadline = monotonic() + self._status_s
            part: bytes | None = b""
            while not self._speech.complete(answer) and len(answer) < _LONGEST_ANSWER:
                part = wire.read(deadline - monotonic())
                if not part:
                    break
                answer += part
            if answer or part is None:
                break
        return answer

    def _judged(self, answer: bytes) -> Status:
        if not answer:
            return Status(State.ATTENTION, "silent")
        self._half = False
        self._heard(answer, "frame")
        return self._speech.read(answer) or Status(State.ATTENTION, "unreadable")

    def _heard(self, data: bytes, way: Literal["in", "frame"] = "in") -> None:
        if data:
            self._trace.note(way, data)
