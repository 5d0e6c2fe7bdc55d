"""The last things a device said and heard, for the device screen."""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from time import time
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
    """A short memory of traffic; any thread may write and read it.

    Writing is on the way of every scan: it keeps plain values, which a deque takes without a lock, and leaves
    making entries of them to the few who read.
    """

    def __init__(self) -> None:
        self._kept: deque[tuple[float, Way, bytes, int]] = deque(maxlen=KEPT)

    def note(self, way: Way, data: bytes) -> None:
        """Remembers bytes; the oldest entry is forgotten when the memory is full."""
        self._kept.append((time(), way, bytes(data[:BYTES_KEPT]), len(data)))

    @property
    def last(self) -> tuple[Entry, ...]:
        """What is remembered, oldest first."""
        kept = self._kept.copy()
        return tuple(Entry(datetime.fromtimestamp(at, UTC), way, data, size) for at, way, data, size in kept)
