"""What the site asks of people who come, as this station knows it with or without the centre."""

import json

from app.central.promises.site import settings
from app.domain.master.pins import PinRules
from app.services.desk import Desk

_KEY = "pin_rules"
_EVERYBODY = "everybody"

PIN_CHOICES = ("supervisors", _EVERYBODY)
"""Of whom a site may ask a PIN."""


def pin_rules(desk: Desk) -> PinRules:
    """Gives the rules as they were last fetched; the product's own before that.

    Raises:
        Unavailable: The station's disk cannot be read.
    """
    kept = desk.memory.recall(_KEY)
    return PinRules(*json.loads(kept)) if kept else PinRules()


def fetch_pin_rules(desk: Desk) -> None:
    """Takes the site's rules over into this station's memory.

    Raises:
        Unavailable: The centre cannot be reached, or the station's disk does not take them.
    """
    known, usual = settings(desk.centre), PinRules()
    values = (
        known.get("pin", "") == _EVERYBODY,
        known.get("pin_offline_days", usual.offline_days),
        known.get("lock_minutes", usual.lock_minutes),
    )
    fresh = json.dumps(values)
    if fresh != desk.memory.recall(_KEY):
        desk.memory.remember(_KEY, fresh)
