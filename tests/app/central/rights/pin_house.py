"""People with PINs at a server, and what somebody with a login types to have one tried."""

from datetime import UTC, datetime
from typing import Any

import psycopg
import sqlalchemy as sa

from app.central.audit import By
from app.central.engine import Central
from app.central.people.credentials import SIGN, new_recipe, set_pin, verifier_of
from app.central.promises.site import keep
from app.central.tables import credential, person
from tests.app.central.floor import one

ADMIN, BOSS, PICKER = "BA9", "BA8", "BA7"
PROOF, BOSS_PROOF, NEW = bytes(range(32)), bytes(range(1, 33)), bytes(reversed(range(32)))
RECIPE = new_recipe()
Session = psycopg.Connection[Any]
GIVE = "SELECT verdict FROM pasillo_give_pin(%s, %s, 'ST02', %s, %s, %s, %s)"
TAKE = "SELECT verdict FROM pasillo_take_pin(%s, %s, 'ST02', %s)"


def now() -> datetime:
    return datetime.now(UTC)


def man_pins(site: Central) -> None:
    """Gives an administrator and a supervisor PINs, and the site a key."""
    with site.writing() as connection:
        for badge, role in ((ADMIN, "admin"), (BOSS, "supervisor"), (PICKER, "picker")):
            connection.execute(sa.insert(person).values(badge=badge, name=badge, role=role, language="es"))
    keep(site, SIGN, "0123456789abcdef")
    for badge, proof in ((ADMIN, PROOF), (BOSS, BOSS_PROOF)):
        set_pin(site, badge, new_recipe(), proof, by=By("system"), now=now())


def given(admin: str = ADMIN, proof: str = PROOF.hex(), badge: str = PICKER, **other: Any) -> list[Any]:
    new = {"salt": RECIPE.salt, "params": RECIPE.params, "verifier": verifier_of(NEW)} | other
    return [admin, proof, badge, *new.values()]


def try_pin(session: Session, badge: str, proof: str | None) -> str:
    """Has a PIN tried; gives the ticket, empty while nothing is looked at."""
    found = session.execute("SELECT ticket FROM public.pasillo_try_pin(%s, %s, 'ST02')", [badge, proof]).fetchone()
    assert found is not None
    return str(found[0])


def answer(session: Session, call: str, values: list[Any]) -> str:
    """Has the PIN tried that stands second, and then asks for what was wanted by its ticket."""
    admin, proof, *rest = values
    ticket = try_pin(session, admin, proof)
    if not ticket:
        return "wait"
    found = session.execute(call.encode(), [admin, ticket, *rest]).fetchone()
    assert found is not None
    return str(found[0])


def failures(house: Central, badge: str = ADMIN) -> int:
    return int(one(house, credential, credential.c.badge == badge).failures)


def kept(house: Central) -> list[sa.Row[tuple[object, ...]]]:
    columns = credential.c.badge, credential.c.salt, credential.c.verifier, credential.c.given_as
    with house.reading() as connection:
        return list(connection.execute(sa.select(*columns).where(credential.c.verifier != "").order_by("badge")))
