"""The one road of every scan: scanner, keyboard and touch, in order, none lost.

A scan is *taken* by a gate (badge, sign-out) or by the open screen's presenter, *refused* by it, *dropped* because
the one before it was refused and its reader has not seen that yet, or recognised as the *double* read of a
trigger. Every one is told in ``logged``, so the counts always add up. While an answer is awaited the next
scans wait in order. What a scanner says of the kind of barcode is taken off at this door unless it says GS1.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from app.domain.codes import without_mark
from ui.presenters.frame import Gate, Presenter, Scan

_NEVER_DOUBLE = frozenset({"key", "touch"})


class Fate(StrEnum):
    """What became of a scan."""

    TAKEN = "taken"
    REFUSED = "refused"
    DROPPED = "dropped"
    DOUBLE = "double"
    HOMELESS = "homeless"


@dataclass(frozen=True, slots=True)
class Logged:
    """A scan whose fate is known.

    Attributes:
        scan: The scan.
        fate: What became of it.
        cue: The cue it was answered with; ``"quiet"`` when there was none.
    """

    scan: Scan
    fate: Fate
    cue: str = "quiet"

    @property
    def answered(self) -> bool:
        """Whether somebody took it, be it to refuse it."""
        return self.fate in {Fate.TAKEN, Fate.REFUSED}

    @property
    def good(self) -> bool:
        """Whether its reader may go on: it was taken, or was only the double read of one that was."""
        return self.fate in {Fate.TAKEN, Fate.DOUBLE}

    @property
    def silent(self) -> bool:
        """Whether it is a command that was simply done, which needs no row in the list of last scans."""
        return self.answered and self.cue == "quiet" and self.scan.text.startswith("#")

    @property
    def result(self) -> str:
        """What the list of last scans shows: the cue it was answered with, else its fate."""
        if not self.answered:
            return self.fate.value
        return "ok" if self.cue == "next" else self.cue


class Router(QObject):
    """Leads scans to the open screen; lives on the GUI thread and refuses to be called from another."""

    logged = Signal(object)
    """Emitted with a ``Logged`` for every scan, exactly once."""

    queue_changed = Signal(int, int)
    """Emitted with (scans waiting, scans dropped by the last refusal)."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        guard_s: float = 0.3,
        counting_guard_s: float = 0.12,
        parent: QObject | None = None,
    ) -> None:
        """Makes a router with no open screen.

        Args:
            clock: Seconds that only grow.
            guard_s: The same code from the same device within this many seconds is a double read; 0 lets all pass.
            counting_guard_s: The same where each scan counts a unit; never longer than the other.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._home = threading.get_ident()
        self._clock, self._guard_s, self._counting_guard_s = clock, guard_s, min(guard_s, counting_guard_s)
        self._gates: list[Gate] = []
        self._open: Presenter | None = None
        self._waiting: deque[Scan] = deque()
        self._flight: tuple[Scan, Presenter] | None = None
        self._seen: dict[str, tuple[str, float]] = {}
        self._pumping = False
        self._dropped = 0
        self.given = 0
        """How many scans were given to somebody so far."""
        self._told = (0, 0)

    @property
    def waiting(self) -> int:
        """How many scans wait for their turn."""
        return len(self._waiting)

    def add_gate(self, gate: Gate) -> None:
        """Lets a gate look at every scan first; gates are asked in the order they were added."""
        self._gates.append(gate)

    def open(self, presenter: Presenter | None) -> None:
        """Makes a presenter the receiver of all scans from now on, also of those that wait."""
        self._open = presenter
        self.resume()  # whoever opens another screen instead of presenting has answered by it

    def scan(self, text: str, source: str = "", typed: bool = False) -> None:  # noqa: FBT001, FBT002  # a Qt slot's shape
        """Takes one scan, from any device.

        Args:
            text: The code without its end mark, with or without an AIM identifier in front.
            source: Which device it came from.
            typed: True when a person typed it.

        Raises:
            RuntimeError: Called from another thread than the router's own; a bug.
        """
        if threading.get_ident() != self._home:
            raise RuntimeError("scans enter the router on the GUI thread only; use ui.devices.DeviceHub")
        scan = Scan(text if typed else without_mark(text), source, typed)
        if self._is_double(scan):
            self.logged.emit(Logged(scan, Fate.DOUBLE))
            return
        self._dropped = 0
        self._waiting.append(scan)
        self._pump()

    def command(self, code: str, source: str = "touch") -> None:
        """Takes a command of a key or a button; the same road as its barcode."""
        self.scan(code, source)

    def answered(self, presenter: Presenter, cue: str) -> None:
        """Notes that a presenter showed its answer; ``"wrong"`` drops the scans that wait.

        It does nothing while the presenter is still busy, so progress may be shown meanwhile.
        """
        if self._flight is not None and self._flight[1] is presenter and not presenter.busy:
            self._land(cue)
        self._pump()

    def resume(self) -> None:
        """Goes on with waiting scans after something that was busy has finished."""
        if self._flight is not None and not self._flight[1].busy and not self._pumping:
            self._land("quiet")
        self._pump()

    def _is_double(self, scan: Scan) -> bool:
        if scan.typed or scan.source in _NEVER_DOUBLE:
            return False
        now = self._clock()
        last = self._seen.get(scan.source)
        self._seen[scan.source] = (scan.text, now)
        counting = self._open is not None and self._open.counts_scans
        guard = self._counting_guard_s if counting else self._guard_s
        return last is not None and last[0] == scan.text and now - last[1] < guard

    def _is_busy(self) -> bool:
        if self._flight is not None:
            return True
        for gate in self._gates:  # no generator: this is on the way of every scan
            if gate.busy:
                return True
        return self._open is not None and self._open.busy

    def _pump(self) -> None:
        if self._pumping:
            return
        self._pumping = True
        try:
            while self._waiting and not self._is_busy():
                self._give(self._waiting.popleft())
        finally:
            self._pumping = False
            self._tell()

    def _give(self, scan: Scan) -> None:
        self.given += 1
        if any(gate.takes(scan) for gate in self._gates):
            self.logged.emit(Logged(scan, Fate.TAKEN))
            return
        presenter = self._open
        if presenter is None:
            self.logged.emit(Logged(scan, Fate.HOMELESS))
            return
        self._flight = (scan, presenter)
        try:
            presenter.scanned(scan)
        except BaseException:
            self._land("wrong")
            raise
        if self._flight is not None and not presenter.busy:
            self._land("quiet")

    def _land(self, cue: str) -> None:
        if self._flight is None:
            return
        scan, _ = self._flight
        self._flight = None
        refused = cue == "wrong"
        self.logged.emit(Logged(scan, Fate.REFUSED if refused else Fate.TAKEN, cue))
        if refused:
            self._drop()

    def _drop(self) -> None:
        dropped = tuple(self._waiting)
        self._waiting.clear()
        self._dropped = len(dropped)
        for scan in dropped:
            self.logged.emit(Logged(scan, Fate.DROPPED))

    def _tell(self) -> None:
        now = (len(self._waiting), self._dropped)
        if now != self._told:
            self._told = now
            self.queue_changed.emit(*now)
