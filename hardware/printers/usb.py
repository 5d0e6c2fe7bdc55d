"""A label printer on USB, through Linux's own driver for printers (usblp)."""

import os
import re
import select
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from hardware.printers.languages import NAMES
from hardware.printers.two_way import TwoWayPrinter
from hardware.printers.usb_nodes import is_there, locate_printer
from hardware.printers.wire import failures
from hardware.refusal import Fault, RefusedError
from hardware.status import LostError, StalledError

_NUMBERED = re.compile(r"/dev/(usb/lp|lp|usblp)\d+")
_CHUNK = 4096
_LOOK_S = 0.05


@dataclass(frozen=True, slots=True)
class Settings:
    """How to find a USB printer.

    Attributes:
        port: ``usb:VVVV:PPPP[:SERIAL]``, hexadecimal USB ids; or the path of a link of your own, e.g. one
            that a udev rule makes. ``/dev/usb/lp0`` is another printer after the next start.
        language: What it understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
        dpi: Dots per inch of its head; 0 for the site's.
        timeout_s: Longest time in which the printer takes nothing of a job.
        status_s: Longest wait for an answer to a status request.
    """

    port: str
    language: str = field(default="zpl", metadata={"choices": NAMES})
    dpi: int = 0
    timeout_s: float = 5.0
    status_s: float = 2.0

    def __post_init__(self) -> None:
        """Refuses a number.

        Raises:
            ValueError: The port is a numbered device.
        """
        if _NUMBERED.fullmatch(self.port):
            words = f"port = {self.port!r} may be another printer tomorrow; write usb:VVVV:PPPP[:SERIAL]"
            raise RefusedError(words, Fault.USB_PORT, value=self.port)


class UsbPrinter(TwoWayPrinter):
    """Opens its device for each job, so that other programs may print in between."""

    def __init__(self, settings: Settings, *, name: str = "") -> None:
        """Prepares the printer; nothing is opened before the first job.

        Args:
            settings: How to find it.
            name: What to call the device; its port when empty.
        """
        super().__init__(
            name or settings.port,
            settings,
            lambda: _UsbWire(settings),
            present=lambda: is_there(settings.port),
        )


class _UsbWire:
    """An open printer device."""

    def __init__(self, settings: Settings) -> None:
        if sys.platform == "win32":
            raise LostError("wrong_system")
        self._patience_s = settings.timeout_s
        self._begun = False
        self._cancelled = False
        with failures("unplugged"):
            path = locate_printer(settings.port)
            self._device = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)

    def write(self, data: bytes) -> int:
        """The first byte goes alone: when even that one is not taken, it is sure that nothing has left."""
        piece = data[: _CHUNK if self._begun else 1]
        self._await(select.POLLOUT, self._patience_s)
        with failures("unplugged"), suppress(BlockingIOError):
            taken = os.write(self._device, piece)
            self._await(select.POLLOUT, self._patience_s)  # only then has the printer taken it
            self._begun = True
            return taken
        return 0

    def finish(self) -> bytes:
        self._await(select.POLLOUT, self._patience_s)
        return b""

    def read(self, seconds: float) -> bytes | None:
        with suppress(StalledError, BlockingIOError), failures("unplugged"):
            self._await(select.POLLIN, seconds)
            return os.read(self._device, _CHUNK) or None
        return b""

    def probe(self) -> None:
        """Reads what an earlier question left over."""
        while self.read(0):
            pass

    def cancel(self) -> None:
        self._cancelled = True

    def close(self) -> None:
        """Linux takes back what the printer has not taken yet."""
        with suppress(OSError):
            os.close(self._device)

    def _await(self, event: int, seconds: float) -> None:
        """Waits until the device takes or has bytes.

        Raises:
            StalledError: It did not in time.
            LostError: It is gone, or the wait was broken off.
        """
        watch = select.poll()
        watch.register(self._device, event)
        deadline = monotonic() + seconds
        while not self._cancelled:
            ready = watch.poll(1000 * max(0, min(_LOOK_S, deadline - monotonic())))
            if ready and not ready[0][1] & event:
                raise LostError("unplugged")
            if ready:
                return
            if monotonic() >= deadline:
                raise StalledError("stalled")
        raise LostError("stopped")
