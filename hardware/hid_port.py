"""A USB HID device that sends reports, and that can only fail in one way: ``LostError``.

HID devices speak in reports: short packets of a fixed size that the device sends when it has something
to say. A device made of software (``hardware.simulated.hid``) speaks the same reports over a socket.
"""

import select
import socket
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Protocol

from hardware.discovery import HIDAPI, HIDAPI_TURN, locate_hid
from hardware.status import LostError, detail_of

SIMULATED = "sim:"
"""Begins the name of a device made of software; the path of its socket follows."""

LONGEST_REPORT = 64
"""Bytes of a full-speed USB device's longest report, its number included."""

_SLICE_S = 0.1
"""hidapi cannot be woken while it waits: it waits so long at a time, and a stop is noticed in between."""

# ValueError: hidapi's answer to using a device that is closed already.
_FAILURES = (OSError, ValueError)


class Reports(Protocol):
    """An opened device, in hidapi's words."""

    def read(self, max_length: int, timeout_ms: int) -> Sequence[int]:
        """Waits for a report; empty when none came in time. Raises ``OSError`` when the device is gone."""
        ...

    def close(self) -> None:
        """Gives the device back."""
        ...


class HidPort:
    """An open HID device, read by one thread."""

    def __init__(self, name: str, usage_page: int, *, quiet_s: float) -> None:
        """Opens the device.

        Args:
            name: ``usb:VVVV:PPPP[:SERIAL]`` with hexadecimal USB ids, a path such as ``/dev/hidraw0``, or
                ``sim:`` and the path of a simulated device's socket.
            usage_page: What it is for, as in :func:`hardware.discovery.hid_devices`.
            quiet_s: Seconds after which a read gives up waiting.

        Raises:
            LostError: It is not there, not allowed or in use.
        """
        self._quiet_s = quiet_s
        self._cancelled = False
        try:
            self._reports = _open(name, usage_page)
        except _FAILURES as failure:
            raise LostError(detail_of(failure, "cannot_open")) from failure

    def read(self) -> bytes:
        """Waits for a report and gives it, its number first; empty after a quiet time or a cancel.

        Raises:
            LostError: The device went away.
        """
        deadline = monotonic() + self._quiet_s
        while not self._cancelled and (left := deadline - monotonic()) > 0:
            try:
                report = self._reports.read(LONGEST_REPORT, int(1000 * min(left, _SLICE_S)) + 1)
            except _FAILURES as failure:
                raise LostError("unplugged") from failure
            if report:
                return bytes(report)
        return b""

    def cancel(self) -> None:
        """Makes this and every later read return within a tenth of a second; any thread may call it."""
        self._cancelled = True

    def close(self) -> None:
        """Closes the device; the thread that reads calls it."""
        self._reports.close()


def _open(name: str, usage_page: int) -> Reports:
    if name.startswith(SIMULATED):
        return _SocketReports(name.removeprefix(SIMULATED))
    path = locate_hid(name, usage_page)
    with HIDAPI_TURN:
        device: Reports = HIDAPI.device()
        try:
            device.open_path(path.encode())  # type: ignore[attr-defined]  # only needed to open it
        except OSError:
            _explain(path)
            raise
    return device


def _explain(path: str) -> None:
    """All that hidapi says is "open failed"; where the device is a file, the system says why.

    Raises:
        OSError: Why the file cannot be opened.
    """
    if path.startswith("/"):
        Path(path).open("r+b", buffering=0).close()


class _SocketReports:
    """The driver's end of a simulated device: each report comes with its length in front, one byte."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.connect(path)
        except OSError:
            self._socket.close()
            raise

    def read(self, max_length: int, timeout_ms: int) -> Sequence[int]:
        if not select.select([self._socket], [], [], timeout_ms / 1000)[0]:
            return b""
        return self._take(self._take(1)[0])[:max_length]

    def close(self) -> None:
        self._socket.close()

    def _take(self, size: int) -> bytes:
        data = self._socket.recv(size, socket.MSG_WAITALL)
        if len(data) < size:
            raise ConnectionResetError("the cable was pulled")
        return data
