from collections.abc import Iterator

import pytest

from app.central.engine import Central
from tests.app.central.floor import lay_out_floor
from tests.databases.homes import Home, ServerHome
from tests.databases.programs import ENVIRONMENT, programs


@pytest.fixture(autouse=True)
def postgres_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(programs()))


@pytest.fixture
def served(server_home: ServerHome) -> Iterator[Central]:
    """The floor on a server, for what is PostgreSQL's alone."""
    with server_home.fresh("floor", lay_out_floor) as central:
        yield central


@pytest.fixture
def place(home: Home) -> Iterator[Central]:
    """An empty database of either kind, to restore into."""
    with home.fresh() as central:
        yield central
