from collections.abc import Iterator

import pytest

from app.central.engine import Central
from tests.app.central.floor import lay_out_floor
from tests.databases.homes import Home


@pytest.fixture
def floor(home: Home) -> Iterator[Central]:
    """A floor's database of either kind."""
    with home.fresh("floor", lay_out_floor) as central:
        yield central
