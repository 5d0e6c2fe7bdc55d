"""Deeds of a station itself: who works there, what it refused, and that its journal began anew."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScanRefused:
    """A scan did not fit and was refused; kept so that bad labels and look-alike items can be found."""

    screen: str
    text: str
    reason: str
    expected: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person began to work at the station; ``role`` is what a PIN opened, empty for a badge alone."""

    badge: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A person left the station."""

    badge: str


@dataclass(frozen=True, slots=True)
class BegunAnew:
    """A station's file was an old copy, so it began a new journal and laid down the work it had open.

    ``before`` is what it left at ``seq``, of which the centre has ``held``; ``carried`` facts were written down again.
    """

    before: str
    seq: int
    held: int
    carried: int
    walk: int
    order: int
