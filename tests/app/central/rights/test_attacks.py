"""What somebody tries who holds a station's login and knows SQL: all refused, each refusal in the server's log."""

import json
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from psycopg.errors import InsufficientPrivilege, InvalidParameterValue

from app.central.engine import Central
from app.central.inbox import append
from app.central.rights.wanted import CALLED, INNER
from app.central.tables import audit, fact, metadata, station
from app.domain.deeds import SignedIn
from app.domain.errors import Unavailable
from tests.app.central.floor import NOW, Station, add_order, add_walk, dump, one, rows
from tests.app.central.rights.crew import As, Raw
from tests.databases.homes import ServerHome

ATTACKS = {
    "become the owner": "SET ROLE pasillo",
    "become another station": "SET ROLE pasillo_st02",
    "become the office": "SET ROLE pasillo_office",
    "log in as somebody else": "SET SESSION AUTHORIZATION pasillo_st02",
    "make myself a superuser": "ALTER ROLE pasillo_st01 SUPERUSER",
    "join the office": "GRANT pasillo_office TO pasillo_st01",
    "join the hub": "GRANT pasillo_hub TO pasillo_st01",
    "make a role": "CREATE ROLE intruder LOGIN",
    "be the role of another station": "UPDATE station SET db_role = 'pasillo_st01' WHERE code = 'ST02'",
    "be another station": "UPDATE station SET code = 'ST02'",
    "give my role away": "UPDATE station SET db_role = NULL WHERE code = 'ST01'",
    "be a new station": "INSERT INTO station (code, incarnation, last_seen) VALUES ('ST77', '', now())",
    "rewrite a fact": "UPDATE fact SET who = 'BA9' WHERE seq = 1",
    "mark a fact as booked": "UPDATE fact SET booked_at = now(), outcome = 'noted'",
    "read the facts": "SELECT payload FROM fact",
    "delete facts": "DELETE FROM fact",
    "empty the facts": "TRUNCATE fact CASCADE",
    "read the trail": "SELECT * FROM audit",
    "clean the trail": "DELETE FROM audit",
    "forge the trail": "INSERT INTO audit (badge, station, action, object, at) VALUES ('x', 'ST02', 'x', 'x', now())",
    "raise stock": "UPDATE stock SET on_hand = on_hand + 1",
    "free stock": "UPDATE stock SET reserved = 0",
    "move goods": "INSERT INTO movement SELECT * FROM movement LIMIT 1",
    "redirect an order": "UPDATE sales_order SET recipient = '{}'",
    "ship an order": "UPDATE sales_order SET state = 'shipped'",
    "cancel an order": "UPDATE sales_order SET state = 'cancelled'",
    "promote a person": "UPDATE person SET role = 'admin'",
    "add a person": "INSERT INTO person (badge, name, role, language) VALUES ('BA99', 'x', 'admin', 'en')",
    "take a walk": "UPDATE walk SET station = 'ST01'",
    "change a setting": "INSERT INTO site (key, value) VALUES ('cutoffs', '{}')",
    "resolve an exception": "UPDATE exception SET resolved_by = 'BA1'",
    "make a table": "CREATE TABLE public.mine (x integer)",
    "make a table for myself": "CREATE TEMPORARY TABLE walk (x integer)",
    "make a schema": "CREATE SCHEMA mine",
    "make a function": "CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
    "turn a guard off": "ALTER TABLE fact DISABLE TRIGGER ALL",
    "turn all guards off": "SET session_replication_role = replica",
    "replace a function": "CREATE OR REPLACE FUNCTION acting_station(text, timestamp) RETURNS timestamp "
    "LANGUAGE sql AS 'SELECT $2'",
    "drop a function": "DROP FUNCTION append_facts",
    "read files": "SELECT pg_read_file('/etc/passwd')",
    "run programs": "COPY fact FROM PROGRAM 'id'",
    "read secrets of roles": "SELECT rolpassword FROM pg_authid",
    "end the others": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'pasillo'",
}


@pytest.fixture
def busy(site: Central) -> Central:
    """The site with an order, a claimed walk and a journal of the other station."""
    add_walk(site, [add_order(site, [("S1", 2)])])
    append(site, [Station("ST02").seal(SignedIn("BA1"))], now=NOW)
    return site


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_station_may_not_do_is_refused_and_logged(
    busy: Central, raw: Raw, server_home: ServerHome, attack: str
) -> None:
    before = dump(busy)
    marked = f"{ATTACKS[attack]} /* {attack} by {busy.engine.url.database} */"
    with pytest.raises(InsufficientPrivilege):
        raw("ST01").execute(marked.encode())
    assert dump(busy) == before
    assert marked in server_home.server.log()


DEEDS = (
    'DELETE FROM "{table}"',
    'INSERT INTO "{table}" DEFAULT VALUES',
    'TRUNCATE "{table}"',
    'UPDATE "{table}" SET "{column}" = "{column}"',
)


