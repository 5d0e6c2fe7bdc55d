"""A serial port that can only fail in one way: ``LostError``.

pyserial raises whatever the operating system or its own internals happen to raise when a cable is
pulled; here all of it becomes one exception with a short code.
"""

import errno
import os
import select
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import serial

from hardware.discovery import locate
from hardware.status import LostError, detail_of

# TypeError: a read that races with a close inside pyserial meets a file descriptor of None.
_FAILURES: tuple[type[Exception], ...] = (OSError, TypeError)
if sys.platform != "win32":
    import termios

    _FAILURES += (termios.error,)

_WRITE_TIMEOUT_S = 2.0
_PIECE = 4096

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PortSettings:
    """How to open a port.

    Attributes:
        port: A path (``/dev/serial/by-id/…``, ``COM3``) or ``usb:VVVV:PPPP[:SERIAL]``, hexadecimal USB ids.
        baud: Bits a second.
        data_bits: 7 or 8.
        parity: ``"N"``, ``"E"`` or ``"O"``.
        quiet_s: Seconds after which a read gives up waiting.
    """

    port: str
    baud: int
    quiet_s: float
    data_bits: int = 8
    parity: str = "N"


class SerialPort:
    """An open serial port, locked against a second program."""

    def __init__(self, settings: PortSettings) -> None:
        """Opens the port; whatever was received before is dropped by the operating system.

        Raises:
            LostError: The port is not there, not allowed or in use.
        """
        try:
            self._serial = serial.Serial(
                locate(settings.port),
                settings.baud,
                bytesize=settings.data_bits,
                parity=settings.parity,
                timeout=settings.quiet_s,
                write_timeout=_WRITE_TIMEOUT_S,
                exclusive=True,
            )
        except _FAILURES as failure:
            raise LostError(detail_of(failure, "cannot_open")) from failure
        self._quiet_s = settings.quiet_s
        self._ear, self._bell = socket.socketpair()  # wakes a waiting read

    def read(self) -> bytes:
        """Waits for bytes and gives all that are there; empty after a quiet time or a cancel.

        Raises:
            LostError: The device went away.
        """
        return self._try(self._read)

    def waiting(self) -> int:
        """Says how many received bytes wait to be read.

        Raises:
            LostError: The device went away.
        """
        return self._try(lambda: self._serial.in_waiting)

    def drop_input(self) -> None:
        """Forgets bytes that were received and not read.

        Raises:
            LostError: The device went away.
        """
        self._try(self._serial.reset_input_buffer)

    def write(self, data: bytes) -> None:
        """Sends bytes.

        Raises:
            LostError: The device went away or takes nothing for two seconds.
        """
        self._try(lambda: self._serial.write(data))

    def _read(self) -> bytes:
        if sys.platform == "win32":
            return bytes(self._serial.read(self._serial.in_waiting or 1))
        # pyserial would wait for one byte and come back for the rest; this is on the way of every scan.
        line = self._serial.fileno()
        watched: tuple[int | socket.socket, ...] = (line, self._ear)
        ready, _, _ = select.select(watched, (), (), self._quiet_s)
        if self._ear in ready:
            self._ear.recv(_PIECE)
        if line not in ready:
            return b""
        data = os.read(line, _PIECE)
        if not data:
            raise OSError(errno.ENODEV, "ready to read, but nothing is there: the device went away")
        return data

    def cancel(self) -> None:
        """Makes a waiting read return at once."""
        with suppress(*_FAILURES):
            if sys.platform == "win32":
                self._serial.cancel_read()
            else:
                self._bell.send(b"!")

    def close(self) -> None:
        """Closes the port; a port whose device is gone closes as well."""
        with suppress(*_FAILURES):
            self._serial.close()
        for end in (self._ear, self._bell):
            end.close()

    @staticmethod
    def _try(action: Callable[[], T]) -> T:
        try:
            return action()
        except _FAILURES as failure:
            raise LostError("unplugged") from failure
