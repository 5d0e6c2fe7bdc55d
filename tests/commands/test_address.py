"""Where a command looks for the central database."""

from pathlib import Path

import pytest

from app.commands.address import ENVIRONMENT, FILE, address_of
from app.commands.house import UnusableError
from tests.commands.conftest import Command

SERVER = "postgresql+psycopg://st01@db.example/site"


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)


def test_without_a_word_it_is_the_file_in_the_data_folder(tmp_path: Path) -> None:
    assert address_of(None, tmp_path, {}) == ""


def test_the_option_counts_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"# the hall's server\n\n  {SERVER}  \n", encoding="utf-8")
    assert address_of(None, tmp_path, {}) == SERVER
    assert address_of(None, tmp_path, {ENVIRONMENT: "sqlite:///x.db"}) == "sqlite:///x.db"
    assert address_of("sqlite:///y.db", tmp_path, {ENVIRONMENT: "sqlite:///x.db"}) == "sqlite:///y.db"


@pytest.mark.parametrize("address", ["postgresql://st01:secret@db/site", "postgresql://db/site?password=secret"])
def test_a_password_in_the_file_is_refused_without_repeating_it(tmp_path: Path, address: str) -> None:
    (tmp_path / FILE).write_text(address, encoding="utf-8")
    with pytest.raises(UnusableError) as caught:
        address_of(None, tmp_path, {})
    assert "secret" not in f"{caught.value.names} {caught.value}"


def test_commands_find_the_address_in_the_file(command: Command, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / FILE).write_text("sqlite:///" + str(tmp_path / "other.db"), encoding="utf-8")
    assert command("--data", site, "migrate").status == 0
    assert (tmp_path / "other.db").exists()
    assert not (site / "central.db").exists()


def test_a_file_that_is_no_text_is_named(command: Command, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / FILE).write_bytes(b"\xff\xfe\x00")
    came = command("--data", site, "check")
    assert (came.status, FILE in came.err) == (2, True)
