"""PINs at the centre: given out, and proved without anybody reading what is kept of them.

A station asks for a badge's salt, stretches the PIN itself and shows the result; the centre compares a hash of that
with what it holds, counts failures and makes the next try wait. On PostgreSQL functions do this, so that a station's
role needs no right to the table; on SQLite the same rules stand here.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from app.central.audit import By, note
from app.central.dialect import is_sqlite, upsert
from app.central.engine import Central
from app.central.tables import credential, person
from app.domain.errors import Conflict
from app.domain.master.people import Role
from app.domain.master.pins import wait_after

PARAMS = "argon2id;m=19456;t=2;p=1"
"""How a PIN is stretched: memory in KiB, rounds, lanes; what OWASP asks for at least."""

SIGN = "site_key.sign"
"""Name of the site's note that tells one site's key from another's without giving it away."""

LONGEST_BADGE = 20
"""So many characters of a badge are looked at."""

_DECOYS = 5_000
_MOST_FAILURES = 1_000_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a badge's PIN is stretched: a salt as hex and the parameters of the algorithm."""

    salt: str
    params: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the centre says to a proof.

    Attributes:
        word: ``ok``, ``wrong``, or ``wait`` when it was not even looked at.
        wait_s: Seconds until the next one is looked at.
        role: As what the person works now; None unless it is right.
    """

    word: str
    wait_s: int = 0
    role: Role | None = None


def new_recipe() -> Recipe:
    """Makes a salt for a new PIN; it has the form of those that unknown badges get."""
    return Recipe(uuid4().hex, PARAMS)


def verifier_of(proof: bytes) -> str:
    """Gives what is kept of a stretched PIN."""
    return hashlib.sha256(proof).hexdigest()


def set_pin(central: Central, badge: str, recipe: Recipe, proof: bytes, *, by: By, now: datetime) -> None:
    """Gives a badge a PIN, in the place of an earlier one; failures are forgotten.

    Raises:
        Conflict: Nobody who works here has the badge.
        Unavailable: The centre cannot be written.
    """
    with central.writing() as connection:
        role = role_now(connection, badge)
        if role is None:
            raise Conflict("pin.nobody", badge=badge)
        put_pin(connection, badge, recipe, verifier_of(proof), role, now)
        note(connection, badge=by.badge, station=by.station, action="pin", what=f"person {badge}", at=now, role=role)


def put_pin(connection: sa.Connection, badge: str, recipe: Recipe, verifier: str, role: Role, now: datetime) -> None:
    """Stores what is kept of a new PIN; failures are forgotten.

    Args:
        connection: An open transaction of whoever may write it.
        badge: Whose.
        recipe: How it was stretched.
        verifier: What ``verifier_of`` gives.
        role: As what the person works now.
        now: The time.
    """
    row = {"badge": badge, "salt": recipe.salt, "params": recipe.params, "verifier": verifier, "given_as": role}
    upsert(connection, credential, row | {"failures": 0, "wait_until": None, "changed_at": now})


def has_pin(central: Central, badge: str) -> bool:
    """Tells whether a badge has a PIN already."""
    mine = sa.and_(credential.c.badge == badge, credential.c.verifier != "")
    with central.reading() as connection:
        return bool(connection.scalar(sa.select(sa.exists().where(mine))))


def has_pins(central: Central) -> bool:
    """Tells whether anybody of the site has a PIN already."""
    with central.reading() as connection:
        return bool(connection.scalar(sa.select(sa.exists().where(credential.c.verifier != ""))))


def pin_recipe(central: Central, badge: str, *, now: datetime) -> Recipe:
    """Gives how to stretch the PIN of a badge; one that has none is answered alike.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    with central.writing() as connection:
        if is_sqlite(connection):
            row = _known(connection, badge[:LONGEST_BADGE], now)
        else:
            row = connection.execute(sa.text("SELECT * FROM pasillo_pin_salt(:badge)"), {"badge": badge}).one()
        return Recipe(row.salt, row.params)


def check_pin(central: Central, badge: str, proof: bytes, *, station: str, now: datetime) -> Verdict:
    """Compares a stretched PIN; ``now`` counts on SQLite, on PostgreSQL the server's own clock.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    with central.writing() as connection:
        if is_sqlite(connection):
            return checked(connection, badge[:LONGEST_BADGE], proof, station, now)
    ticket, wait_s = try_pin(central, badge, proof, station)
    if not ticket:
        return Verdict("wait", wait_s)
    with central.writing() as connection:
        names = {"badge": badge, "ticket": ticket, "station": station}
        row = connection.execute(sa.text("SELECT * FROM pasillo_pin_verdict(:badge, :ticket, :station)"), names).one()
        return Verdict(row.verdict, row.wait_s, Role(row.role) if row.role else None)


def try_pin(central: Central, badge: str, proof: bytes, station: str) -> tuple[str, int]:
    """Has a stretched PIN taken in and counted by a server, in a transaction of its own.

    Returns:
        The ticket by which the next transaction gets the answer; empty while nothing is looked at, with the seconds.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    names = {"badge": badge, "proof": proof.hex(), "station": station}
    with central.writing() as connection:
        row = connection.execute(sa.text("SELECT * FROM pasillo_try_pin(:badge, :proof, :station)"), names).one()
        return row.ticket, row.wait_s


def _known(connection: sa.Connection, badge: str, now: datetime) -> sa.Row[Any]:
    """Gives a badge's row; a badge that has none gets one that no PIN ever fits."""
    asked = sa.select(credential).where(credential.c.badge == badge)
    found = connection.execute(asked).one_or_none()
    if found is None:
        newest = (
            sa.select(credential.c.badge).where(credential.c.verifier == "").order_by(credential.c.changed_at.desc())
        )
        old = newest.limit(-1).offset(_DECOYS - 1)
        connection.execute(sa.delete(credential).where(credential.c.badge.in_(old)))
        recipe = new_recipe()
        row = {"badge": badge, "salt": recipe.salt, "params": recipe.params, "verifier": "", "changed_at": now}
        connection.execute(sa.insert(credential).values(**row))
        found = connection.execute(asked).one()
    return found


def checked(connection: sa.Connection, badge: str, proof: bytes, station: str, now: datetime) -> Verdict:
    """Compares a stretched PIN on SQLite and counts the try, as two functions do on a server."""
    row = _known(connection, badge, now)
    if row.wait_until is not None and row.wait_until > now:
        return Verdict("wait", max(1, ceil((row.wait_until - now).total_seconds())))
    role = role_now(connection, badge)
    if role is not None and hmac.compare_digest(row.verifier, verifier_of(proof)):
        _count(connection, badge, 0, now)
        return Verdict("ok", role=role)
    failures = min(row.failures, _MOST_FAILURES) + 1
    _count(connection, badge, failures, now)
    note(connection, badge=badge, station=station, action="refused", what="pin", at=now, failures=failures)
    return Verdict("wrong", wait_after(failures))


def _count(connection: sa.Connection, badge: str, failures: int, now: datetime) -> None:
    wait = wait_after(failures)
    until = now + timedelta(seconds=wait) if wait else None
    counted = sa.update(credential).where(credential.c.badge == badge)
    connection.execute(counted.values(failures=failures, wait_until=until))


def role_now(connection: sa.Connection, badge: str) -> Role | None:
    """Gives as what somebody works now; None when nobody who works here has the badge."""
    found = connection.scalar(sa.select(person.c.role).where(person.c.badge == badge, person.c.active))
    return None if found is None else Role(found)
