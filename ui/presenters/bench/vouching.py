"""What the pack bench's screen calls, and how a supervisor vouches there for a wrong weight by badge and PIN."""

from collections.abc import Callable
from typing import Protocol

from app.domain.master.people import Person
from app.domain.packing.outcome import PackOutcome
from app.domain.packing.pack import Pack
from app.services.floor.signing import SignIn
from ui.presenters.asking import Question


class Bench(Protocol):
    """The service behind the screen; ``app.services.bench.packing.Packing`` is one."""

    @property
    def pack(self) -> Pack | None:
        """The order open here, or None."""
        ...

    def open(self, text: str) -> Pack:
        """Opens the order of a tote; raises ``Conflict`` or ``Unavailable``."""
        ...

    def scan(self, text: str, *, typed: bool = False) -> PackOutcome:
        """Answers a scan; raises ``Conflict`` or ``Unavailable``."""
        ...

    def weigh(self, grams: int) -> PackOutcome:
        """Answers a stable weight; raises as ``scan`` does."""
        ...

    def vouches(self, text: str) -> Person | None:
        """Gives whose PIN is wanted before a text lets a wrong weight pass, or None."""
        ...

    def override(self, text: str, pin: str) -> tuple[SignIn, PackOutcome | None]:
        """Lets a wrong weight pass by badge and PIN; raises as ``scan`` does."""
        ...


def vouching(bench: Bench, person: Person, text: str, vouched: Callable[[PackOutcome], None]) -> Question:
    """Asks somebody who came to the bench for the PIN.

    Args:
        bench: The service.
        person: Who came.
        text: The text of the badge.
        vouched: Told what the bench answered once the PIN was right.
    """
    outcomes: list[PackOutcome] = []

    def prove(pin: str) -> SignIn:
        came, outcome = bench.override(text, pin)
        outcomes.extend([] if outcome is None else [outcome])
        return came

    return Question(person, prove, lambda _came: vouched(outcomes[-1]), back="packing", key="pin.vouch")
