"""One floor for all tests of the books; each test gets a copy of its file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.central.engine import Central
from tests.app.central.floor import make_template, opened


@pytest.fixture(scope="session")
def floor_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("floor"))


@pytest.fixture
def floor(floor_file: Path) -> Iterator[Central]:
    with opened(floor_file) as central:
        yield central
