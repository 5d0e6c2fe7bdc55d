"""What a station keeps of PINs that were right, so that their people can sign in while the centre is away.

It is what the centre keeps, of people who proved themselves at this station, for some days; the delay after wrong
ones is the same.
"""

import hmac
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from app.central.people.credentials import Recipe, Verdict, verifier_of
from app.domain.master.people import Role
from app.domain.master.pins import wait_after
from app.services.desk import Desk
from app.services.people.stretching import stretch


@dataclass(frozen=True, slots=True)
class _Kept:
    """One person's; moments in ISO form. Before ``seen`` this station's clock cannot be set back to."""

    salt: str
    params: str
    verifier: str
    role: str
    until: str
    seen: str
    failures: int = 0
    wait_until: str = ""


def remember(desk: Desk, badge: str, recipe: Recipe, proof: bytes, role: Role, *, days: int) -> None:
    """Keeps a PIN that the centre said is right; nothing when the site wants nothing kept (0 days).

    Raises:
        Unavailable: The station's disk does not take it.
    """
    now = desk.clock.now()
    until = now + timedelta(days=days)
    kept = _Kept(recipe.salt, recipe.params, verifier_of(proof), role, until.isoformat(), now.isoformat())
    _store(desk, badge, kept if days > 0 else None)


def check_alone(desk: Desk, badge: str, pin: str, key: bytes) -> Verdict | None:
    """Answers for the centre.

    Returns:
        What it would have said; None when nothing is kept of the badge here, or not any more.

    Raises:
        Unavailable: The station's disk does not take it.
    """
    text = desk.memory.recall(_name(badge))
    if not text:
        return None
    kept = _Kept(**json.loads(text))
    now = max(desk.clock.now(), datetime.fromisoformat(kept.seen))
    if now >= datetime.fromisoformat(kept.until):
        _store(desk, badge, None)
        return None
    if kept.wait_until and (left := (datetime.fromisoformat(kept.wait_until) - now).total_seconds()) > 0:
        return Verdict("wait", ceil(left))
    return _compared(desk, badge, pin, key, _charged(desk, badge, kept, now))


def _charged(desk: Desk, badge: str, kept: _Kept, now: datetime) -> _Kept:
    """Counts the try before it is looked at: pulling the plug in between gains nothing."""
    failures = kept.failures + 1
    wait = wait_after(failures)
    until = (now + timedelta(seconds=wait)).isoformat() if wait else ""
    charged = replace(kept, failures=failures, wait_until=until, seen=now.isoformat())
    _store(desk, badge, charged)
    return charged


def _compared(desk: Desk, badge: str, pin: str, key: bytes, kept: _Kept) -> Verdict:
    proof = stretch(pin, key, Recipe(kept.salt, kept.params))
    if not hmac.compare_digest(verifier_of(proof), kept.verifier):
        return Verdict("wrong", wait_after(kept.failures))
    _store(desk, badge, replace(kept, failures=0, wait_until=""))
    person, role = desk.catalogue.person(badge), Role(kept.role)
    if person is not None and person.role.rank < role.rank:
        role = person.role  # the news that somebody leads no longer came before the centre went away
    return Verdict("ok", role=role)


def _store(desk: Desk, badge: str, kept: _Kept | None) -> None:
    desk.memory.remember(_name(badge), json.dumps(asdict(kept)) if kept is not None else "")


def _name(badge: str) -> str:
    return f"pin.{badge}"
