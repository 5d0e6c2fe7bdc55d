"""Asking somebody for a PIN: the question that one screen hands to the PIN screen, and who may come in after it."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.master.people import Person
from app.services.floor.signing import SignIn


@dataclass(frozen=True, slots=True)
class Welcome:
    """What follows on a badge.

    Attributes:
        entered: Told who was let in: opens what comes next.
        asked: Told whose PIN is wanted first.
    """

    entered: Callable[[Person], None]
    asked: Callable[[Person], None]


@dataclass(frozen=True, slots=True)
class Question:
    """Whose PIN is wanted, and what it is for.

    Attributes:
        person: Whose.
        prove: Looks at the digits; called on the lane.
        proved: Told when they were right; opens what comes next.
        back: Screen that Esc leads back to.
        key: What is asked, a phrase key with ``name`` and ``other``.
        other: Who it is about, where that is somebody else.
    """

    person: Person
    prove: Callable[[str], SignIn]
    proved: Callable[[SignIn], None]
    back: str = "sign_in"
    key: str = "pin.ask"
    other: str = ""
