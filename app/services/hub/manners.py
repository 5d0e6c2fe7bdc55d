"""How a hub talks with what started it: signals that ask it to end, and systemd's little datagrams."""

import os
import signal
import socket
from collections.abc import Callable, Mapping
from types import FrameType

ASKED = tuple(
    number for name in ("SIGTERM", "SIGINT", "SIGBREAK") if (number := getattr(signal, name, None)) is not None
)
"""Signals that ask a program to end: systemd, Ctrl-C, and Ctrl-Break of Windows."""


def on_request_to_end(call: Callable[[], None]) -> Callable[[], None]:
    """Has something called when the program is asked to end; gives what puts everything back as it was.

    Only the main thread may do this.
    """

    def handle(_number: int, _frame: FrameType | None) -> None:
        call()

    before = {number: signal.signal(number, handle) for number in ASKED}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    return restore


class Supervisor:
    """systemd, when it started this program as ``Type=notify``; without it nothing is said."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Reads where systemd listens.

        Args:
            environment: Of the process; ``NOTIFY_SOCKET`` is systemd's.
        """
        self._address = environment.get("NOTIFY_SOCKET", "")

    def tell(self, **states: str) -> None:
        """Sends states such as ``READY="1"`` in one datagram; a supervisor that does not listen is no trouble."""
        if not self._address:
            return
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        message = "\n".join(f"{name}={value}" for name, value in states.items())
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.connect(address)
                line.send(message.encode())
        except OSError:
            return
