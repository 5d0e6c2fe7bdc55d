"""A site with registered stations comes back from a backup with its doors: who was let in is, and nobody else."""

from pathlib import Path

import pytest

from app.central.backup.restoring import restore
from app.central.backup.taking import take
from app.central.check import check
from app.central.engine import Central, open_central
from app.central.rights.logins import Duty, add_login, logins, role_of
from app.central.tables import stock
from tests.app.central.floor import NOW, rows
from tests.databases.homes import ServerHome

CREW = {"ST31": Duty.FLOOR, "ST32": Duty.OFFICE, "ST33": Duty.HUB}
OPEN_TO_ALL = "SELECT count(*) FROM pg_database, aclexplode(datacl) WHERE datname = current_database() AND grantee = 0"


@pytest.fixture
def manned(served: Central) -> Central:
    for code, duty in CREW.items():
        add_login(served, code, duty, password=None, now=NOW)
    assert check(served) == []
    return served


@pytest.mark.parametrize("place_name", ["in its place", "another database"])
def test_every_login_comes_back_and_nobody_else_is_let_in(
    manned: Central, server_home: ServerHome, tmp_path: Path, place_name: str
) -> None:
    file, before = tmp_path / "night.pasillo", logins(manned)
    take(manned, file, NOW)
    with server_home.fresh() as empty:
        place = empty if place_name == "another database" else manned
        came = restore(place, file, NOW, replace=True)
        assert list(came.violations) == []
        assert check(place) == []
        assert logins(place) == before
        name = str(place.engine.url.database)
        assert server_home.server.ask(OPEN_TO_ALL, name) == [(0,)]
        for code in CREW:
            assert_works(server_home.server.url(name, role_of(code)))
    if came.kept:
        server_home.server.sql(f"DROP DATABASE {came.kept} WITH (FORCE)")


def assert_works(url: str) -> None:
    central = open_central(url)
    try:
        assert rows(central, stock)
    finally:
        central.close()
