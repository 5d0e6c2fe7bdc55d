"""People come and go: a badge is enough, on line or off."""

from dataclasses import dataclass

from app.domain.codes import BadgeCode, read_code, readable
from app.domain.deeds import SignedIn, SignedOut
from app.domain.errors import Unavailable
from app.domain.master.people import Person
from app.services.desk import Desk
from app.station.work import Remember

_BADGE = "badge"


@dataclass(frozen=True, slots=True)
class SignIn:
    """The answer to a badge: the person, or why nobody was signed in (a phrase key with names)."""

    person: Person | None
    reason: str = ""
    text: str = ""


class Door:
    """Where people of one station come and go."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sign_in(self, text: str) -> SignIn:
        """Signs a person in by the text of a badge.

        Raises:
            Unavailable: The station's disk does not take it; nobody was signed in.
        """
        desk = self._desk
        meaning = read_code(text, desk.catalogue, typed=True)
        if not isinstance(meaning, BadgeCode):
            return SignIn(None, "sign.not_a_badge", readable(text))
        person = desk.catalogue.person(meaning.badge)
        if person is None:
            return SignIn(None, "sign.unknown_badge", meaning.badge)
        before, desk.person = desk.person, person
        try:
            desk.tell((SignedIn(person.badge),), Remember(_BADGE, person.badge))
        except Unavailable:
            desk.person = before
            raise
        return SignIn(person)

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
        """Signs in again whoever was here before the program ended, without a new fact."""
        badge = self._desk.memory.recall(_BADGE)
        self._desk.person = self._desk.catalogue.person(badge) if badge else None
        return self._desk.person
