"""Giving somebody a PIN as the owner of the site's data: drawn here, shown once, kept nowhere."""

import hashlib
from datetime import datetime

from app.central.audit import By
from app.central.engine import Central
from app.central.people.credentials import SIGN, has_pins, new_recipe, set_pin
from app.central.promises.site import keep, setting
from app.domain.master.pins import draw_pin
from app.services.people.stretching import stretch
from app.services.pepper import KeyUnavailable, Pepper


def give_pin(centre: Central, pepper: Pepper, badge: str, *, by: By, now: datetime) -> str:
    """Draws a new PIN for a badge and gives its digits; an earlier one no longer counts.

    Raises:
        Conflict: Nobody who works here has the badge.
        KeyUnavailable: This computer does not have the site's key, or cannot keep it.
        Unavailable: The centre cannot be reached.
    """
    key = pepper.key() if has_pins(centre) else pepper.make()
    known = setting(centre, SIGN)
    if known is None:
        keep(centre, SIGN, sign_of(key))
    elif known != sign_of(key):
        raise KeyUnavailable("pin.other_key")
    pin, recipe = draw_pin(), new_recipe()
    set_pin(centre, badge, recipe, stretch(pin, key, recipe), by=by, now=now)
    return pin


def adopt_key(centre: Central, pepper: Pepper, text: str) -> None:
    """Takes the site's key over that another computer of the site has shown.

    Raises:
        ValueError: It is no key.
        KeyUnavailable: It is another site's, or cannot be kept here.
        Unavailable: The centre cannot be reached.
    """
    if setting(centre, SIGN) not in (None, sign_of(bytes.fromhex(text.strip()))):
        raise KeyUnavailable("pin.other_key")
    pepper.take(text)


def sign_of(key: bytes) -> str:
    """Gives what tells a key from another one; the key cannot be found from it."""
    return hashlib.sha256(b"pasillo site key" + key).hexdigest()[:16]
