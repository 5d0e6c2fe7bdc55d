"""How a device is doing, in words a program can compare."""

import errno
import socket
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a device is for."""

    SCANNER = "scanner"
    PRINTER = "printer"
    SCALE = "scale"
    OFFICE = "office"
    """A printer of papers, not of labels; the computer's own print system drives it."""


class State(Enum):
    """The state of a device, from "works" to "not there"."""

    READY = "ready"
    """Connected and waiting for work."""
    BUSY = "busy"
    """Connected and working; more work is accepted but waits."""
    NO_MEDIA = "no_media"
    """A printer without labels."""
    HEAD_OPEN = "head_open"
    """A printer whose lid or print head is open."""
    ATTENTION = "attention"
    """Connected, but somebody must go and look; the detail says at what."""
    GONE = "gone"
    """Unplugged, switched off or not to be reached."""


@dataclass(frozen=True, slots=True)
class Status:
    """A state and why.

    Attributes:
        state: The state.
        detail: Short code such as ``"unplugged"`` or ``"ribbon_out"``; empty when there is nothing to add.
    """

    state: State
    detail: str = ""


class Sent(Enum):
    """What became of a job."""

    SENT = "sent"
    """Every byte was handed over, to the printer or to the spooler that it stands behind."""
    NOT_SENT = "not_sent"
    """Nothing left this machine; sending again is safe."""
    UNKNOWN = "unknown"
    """Some or all of it left and then something failed; only somebody at the printer can know."""


class LostError(Exception):
    """A device cannot be opened, or went away while it was used.

    Attributes:
        detail: Short code, as in :class:`Status`.
    """

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class StalledError(LostError):
    """A device is there and takes nothing more."""


_DETAILS = {
    errno.ENOENT: "not_found",
    errno.ENODEV: "not_found",
    errno.ENXIO: "not_found",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EAGAIN: "in_use",
    errno.EBUSY: "in_use",
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "broken_off",
    errno.EPIPE: "broken_off",
    errno.EHOSTUNREACH: "unreachable",
    errno.ENETUNREACH: "unreachable",
}


def detail_of(failure: Exception, otherwise: str) -> str:
    """Gives the short code of an operating system failure.

    Args:
        failure: What was raised.
        otherwise: The code to use when the failure is not a well known one.
    """
    if isinstance(failure, socket.gaierror):
        return "unknown_host"
    if isinstance(failure, TimeoutError):
        return "timeout"
    number = failure.errno if isinstance(failure, OSError) else None
    return otherwise if number is None else _DETAILS.get(number, otherwise)
