"""Who gives PINs at a server: the office by an administrator's word, and nobody else whatever SQL they know."""

from typing import Any

import pytest
from psycopg.errors import InsufficientPrivilege, InvalidParameterValue

from app.central.audit import By
from app.central.engine import Central
from app.central.people.credentials import check_pin, new_recipe
from app.central.people.handing import Power, Shown, drop_pin, hand_pin, pin_holders, power, take_pin
from app.central.tables import audit
from app.domain.errors import Unavailable
from tests.app.central.floor import one, rows
from tests.app.central.rights.crew import As, Raw
from tests.app.central.rights.pin_house import (
    ADMIN,
    BOSS,
    BOSS_PROOF,
    GIVE,
    NEW,
    PICKER,
    PROOF,
    TAKE,
    answer,
    failures,
    given,
    kept,
    now,
)


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
    assert [answer(office, call, values) for call, values in calls] == ["wrong"] * 3
    assert answer(office, GIVE, given()) == "wait"
    assert failures(house) == 3
    refused = [(row.badge, row.station) for row in rows(house, audit, audit.c.action == "refused")]
    assert refused == [(ADMIN, "ST05")] * 3
    assert kept(house) == before


def test_a_supervisors_pin_and_no_pin_at_all_give_none(house: Central, raw: Raw) -> None:
    office, before = raw("ST05"), kept(house)
    assert answer(office, GIVE, given(BOSS, BOSS_PROOF.hex())) == "no_admin"
    assert answer(office, TAKE, [BOSS, BOSS_PROOF.hex(), ADMIN]) == "no_admin"
    assert answer(office, GIVE, [ADMIN, None, *given()[2:]]) == "wrong"
    assert kept(house) == before


def test_an_office_that_makes_its_supervisor_an_administrator_gains_no_pins(house: Central, raw: Raw) -> None:
    """It may write who works as what, for it imports people; the PIN of before stays a supervisor's."""
    office, before = raw("ST05"), kept(house)
    office.execute("UPDATE person SET role = 'admin' WHERE badge = 'BA8'")
    office.execute("INSERT INTO person (badge, name, role, language) VALUES ('BA6', 'x', 'admin', 'es')")
    assert answer(office, GIVE, given(BOSS, BOSS_PROOF.hex())) == "not_as_admin"
    assert answer(office, GIVE, given(BOSS, BOSS_PROOF.hex(), BOSS)) == "not_as_admin"
    assert answer(office, GIVE, given("BA6")) == "wrong"
    assert kept(house) == before


EVIL = ("'); DROP TABLE credential CASCADE; --", "BA9' OR '1'='1", "\\", "$$; SELECT 1; $$", "%", "BA9\n")


@pytest.mark.parametrize("text", EVIL)
def test_sql_in_a_badge_is_just_a_badge(house: Central, raw: Raw, text: str) -> None:
    office, before = raw("ST05"), kept(house)
    assert answer(office, GIVE, given(badge=text)) == "nobody"
    assert answer(office, TAKE, [ADMIN, PROOF.hex(), text]) == "none"
    assert answer(office, GIVE, given(admin=text)) == "wrong"
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
    assert failures(house) == 0


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
    give, take = (call.replace("pasillo_", "public.pasillo_") for call in (GIVE, TAKE))
    assert answer(office, give, given(BOSS, BOSS_PROOF.hex())) == "no_admin"
    assert answer(office, take, [ADMIN, "0" * 64, BOSS]) == "wrong"
    assert kept(house) == before
    assert answer(office, give, given()) == "ok"
    done = one(house, audit, audit.c.object == f"person {PICKER}")
    assert (done.badge, done.station) == (ADMIN, "ST05")  # ST02 was said
    assert '"session": "pasillo_st05"' in done.detail
