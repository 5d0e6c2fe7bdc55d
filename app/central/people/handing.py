"""PINs given and taken away by an administrator who shows the own one each time; the list of who has one.

On PostgreSQL functions of the database do it, so that an office station's role needs no right to the table; on SQLite
the same rules stand here. The owner of a database needs nobody's word: ``credentials.set_pin`` and ``drop_pin``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from app.central.audit import By, note
from app.central.dialect import is_sqlite
from app.central.engine import Central
from app.central.people.credentials import (
    LONGEST_BADGE,
    SIGN,
    Recipe,
    Verdict,
    checked,
    put_pin,
    role_now,
    try_pin,
    verifier_of,
)
from app.central.tables import credential, site
from app.central.tables.kinds import Moment
from app.domain.errors import Conflict
from app.domain.master.people import Role


class Power(StrEnum):
    """What whoever is logged in may do with PINs: all, what an administrator vouches for, or nothing."""

    OWNER = "owner"
    OFFICE = "office"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Shown:
    """An administrator's word: the badge, the proof of its PIN, and the station where it was typed."""

    badge: str
    proof: bytes = field(repr=False)
    station: str


def power(central: Central) -> Power:
    """Tells what the login may do with PINs.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    asked = sa.text(
        "SELECT has_table_privilege('public.credential', 'INSERT, UPDATE') AS owns, "
        "coalesce(has_function_privilege(to_regproc('public.pasillo_give_pin'), 'EXECUTE'), false) AS gives"
    )
    with central.reading() as connection:
        if is_sqlite(connection):
            return Power.OWNER
        found = connection.execute(asked).one()
    return Power.OWNER if found.owns else Power.OFFICE if found.gives else Power.NONE


def hand_pin(central: Central, shown: Shown, badge: str, recipe: Recipe, proof: bytes, *, now: datetime) -> Verdict:
    """Gives a badge a PIN by an administrator's word; ``now`` counts on SQLite only.

    Args:
        central: The centre.
        shown: Who vouches for it.
        badge: Whose PIN it is.
        recipe: How the new PIN was stretched.
        proof: The stretched new PIN.
        now: The time.

    Returns:
        ``ok``; ``wrong`` or ``wait`` as at sign-in; ``no_key`` where no PIN was given yet, ``no_admin``,
        ``not_as_admin`` when the PIN shown was given before its person led the site, ``nobody`` without such a badge.

    Raises:
        Unavailable: The centre cannot be reached, or the login may not.
    """
    kept = verifier_of(proof)
    if _on_server(central):
        new = {"salt": recipe.salt, "params": recipe.params, "kept": kept}
        return _called(central, "pasillo_give_pin", shown, {"badge": badge, **new})
    with central.writing() as connection:
        vouched = _vouched(connection, shown, now)
        role = role_now(connection, badge)
        if vouched.word != "ok" or role is None:
            return vouched if vouched.word != "ok" else Verdict("nobody")
        put_pin(connection, badge, recipe, kept, role, now)
        _noted(connection, shown, "pin", badge, now, role=role)
        return vouched


def take_pin(central: Central, shown: Shown, badge: str, *, now: datetime) -> Verdict:
    """Takes a badge's PIN away by an administrator's word; ``now`` counts on SQLite only.

    Returns:
        As ``hand_pin``; ``own`` when it is the PIN that was shown, ``none`` when the badge has none.

    Raises:
        Unavailable: The centre cannot be reached, or the login may not.
    """
    if _on_server(central):
        return _called(central, "pasillo_take_pin", shown, {"badge": badge})
    with central.writing() as connection:
        vouched = _vouched(connection, shown, now)
        if vouched.word != "ok":
            return vouched
        if badge == shown.badge[:LONGEST_BADGE]:
            return Verdict("own")
        if not _dropped(connection, badge, now):
            return Verdict("none")
        _noted(connection, shown, "pin_taken", badge, now)
        return vouched


def drop_pin(central: Central, badge: str, *, by: By, now: datetime) -> None:
    """Takes a badge's PIN away as the owner of the database, who needs nobody's word.

    Raises:
        Conflict: It has none.
        Unavailable: The centre cannot be written.
    """
    with central.writing() as connection:
        if not _dropped(connection, badge, now):
            raise Conflict("pin.none", badge=badge)
        note(connection, badge=by.badge, station=by.station, action="pin_taken", what=f"person {badge}", at=now)


def pin_holders(central: Central) -> Mapping[str, datetime]:
    """Gives since when each badge that has a PIN has it.

    Raises:
        Unavailable: The centre cannot be reached, or the login may not see it.
    """
    held = sa.select(credential.c.badge, credential.c.changed_at).where(credential.c.verifier != "")
    listed = sa.text("SELECT badge, since FROM pasillo_pin_holders()").columns(sa.Column("badge"), since=Moment)
    with central.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(held if is_sqlite(connection) else listed)}


def _on_server(central: Central) -> bool:
    return central.engine.dialect.name == "postgresql"


def _called(central: Central, function: str, shown: Shown, more: Mapping[str, object]) -> Verdict:
    """Has the administrator's PIN tried, and what follows done in the transaction that answers it."""
    ticket, wait_s = try_pin(central, shown.badge, shown.proof, shown.station)
    if not ticket:
        return Verdict("wait", wait_s)
    names = {"admin": shown.badge, "ticket": ticket, "station": shown.station, **more}
    call = f"{function}({', '.join(f':{name}' for name in names)})"
    with central.writing() as connection:
        row = connection.execute(sa.text(f"SELECT verdict, wait_s FROM {call}"), names).one()  # noqa: S608 - names of this file only
        return Verdict(row.verdict, row.wait_s)


def _vouched(connection: sa.Connection, shown: Shown, now: datetime) -> Verdict:
    """As ``admin_vouches`` does on a server."""
    admin = shown.badge[:LONGEST_BADGE]
    if connection.scalar(sa.select(site.c.key).where(site.c.key == SIGN)) is None:
        return Verdict("no_key")
    verdict = checked(connection, admin, shown.proof, shown.station, now)
    if verdict.word != "ok":
        return Verdict(verdict.word, verdict.wait_s)
    given = connection.scalar(sa.select(credential.c.given_as).where(credential.c.badge == admin))
    if verdict.role is Role.ADMIN and given == Role.ADMIN:
        return Verdict("ok")
    who = {"badge": admin, "station": shown.station}
    note(connection, **who, action="refused", what="give_pin", at=now, role=verdict.role, given_as=given)
    return Verdict("not_as_admin" if verdict.role is Role.ADMIN else "no_admin")


def _dropped(connection: sa.Connection, badge: str, now: datetime) -> bool:
    """The row stays, as of a badge that was tried and has none, and so does its wait."""
    held = sa.and_(credential.c.badge == badge, credential.c.verifier != "")
    gone = sa.update(credential).where(held).values(verifier="", given_as=None, changed_at=now)
    return bool(connection.execute(gone).rowcount)


def _noted(connection: sa.Connection, shown: Shown, action: str, badge: str, now: datetime, **detail: object) -> None:
    admin = shown.badge[:LONGEST_BADGE]
    note(connection, badge=admin, station=shown.station, action=action, what=f"person {badge}", at=now, **detail)
