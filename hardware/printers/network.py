"""A label printer on the network, reached on TCP port 9100."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from hardware.printers.languages import NAMES
from hardware.printers.two_way import TwoWayPrinter
from hardware.printers.wire import failures
from hardware.status import LostError, StalledError

_CHUNK = 4096


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a network printer.

    Attributes:
        host: Name or address.
        port: TCP port.
        language: What it understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
        dpi: Dots per inch of its head; 0 for the site's.
        timeout_s: Longest silence while connecting, sending and waiting for the printer to close.
        status_s: Longest wait for an answer to a status request.
        waits_for_close: Whether a job counts as sent only after the printer closed the connection too.
            False for the few printers that keep connections open.
    """

    host: str
    port: int = 9100
    language: str = field(default="zpl", metadata={"choices": NAMES})
    dpi: int = 0
    timeout_s: float = 5.0
    status_s: float = 2.0
    waits_for_close: bool = True


class NetworkPrinter(TwoWayPrinter):
    """One connection a job: many printers serve one at a time, and a second station wants to print too."""

    def __init__(self, settings: Settings, *, name: str = "") -> None:
        """Prepares the printer; nothing is connected before the first job.

        Args:
            settings: How to reach it.
            name: What to call the device; its address when empty.
        """
        super().__init__(name or f"{settings.host}:{settings.port}", settings, lambda: _SocketWire(settings))


class _SocketWire:
    """A TCP connection to a printer."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._cancelled = False
        with failures("unreachable"):
            self._socket = socket.create_connection((settings.host, settings.port), settings.timeout_s)

    def write(self, data: bytes) -> int:
        with self._in_time(self._settings.timeout_s):
            return self._socket.send(data)

    def finish(self) -> bytes:
        said = b""
        with self._in_time(self._settings.timeout_s):
            self._socket.shutdown(socket.SHUT_WR)
        deadline = monotonic() + self._settings.timeout_s
        while self._settings.waits_for_close:
            with self._in_time(deadline - monotonic()):
                part = self._socket.recv(_CHUNK)
            if not part:
                break
            said += part
        if self._cancelled:
            raise LostError("stopped")
        return said

    def read(self, seconds: float) -> bytes | None:
        try:
            with self._in_time(seconds):
                return self._socket.recv(_CHUNK) or None
        except StalledError:
            return b""

    def probe(self) -> None:
        """A connection made for one question needs no probing."""

    def cancel(self) -> None:
        self._cancelled = True
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._socket.close()

    @contextmanager
    def _in_time(self, seconds: float) -> Iterator[None]:
        if seconds <= 0:
            raise StalledError("timeout")
        self._socket.settimeout(seconds)
        with failures("broken_off"):
            try:
                yield
            except TimeoutError as failure:
                raise StalledError("timeout") from failure
