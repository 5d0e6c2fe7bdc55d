from collections.abc import Iterator

import pytest

from tests.databases.homes import Home


@pytest.fixture
def database(home: Home) -> Iterator[str]:
    """The address of a new central database, of either kind."""
    url = home.empty()
    yield url
    home.forget(url)
