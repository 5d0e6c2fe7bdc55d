"""Giving and taking PINs away as an administrator: by the own PIN each time, from any office station of the site.

What the database's owner does on the command line needs nobody's word: ``app.services.people.giving``.
"""

from dataclasses import dataclass, field
from datetime import datetime

from app.central.engine import Central
from app.central.people.credentials import SIGN, Verdict, new_recipe, pin_recipe
from app.central.people.handing import Shown, hand_pin, take_pin
from app.central.promises.site import setting
from app.domain.master.pins import draw_pin, is_pin
from app.services.people.giving import sign_of
from app.services.people.stretching import stretch
from app.services.pepper import KeyUnavailable, Pepper

_WHY = {
    "wait": "pin.wait",
    "no_key": "pin.first",
    "no_admin": "rights.give_pin",
    "not_as_admin": "pin.not_as_admin",
    "nobody": "pin.nobody",
    "own": "pin.own",
    "none": "pin.none",
}
"""What the centre answers, as phrase keys."""


@dataclass(frozen=True, slots=True)
class Vouching:
    """An administrator's badge and PIN, and the station where they were typed."""

    badge: str
    pin: str = field(repr=False)
    station: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of it.

    Attributes:
        reason: Why nothing was changed, a phrase key with ``badge`` and ``wait``; empty when it was done.
        badge: Whose PIN that sentence is about.
        wait_s: Seconds until another PIN of the administrator is looked at.
        pin: The digits of the new PIN; empty when none was given.
    """

    reason: str = ""
    badge: str = ""
    wait_s: int = 0
    pin: str = field(default="", repr=False)

    @property
    def asks_again(self) -> bool:
        """Tells whether it was the administrator's own PIN that did not fit."""
        return self.reason in {"pin.digits", "pin.wrong", "pin.wrong_wait", "pin.wait"}


def give_by_word(centre: Central, pepper: Pepper, admin: Vouching, badge: str, *, now: datetime) -> Handed:
    """Draws a new PIN for a badge by an administrator's word; an earlier one no longer counts.

    Raises:
        KeyUnavailable: This computer does not have the site's key, or the site has none yet.
        Unavailable: The centre cannot be reached, or this login may not.
    """
    if not is_pin(admin.pin):
        return Handed("pin.digits", admin.badge)
    key = _sites_key(centre, pepper)
    pin, recipe = draw_pin(), new_recipe()
    proof = stretch(pin, key, recipe)
    verdict = hand_pin(centre, _shown(centre, admin, key, now), badge, recipe, proof, now=now)
    return Handed(pin=pin) if verdict.word == "ok" else _refused(verdict, admin, badge)


def take_by_word(centre: Central, pepper: Pepper, admin: Vouching, badge: str, *, now: datetime) -> Handed:
    """Takes a badge's PIN away by an administrator's word; nobody's own one is taken.

    Raises:
        KeyUnavailable: This computer does not have the site's key, or the site has none yet.
        Unavailable: The centre cannot be reached, or this login may not.
    """
    if not is_pin(admin.pin):
        return Handed("pin.digits", admin.badge)
    key = _sites_key(centre, pepper)
    verdict = take_pin(centre, _shown(centre, admin, key, now), badge, now=now)
    return Handed() if verdict.word == "ok" else _refused(verdict, admin, badge)


def _sites_key(centre: Central, pepper: Pepper) -> bytes:
    """Gives the site's key; a wrong one is told before a try is counted that could only fail."""
    known = setting(centre, SIGN)
    if known is None:
        raise KeyUnavailable("pin.first")
    key = pepper.key()
    if known != sign_of(key):
        raise KeyUnavailable("pin.other_key")
    return key


def _shown(centre: Central, admin: Vouching, key: bytes, now: datetime) -> Shown:
    recipe = pin_recipe(centre, admin.badge, now=now)
    return Shown(admin.badge, stretch(admin.pin, key, recipe), admin.station)


def _refused(verdict: Verdict, admin: Vouching, badge: str) -> Handed:
    mine = verdict.word in {"wrong", "wait", "no_admin", "not_as_admin"}
    wrong = "pin.wrong_wait" if verdict.wait_s else "pin.wrong"
    return Handed(_WHY.get(verdict.word, wrong), admin.badge if mine else badge, verdict.wait_s)
