"""A cable made of software: a pair of pseudo-terminals, one end for a driver, one for a simulator.

The driver's end has a lasting name (a link in a temporary folder) that survives unplugging, as
``/dev/serial/by-id`` does for real devices. Linux and macOS have pseudo-terminals, Windows has not.
"""

import os
import select
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic

if sys.platform != "win32":
    import pty
    import tty

_CHUNK = 4096
_LOOK_S = 0.05
_PATIENCE_S = 5.0


class NoPseudoTerminalsError(OSError):
    """This operating system has no pseudo-terminals, so serial devices cannot be simulated on it."""


class PseudoTerminal:
    """A cable that can be pulled and put back; every method may be called from any thread."""

    def __init__(self, name: str) -> None:
        """Lays the cable and plugs it in.

        Args:
            name: Last part of the path that the driver opens.

        Raises:
            NoPseudoTerminalsError: On Windows.
        """
        if sys.platform == "win32":
            raise NoPseudoTerminalsError("Simulated serial devices need Linux or macOS")
        self._folder = Path(tempfile.mkdtemp(prefix="pasillo-"))
        self._link = self._folder / name
        self._lock = Lock()
        self._ends: tuple[int, int] | None = None
        self._ear, self._bell = os.pipe()
        self._closed = False
        self.plug()

    @property
    def port(self) -> str:
        """Path that a driver opens."""
        return str(self._link)

    def plug(self) -> None:
        """Puts the cable in; the path exists again. Does nothing when it is in."""
        with self._lock:
            if self._ends is None:
                master, slave = pty.openpty()
                tty.setraw(slave)
                os.set_blocking(master, False)
                self._ends = (master, slave)
                self._link.symlink_to(os.ttyname(slave))
        self.wake()

    def unplug(self) -> None:
        """Pulls the cable; the driver's reads fail and the path is gone."""
        with self._lock:
            ends, self._ends = self._ends, None
            if ends is None:
                return
            self._link.unlink()
            for end in ends:
                os.close(end)
        self.wake()

    def close(self) -> None:
        """Pulls the cable and removes every trace of it; nothing may wait in :meth:`read` any more."""
        self.unplug()
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._folder.rmdir()
            for end in (self._ear, self._bell):
                os.close(end)

    def wake(self) -> None:
        """Makes a waiting :meth:`read` return at once."""
        with self._lock:
            if not self._closed:
                os.write(self._bell, b"!")

    def write(self, data: bytes) -> bool:
        """Sends bytes to the driver; says whether all went into the cable.

        Waits while the cable is full, for at most five seconds: nobody may be listening.
        """
        deadline = monotonic() + _PATIENCE_S
        while data and monotonic() < deadline:
            with self._lock:
                if self._ends is None:
                    return False
                master = self._ends[0]
                with suppress(BlockingIOError):
                    data = data[os.write(master, data[:_CHUNK]) :]
                    continue
            with suppress(OSError, ValueError):
                select.select([], [master], [], _LOOK_S)
        return not data

    def read(self, seconds: float, most: int = _CHUNK) -> bytes:
        """Waits for bytes from the driver, at most so many; empty when none came, or when woken or unplugged."""
        with self._lock:
            master = self._ends[0] if self._ends else None
        watched = [self._ear] if master is None else [self._ear, master]
        # The cable may be pulled at any moment: a stale descriptor is no error, the next call sees it.
        with suppress(OSError, ValueError):
            ready, _, _ = select.select(watched, [], [], seconds)
            if self._ear in ready:
                os.read(self._ear, _CHUNK)
            with self._lock:
                if self._ends and self._ends[0] in ready:
                    return os.read(self._ends[0], most)
        return b""
