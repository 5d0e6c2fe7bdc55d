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
from threading import Lock
from typing import TypeVar

import serial

from hardware.discovery import locate
from hardware.status import LostError, StalledError, detail_of

# TypeError: a read that races with a close inside pyserial meets a file descriptor of None.
_FAILURES: tuple[type[Exception], ...] = (OSError, TypeError)
if sys.platform != "win32":
    import termios

    _FAILURES += (termios.error,)

_PIECE = 4096

# This port cannot be set to such a speed.
_CANNOT_OPEN: tuple[type[Exception], ...] = (*_FAILURES, ValueError, OverflowError)
PARITIES = ("N", "E", "O")
"""None, even, odd."""

FLOWS = ("xon-xoff", "rts-cts", "none")
"""Ways of the other side to say that it takes no more for now: by characters, by a wire, not at all."""

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
        flow: One of :data:`FLOWS`.
        write_s: Seconds after which a write gives up.
    """

    port: str
    baud: int
    quiet_s: float
    data_bits: int = 8
    parity: str = "N"
    flow: str = "none"
    write_s: float = 2.0


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
                xonxoff=settings.flow == "xon-xoff",
                rtscts=settings.flow == "rts-cts",
                write_timeout=settings.write_s,
                exclusive=True,
            )
        except _CANNOT_OPEN as failure:
            raise LostError(detail_of(failure, "cannot_open")) from failure
        self._quiet_s = settings.quiet_s
        self._ear, self._bell = socket.socketpair()  # wakes a waiting read
        self._writing = Lock()

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
        """Sends bytes; another thread than the one that reads may do so.

        Raises:
            StalledError: The device is there and does not take them in time.
            LostError: The device went away.
        """
        with self._writing:
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

    def unsent(self) -> int:
        """Says how many written bytes the operating system has not sent yet.

        Raises:
            LostError: The device went away.
        """
        return self._try(lambda: self._serial.out_waiting)

    def drop_output(self) -> None:
        """Forgets bytes that were written and not sent yet, if there is still somebody to send them."""
        with suppress(*_FAILURES):
            self._serial.reset_output_buffer()

    def cancel(self) -> None:
        """Makes a waiting read return at once."""
        with suppress(*_FAILURES):
            if sys.platform == "win32":
                self._serial.cancel_read()
            else:
                self._bell.send(b"!")

    def close(self) -> None:
        """Breaks off a write and closes the port; a port whose device is gone closes as well."""
        with suppress(*_FAILURES):
            self._serial.cancel_write()
        # Not before the write has ended: it could go into the next file that gets the same number.
        with self._writing, suppress(*_FAILURES):
            self._serial.close()
        for end in (self._ear, self._bell):
            end.close()

    @staticmethod
    def _try(action: Callable[[], T]) -> T:
        try:
            return action()
        except serial.SerialTimeoutException as failure:
            raise StalledError("stalled") from failure
        except _FAILURES as failure:
            raise LostError("unplugged") from failure
