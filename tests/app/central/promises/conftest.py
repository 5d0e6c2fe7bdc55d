from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.central.promises.warehouse import Warehouse, copied, empty_database


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_database(tmp_path_factory.mktemp("template"))


@pytest.fixture
def bare(template: Path, tmp_path: Path) -> Iterator[Warehouse]:
    central = copied(template, tmp_path)
    yield Warehouse(central)
    central.close()


@pytest.fixture
def house(bare: Warehouse) -> Warehouse:
    bare.furnish()
    return bare
