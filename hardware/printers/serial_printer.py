"""A label printer on a serial line: RS-232, USB-serial, USB CDC-ACM or Bluetooth SPP.

The port stays open between jobs: a printer that said "no more for now" has said so to the open port, and
a cable that is pulled is noticed on it.
"""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic

from hardware.discovery import locate
from hardware.printers.languages import NAMES
from hardware.printers.two_way import TwoWayPrinter
from hardware.serial_port import FLOWS, PARITIES, PortSettings, SerialPort
from hardware.status import LostError, StalledError

_PIECE = 512
_LOOK_S = 0.02


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a serial printer.

    Attributes:
        port: A path such as ``/dev/serial/by-id/…`` or ``COM3``, or ``usb:VVVV:PPPP[:SERIAL]``.
        language: What it understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
        dpi: Dots per inch of its head; 0 for the site's.
        baud: Bits a second, as set in the printer.
        data_bits: 7 or 8.
        parity: ``"N"``, ``"E"`` or ``"O"``.
        flow: How the printer says that it takes no more for now: ``"xon-xoff"``, ``"rts-cts"`` or ``"none"``.
            TSPL needs ``"rts-cts"``: its status byte may look like an XOFF.
        timeout_s: Longest time in which the printer takes nothing of a job.
        status_s: Longest wait for an answer to a status request.
    """

    port: str
    language: str = field(default="zpl", metadata={"choices": NAMES})
    dpi: int = 0
    baud: int = 9600
    data_bits: int = field(default=8, metadata={"choices": (7, 8)})
    parity: str = field(default="N", metadata={"choices": PARITIES})
    flow: str = field(default="xon-xoff", metadata={"choices": FLOWS})
    timeout_s: float = 5.0
    status_s: float = 2.0


class SerialPrinter(TwoWayPrinter):
    """Keeps its port open, and opens it again when the cable is back."""

    def __init__(self, settings: Settings, *, name: str = "") -> None:
        """Prepares the printer; nothing is opened before the first job.

        Args:
            settings: How to reach it.
            name: What to call the device; its port when empty.
        """
        super().__init__(
            name or settings.port,
            settings,
            lambda: _SerialWire(settings),
            present=lambda: _is_there(settings.port),
            keeps=True,
        )


class _SerialWire:
    """An open port with a printer at its end."""

    def __init__(self, settings: Settings) -> None:
        self._patience_s = settings.timeout_s
        self._begun = False
        self._cancelled = Event()
        self._port = SerialPort(
            PortSettings(
                port=settings.port,
                baud=settings.baud,
                data_bits=settings.data_bits,
                parity=settings.parity,
                flow=settings.flow,
                quiet_s=_LOOK_S,
                write_s=settings.timeout_s,
            )
        )

    def write(self, data: bytes) -> int:
        """The first byte goes alone: when even that one is not taken, it is sure that nothing has left."""
        piece = data[: _PIECE if self._begun else 1]
        self._check()
        try:
            self._port.write(piece)
            if not self._begun:
                self._drain()
        except StalledError:
            self._forget()
            raise
        self._begun = True
        return len(piece)

    def finish(self) -> bytes:
        try:
            self._drain()
        except StalledError:
            self._forget()
            raise
        self._begun = False
        return self._port.read() if self._port.waiting() else b""

    def read(self, seconds: float) -> bytes | None:
        deadline = monotonic() + seconds
        while monotonic() < deadline:
            part = self._port.read()
            self._check()
            if part:
                return part
        return b""

    def probe(self) -> None:
        self._check()
        if self._port.waiting():
            self._port.drop_input()

    def cancel(self) -> None:
        self._cancelled.set()
        self._port.cancel()

    def close(self) -> None:
        """What waits in the operating system would otherwise be printed when the printer takes bytes again."""
        self._port.drop_output()
        self._port.close()

    def _forget(self) -> None:
        self._port.drop_output()
        self._begun = False

    def _drain(self) -> None:
        """Waits until the operating system has sent everything, as long as it gets on."""
        left, deadline = self._port.unsent(), monotonic() + self._patience_s
        while left:
            self._check()
            if monotonic() > deadline:
                raise StalledError("stalled")
            self._cancelled.wait(_LOOK_S)
            before, left = left, self._port.unsent()
            if left < before:
                deadline = monotonic() + self._patience_s

    def _check(self) -> None:
        if self._cancelled.is_set():
            raise LostError("stopped")


def _is_there(port: str) -> bool:
    try:
        path = locate(port)
    except FileNotFoundError:
        return False
    return Path(path).exists() or not path.startswith("/")  # COM3 is no file: only opening it can tell
