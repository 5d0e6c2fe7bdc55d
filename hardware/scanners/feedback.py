"""Makes a scanner on a serial line beep or razz for what became of its scan.

The picker looks at the goods and not at a screen; the beeper in the hand says more than one on the table.
"""

from collections.abc import Callable, Mapping
from queue import SimpleQueue
from threading import Lock, Thread

from hardware.lane import deliver

PROFILES: Mapping[str, tuple[bytes, bytes]] = {
    "none": (b"", b""),
    "bell": (b"\x07", b"\x07\x07\x07"),
    "datalogic": (b"\x01", b"FE"),
    "honeywell": (b"\x1b7,", b"\x1b8,\x1b8,"),
}
"""What to send for a good and for a bad scan, by the name of the maker's way.

``bell`` is the control character BEL, for scanners that were told to "beep on BEL" (Zebra, Datalogic and
others). ``datalogic`` are the host commands 01h (good read tone), F (not on file) and E (read on, which
some models need after F). ``honeywell`` are the answers of "Host ACK": ESC 7 (on file) and twice ESC 8
(not on file), each ended by a comma; Host ACK must be switched on in the scanner, which then waits for
the answer before it reads again. Sources: the makers' product reference guides.
"""

_MOST_WAITING = 4


class Outbox:
    """Sends short messages from a thread of its own, so that neither the caller nor the reader waits for the line."""

    def __init__(self, name: str, send: Callable[[bytes], None]) -> None:
        """Prepares the outbox; nothing is sent before :meth:`start`.

        Args:
            name: Name of the device, also of the thread.
            send: Sends one message; may take its time.
        """
        self._name = name
        self._send = send
        self._lock = Lock()
        self._thread: Thread | None = None
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()

    def start(self) -> None:
        """Starts the thread; does nothing when it runs already."""
        with self._lock:
            if self._thread is None:
                self._waiting = SimpleQueue()
                self._thread = Thread(target=self._run, args=(self._waiting,), name=f"to {self._name}", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Ends the thread after the message under way."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._waiting.put(None)
        if thread is not None:
            thread.join()

    def put(self, message: bytes) -> None:
        """Has a message sent soon; a line that is far behind gets no more, for an old beep only misleads."""
        with self._lock:
            if self._thread is not None and self._waiting.qsize() < _MOST_WAITING:
                self._waiting.put(message)

    def _run(self, waiting: SimpleQueue[bytes | None]) -> None:
        while (message := waiting.get()) is not None:
            deliver(self._send, message)
