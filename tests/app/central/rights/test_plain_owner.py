"""A site whose owner is no superuser, as the site's page tells to make one."""

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from app.central.check import check
from app.central.engine import Central, open_central
from app.central.rights.logins import Duty, add_login, logins, new_password, revoke_login
from app.central.schema import migrate
from tests.app.central.floor import NOW
from tests.databases.server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own: groups of roles belong to whoever made them first."""
    with closing(Server()) as made:
        made.make()
        made.start()
        made.sql("CREATE ROLE keeper LOGIN CREATEROLE", "CREATE DATABASE house OWNER keeper")
        yield made


@pytest.fixture
def owner(server: Server) -> Iterator[Central]:
    central = open_central(server.url("house", "keeper"))
    migrate(central)
    yield central
    central.close()


def test_an_owner_who_is_no_superuser_registers_changes_and_shuts_out(server: Server, owner: Central) -> None:
    for duty in (Duty.FLOOR, Duty.OFFICE, Duty.FLOOR):
        add_login(owner, "ST01", duty, password=new_password(), now=NOW)
    add_login(owner, "ST90", Duty.HUB, password=None, now=NOW)
    assert check(owner) == []
    with psycopg.connect(server.dsn("house", "pasillo_st01"), autocommit=True) as session:
        revoke_login(owner, "ST01", now=NOW)
        with pytest.raises(psycopg.OperationalError):
            session.execute("SELECT 1")
    assert [login.role for login in logins(owner)] == ["pasillo_st90"]
    add_login(owner, "ST01", Duty.FLOOR, password=None, now=NOW)
    assert check(owner) == []
