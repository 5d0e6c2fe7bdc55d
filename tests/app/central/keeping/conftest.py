from collections.abc import Iterator

import pytest

from app.central.engine import Central
from tests.app.central.floor import lay_out_floor
from tests.databases.homes import ServerHome


@pytest.fixture
def served(server_home: ServerHome) -> Iterator[Central]:
    """The floor on a server, for what is PostgreSQL's alone."""
    with server_home.fresh("floor", lay_out_floor) as central:
        yield central
