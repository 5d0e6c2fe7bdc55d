"""What is promised to many at once is promised once; ``make chaos`` asks for more of it."""

import pytest

from app.central.engine import Central
from app.central.promises.claiming import claim
from tests.app.central.promises.warehouse import Warehouse
from tests.chaos import contention
from tests.chaos.contention import CLIENTS, ITEMS, LEFT, OversoldError, claim_all, oversell
from tests.databases.homes import FileHome, Home

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("chaos")]


def furnish(central: Central) -> None:
    Warehouse(central).furnish()


def test_the_last_units_are_never_promised_twice(home: Home) -> None:
    url = home.copy(home.template("contended", furnish))
    assert oversell(url, rounds=2) == 2 * len(ITEMS) * LEFT
    home.forget(url)


def test_no_walk_is_claimed_twice(home: Home) -> None:
    url = home.copy(home.template("contended", furnish))
    share = claim_all(url, walks=150)
    assert sum(share.of_each.values()) == len({one.walk for one in share.claims}) == 150
    home.forget(url)


def test_walks_that_go_to_two_clients_are_found_out(file_home: FileHome, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def careless(*args: object, **names: object) -> object:
        seen.append(claim(*args, **names))  # type: ignore[arg-type]
        return seen[len(seen) // 2]

    monkeypatch.setattr(contention, "claim", careless)
    url = file_home.copy(file_home.template("contended", furnish))
    with pytest.raises(OversoldError):
        claim_all(url, walks=CLIENTS)
    file_home.forget(url)
