"""The shape of a printer language."""

from collections.abc import Callable
from dataclasses import dataclass

from hardware.status import Status


@dataclass(frozen=True, slots=True)
class Language:
    """What a driver must know of a language; the jobs themselves pass through it unread.

    Attributes:
        name: Its name in settings.
        requests: Status requests, the best first: the next one is sent when the one before got no answer.
        complete: Says whether everything has come that an answer consists of.
        read: Reads an answer, to whichever request; None when the bytes are none. Never raises.
        clean_start: Bytes that make a printer forget the beginning of a job whose end never came. They
            print nothing, and jobs that came whole are left alone.
    """

    name: str
    requests: tuple[bytes, ...]
    complete: Callable[[bytes], bool]
    read: Callable[[bytes], Status | None]
    clean_start: bytes


def first_of(troubles: tuple[tuple[object, Status], ...], otherwise: Status) -> Status:
    """Gives the status of the first trouble that is so: what a person must do first stands first."""
    return next((status for is_so, status in troubles if is_so), otherwise)
