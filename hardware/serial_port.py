"""A serial port that can only fail in one way: ``LostError``.

pyserial raises whatever the operating system or its own internals happen to raise when a cable is
pulled; here all of it becomes one exception with a short code.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

import serial

from hardware.discovery import locate
from hardware.status import LostError, detail_of

# TypeError: a read that races with a close inside pyserial meets a file descriptor of None.
_FAILURES: tuple[type[Exception], ...] = (OSError, TypeError)
if sys.platform != "win32":
    import termios

    _FAILURES += (termios.error,)

# This port cannot be set to such a speed.
_CANNOT_OPEN: tuple[type[Exception], ...] = (*_FAILURES, ValueError, OverflowError)

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
        write_s: Seconds after which a write gives up on a device that takes nothing.
    """

    port: str
    baud: int
    quiet_s: float
    data_bits: int = 8
    parity: str = "N"
    write_s: float = 2.0


def check_line(*, baud: int, data_bits: int, parity: str) -> None:
    """Refuses what no serial line can be set to.

    Raises:
        ValueError: Says which setting is wrong and what it may be.
    """
    if baud <= 0:
        raise ValueError(f"baud = {baud} is not above 0")
    if data_bits not in {7, 8}:
        raise ValueError(f"data_bits = {data_bits} is neither 7 nor 8")
    if parity not in {"N", "E", "O"}:
        raise ValueError(f"parity = {parity!r} is none of 'N', 'E', 'O'")


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
                write_timeout=settings.write_s,
                exclusive=True,
            )
        except _CANNOT_OPEN as failure:
            raise LostError(detail_of(failure, "cannot_open")) from failure
        self._writing = Lock()

    def read(self) -> bytes:
        """Waits for bytes and gives all that are there; empty after a quiet time or a cancel.

        Raises:
            LostError: The device went away.
        """
        return self._try(lambda: self._serial.read(self._serial.in_waiting or 1))

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
            LostError: The device went away or takes nothing.
        """
        with self._writing:
            self._try(lambda: self._serial.write(data))

    def cancel(self) -> None:
        """Makes a waiting read return at once."""
        with suppress(*_FAILURES):
            self._serial.cancel_read()

    def close(self) -> None:
        """Breaks off a write and closes the port; a port whose device is gone closes as well."""
        with suppress(*_FAILURES):
            self._serial.cancel_write()
        # Not before the write has ended: it could go into the next file that gets the same number.
        with self._writing, suppress(*_FAILURES):
            self._serial.close()

    @staticmethod
    def _try(action: Callable[[], T]) -> T:
        try:
            return action()
        except _FAILURES as failure:
            raise LostError("unplugged") from failure
