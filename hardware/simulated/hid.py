"""A USB HID cable made of software: a simulated device at one end, ``hardware.hid_port`` at the other.

It is a socket with a lasting path. A report travels with its length in front, one byte.
"""

import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock

_PATIENCE_S = 5.0


class NoLocalSocketsError(OSError):
    """This operating system has no sockets with a path, so HID devices cannot be simulated on it."""


class HidCable:
    """A cable that can be pulled and put back; every method may be called from any thread."""

    def __init__(self, name: str) -> None:
        """Lays the cable and plugs it in.

        Args:
            name: Last part of the path that the driver opens.

        Raises:
            NoLocalSocketsError: On Windows.
        """
        if sys.platform == "win32":
            raise NoLocalSocketsError("Simulated HID devices need Linux or macOS")
        self._folder = Path(tempfile.mkdtemp(prefix="pasillo-"))
        self._path = self._folder / name
        self._lock = Lock()
        self._listener: socket.socket | None = None
        self._drivers: list[socket.socket] = []
        self.plug()

    @property
    def port(self) -> str:
        """Name that a driver opens."""
        return f"sim:{self._path}"

    def plug(self) -> None:
        """Puts the cable in; the path exists again. Does nothing when it is in."""
        with self._lock:
            if self._listener is None and self._folder.exists():
                self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self._listener.bind(str(self._path))
                self._listener.listen()
                self._listener.setblocking(False)

    def send(self, *reports: bytes) -> bool:
        """Sends reports one after the other to whoever has the device open; says whether anybody had."""
        stream = b"".join(bytes([len(report)]) + report for report in reports)
        with self._lock:
            self._let_in()
            self._drivers = [driver for driver in self._drivers if _sent(driver, stream)]
            return bool(self._drivers)

    def unplug(self) -> None:
        """Pulls the cable; the driver's reads fail and the path is gone."""
        with self._lock:
            if self._listener is None:
                return
            self._let_in()
            for end in (self._listener, *self._drivers):
                end.close()
            self._drivers.clear()
            self._listener = None
            self._path.unlink()

    def close(self) -> None:
        """Pulls the cable and removes every trace of it."""
        self.unplug()
        with suppress(FileNotFoundError):
            self._folder.rmdir()

    def _let_in(self) -> None:
        """Takes in the drivers that opened the device since the last look."""
        with suppress(BlockingIOError):
            while self._listener is not None:
                driver, _ = self._listener.accept()
                driver.settimeout(_PATIENCE_S)
                self._drivers.append(driver)


def _sent(driver: socket.socket, stream: bytes) -> bool:
    """Sends to one driver; waits while its cable is full, but not for ever: nobody may be listening."""
    try:
        driver.sendall(stream)
    except OSError:
        driver.close()
        return False
    return True
