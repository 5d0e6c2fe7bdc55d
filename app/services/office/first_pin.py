"""The first PIN of a site: made at the first start where this login may, else asked of the owner of the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.central.audit import By
from app.central.engine import Central
from app.central.people.credentials import SIGN, has_pin
from app.central.people.handing import Power, power
from app.central.promises.site import setting
from app.central.reads.people import everybody
from app.services.office.first_run import only_person, sheet_of
from app.services.office.pin_letter import pin_letter
from app.services.people.giving import give_pin
from app.services.pepper import Pepper


@dataclass(frozen=True, slots=True)
class Owed:
    """What a site needs before anybody can sign in who leads: a sentence, as phrase key and names."""

    reason: str
    names: Mapping[str, object]


def first_pin(centre: Central, folder: Path, pepper: Pepper, now: datetime) -> None:
    """Gives whoever is the only person known a PIN, on a paper of its own, until the badge is written as well.

    Where this login may not write what is kept of PINs it does nothing: ``owed`` says what is to be done.

    Args:
        centre: The central database.
        folder: Where, as PDF.
        pepper: The site's key; made now.
        now: The time.

    Raises:
        Unavailable: The centre cannot be reached, or no key be kept here.
        OSError: The letter cannot be written.
    """
    known = only_person(centre)
    if known is None or power(centre) is not Power.OWNER:
        return
    if not (has_pin(centre, known.badge) and sheet_of(folder, known.badge).exists()):
        pin = give_pin(centre, pepper, known.badge, by=By(), now=now)
        pin_letter(folder, known.name, known.badge, pin, known.language)


def owed(centre: Central) -> Owed | None:
    """Says what the owner of the database, or an office, has to do before anybody can sign in who leads.

    Returns:
        The sentence; None once the first PIN was given, and wherever this program gives it by itself.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    if power(centre) is Power.OWNER or setting(centre, SIGN) is not None:
        return None
    leading = [each for each, active in everybody(centre) if active and each.role.leads]
    if not leading:
        return Owed("first.nobody", {})
    first = min(leading, key=lambda each: (-each.role.rank, each.badge))
    return Owed("first.owner_gives", {"badge": first.badge, "name": first.name})
