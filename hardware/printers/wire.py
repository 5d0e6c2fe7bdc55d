"""An open connection to a printer, whatever it is made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from hardware.status import LostError, detail_of

_PIECE = 65536


class Wire(Protocol):
    """An open connection to a printer. All but ``cancel`` raise ``LostError`` when the printer is away."""

    def write(self, data: bytes) -> int:
        """Hands over a first part of the bytes and says how many; ``StalledError`` when none are taken in time."""
        ...

    def finish(self) -> bytes:
        """Waits until the printer has everything, and gives what it said meanwhile; ``StalledError`` as above."""
        ...

    def read(self, seconds: float) -> bytes | None:
        """Waits for bytes; empty when none came in time, None when none can come any more."""
        ...

    def probe(self) -> None:
        """Looks whether the printer is there, and forgets what it said unasked."""
        ...

    def cancel(self) -> None:
        """Breaks off what another thread does with the wire."""
        ...

    def close(self) -> None:
        """Lets go; nothing that was written may still leave afterwards."""
        ...


def written(wire: Wire, data: bytes) -> Iterator[int]:
    """Writes everything; gives after each part how many bytes have left."""
    handed = 0
    while handed < len(data):
        handed += wire.write(data[handed : handed + _PIECE])
        yield handed


@contextmanager
def failures(otherwise: str) -> Iterator[None]:
    """Turns what the operating system raises into ``LostError``; "try again" is no failure.

    Args:
        otherwise: The code for a failure that is not a well known one.

    Raises:
        LostError: The operating system failed.
    """
    try:
        yield
    except BlockingIOError:
        raise
    except OSError as failure:
        raise LostError(detail_of(failure, otherwise)) from failure
