"""The wire between a program and its server, with a hand on it: cut, slow or silent whenever a test wants."""

import contextlib
import socket
from threading import Event, Lock, Thread

_BLOCK = 65_536
_LOCAL = "127.0.0.1"


class Proxy:
    """Passes bytes on between a port of its own and a server's.

    Attributes:
        port: Where a program connects.
        target: The server's port; a new one counts from the next connection.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self._ear = socket.create_server((_LOCAL, 0), backlog=64)
        self.port = int(self._ear.getsockname()[1])
        self._flows, self._cut, self._over = Event(), False, False
        self._flows.set()
        self._delay_s = 0.0
        self._guard, self._ends, self._pumps = Lock(), set[socket.socket](), list[Thread]()
        self._thread = Thread(target=self._listen, name=f"proxy-{self.port}", daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Ends every connection and lets none through."""
        self._cut = True
        self._hang_up()

    def freeze(self) -> None:
        """Keeps connections open and passes nothing on."""
        self._flows.clear()

    def delay(self, seconds: float) -> None:
        """Passes each piece on later."""
        self._delay_s = seconds

    def heal(self) -> None:
        """Works as a good wire does."""
        self._cut, self._delay_s = False, 0.0
        self._flows.set()

    def close(self) -> None:
        """Ends for good."""
        self._over = True
        self.cut()
        self._flows.set()
        with contextlib.suppress(OSError):
            self._ear.shutdown(socket.SHUT_RDWR)
        self._ear.close()
        self._thread.join()
        for pump in self._pumps:
            pump.join()

    def _listen(self) -> None:
        while not self._over:
            try:
                near, _ = self._ear.accept()
            except OSError:
                return
            self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        if self._cut:
            near.close()
            return
        try:
            far = socket.create_connection((_LOCAL, self.target), timeout=2)
        except OSError:
            near.close()
            return
        for end in (near, far):
            end.settimeout(None)
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._guard:
            self._ends |= {near, far}
            self._pumps = [each for each in self._pumps if each.is_alive()]
            for source, drain in ((near, far), (far, near)):
                self._pumps.append(Thread(target=self._pump, args=(source, drain), name="pump", daemon=True))
                self._pumps[-1].start()
        if self._cut:
            self._hang_up()

    def _pump(self, source: socket.socket, drain: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_BLOCK):
                self._flows.wait()
                if self._delay_s:
                    Event().wait(self._delay_s)
                drain.sendall(data)
        self._drop(source, drain)

    def _hang_up(self) -> None:
        with self._guard:
            ends = list(self._ends)
        self._drop(*ends)

    def _drop(self, *ends: socket.socket) -> None:
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        with self._guard:
            self._ends -= set(ends)
