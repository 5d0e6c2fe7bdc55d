"""What the site asks of people who come, as this station pulled it last: with or without the centre."""

from app.domain.master.pins import PinRules
from app.services.desk import Desk
from app.services.linking.pulling import remembered_settings

_EVERYBODY = "everybody"

PIN_CHOICES = ("supervisors", _EVERYBODY)
"""Of whom a site may ask a PIN."""


def pin_rules(desk: Desk) -> PinRules:
    """Gives the rules as they were last pulled; the product's own before that.

    Raises:
        Unavailable: The station's disk cannot be read.
    """
    known, usual = remembered_settings(desk), PinRules()
    return PinRules(
        known.get("pin", "") == _EVERYBODY,
        known.get("pin_offline_days", usual.offline_days),
        known.get("lock_minutes", usual.lock_minutes),
    )
