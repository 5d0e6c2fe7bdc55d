"""The last things a device said and heard, for the device screen."""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Literal

KEPT = 40
"""How many entries a trace remembers."""

BYTES_KEPT = 256
"""How many bytes of an entry are kept; pictures sent to a printer are long."""

Way = Literal["in", "out", "frame"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that passed.

    Attributes:
        at: When, UTC.
        way: ``"in"`` raw bytes from the device, ``"out"`` raw bytes to it, ``"frame"`` a whole message.
        data: The bytes, at most :data:`BYTES_KEPT` of them.
        size: How many bytes there were.
    """

    at: datetime
    way: Way
    data: bytes
    size: int


class Trace:
    """A short memory of traffic; any thread may write and read it."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._lock = Lock()

    def note(self, way: Way, data: bytes) -> None:
        """Remembers bytes; the oldest entry is forgotten when the memory is full."""
        entry = Entry(datetime.now(UTC), way, bytes(data[:BYTES_KEPT]), len(data))
        with self._lock:
            self._entries.append(entry)

    @property
    def last(self) -> tuple[Entry, ...]:
        """What is remembered, oldest first."""
        with self._lock:
            return tuple(self._entries)