def test_no_table_at_all_is_written_by_a_floor_station(busy: Central, raw: Raw) -> None:
    thief = raw("ST01")
    for table in metadata.sorted_tables:
        column = next(iter(table.columns)).name  # the key, which a station may not change in its own row either
        for deed in DEEDS:
            with pytest.raises(InsufficientPrivilege):
                thief.execute(deed.format(table=table.name, column=column).encode())


def test_a_station_changes_its_own_row_only_and_not_who_it_is(busy: Central, raw: Raw) -> None:
    assert raw("ST01").execute("UPDATE station SET last_seen = '2011-01-01'").rowcount == 1
    seen = {row.code: row.last_seen.year for row in rows(busy, station)}
    assert (seen["ST01"], seen["ST02"]) == (2011, 2010)


def test_a_station_sees_no_other_ones_row(busy: Central, raw: Raw) -> None:
    assert raw("ST01").execute("SELECT code FROM station").fetchall() == [("ST01",)]
    assert {code for (code,) in raw("ST05").execute("SELECT code FROM station")} >= {"ST01", "ST02", "ST05"}


def test_a_forged_variable_gives_nobody_another_station(busy: Central, raw: Raw) -> None:
    thief = raw("ST01")
    for name in ("app.station", "pasillo.station", "pasillo.role"):
        thief.execute(f"SET {name} = 'ST02'".encode())
    with pytest.raises(InsufficientPrivilege, match="may not act for station ST02"):
        thief.execute("SELECT claim_walk('ST02', 'BA1', '', '1 hour', now()::timestamp)")


