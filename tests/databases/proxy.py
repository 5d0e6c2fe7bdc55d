"""The wire between a program and its server, with a hand on it: cut, slow, silent or refused whenever a test wants."""

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
        self._asks, self._answers = Event(), Event()  # set while requests, or answers, are passed on
        self._delay_s, self._closed_door, self._over = 0.0, False, False
        self._guard, self._ends, self._pumps = Lock(), set[socket.socket](), list[Thread]()
        self.heal()
        self._thread = Thread(target=self._listen, name=f"proxy-{self.port}", daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Ends every connection there is; new ones are let through, as after a cable was put back."""
        with self._guard:
            ends = list(self._ends)
        self._drop(*ends)

    def refuse(self) -> None:
        """Ends every connection and hangs up on new ones."""
        self._closed_door = True
        self.cut()

    def freeze(self) -> None:
        """Keeps connections open, takes new ones, and passes nothing on."""
        self._asks.clear()
        self._answers.clear()

    def withhold_answers(self) -> None:
        """Lets requests reach the server and keeps what it says: a commit is done and nobody hears of it."""
        self._answers.clear()

    def delay(self, seconds: float) -> None:
        """Passes each piece on later."""
        self._delay_s = seconds

    def heal(self) -> None:
        """Works as a good wire does; what was held back flows."""
        self._closed_door, self._delay_s = False, 0.0
        self._asks.set()
        self._answers.set()

    def close(self) -> None:
        """Ends for good."""
        self._over = True
        self.refuse()
        self._asks.set()
        self._answers.set()
        with contextlib.suppress(OSError):
            self._ear.shutdown(socket.SHUT_RDWR)
        self._ear.close()
        self._thread.join()
        self.cut()
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
        if self._closed_door:
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
            for source, drain, gate in ((near, far, self._asks), (far, near, self._answers)):
                pump = Thread(target=self._pump, args=(source, drain, gate), name="pump", daemon=True)
                self._pumps.append(pump)
                pump.start()
        if self._closed_door:
            self.cut()

    def _pump(self, source: socket.socket, drain: socket.socket, gate: Event) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_BLOCK):
                gate.wait()
                if self._delay_s:
                    Event().wait(self._delay_s)
                drain.sendall(data)
        self._drop(source, drain)

    def _drop(self, *ends: socket.socket) -> None:
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        with self._guard:
            self._ends -= set(ends)
