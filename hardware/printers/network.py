"""A ZPL label printer on the network, reached on TCP port 9100.

A label that is printed twice or not at all costs more than one that waits, so this driver never sends
anything again by itself. It says exactly what it knows about a job and leaves the decision to a person.
"""

import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from hardware.printers import zpl_status
from hardware.status import Kind, Sent, State, Status, detail_of
from hardware.trace import Entry, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 65536
_LONGEST_ANSWER = 4096


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a network printer.

    Attributes:
        host: Name or address.
        port: TCP port.
        timeout_s: Longest silence while connecting, sending and waiting for the printer to close.
        status_s: Longest wait for an answer to a status request.
        waits_for_close: Whether a job counts as sent only after the printer closed the connection too.
            False for the few printers that keep connections open.
    """

    host: str
    port: int = 9100
    timeout_s: float = 5.0
    status_s: float = 2.0
    waits_for_close: bool = True


class NetworkPrinter:
    """Hands labels to a printer, one connection a job, one job at a time; any thread may call it."""

    kind = Kind.PRINTER

    def __init__(self, settings: Settings, *, name: str = "") -> None:
        """Prepares the printer; nothing is connected before the first job.

        Args:
            settings: How to reach it.
            name: What to call the device; its address when empty.
        """
        self.name = name or f"{settings.host}:{settings.port}"
        self._settings = settings
        self._turn = Lock()
        self._trace = Trace()
        self._socket: socket.socket | None = None
        self._closed = False

    @property
    def last(self) -> tuple[Entry, ...]:
        """The last bytes sent and received, oldest first."""
        return self._trace.last

    def send(self, data: bytes) -> Sent:
        """Hands a job to the printer, as it is; waits for a job another thread is sending."""
        with self._turn:
            handed = 0
            try:
                with self._connection() as connection:
                    for handed in _send(connection, data):  # noqa: B007 - needed when the connection fails
                        pass
                    self._trace.note("out", data)
                    connection.shutdown(socket.SHUT_WR)
                    if self._settings.waits_for_close:
                        self._await_close(connection)
            except OSError:
                return Sent.UNKNOWN if handed else Sent.NOT_SENT
            return Sent.SENT

    def status(self) -> Status:
        """Asks the printer how it is (``~HS``).

        An open connection without an answer means that somebody must look (many printers go silent with
        the lid open or the labels out); no connection means it is gone; busy when a job is being sent.
        """
        if not self._turn.acquire(blocking=False):
            return Status(State.BUSY, "sending")
        try:
            with self._connection() as connection:
                return self._ask(connection)
        except OSError as failure:
            return Status(State.GONE, detail_of(failure, "unreachable"))
        finally:
            self._turn.release()

    def close(self) -> None:
        """Breaks off what is under way; later jobs are not sent."""
        self._closed = True
        connection = self._socket
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def _connection(self) -> "Iterator[socket.socket]":
        if self._closed:
            raise ConnectionAbortedError("closed")
        address = (self._settings.host, self._settings.port)
        with socket.create_connection(address, self._settings.timeout_s) as connection:
            self._socket = connection
            try:
                yield connection
            finally:
                self._socket = None

    def _await_close(self, connection: socket.socket) -> None:
        deadline = monotonic() + self._settings.timeout_s
        while answer := _receive(connection, deadline):
            self._trace.note("in", answer)
        if self._closed:
            raise ConnectionAbortedError("closed")

    def _ask(self, connection: socket.socket) -> Status:
        answer = b""
        deadline = monotonic() + self._settings.status_s
        with suppress(OSError):
            connection.sendall(b"~HS\r\n")
            while not zpl_status.complete(answer) and len(answer) < _LONGEST_ANSWER:
                part = _receive(connection, deadline)
                if not part:
                    break
                answer += part
        if not answer:
            return Status(State.ATTENTION, "silent")
        self._trace.note("frame", answer)
        host_status = zpl_status.parse(answer)
        return host_status.status if host_status else Status(State.ATTENTION, "unreadable")


def _send(connection: socket.socket, data: bytes) -> "Iterator[int]":
    """Sends everything; gives after each piece how many bytes have left."""
    handed = 0
    while handed < len(data):
        handed += connection.send(data[handed : handed + _CHUNK])
        yield handed


def _receive(connection: socket.socket, deadline: float) -> bytes:
    """Waits for bytes until a deadline; empty when the other side has closed.

    Raises:
        TimeoutError: Nothing came in time.
        OSError: The connection broke.
    """
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)
    return connection.recv(_LONGEST_ANSWER)
