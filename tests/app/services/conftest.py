from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.opening import OpenStation
from app.services.site import Site
from tests.builders import SUPERVISOR, a_site, a_station
from tests.databases.homes import Home


@pytest.fixture
def database(home: Home) -> Iterator[str]:
    """The address of a new central database, of either kind; for tests that are to hold on both."""
    url = home.empty()
    yield url
    home.forget(url)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The tiny warehouse, its bookkeeper running."""
    with a_site(tmp_path) as opened:
        yield opened


@pytest.fixture
def office(site: Site) -> OpenStation:
    """The supervisor's station."""
    return a_station(site, "ST09", SUPERVISOR)
