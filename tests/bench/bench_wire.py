"""From a scanner's bytes on the wire to the open screen's presenter, against a bare pyserial loop that only reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import perf_counter

import serial

from hardware.rig import Rig, Told
from hardware.scanners.serial_line import Settings
from hardware.simulated.scanner import SimulatedScanner
from tests.bench.floor import calm, pump
from tests.bench.measures import Found, Row, Sample, within
from tests.bench.scene import application
from ui.devices import DeviceHub
from ui.presenters.frame import Scan
from ui.router import Router

SCANS, BLOCK, TIMES = 2000, 25, 2
_REST_S = 0.002
_QUIET_S = 0.1


@dataclass
class Listener:
    """A presenter that only looks at the clock.

    Attributes:
        heard: The text of every scan and when it came.
    """

    busy: bool = False
    counts_scans: bool = False
    heard: list[tuple[str, float]] = field(default_factory=list)

    def scanned(self, scan: Scan) -> None:
        """Notes when the scan came."""
        self.heard.append((scan.text, perf_counter()))

    def opened(self) -> None:
        """There is nothing to show."""


class BareLoop:
    """The least a scanner's program can be: a thread that reads bytes up to a carriage return."""

    def __init__(self, port: str) -> None:
        self._line = serial.Serial(port, timeout=_QUIET_S)
        self._stop, self._came = Event(), Event()
        self._at = 0.0
        self._thread = Thread(target=self._read, name="bare loop", daemon=True)
        self._thread.start()

    def wait(self) -> float:
        """Waits for a code and gives the moment it was whole."""
        self._came.wait()
        self._came.clear()
        return self._at

    def close(self) -> None:
        """Ends the thread."""
        self._stop.set()
        self._thread.join()
        self._line.close()

    def _read(self) -> None:
        kept = b""
        while not self._stop.is_set():
            kept += self._line.read(self._line.in_waiting or 1)
            if kept.endswith(b"\r"):
                self._at = perf_counter()
                kept = b""
                self._came.set()


def measure() -> Found:
    """Measures ours and the floor in turn, a block each, so that both see the same machine."""
    application()
    scanner = SimulatedScanner()
    try:
        bare = BareLoop(scanner.port)
        try:
            with _our_way() as (theirs, listener):
                ours, floor = _alternate(theirs, listener, scanner, bare)
        finally:
            bare.close()
    finally:
        scanner.close()
    mine, least = Sample.of(ours), Sample.of(floor)
    met = within(mine.p50, least.p50, TIMES) and within(mine.p99, least.p99, TIMES)
    return Found((Row("scanner's bytes to presenter", "ms", mine, least, f"p50 and p99 within {TIMES} x floor", met),))


@contextmanager
def _our_way() -> Iterator[tuple[SimulatedScanner, Listener]]:
    """The program's own way: driver, rig, signal to the GUI thread, router."""
    scanner, hub, router, listener = SimulatedScanner(), DeviceHub(), Router(), Listener()
    hub.code_read.connect(router.scan)
    router.open(listener)
    rig = Rig({"scanner-1": Settings(scanner.port)}, Told(hub.on_code, _nobody, _nobody))
    rig.start()
    try:
        while rig.reports()[0].state != "ready":
            calm()
        yield scanner, listener
    finally:
        rig.stop()
        scanner.close()


def _nobody(*_said: object) -> None:
    """Nobody asks for states and weights here."""


def _alternate(
    theirs: SimulatedScanner, listener: Listener, scanner: SimulatedScanner, bare: BareLoop
) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    floor: list[float] = []
    for start in range(0, SCANS, BLOCK):
        texts = [f"84120{number:08}" for number in range(start, start + BLOCK)]
        ours += [_timed(theirs, text, lambda: _heard(listener)) for text in texts]
        floor += [_timed(scanner, text, bare.wait) for text in texts]
    if [text for text, _ in listener.heard] != [f"84120{number:08}" for number in range(SCANS)]:
        raise RuntimeError("a scan was lost, doubled or changed on its way")
    return ours, floor


def _timed(scanner: SimulatedScanner, text: str, arrived: Callable[[], float]) -> float:
    calm()
    Event().wait(_REST_S)  # nobody scans again within the same millisecond: the readers sleep when the bytes come
    begun = perf_counter()
    scanner.scan(text)
    return (arrived() - begun) * 1000


def _heard(listener: Listener) -> float:
    before = len(listener.heard)
    pump(lambda: len(listener.heard) > before)
    return listener.heard[-1][1]
