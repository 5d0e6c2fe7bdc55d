"""Who gives PINs at a server: the office by an administrator's word, and nobody else whatever SQL they know."""

from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from psycopg.errors import InsufficientPrivilege, InvalidParameterValue

from app.central.audit import By
from app.central.engine import Central, open_central
from app.central.people.credentials import SIGN, check_pin, new_recipe, set_pin, verifier_of
from app.central.people.handing import Power, Shown, drop_pin, hand_pin, pin_holders, power, take_pin
from app.central.promises.site import keep
from app.central.rights.wanted import OF_OFFICE
from app.central.schema import migrate
from app.central.tables import audit, credential, person
from app.domain.errors import Unavailable
from tests.app.central.floor import one, rows
from tests.app.central.rights.crew import As, Raw
from tests.databases.homes import ServerHome

ADMIN, BOSS, PICKER = "BA9", "BA8", "BA7"
PROOF, BOSS_PROOF, NEW = bytes(range(32)), bytes(range(1, 33)), bytes(reversed(range(32)))
RECIPE = new_recipe()
GIVE = "SELECT verdict FROM pasillo_give_pin(%s, %s, 'ST02', %s, %s, %s, %s)"
TAKE = "SELECT verdict FROM pasillo_take_pin(%s, %s, 'ST02', %s)"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def house(site: Central) -> Central:
    with site.writing() as connection:
        for badge, role in ((ADMIN, "admin"), (BOSS, "supervisor"), (PICKER, "picker")):
            connection.execute(sa.insert(person).values(badge=badge, name=badge, role=role, language="es"))
    keep(site, SIGN, "0123456789abcdef")
    for badge, proof in ((ADMIN, PROOF), (BOSS, BOSS_PROOF)):
        set_pin(site, badge, new_recipe(), proof, by=By("system"), now=now())
    return site


def given(admin: str = ADMIN, proof: str = PROOF.hex(), badge: str = PICKER, **other: Any) -> list[Any]:
    new = {"salt": RECIPE.salt, "params": RECIPE.params, "verifier": verifier_of(NEW)} | other
    return [admin, proof, badge, *new.values()]


def kept(house: Central) -> list[sa.Row[tuple[object, ...]]]:
    columns = credential.c.badge, credential.c.salt, credential.c.verifier, credential.c.given_as
    with house.reading() as connection:
        return list(connection.execute(sa.select(*columns).where(credential.c.verifier != "").order_by("badge")))


def test_an_office_gives_lists_and_takes_pins_by_an_administrators_word(house: Central, as_station: As) -> None:
    office = as_station("ST05")
    assert power(office) is Power.OFFICE
    shown = Shown(ADMIN, PROOF, "ST05")
    assert hand_pin(office, shown, PICKER, new_recipe(), NEW, now=now()).word == "ok"
    assert check_pin(as_station("ST01"), PICKER, NEW, station="ST01", now=now()).word == "ok"
    assert set(pin_holders(office)) == {ADMIN, BOSS, PICKER}
    assert take_pin(office, shown, PICKER, now=now()).word == "ok"
    assert set(pin_holders(office)) == {ADMIN, BOSS}
    by = [(row.badge, row.station, row.action) for row in rows(house, audit, audit.c.object == f"person {PICKER}")]
    assert by == [(ADMIN, "ST05", "pin"), (ADMIN, "ST05", "pin_taken")]


@pytest.mark.parametrize("code", ["ST01", "ST09"])
def test_the_floor_and_the_hub_do_nothing_of_it_even_with_the_right_pin(
    house: Central, as_station: As, raw: Raw, code: str
) -> None:
    before, asked, shown = kept(house), as_station(code), Shown(ADMIN, PROOF, code)
    assert power(asked) is Power.NONE
    for deed in (
        lambda: hand_pin(asked, shown, PICKER, new_recipe(), NEW, now=now()),
        lambda: take_pin(asked, shown, BOSS, now=now()),
        lambda: pin_holders(asked),
        lambda: drop_pin(asked, BOSS, by=By(ADMIN, code), now=now()),
    ):
        with pytest.raises(Unavailable) as refused:
            deed()
        assert refused.value.reason == "central.not_allowed"
    for call in (GIVE, TAKE):
        with pytest.raises(InsufficientPrivilege):
            raw(code).execute(call.encode(), given()[: call.count("%s")])
    assert kept(house) == before


