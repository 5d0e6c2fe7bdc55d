"""A site on a server with its roles: two floor stations, an office station and the hub."""

from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest
import sqlalchemy as sa

from app.central.engine import Central, open_central
from app.central.rights.logins import Duty, add_login, role_of
from app.central.rights.wanted import rights_of_member
from tests.app.central.floor import NOW, lay_out_floor
from tests.app.central.rights.crew import As, Raw
from tests.app.central.rights.pin_house import man_pins
from tests.databases.homes import ServerHome

STATIONS = {"ST01": Duty.FLOOR, "ST02": Duty.FLOOR, "ST05": Duty.OFFICE, "ST09": Duty.HUB}


def man(central: Central) -> None:
    lay_out_floor(central)
    for code, duty in STATIONS.items():
        add_login(central, code, duty, password=None, now=NOW)


@pytest.fixture
def site(server_home: ServerHome) -> Iterator[Central]:
    """The database as its owner sees it. A copy of a database has its tables' rights, but not the database's own."""
    with server_home.fresh("manned floor", man) as central:
        name = str(central.engine.url.database)
        server_home.server.sql(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
        for code, duty in STATIONS.items():
            for right in rights_of_member(role_of(code), str(duty)):
                server_home.server.sql(f"GRANT {right.privilege} ON DATABASE {name} TO {right.role}")
        yield central


@pytest.fixture
def as_station(site: Central) -> Iterator[As]:
    """Opens the database as one of the stations."""
    with ExitStack() as stack:

        def opened(code: str) -> Central:
            url = sa.make_url(site.engine.url).set(username=role_of(code))
            central = open_central(url.render_as_string(hide_password=False))
            stack.callback(central.close)
            return central

        yield opened


@pytest.fixture
def raw(site: Central, server_home: ServerHome) -> Iterator[Raw]:
    """Gives a station's role a connection to do anything with."""
    with ExitStack() as stack:

        def connected(code: str) -> psycopg.Connection:
            dsn = server_home.server.dsn(str(site.engine.url.database), role_of(code))
            return stack.enter_context(psycopg.connect(dsn, autocommit=True))

        yield connected


@pytest.fixture
def house(site: Central) -> Central:
    """The site with people who have PINs."""
    man_pins(site)
    return site
