"""A guess that is taken back has told nothing: a PIN is tried in one transaction and answered in another."""

from contextlib import closing

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from psycopg.errors import InsufficientPrivilege

from app.central.check import check
from app.central.engine import Central, open_central
from app.central.people.credentials import verifier_of
from app.central.rights.wanted import OF_OFFICE
from app.central.schema import migrate
from app.central.tables import audit, credential
from tests.app.central.floor import rows
from tests.app.central.rights.crew import Raw
from tests.app.central.rights.pin_house import (
    ADMIN,
    BOSS,
    GIVE,
    PROOF,
    failures,
    given,
    try_pin,
)
from tests.databases.homes import ServerHome

VERDICT = "SELECT verdict FROM pasillo_pin_verdict(%s, %s, 'ST01')"


@pytest.mark.parametrize("code", ["ST01", "ST05", "ST09"])
def test_a_guess_that_is_taken_back_has_told_nothing(house: Central, raw: Raw, code: str) -> None:
    """In the transaction of the try there is no answer, and after it the try stays counted."""
    thief = raw(code)
    for proof in (PROOF.hex(), "0" * 64):
        thief.execute("BEGIN")
        ticket = try_pin(thief, ADMIN, proof)
        said = [thief.execute(VERDICT.encode(), [ADMIN, ticket]).fetchone()]
        thief.execute("SAVEPOINT here")
        said.append(thief.execute(VERDICT.encode(), [ADMIN, ticket]).fetchone())
        thief.execute("ROLLBACK")
        assert said == [("wrong",)] * 2
        assert thief.execute(VERDICT.encode(), [ADMIN, ticket]).fetchone() == ("wrong",)  # nothing is left of it


def test_an_answer_that_is_taken_back_counts_all_the_same_and_opens_nothing_else(house: Central, raw: Raw) -> None:
    thief = raw("ST05")
    for _ in range(3):
        ticket = try_pin(thief, ADMIN, "0" * 64)
        for _ in range(5):
            thief.execute("BEGIN")
            assert thief.execute(VERDICT.encode(), [ADMIN, ticket]).fetchone() == ("wrong",)
            thief.execute("ROLLBACK")
    assert failures(house) == 3
    assert try_pin(thief, ADMIN, PROOF.hex()) == ""
    told = [row.detail for row in rows(house, audit, audit.c.action == "refused")]
    assert len(told) == 2  # the third is told with the next try that is looked at
    assert all('"unanswered": true' in detail for detail in told)


def test_a_ticket_is_good_for_its_badge_and_once(house: Central, raw: Raw) -> None:
    office = raw("ST05")
    ticket = try_pin(office, ADMIN, PROOF.hex())
    for forged in ("", None, "0" * 32, ticket.upper(), f"{ticket} "):
        assert office.execute(VERDICT.encode(), [ADMIN, forged]).fetchone() == ("wrong",)
    assert office.execute(VERDICT.encode(), [BOSS, ticket]).fetchone() == ("wrong",)
    assert office.execute(VERDICT.encode(), [ADMIN, ticket]).fetchone() == ("ok",)
    assert office.execute(VERDICT.encode(), [ADMIN, ticket]).fetchone() == ("wrong",)
    assert office.execute(GIVE.encode(), [ADMIN, ticket, *given()[2:]]).fetchone() == ("wrong",)


@pytest.mark.parametrize("code", ["ST01", "ST05", "ST09"])
def test_nobody_may_ask_the_former_function_that_did_both(house: Central, raw: Raw, code: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        raw(code).execute("SELECT * FROM pasillo_check_pin('BA9', '', '')")


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
            connection.execute(sa.text("GRANT EXECUTE ON FUNCTION pasillo_pin_salt(text) TO pasillo_office"))
        migrate(central)
        with central.reading() as connection:
            told = {row.badge: row.given_as for row in connection.execute(sa.select(credential))}
            may = sa.text(
                "SELECT bool_and(has_function_privilege('pasillo_office', to_regproc(n), 'EXECUTE')) "
                "FROM unnest(CAST(:names AS text[])) AS n"
            )
            assert connection.scalar(may, {"names": list(OF_OFFICE)})
        assert told == {ADMIN: "admin", "BA404": None}


def test_a_site_that_registered_nobody_lets_no_group_of_the_servers_in(house: Central, server_home: ServerHome) -> None:
    """The groups are there, for another site on this server has made them."""
    with closing(open_central(server_home.empty())) as central:
        migrate(central)
        assert check(central) == []


def _stands_at(central: Central, step: str) -> None:
    config = Config()
    config.set_main_option("script_location", "app.central:migrations")
    with central.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, step)