FOREIGN: dict[str, tuple[str, tuple[Any, ...]]] = {
    "append_facts": ("%s, %s, %s::json, %s", ("ST02", "journal-ST02", "[]", NOW)),
    "claim_walk": ("%s, 'BA1', '', '1 hour', %s", ("ST02", NOW)),
    "claim_this_walk": ("%s, 'BA1', 1, true, '1 hour', %s", ("ST02", NOW)),
    "renew_claim": ("%s, 1, 1, '1 hour', %s", ("ST02", NOW)),
    "give_back_walk": ("%s, 'BA1', 1, 1, %s", ("ST02", NOW)),
    "note_audit": ("'BA1', %s, 'x', 'x', %s, '{}'", ("ST02", NOW)),
    "open_pack": ("%s, 'BA1', 'T1', %s", ("ST02", NOW)),
    "put_on_manifest": ("'UPS', %s, 'BA1', %s", ("ST02", NOW)),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_no_function_acts_for_another_station(busy: Central, raw: Raw, name: str) -> None:
    places, values = FOREIGN[name]
    plain = tuple(value.replace(tzinfo=None) if value is NOW else value for value in values)
    with pytest.raises(InsufficientPrivilege, match="pasillo_st01 may not act for station ST02"):
        raw("ST01").execute(f"SELECT {name}({places})".encode(), plain)


def test_every_function_that_names_a_station_was_tried() -> None:
    of_none = {"allot_numbers", "held_until", "pasillo_pin_salt", "raise_numbers"}
    of_none |= {"pasillo_try_pin", "pasillo_pin_verdict"}
    assert set(CALLED) - set(FOREIGN) == of_none


def test_a_wrong_pin_is_told_of_the_station_that_tried_it(busy: Central, raw: Raw) -> None:
    thief = raw("ST01")
    ticket = thief.execute("SELECT ticket FROM pasillo_try_pin('BA1', repeat('0', 64), 'ST02')").fetchone()
    tried = thief.execute("SELECT verdict FROM pasillo_pin_verdict('BA1', %s, 'ST02')", ticket).fetchone()
    assert tried == ("wrong",)
    assert one(busy, audit, audit.c.object == "pin").station == "ST01"


@pytest.mark.parametrize("name", INNER)
def test_the_inner_functions_are_for_the_others_only(busy: Central, raw: Raw, name: str) -> None:
    kinds = busy.engine.connect()
    with kinds:
        text = kinds.scalar(sa.text(f"SELECT pg_get_function_identity_arguments('{name}'::regproc)"))
    given = ", ".join(f"NULL::{each.split(' ', 1)[1]}" for each in str(text).split(", ") if each)
    with pytest.raises(InsufficientPrivilege, match=name):
        raw("ST01").execute(f"SELECT {name}({given})".encode())


def test_facts_of_another_station_are_not_taken_from_this_one(busy: Central, as_station: As) -> None:
    theirs = Station("ST02").seal(SignedIn("BA1"))
    with pytest.raises(Unavailable) as refused:
        append(as_station("ST01"), [theirs], now=NOW)
    assert refused.value.reason == "central.not_allowed"


def test_a_journal_of_another_station_is_not_written_on(busy: Central, raw: Raw) -> None:
    sent = json.dumps([{"id": "x", "seq": 2, "kind": "SignedIn", "version": 1, "who": "BA1"}])
    with pytest.raises(InsufficientPrivilege, match="may not write in the journal of station ST02"):
        raw("ST01").execute("SELECT append_facts('ST01', 'journal-ST02', %s::json, now()::timestamp)", [sent])
    assert len(rows(busy, fact, fact.c.station == "ST02")) == 1


EVIL = "'); DROP TABLE walk CASCADE; SELECT ('\\"


def test_sql_in_any_text_is_just_text(busy: Central, as_station: As, raw: Raw) -> None:
    thief, moment = raw("ST01"), NOW.replace(tzinfo=None)
    before = {table.name for table in metadata.sorted_tables}
    writer = Station("ST01")
    append(as_station("ST01"), [writer.seal(SignedIn(EVIL), who=EVIL)], now=NOW)
    for call, values in (
        ("note_audit(%s, 'ST01', %s, %s, %s, %s)", (EVIL, EVIL, EVIL, moment, EVIL)),
        ("claim_walk('ST01', %s, %s, '1 hour', %s)", (EVIL, EVIL, moment)),
        ("claim_this_walk('ST01', %s, 1, true, '1 hour', %s)", (EVIL, moment)),
        ("give_back_walk('ST01', %s, 1, 2, %s)", (EVIL, moment)),
        ("open_pack('ST01', %s, %s, %s)", (EVIL, EVIL, moment)),
        ("put_on_manifest(%s, 'ST01', %s, %s)", (EVIL, EVIL, moment)),
        ("allot_numbers(%s, 1)", (EVIL,)),
        ("held_until(%s)", (EVIL,)),
    ):
        thief.execute(f"SELECT {call}".encode(), values)
    with busy.reading() as connection:
        assert before <= set(sa.inspect(connection).get_table_names())
    assert [row.who for row in rows(busy, fact, fact.c.station == "ST01")] == [EVIL]


def test_a_search_path_of_its_own_leads_no_function_astray(busy: Central, raw: Raw) -> None:
    """The office may make temporary tables; none of them stands in for a table of the house."""
    thief, moment = raw("ST05"), NOW.replace(tzinfo=None)
    thief.execute("CREATE TEMPORARY TABLE station (code text, db_role text, incarnation text, last_seen timestamp)")
    thief.execute("INSERT INTO station VALUES ('ST02', session_user, '', now())")
    thief.execute("CREATE FUNCTION pg_temp.in_group(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'")
    thief.execute("SET search_path = pg_temp, public")
    with pytest.raises(InsufficientPrivilege, match="pasillo_st05 may not act for station ST02"):
        thief.execute("SELECT public.claim_walk('ST02', 'BA1', '', '1 hour', %s)", [moment])


@pytest.mark.parametrize("count", [0, -5, 10_000_000, None])
def test_nobody_uses_the_numbers_up(busy: Central, raw: Raw, count: int | None) -> None:
    with pytest.raises((InsufficientPrivilege, InvalidParameterValue)):
        raw("ST01").execute("SELECT allot_numbers('sscc', %s::integer)", [count])


def test_even_the_owner_rewrites_nothing(busy: Central, server_home: ServerHome) -> None:
    with psycopg.connect(server_home.server.dsn(str(busy.engine.url.database)), autocommit=True) as owner:
        for deed in (
            "UPDATE fact SET who = 'BA9'",
            "UPDATE fact SET booked_at = NULL, outcome = NULL",
            "DELETE FROM fact",
            "TRUNCATE fact CASCADE",
            "UPDATE movement SET qty = 1",
            "DELETE FROM movement",
            "UPDATE audit SET badge = 'BA9'",
            "DELETE FROM audit",
            "TRUNCATE audit",
        ):
            with pytest.raises(InsufficientPrivilege, match="only ever written"):
                owner.execute(deed.encode())


OFFICE = (
    "UPDATE fact SET who = 'x'",
    "DELETE FROM fact",
    "UPDATE stock SET on_hand = 99",
    "INSERT INTO movement SELECT * FROM movement LIMIT 1",
    "UPDATE order_line SET picked = 1",
    "DELETE FROM audit",
    "INSERT INTO audit (badge, station, action, object, at) VALUES ('x', 'ST02', 'x', 'x', now())",
    "UPDATE number_range SET next = 1",
    "UPDATE station SET db_role = NULL",
    "CREATE TABLE public.mine (x integer)",
)


@pytest.mark.parametrize("deed", OFFICE)
def test_an_office_station_touches_neither_facts_nor_goods(busy: Central, raw: Raw, deed: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        raw("ST05").execute(deed.encode())


def test_the_hub_changes_no_fact_and_no_trail(busy: Central, raw: Raw) -> None:
    for deed in ("UPDATE fact SET who = 'x'", "DELETE FROM fact", "DELETE FROM audit", "UPDATE movement SET qty = 1"):
        with pytest.raises(InsufficientPrivilege):
            raw("ST09").execute(deed.encode())
