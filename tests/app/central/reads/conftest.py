from collections.abc import Iterator

import pytest

from tests.app.central.promises.warehouse import Warehouse
from tests.databases.homes import Home


@pytest.fixture
def bare(home: Home) -> Iterator[Warehouse]:
    with home.fresh() as central:
        yield Warehouse(central)


@pytest.fixture
def house(bare: Warehouse) -> Warehouse:
    bare.furnish()
    return bare