@pytest.mark.parametrize(
    "deed",
    [
        "SELECT * FROM credential",
        "SELECT verifier FROM credential",
        "UPDATE credential SET verifier = ''",
        "UPDATE credential SET failures = 0, wait_until = NULL",
        "UPDATE credential SET given_as = 'admin'",
        "INSERT INTO credential (badge, salt, params, verifier, changed_at) VALUES ('BA7', '', '', '', now())",
        "DELETE FROM credential",
        "DELETE FROM site WHERE key = 'site_key.sign'",
        "SELECT * FROM admin_vouches('BA9', '', '')",
        "SELECT note_pin('BA9', 'ST02', 'pin', 'person BA7', '{}')",
        "SET ROLE pasillo",
        "CREATE OR REPLACE FUNCTION note_pin(text, text, text, text, json) RETURNS void LANGUAGE sql AS ''",
    ],
)
def test_an_office_touches_nothing_of_pins_by_itself(house: Central, raw: Raw, deed: str) -> None:
    before = kept(house)
    with pytest.raises(InsufficientPrivilege):
        raw("ST05").execute(deed.encode())
    assert kept(house) == before


def test_an_office_without_the_administrators_pin_is_refused_and_every_try_counts(house: Central, raw: Raw) -> None:
    office, before = raw("ST05"), kept(house)
    calls: list[tuple[str, list[Any]]] = [
        (GIVE, given(proof="0" * 64)),
        (TAKE, [ADMIN, "", BOSS]),
        (GIVE, given(proof=PROOF.hex().upper())),
    ]
    said = [office.execute(call.encode(), values).fetchone() for call, values in calls]
    assert said == [("wrong",)] * 3
    assert office.execute(GIVE.encode(), given()).fetchone() == ("wait",)
    assert one(house, credential, credential.c.badge == ADMIN).failures == 3
    refused = [(row.badge, row.station) for row in rows(house, audit, audit.c.action == "refused")]
    assert refused == [(ADMIN, "ST05")] * 3
    assert kept(house) == before


def test_a_supervisors_pin_and_no_pin_at_all_give_none(house: Central, raw: Raw) -> None:
    office, before = raw("ST05"), kept(house)
    assert office.execute(GIVE.encode(), given(BOSS, BOSS_PROOF.hex())).fetchone() == ("no_admin",)
    assert office.execute(TAKE.encode(), [BOSS, BOSS_PROOF.hex(), ADMIN]).fetchone() == ("no_admin",)
    assert office.execute(GIVE.encode(), [ADMIN, None, *given()[2:]]).fetchone() == ("wrong",)
    assert kept(house) == before


def test_an_office_that_makes_its_supervisor_an_administrator_gains_no_pins(house: Central, raw: Raw) -> None:
    """It may write who works as what, for it imports people; the PIN of before stays a supervisor's."""
    office, before = raw("ST05"), kept(house)
    office.execute("UPDATE person SET role = 'admin' WHERE badge = 'BA8'")
    office.execute("INSERT INTO person (badge, name, role, language) VALUES ('BA6', 'x', 'admin', 'es')")
    assert office.execute(GIVE.encode(), given(BOSS, BOSS_PROOF.hex())).fetchone() == ("not_as_admin",)
    assert office.execute(GIVE.encode(), given(BOSS, BOSS_PROOF.hex(), BOSS)).fetchone() == ("not_as_admin",)
    assert office.execute(GIVE.encode(), given("BA6")).fetchone() == ("wrong",)
    assert kept(house) == before


EVIL = ("'); DROP TABLE credential CASCADE; --", "BA9' OR '1'='1", "\\", "$$; SELECT 1; $$", "%", "BA9\n")


@pytest.mark.parametrize("text", EVIL)
def test_sql_in_a_badge_is_just_a_badge(house: Central, raw: Raw, text: str) -> None:
    office, before = raw("ST05"), kept(house)
    assert office.execute(GIVE.encode(), given(badge=text)).fetchone() == ("nobody",)
    assert office.execute(TAKE.encode(), [ADMIN, PROOF.hex(), text]).fetchone() == ("none",)
    assert office.execute(GIVE.encode(), given(admin=text)).fetchone() == ("wrong",)
    assert kept(house) == before


