"""The checker knows who may do what: a right too few or too many is named."""

import psycopg
import pytest

from app.central.check import check
from app.central.engine import Central
from app.language import LANGUAGES, load_phrases
from tests.databases.homes import ServerHome

SPOILT = {
    "REVOKE EXECUTE ON FUNCTION claim_walk FROM pasillo_station": ("missing_right", "claim_walk"),
    "REVOKE SELECT ON walk FROM pasillo_office": ("missing_right", "walk"),
    "ALTER FUNCTION append_facts SECURITY INVOKER": ("missing_right", "append_facts"),
    "ALTER FUNCTION append_facts SET search_path = public": ("missing_right", "append_facts"),
    "DROP FUNCTION next_walk": ("missing_right", "next_walk"),
    "REVOKE EXECUTE ON FUNCTION pasillo_give_pin FROM pasillo_office": ("missing_right", "pasillo_give_pin"),
    "ALTER FUNCTION pasillo_take_pin SET search_path = public": ("missing_right", "pasillo_take_pin"),
    "ALTER FUNCTION pasillo_pin_holders SECURITY INVOKER": ("missing_right", "pasillo_pin_holders"),
    "GRANT EXECUTE ON FUNCTION pasillo_give_pin TO pasillo_station": ("extra_right", "pasillo_give_pin"),
    "GRANT EXECUTE ON FUNCTION admin_vouches TO pasillo_office": ("extra_right", "admin_vouches"),
    "GRANT SELECT ON credential TO pasillo_office": ("extra_right", "credential"),
    "GRANT UPDATE ON stock TO pasillo_station": ("extra_right", "stock"),
    "GRANT UPDATE (on_hand) ON stock TO pasillo_office": ("extra_right", "stock.on_hand"),
    "GRANT SELECT ON fact TO pasillo_st01": ("extra_right", "fact"),
    "GRANT DELETE ON fact TO PUBLIC": ("extra_right", "fact"),
    "GRANT CREATE ON SCHEMA public TO PUBLIC": ("extra_right", "schema public"),
    "GRANT EXECUTE ON FUNCTION next_walk TO pasillo_station": ("extra_right", "next_walk"),
    "CREATE FUNCTION easy() RETURNS integer LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION easy TO PUBLIC": (
        "extra_right",
        "easy",
    ),
    "ALTER TABLE wave OWNER TO pasillo_st01": ("extra_right", "wave"),
    "ALTER TABLE fact DISABLE TRIGGER fact_is_unchanged": ("missing_part", "fact_is_unchanged"),
    "ALTER TABLE station DISABLE ROW LEVEL SECURITY": ("missing_part", "own_row"),
    "DROP POLICY own_row ON station": ("missing_part", "own_row"),
}


def test_a_site_with_its_roles_is_right(site: Central) -> None:
    assert check(site) == []


@pytest.mark.parametrize("deed", SPOILT)
def test_a_right_too_few_or_too_many_is_found(site: Central, server_home: ServerHome, deed: str) -> None:
    with psycopg.connect(server_home.server.dsn(str(site.engine.url.database)), autocommit=True) as owner:
        owner.execute(deed.encode())
    rule, named = SPOILT[deed]
    found = [each for each in check(site) if each.rule == rule]
    assert named in {each.detail.get("on") or each.detail["part"] for each in found}
    for language in LANGUAGES:
        assert "{" not in load_phrases(language)(f"check.{rule}", **found[0].detail)


@pytest.mark.parametrize("power", ["SUPERUSER", "CREATEROLE", "BYPASSRLS"])
def test_a_station_with_power_over_the_server_is_found(site: Central, server_home: ServerHome, power: str) -> None:
    server_home.server.sql(f"ALTER ROLE pasillo_st02 {power}")
    try:
        found = [each.detail for each in check(site) if each.rule == "extra_right"]
    finally:
        server_home.server.sql(f"ALTER ROLE pasillo_st02 NO{power}")
    assert {"role": "pasillo_st02", "right": power, "on": "server"} in found


def test_a_station_in_two_groups_is_found(site: Central, server_home: ServerHome) -> None:
    server_home.server.sql("GRANT pasillo_office TO pasillo_st02")
    try:
        found = [each.detail for each in check(site) if each.rule == "extra_right"]
    finally:
        server_home.server.sql("REVOKE pasillo_office FROM pasillo_st02")
    assert {"role": "pasillo_st02", "right": "MEMBER", "on": "pasillo_office"} in found
