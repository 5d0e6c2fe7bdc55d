"""Stations are registered and shut out: one role each, with limits, in exactly one group."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from app.central import migrations
from app.central.engine import Central, open_central
from app.central.rights.logins import Duty, add_login, logins, new_password, revoke_login, role_of
from app.central.rights.wanted import CALLED, CLOSED, FORMER, INNER, OF_OFFICE, OF_TRIGGERS, READS
from app.central.tables import audit, metadata, station
from app.domain.errors import Conflict, Unavailable
from tests.app.central.floor import NOW, one, rows
from tests.app.central.rights.crew import As, Raw
from tests.databases.homes import FileHome, ServerHome
from tests.databases.server import Server


def test_every_table_is_opened_or_closed_on_purpose() -> None:
    assert {table.name for table in metadata.sorted_tables} <= CLOSED.union(*READS.values())


def test_every_function_is_called_by_somebody_on_purpose() -> None:
    folder = Path(migrations.__file__).parent / "functions"
    made = {found[1] for file in folder.glob("*.sql") if (found := MADE.search(file.read_text(encoding="utf-8")))}
    assert made == {*CALLED, *OF_OFFICE, *INNER, *OF_TRIGGERS, *FORMER}


MADE = re.compile(r"^CREATE (?:OR REPLACE )?FUNCTION (?:public\.)?(\w+)", re.MULTILINE)


def test_the_owner_sees_who_may_log_in(site: Central) -> None:
    known = {login.role: (login.station, login.duty) for login in logins(site)}
    assert known == {
        "pasillo_st01": ("ST01", Duty.FLOOR),
        "pasillo_st02": ("ST02", Duty.FLOOR),
        "pasillo_st05": ("ST05", Duty.OFFICE),
        "pasillo_st09": ("", Duty.HUB),
    }


def test_a_login_has_limits(site: Central, raw: Raw) -> None:
    floor = raw("ST01")
    shown = [floor.execute(f"SHOW {name}".encode()).fetchone() for name in ("statement_timeout", "lock_timeout")]
    assert shown == [("15s",), ("5s",)]
    with site.reading() as connection:
        limit = connection.scalar(sa.text("SELECT rolconnlimit FROM pg_roles WHERE rolname = 'pasillo_st01'"))
    assert limit == 8


def test_registering_again_changes_what_a_station_is_for(site: Central) -> None:
    add_login(site, "ST02", Duty.OFFICE, password=None, now=NOW)
    assert next(login.duty for login in logins(site) if login.station == "ST02") is Duty.OFFICE
    add_login(site, "ST02", Duty.FLOOR, password=None, now=NOW)
    assert next(login.duty for login in logins(site) if login.station == "ST02") is Duty.FLOOR


def test_a_revoked_station_is_thrown_out_and_stays_out(site: Central, raw: Raw, as_station: As) -> None:
    add_login(site, "ST03", Duty.FLOOR, password=None, now=NOW)
    session = raw("ST03")
    revoke_login(site, "ST03", now=NOW)
    with pytest.raises(psycopg.OperationalError):
        session.execute("SELECT 1")
    with pytest.raises(Unavailable), as_station("ST03").reading():
        pass
    assert one(site, station, station.c.code == "ST03").db_role is None
    assert "ST03" not in {login.station for login in logins(site)}
    assert [row.action for row in rows(site, audit, audit.c.object == "ST03")] == ["station_add", "station_revoke"]
    with pytest.raises(Conflict):
        revoke_login(site, "ST03", now=NOW)


def test_only_the_owner_registers_stations(as_station: As) -> None:
    for code in ("ST01", "ST05", "ST09"):
        with pytest.raises(Unavailable) as refused:
            add_login(as_station(code), "ST66", Duty.OFFICE, password=None, now=NOW)
        assert refused.value.reason == "central.not_allowed"


def test_a_file_has_no_logins(file_home: FileHome) -> None:
    with file_home.fresh() as central:
        for attempt in (
            lambda: add_login(central, "ST01", Duty.FLOOR, password=None, now=NOW),
            lambda: revoke_login(central, "ST01", now=NOW),
            lambda: logins(central),
        ):
            with pytest.raises(Conflict) as refused:
                attempt()
            assert refused.value.reason == "rights.no_server"


@pytest.fixture(scope="module")
def strict() -> Iterator[ServerHome]:
    """A server that asks the stations for their passwords."""
    server = Server()
    try:
        server.make()
        rules = server.data / "pg_hba.conf"
        trusting = rules.read_text(encoding="utf-8")
        asking = "host all /^pasillo_.*$ 127.0.0.1/32 scram-sha-256\n"
        rules.write_text(asking + trusting, encoding="utf-8")
        server.start()
        yield ServerHome(server)
    finally:
        server.close()


def test_a_forged_key_opens_nothing_and_the_right_one_is_in_no_log(strict: ServerHome) -> None:
    password = new_password()
    with strict.fresh("empty") as owner:
        for code, secret in (("ST01", password), ("ST02", new_password()), ("ST03", None)):
            add_login(owner, code, Duty.FLOOR, password=secret, now=NOW)
        url = sa.make_url(owner.engine.url)
        for code, key, welcome in (
            ("ST01", password, True),
            ("ST01", "forged", False),
            ("ST02", password, False),
            ("ST03", password, False),
            ("ST04", password, False),
        ):
            door = open_central(url.set(username=role_of(code), password=key).render_as_string(hide_password=False))
            assert enters(door) is welcome
            door.close()
    log = strict.server.log()
    assert 'password authentication failed for user "pasillo_st02"' in log
    assert password not in log


def enters(door: Central) -> bool:
    try:
        with door.reading() as connection:
            return bool(connection.scalar(sa.text("SELECT session_user")) == door.engine.url.username)
    except Unavailable:
        return False