@pytest.mark.parametrize(
    "broken",
    [
        {"salt": "' || (SELECT verifier FROM credential LIMIT 1) || '"},
        {"salt": None},
        {"params": "argon2id;m=8;t=1;p=1"},
        {"params": None},
        {"verifier": ""},
        {"verifier": None},
        {"verifier": "A" * 64},
    ],
)
def test_what_is_nothing_to_keep_of_a_pin_is_refused_before_anything_is_tried(
    house: Central, raw: Raw, broken: dict[str, Any]
) -> None:
    before = kept(house)
    with pytest.raises(InvalidParameterValue):
        raw("ST05").execute(GIVE.encode(), given(**broken))
    assert kept(house) == before
    assert one(house, credential, credential.c.badge == ADMIN).failures == 0


def test_forged_variables_tables_and_paths_lead_astray_neither_check_nor_record(house: Central, raw: Raw) -> None:
    office, before = raw("ST05"), kept(house)
    for name in ("app.station", "pasillo.station", "pasillo.role", "pasillo.badge"):
        office.execute(f"SET {name} = 'ST02'".encode())
    office.execute(
        "CREATE TEMPORARY TABLE credential (badge text, salt text, params text, verifier text, given_as text)"
    )
    office.execute("CREATE TEMPORARY TABLE person (badge text, role text, active boolean)")
    office.execute("INSERT INTO person VALUES ('BA8', 'admin', true)")
    office.execute(
        "CREATE FUNCTION pg_temp.admin_vouches(text, text, text) RETURNS TABLE (verdict text, wait_s integer) "
        "LANGUAGE sql AS $$ SELECT 'ok', 0 $$"
    )
    office.execute("SET search_path = pg_temp, public")
    give, take = (call.replace("pasillo_", "public.pasillo_").encode() for call in (GIVE, TAKE))
    assert office.execute(give, given(BOSS, BOSS_PROOF.hex())).fetchone() == ("no_admin",)
    assert office.execute(take, [ADMIN, "0" * 64, BOSS]).fetchone() == ("wrong",)
    assert kept(house) == before
    assert office.execute(give, given()).fetchone() == ("ok",)
    done = one(house, audit, audit.c.object == f"person {PICKER}")
    assert (done.badge, done.station) == (ADMIN, "ST05")  # ST02 was said
    assert '"session": "pasillo_st05"' in done.detail


def test_a_site_of_yesterday_goes_on_and_its_office_gives_pins_at_once(server_home: ServerHome) -> None:
    with closing(open_central(server_home.empty())) as central:
        _stands_at(central, "0005")
        with central.writing() as connection:
            connection.execute(
                sa.text("INSERT INTO person (badge, name, role, language) VALUES ('BA9', 'x', 'admin', 'es')")
            )
            columns = "badge, salt, params, verifier, changed_at"
            old = f"INSERT INTO credential ({columns}) VALUES (:badge, 's', 'p', :kept, now())"  # noqa: S608 - no word of it comes from outside
            for badge, verifier in ((ADMIN, verifier_of(PROOF)), ("BA404", "")):
                connection.execute(sa.text(old), {"badge": badge, "kept": verifier})
            connection.execute(
                sa.text(
                    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pasillo_office') "
                    "THEN CREATE ROLE pasillo_office NOLOGIN; END IF; END $$"
                )
            )
        migrate(central)
        with central.reading() as connection:
            told = {row.badge: row.given_as for row in connection.execute(sa.select(credential))}
            may = sa.text(
                "SELECT bool_and(has_function_privilege('pasillo_office', to_regproc(n), 'EXECUTE')) "
                "FROM unnest(CAST(:names AS text[])) AS n"
            )
            assert connection.scalar(may, {"names": list(OF_OFFICE)})
        assert told == {ADMIN: "admin", "BA404": None}


def _stands_at(central: Central, step: str) -> None:
    config = Config()
    config.set_main_option("script_location", "app.central:migrations")
    with central.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, step)
