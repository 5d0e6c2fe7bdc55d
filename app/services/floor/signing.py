"""People come and go: a badge is enough for the floor, a PIN proves the rest; on line or off."""

from dataclasses import dataclass, replace

from app.domain.codes import BadgeCode, read_code, readable
from app.domain.deeds import SignedIn, SignedOut
from app.domain.errors import Unavailable
from app.domain.master.people import Person
from app.domain.master.pins import PinRules
from app.domain.master.rights import Right, may
from app.services.desk import Desk
from app.services.people.proving import Proof, prove
from app.services.people.rights import refused
from app.services.people.rules import pin_rules
from app.station.work import Remember

_BADGE = "badge"


@dataclass(frozen=True, slots=True)
class SignIn:
    """The answer to a badge: the person, or why nobody was signed in (a phrase key with names).

    Attributes:
        person: Who was let in, or None.
        reason: Otherwise why not.
        text: What was scanned.
        asks: Whose PIN is wanted, or None.
        wait_s: Seconds until another PIN is looked at.
    """

    person: Person | None
    reason: str = ""
    text: str = ""
    asks: Person | None = None
    wait_s: int = 0


class Door:
    """Where people of one station come and go."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sign_in(self, text: str, pin: str = "") -> SignIn:
        """Signs a person in by the text of a badge, and by a PIN where the site asks one.

        Raises:
            KeyUnavailable: PINs cannot be looked at on this computer.
            Unavailable: The station's disk does not take it; nobody was signed in.
        """
        desk = self._desk
        meaning = read_code(text, desk.catalogue, typed=True)
        if not isinstance(meaning, BadgeCode):
            return SignIn(None, "sign.not_a_badge", readable(text))
        person = desk.catalogue.person(meaning.badge)
        if person is None:
            return SignIn(None, "sign.unknown_badge", meaning.badge)
        asked = self.rules.asks(person.role)
        if asked:
            if not pin:
                return SignIn(None, "pin.ask", person.badge, asks=person)
            proof = prove(desk, person.badge, pin)
            if proof.role is None:
                return _unproved(person, proof)
            person = replace(person, role=proof.role)
        self._let_in(person)
        return SignIn(person)

    def lets(self, text: str, right: Right, pin: str = "") -> SignIn:
        """Asks somebody beside the one who is signed in for a right; who is signed in does not change.

        Args:
            text: The text of the other's badge.
            right: What is to be done in the other's name.
            pin: The other's PIN; without one it is asked for.

        Raises:
            Conflict: The badge is not for that.
            KeyUnavailable: PINs cannot be looked at on this computer.
            Unavailable: The station's disk does not take it.
        """
        meaning = read_code(text, self._desk.catalogue, typed=True)
        person = self._desk.catalogue.person(meaning.badge) if isinstance(meaning, BadgeCode) else None
        if person is None:
            return SignIn(None, "sign.unknown_badge", readable(text))
        if not may(person.role, right):
            raise refused(right)
        if not pin:
            return SignIn(None, "pin.ask", person.badge, asks=person)
        proof = prove(self._desk, person.badge, pin)
        if proof.role is None:
            return _unproved(person, proof)
        if not may(proof.role, right):
            raise refused(right)
        return SignIn(replace(person, role=proof.role))

    def sign_out(self) -> None:
        """Signs the person out; work in hand stays at the station and is found again at the next sign-in.

        Raises:
            Unavailable: The station's disk does not take it; the person is still signed in.
        """
        desk = self._desk
        if desk.person is None:
            return
        desk.tell((SignedOut(desk.person.badge),), Remember(_BADGE, ""))
        desk.person = None

    def remembered(self) -> Person | None:
        """Signs in again whoever was here before the program ended, without a new fact.

        Whoever needs a PIN is asked for it again: a restart must not open what was locked.
        """
        badge = self._desk.memory.recall(_BADGE)
        person = self._desk.catalogue.person(badge) if badge else None
        self._desk.person = None if person is not None and self.rules.asks(person.role) else person
        return self._desk.person

    @property
    def rules(self) -> PinRules:
        """What the site asks of people who come."""
        return pin_rules(self._desk)

    def _let_in(self, person: Person) -> None:
        desk = self._desk
        role = person.role if person.role.guarded else ""
        before, desk.person = desk.person, person
        try:
            desk.tell((SignedIn(person.badge, role),), Remember(_BADGE, person.badge))
        except Unavailable:
            desk.person = before
            raise


def _unproved(person: Person, proof: Proof) -> SignIn:
    return SignIn(None, proof.reason, person.badge, asks=person, wait_s=proof.wait_s)
