import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from app.central.postgres.lineage import SERVERS, Lineage, SeenFile
from tests.app.central.postgres.safe import MemorySafe
from tests.commands.conftest import Command
from tests.commands.typing_in import ROOT
from tests.databases.homes import ServerHome

URL = "postgresql+psycopg://ana@127.0.0.1:6000/site"
KEY = "ana@127.0.0.1:6000/site"
SECRET = "open sesame"  # noqa: S105 - the word of the tests


@pytest.fixture
def safe() -> Iterator[MemorySafe]:
    before, safe = keyring.get_keyring(), MemorySafe()
    keyring.set_keyring(safe)
    yield safe
    keyring.set_keyring(before)


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Sends something through a pipe."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.mark.parametrize("behind", [True, False])
def test_a_password_goes_into_the_safe_and_nowhere_else(
    at_site: Command, safe: MemorySafe, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, behind: bool
) -> None:
    typed(monkeypatch, f"{SECRET}\n")
    where = ("--database", URL)
    came = at_site("password", *where, "--json") if behind else at_site(*where, "password", "--json")
    assert (came.status, came.json) == (0, {"database": KEY})
    assert safe.kept == {("pasillo", KEY): SECRET}
    assert SECRET not in came.out + came.err
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of our own is a Unix thing")
def test_a_person_types_it_unseen(tmp_path: Path) -> None:
    keyboard, terminal = pty.openpty()
    take_terminal = "import os, sys; os.close(os.open(sys.argv[1], os.O_RDWR)); os.execv(sys.executable, sys.argv[2:])"
    command = [sys.executable, "main.py", "--data", str(tmp_path), "--database", URL, "password"]
    with subprocess.Popen(
        [sys.executable, "-c", take_terminal, os.ttyname(terminal), *command],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        cwd=ROOT,
        start_new_session=True,
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    ) as asking:
        shown = shown_until(keyboard, "Password of ana")
        os.write(keyboard, f"{SECRET}\n".encode())
        shown += shown_until(keyboard, "has no safe")
        assert asking.wait(20) == 2
    assert SECRET not in shown
    os.close(keyboard)
    os.close(terminal)


def shown_until(terminal: int, words: str) -> str:
    shown = ""
    while words not in shown:
        shown += os.read(terminal, 1000).decode()
    return shown


def test_a_password_in_the_address_is_moved_into_the_safe(at_site: Command, safe: MemorySafe) -> None:
    came = at_site("password", "--database", URL.replace("ana@", "ana:secret@"))
    assert (came.status, came.out) == (0, "The password of ana is in this computer's safe.\n")
    assert safe.kept == {("pasillo", KEY): "secret"}


def test_no_password_and_no_safe_are_said(at_site: Command, safe: MemorySafe, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "")
    empty = at_site("password", "--database", URL)
    assert (empty.status, safe.kept) == (2, {})
    assert "no password to store" in empty.complaint
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    typed(monkeypatch, SECRET)
    unsafe = at_site("password", "--database", URL)
    assert unsafe.status == 2
    assert "PASILLO_DATABASE_PASSWORD_FILE" in unsafe.complaint


@pytest.mark.parametrize("verb", ["password", "trust"])
@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("", "--database postgresql"),
        ("sqlite:////data/central.db", "--database postgresql"),
        ("postgresql+psycopg://ana:secret@h:54x/site", "not the address of a database"),
        ("postgresql+psycopg://ana:secret@h:99999/site", "99999 is not a port"),
        ("postgresql+psycopg://ana:secret@h/site?sslmode=require", "verify-full"),
    ],
)
def test_an_address_that_is_none_of_a_server_is_said(at_site: Command, verb: str, url: str, word: str) -> None:
    came = at_site("--database", url, verb)
    assert (came.status, came.out) == (2, "")
    assert word in came.complaint
    assert "secret" not in came.err


def test_trust_forgets_the_server_of_one_database(at_site: Command, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    file = tmp_path / "site" / SERVERS
    for name in (KEY, "other"):
        SeenFile(file).remember(name, Lineage("7", 2))
    came = at_site("trust", "--database", URL)
    assert (came.status, came.err) == (0, "")
    assert list(json.loads(file.read_text(encoding="utf-8"))) == ["other"]


def test_a_site_remembers_its_server_and_trusts_another_only_when_told_to(
    at_site: Command, server_home: ServerHome, tmp_path: Path
) -> None:
    url, file = server_home.empty(), tmp_path / "site" / SERVERS
    assert at_site("--database", url, "migrate").status == 0
    ((name, met),) = json.loads(file.read_text(encoding="utf-8")).items()
    SeenFile(file).remember(name, Lineage("another", met["timeline"]))
    refused = at_site("--database", url, "check")
    assert (refused.status, refused.out) == (2, "")
    assert "Another database server answers" in refused.complaint
    assert at_site("trust", "--database", url).status == 0
    assert at_site("--database", url, "check").status == 0
    server_home.forget(url)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("postgresql+psycopg://u:secret@h:54x/x", "not the address of a database"),
        ("postgresql+psycopg://u:secret@127.0.0.1:1/x?sslmod=x", "an option that there is not: sslmod"),
        ("postgresql+psycopg://u:secret@server.invalid/x", "No database server named server.invalid"),
        ("postgresql+psycopg://u:secret@127.0.0.1:1/x", "No database server listens at 127.0.0.1, port 1"),
    ],
)
def test_any_command_says_what_is_wrong_with_a_servers_address(at_site: Command, url: str, word: str) -> None:
    came = at_site("--database", url, "check")
    assert (came.status, came.out) == (2, "")
    assert word in came.complaint
    assert "secret" not in came.err
