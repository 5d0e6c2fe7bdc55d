"""Proving that a badge is in the right hands: at the centre, or from what this station remembers while it is away."""

from dataclasses import dataclass

from app.central.people.credentials import SIGN, Verdict, check_pin, pin_recipe
from app.central.promises.site import setting
from app.domain.errors import Unavailable
from app.domain.master.people import Role
from app.domain.master.pins import is_pin
from app.services.desk import Desk
from app.services.people.giving import sign_of
from app.services.people.remembering import check_alone, remember
from app.services.people.rules import pin_rules
from app.services.people.stretching import stretch
from app.services.pepper import KeyUnavailable, Pepper


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a PIN.

    Attributes:
        role: As what the person may work; None when the PIN proved nothing.
        reason: Then why, a phrase key.
        wait_s: Seconds until another PIN is looked at.
    """

    role: Role | None
    reason: str = ""
    wait_s: int = 0


def prove(desk: Desk, badge: str, pin: str) -> Proof:
    """Finds out whether a PIN belongs to a badge.

    Raises:
        KeyUnavailable: This computer does not have the site's key, or another site's.
        Unavailable: The station's disk does not take it.
    """
    if not is_pin(pin):
        return Proof(None, "pin.digits")
    if desk.pepper is None:
        raise KeyUnavailable("pin.no_key", file="-")
    key = _key(desk, desk.pepper)
    try:
        recipe = pin_recipe(desk.centre, badge, now=desk.clock.now())
        proof = stretch(pin, key, recipe)
        verdict = check_pin(desk.centre, badge, proof, station=desk.code, now=desk.clock.now())
    except Unavailable:
        alone = check_alone(desk, badge, pin, key)
        return Proof(None, "pin.away") if alone is None else _proof(alone)
    if verdict.role is not None:
        remember(desk, badge, recipe, proof, verdict.role, days=pin_rules(desk).offline_days)
    elif verdict.word == "wrong" and not _is_the_sites(desk, key):
        raise KeyUnavailable("pin.other_key")
    return _proof(verdict)


def _key(desk: Desk, pepper: Pepper) -> bytes:
    """Gives the site's key; one that nobody made yet cannot be carried here from anywhere."""
    try:
        return pepper.key()
    except KeyUnavailable as error:
        if error.reason == "pin.no_key" and not _is_known(desk):
            raise KeyUnavailable("pin.first") from error
        raise


def _is_known(desk: Desk) -> bool:
    try:
        return setting(desk.centre, SIGN) is not None
    except Unavailable:
        return True


def _proof(verdict: Verdict) -> Proof:
    if verdict.role is not None:
        return Proof(verdict.role)
    reason = "pin.wait" if verdict.word == "wait" else "pin.wrong_wait" if verdict.wait_s else "pin.wrong"
    return Proof(None, reason, verdict.wait_s)


def _is_the_sites(desk: Desk, key: bytes) -> bool:
    """Tells a mistyped PIN from a station that was given another site's key."""
    try:
        return bool(setting(desk.centre, SIGN, sign_of(key)) == sign_of(key))
    except Unavailable:
        return True
