"""``pin`` at a site with a server: as the owner as ever, at an office by an administrator's badge and PIN."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.master.pins import is_pin
from app.services.pepper import FILE
from tests.commands.conftest import Command
from tests.commands.typing_in import ROOT

PEOPLE = "badge,name,role,language\nBA1009,Ada,admin,en\nBA1008,Sue,supervisor,en\nBA1007,Pia,picker,en\n"
OFFICE, FLOOR = "pasillo_st46", "pasillo_st47"


@pytest.fixture
def manned(at_server: Command, tmp_path: Path) -> Command:
    """A site with people, an office and a floor station, and not one PIN."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert at_server("import", tmp_path / "people.csv", "--channel", "people").status == 0
    for code, duty in (("ST46", "--office"), ("ST47", "--password")):
        assert at_server("station", "add", code, duty).status == 0
    return at_server


def says(monkeypatch: pytest.MonkeyPatch, badge: str, pin: str) -> None:
    """Sends an administrator's word through a pipe."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{badge}\n{pin}\n"))


def test_an_office_gives_renews_and_takes_by_an_administrators_word(
    manned: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = manned("pin", "BA1009", "--json").json["pin"]
    for _ in range(2):
        says(monkeypatch, "ba1009", admin)
        came = manned("pin", "BA1008", "--json", user=OFFICE)
        assert (came.status, is_pin(came.json["pin"])) == (0, True), came.err
    says(monkeypatch, "BA1008", came.json["pin"])
    refused = manned("pin", "BA1007", user=OFFICE)
    assert (refused.status, refused.complaint) == (2, "Only an administrator gives out PINs.")
    says(monkeypatch, "BA1009", admin)
    taken = manned("pin", "BA1008", "--take", user=OFFICE)
    assert (taken.status, taken.out) == (0, "The badge BA1008 has no PIN any more.\n")
    says(monkeypatch, "BA1009", admin)
    assert manned("pin", "BA1009", "--take", user=OFFICE).complaint.startswith("Nobody takes their own PIN away.")


def test_a_wrong_word_is_counted_and_has_to_wait(manned: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = manned("pin", "BA1009", "--json").json["pin"]
    said = []
    for _ in range(4):
        says(monkeypatch, "BA1009", "135791" if admin != "135791" else "135792")
        came = manned("pin", "BA1007", user=OFFICE)
        said.append((came.status, came.complaint))
    assert said[0] == (2, "This is not the PIN of badge BA1009. Type it again.")
    assert said[2] == (2, "This is not the PIN of badge BA1009. Wait 0:05, then type it again.")
    assert said[3][1].startswith("Too many wrong PINs for badge BA1009.")


def test_what_is_missing_is_said(manned: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    says(monkeypatch, "BA1009", "123456")
    assert "No PIN was given at this site yet." in manned("pin", "BA1008", user=OFFICE).complaint
    manned("pin", "BA1009")
    says(monkeypatch, "", "")
    assert "Type the administrator's badge and PIN" in manned("pin", "BA1008", user=OFFICE).complaint
    assert "This login gives no PINs." in manned("pin", "BA1008", user=FLOOR).complaint
    (tmp_path / "site" / FILE).unlink()
    says(monkeypatch, "BA1009", "123456")
    assert "does not have the site's key" in manned("pin", "BA1008", user=OFFICE).complaint


def test_the_owner_needs_nobodys_word(manned: Command) -> None:
    assert is_pin(manned("pin", "BA1008", "--json").json["pin"])
    assert manned("pin", "BA1008", "--take", "--json").json == {"badge": "BA1008", "taken": True}
    assert manned("pin", "BA1008", "--take").complaint == "The badge BA1008 has no PIN."


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of our own is a Unix thing")
def test_the_administrators_pin_is_typed_unseen(manned: Command, server_site: sa.URL, tmp_path: Path) -> None:
    admin = manned("pin", "BA1009", "--json").json["pin"]
    database = server_site.set(username=OFFICE).render_as_string(hide_password=False)
    keyboard, terminal = pty.openpty()
    take_terminal = "import os, sys; os.close(os.open(sys.argv[1], os.O_RDWR)); os.execv(sys.executable, sys.argv[2:])"
    typed = [sys.executable, "main.py", "--data", str(tmp_path / "site"), "--database", database, "pin", "BA1008"]
    with subprocess.Popen(
        [sys.executable, "-c", take_terminal, os.ttyname(terminal), *typed],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        cwd=ROOT,
        start_new_session=True,
    ) as asked:
        shown = shown_until(keyboard, "Badge of the administrator")
        os.write(keyboard, b"BA1009\n")
        shown += shown_until(keyboard, "PIN of badge BA1009: ")
        os.write(keyboard, admin.encode() + b"\n")
        shown += shown_until(keyboard, "The PIN of badge BA1008 is")
        assert asked.wait(20) == 0
    assert admin not in shown
    os.close(keyboard)
    os.close(terminal)


def shown_until(terminal: int, words: str) -> str:
    shown = ""
    while words not in shown:
        shown += os.read(terminal, 1000).decode()
    return shown
