import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

import main
from tests.commands.typing_in import Came
from tests.databases.homes import ServerHome

Command = Callable[..., Came]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """Runs one command in this process."""
    interval = sys.getswitchinterval()

    def run(*arguments: str | Path) -> Came:
        capsys.readouterr()
        try:
            status = main.main([str(each) for each in arguments])
        except SystemExit as usage:
            status = int(usage.code or 0)
        said = capsys.readouterr()
        return Came(status, said.out, said.err)

    yield run
    sys.setswitchinterval(interval)


@pytest.fixture
def at_site(command: Command, tmp_path: Path) -> Command:
    """Runs one command on a site of its own."""

    def run(*arguments: str | Path) -> Came:
        return command("--data", tmp_path / "site", *arguments)

    return run


@pytest.fixture
def server_site(server_home: ServerHome) -> Iterator[sa.URL]:
    """The address of an empty site at a server, as its owner."""
    with server_home.fresh() as central:
        url = sa.make_url(central.engine.url)
        central.close()
        yield url


@pytest.fixture
def at_server(command: Command, server_site: sa.URL, tmp_path: Path) -> Command:
    """Runs one command on a site whose database is a server's, by default as the owner."""

    def run(*arguments: str | Path, user: str = "pasillo") -> Came:
        address = server_site.set(username=user).render_as_string(hide_password=False)
        return command("--data", tmp_path / "site", "--database", address, *arguments)

    return run
