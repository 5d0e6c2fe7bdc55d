from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from app.central.postgres.secrets import FILE_VARIABLE, VARIABLE
from tests.app.central.postgres.safe import MemorySafe
from tests.databases.homes import ServerHome
from tests.databases.server import Server

Safe = TypeVar("Safe", bound=KeyringBackend)


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this machine's own settings tells the database's library anything."""
    for name in (VARIABLE, FILE_VARIABLE, "PGPASSFILE", "PGPASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def safe() -> Iterator[MemorySafe]:
    """The system's safe, empty."""
    yield from _installed(MemorySafe())


@pytest.fixture
def no_safe() -> Iterator[fail.Keyring]:
    """A machine that has none."""
    yield from _installed(fail.Keyring())  # type: ignore[no-untyped-call]


def _installed(safe: Safe) -> Iterator[Safe]:
    before = keyring.get_keyring()
    keyring.set_keyring(safe)
    yield safe
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def guarded(server_home: ServerHome) -> Server:
    """A server that asks ``locksmith`` for a password and lets ``banned`` not in."""
    server = server_home.server
    rules = server.data / "pg_hba.conf"
    lines = "host all locksmith 127.0.0.1/32 scram-sha-256\nhost all banned 127.0.0.1/32 reject\n"
    rules.write_text(lines + rules.read_text(encoding="utf-8"), encoding="utf-8")
    server.sql(
        "CREATE ROLE locksmith LOGIN PASSWORD 'open sesame'",
        "CREATE ROLE banned LOGIN",
        "CREATE ROLE hermit LOGIN CONNECTION LIMIT 0",
        "CREATE ROLE inactive NOLOGIN",
        "SELECT pg_reload_conf()",
    )
    return server
