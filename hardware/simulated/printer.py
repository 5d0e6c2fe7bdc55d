"""A network label printer made of software: a real TCP server that understands enough of a printer language."""

import select
import socket
import struct
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread

from hardware.simulated.body import PrinterBody

_CHUNK = 65536
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class SimulatedPrinter(PrinterBody):
    """Listens on a port of this machine.

    As real ones it serves one connection at a time. All sockets belong to its own thread; what other
    threads ask for is done there before their call returns.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0, language: str = "zpl") -> None:
        """Switches the printer on.

        Args:
            host: Address to listen on.
            port: TCP port, 0 for a free one.
            language: What it understands: ``"zpl"``, ``"tspl"`` or ``"escpos"``.
        """
        super().__init__(language)
        self._orders: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._client: socket.socket | None = None
        self._listener: socket.socket | None = socket.create_server((host, port))
        self._ear, self._bell = socket.socketpair()
        self.host: str = host
        self.port: int = self._listener.getsockname()[1]
        self._closed = False
        self._thread = Thread(target=self._serve, name="simulated printer", daemon=True)
        self._thread.start()

    def stall(self) -> None:
        """Accepts connections and reads nothing more."""
        self._order(lambda: setattr(self, "_stalled", True))

    def vanish_mid_job(self, after: int = 16) -> None:
        """Is cut off in the middle of the next job, once so many bytes of it have come."""
        self._order(lambda: setattr(self, "_bytes_to_live", after))

    def unplug(self) -> None:
        """Goes off the network: open connections break, new ones are refused."""
        self._order(self._go)

    def replug(self) -> None:
        """Comes back on the same port."""
        self._order(self._come_back)

    def ready(self) -> None:
        """Ends every trouble, prints what waited and is back on the network."""
        self._order(self._recover)

    def close(self) -> None:
        """Takes the printer away for good."""
        self._order(self._end)
        self._thread.join()
        for end in (self._ear, self._bell):
            end.close()

    def _order(self, order: Callable[[], None]) -> None:
        """Has something done on the printer's own thread and waits until it is done."""
        if self._closed:
            return
        done = Event()
        self._orders.put(order)
        self._orders.put(done.set)
        self._bell.send(b"!")
        done.wait()

    def _serve(self) -> None:
        while not self._closed:
            client = None if self._stalled else self._client
            listener = None if self._client else self._listener
            watched = [end for end in (self._ear, client, listener) if end]
            ready, _, _ = select.select(watched, [], [])
            if self._ear in ready:
                self._obey()
            elif listener and listener in ready:
                self._client, _ = listener.accept()
            elif client:
                self._hear(client)

    def _obey(self) -> None:
        self._ear.recv(_CHUNK)
        while not self._orders.empty():
            self._orders.get()()

    def _hear(self, client: socket.socket) -> None:
        try:
            data = client.recv(_CHUNK if self._bytes_to_live is None else max(1, self._bytes_to_live))
            answer = self._feed(data)
            if answer:
                client.sendall(answer)
        except OSError:  # the other side broke off: for a printer that is an ordinary end
            data = b""
        if not data:
            self._hang_up()
        elif self._spent(len(data)):
            self._go()

    def _hang_up(self) -> None:
        if self._client:
            self._client.close()
        self._client = None

    def _go(self) -> None:
        self._bytes_to_live = None
        if self._listener:
            self._listener.close()
        self._listener = None
        if self._client:
            self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._hang_up()

    def _come_back(self) -> None:
        if self._listener is None:
            self._listener = socket.create_server((self.host, self.port))

    def _recover(self) -> None:
        self._stalled = False
        self._no_trouble()
        self._come_back()

    def _end(self) -> None:
        self._go()
        self._closed = True
