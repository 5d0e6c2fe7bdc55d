from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.central.engine import Central
from tests.app.central.floor import lay_out_floor
from tests.databases.homes import FileHome, Home, ServerHome
from tests.hub.processes import HubProcess

Start = Callable[..., HubProcess]


@pytest.fixture
def centre(server_home: ServerHome) -> Iterator[Central]:
    """A floor's database on a server."""
    with server_home.fresh("floor", lay_out_floor) as central:
        yield central


@pytest.fixture
def either(home: Home) -> Iterator[Central]:
    """A floor's database of either kind."""
    with home.fresh("floor", lay_out_floor) as central:
        yield central


@pytest.fixture
def file_floor(file_home: FileHome) -> Iterator[Central]:
    """A floor's database in a file."""
    with file_home.fresh("floor", lay_out_floor) as central:
        yield central


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts hubs on a database; kills those that are left."""
    hubs: list[HubProcess] = []

    def begin(database: str, **environment: str) -> HubProcess:
        hub = HubProcess(tmp_path / f"hub-{len(hubs)}", database, environment)
        hubs.append(hub)
        return hub

    yield begin
    for hub in hubs:
        hub.close()


def address(central: Central) -> str:
    """What ``--database`` wants."""
    return central.engine.url.render_as_string(hide_password=False)
