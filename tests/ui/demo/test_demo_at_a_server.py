"""The same windows on a site's PostgreSQL: nothing on any screen depends on which database is behind it."""

from pathlib import Path

import pytest

from tests.commands.typing_in import in_a_process
from tests.databases.homes import ServerHome

ORDERS = 6

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.xdist_group("demo")]


def test_a_short_shift_at_a_server_ends_well_and_no_screen_fails(server_home: ServerHome, tmp_path: Path) -> None:
    url = server_home.empty()
    site = ("--data", "day", "--database", url)
    came = in_a_process(*site, "demo", "--orders", str(ORDERS), "--json", home=tmp_path, seconds=300)
    assert (came.status, "Traceback" in came.err) == (0, False), came.err
    assert came.json["orders_imported"] == ORDERS
    assert came.json["orders_shipped"] > 0
    proof = in_a_process(*site, "check", "--json", home=tmp_path)
    assert (proof.status, proof.json["ok"]) == (0, True), proof.err
    server_home.forget(url)
