"""One floor for all tests of the books; each test gets a copy of it, on either kind of database."""

from collections.abc import Iterator

import pytest

from app.central.engine import Central
from tests.app.central.floor import lay_out_floor
from tests.databases.homes import FileHome, Home


@pytest.fixture
def floor(home: Home) -> Iterator[Central]:
    with home.fresh("floor", lay_out_floor) as central:
        yield central


@pytest.fixture
def file_floor(file_home: FileHome) -> Iterator[Central]:
    """The floor in a file, for what is SQLite's alone."""
    with file_home.fresh("floor", lay_out_floor) as central:
        yield central
