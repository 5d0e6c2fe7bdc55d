"""``pin`` and ``key``, and the first start, which gives the first PIN."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from app.domain.clock import SystemClock
from app.domain.master.people import Role
from app.domain.master.pins import is_pin
from app.labels import Templates
from app.services.floor.signing import Door
from app.services.office.first_pin import first_pin, owed
from app.services.office.first_run import FirstRun, first_badge, first_run
from app.services.pepper import FILE
from app.services.site import Site
from tests.builders import SUPERVISOR, a_site, a_station, table
from tests.commands.conftest import Command


@pytest.fixture
def house(tmp_path: Path) -> Path:
    with a_site(tmp_path / "site"):
        return tmp_path / "site"


def test_a_pin_is_shown_once_and_lets_in(at_site: Command, house: Path) -> None:
    pin = at_site("pin", SUPERVISOR.lower(), "--json").json["pin"]
    assert is_pin(pin)
    said = at_site("pin", SUPERVISOR)
    assert said.status == 0
    assert f"PIN of badge {SUPERVISOR} is" in said.out
    with a_site(house) as site:
        assert Door(a_station(site, "ST01").desk).sign_in(SUPERVISOR, pin).reason == "pin.wrong"  # a later one counts
        given = [row for row in table(site, "audit") if row["action"] == "pin"]
        assert [(row["badge"], row["object"], row["detail"]) for row in given] == [
            ("system", f"person {SUPERVISOR}", '{"role": "supervisor"}')
        ] * 2


@pytest.mark.parametrize("badge", ["BA9999", "' OR 1=1 --", ""])
def test_nobody_gets_none(at_site: Command, house: Path, badge: str) -> None:
    said = at_site("pin", badge)
    assert (said.status, "Nobody who works here" in said.err) == (2, True)


def test_the_key_is_carried_to_another_computer_of_the_site(
    at_site: Command, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = at_site("pin", SUPERVISOR, "--json").json["pin"]
    key = at_site("key", "show", "--json").json["key"]
    (house / FILE).unlink()
    assert at_site("pin", SUPERVISOR).status == 2  # never a second key beside the first
    monkeypatch.setattr("sys.stdin", io.StringIO("00" * 32 + "\n"))
    wrong = at_site("key", "take")
    assert (wrong.status, "another site" in wrong.err) == (2, True)
    monkeypatch.setattr("sys.stdin", io.StringIO("no key\n"))
    assert at_site("key", "take").status == 2
    monkeypatch.setattr("sys.stdin", io.StringIO(key + "\n"))
    assert at_site("key", "take").status == 0
    with a_site(house) as site:
        assert Door(a_station(site, "ST01").desk).sign_in(SUPERVISOR, pin).person is not None


def begin(site: Site) -> FirstRun | None:
    """Starts the program as far as nobody can be seen yet."""
    made = first_run(site.centre, site.data / "papers", "es")
    first_pin(site.centre, site.data / "papers", site.pepper, datetime.now(UTC))
    first_badge(site.centre, site.data / "papers", Templates())
    return made


def read(paper: Path) -> str:
    document = pypdfium2.PdfDocument(paper)
    text = str(document[0].get_textpage().get_text_range())
    document.close()
    return text


def digits_of(letter: str) -> str:
    """Reads the PIN off a letter: two groups of three digits."""
    found = re.search(r"\b([0-9]{3}) ([0-9]{3})\b", letter)
    assert found is not None, letter
    return "".join(found.groups())


def test_the_first_start_makes_an_administrator_whose_pin_is_on_a_paper_of_its_own(tmp_path: Path) -> None:
    site = Site(tmp_path, "", SystemClock())
    made = begin(site)
    assert made is not None
    assert made.letter is not None
    assert owed(site.centre) is None
    letter, badge = read(made.letter), read(made.paper)
    pin = digits_of(letter)
    assert (is_pin(pin), pin in badge, made.badge in letter) == (True, False, True)
    assert made.letter.stat().st_mode & 0o077 == 0
    came = Door(a_station(site, "ST01").desk).sign_in(made.badge, pin)
    assert came.person is not None
    assert came.person.role is Role.ADMIN
    assert begin(site) is None
    site.close()
