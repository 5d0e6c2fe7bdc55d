"""The databases a test may ask for."""

from collections.abc import Iterator

import pytest

from tests.databases.homes import FileHome, Home, ServerHome
from tests.databases.server import Server


@pytest.fixture(scope="session")
def file_home(tmp_path_factory: pytest.TempPathFactory) -> FileHome:
    """SQLite files."""
    return FileHome(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="session")
def server_home() -> Iterator[ServerHome]:
    """A PostgreSQL server, started when the first test asks for it."""
    server = Server()
    try:
        server.make()
        server.start()
        yield ServerHome(server)
    finally:
        server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest) -> Home:
    """Both kinds of database, one after the other: what holds on one has to hold on the other."""
    found: Home = request.getfixturevalue("file_home" if request.param == "sqlite" else "server_home")
    return found
