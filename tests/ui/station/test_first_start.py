"""The first start at a server: whoever may not give the first PIN says who does, and nothing fails behind it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QApplication

from app.central.engine import Central
from app.central.rights.logins import Duty, add_login, role_of
from app.central.tables import person
from app.commands.house import open_site
from app.language import load_phrases
from app.services.site import Site
from tests.app.central.floor import NOW
from tests.databases.homes import ServerHome
from tests.ui.station.visits import at, equip, said, visited
from ui.shell import Shell
from ui.station.running import run_station

As = Callable[[str], Site]
SHEETS = "commands-en.pdf", "commands-es.pdf", "totes.pdf"


@pytest.fixture
def owner(server_home: ServerHome) -> Iterator[Central]:
    """An empty site with an office and a floor station."""
    with server_home.fresh() as central:
        add_login(central, "ST51", Duty.OFFICE, password=None, now=NOW)
        add_login(central, "ST52", Duty.FLOOR, password=None, now=NOW)
        yield central


@contextmanager
def started(owner: Central, folder: Path, code: str, user: str = "") -> Iterator[Site]:
    """The site as one of its stations opens it."""
    url = sa.make_url(owner.engine.url)
    url = url.set(username=user or role_of(code))
    with closing(open_site(folder / code, url.render_as_string(hide_password=False), patient=True)) as site:
        yield site


def people(owner: Central) -> list[tuple[str, str]]:
    with owner.reading() as connection:
        return [(row.badge, row.role) for row in connection.execute(sa.select(person))]


def papers_are_there(site: Site, *badges: str) -> Callable[[Shell], bool]:
    """Waits for the chores: the last ones write the sheets."""
    folder = site.data / "papers"
    names = [*SHEETS, *(f"badges/{badge}.pdf" for badge in badges)]
    return lambda _shell: all((folder / name).exists() for name in names)


def _papers_of_everybody(site: Site, owner: Central) -> Callable[[Shell], bool]:
    def so(shell: Shell) -> bool:
        return papers_are_there(site, *(badge for badge, _ in people(owner)))(shell)

    return so


def run(site: Site, code: str, *steps: tuple[Callable[[Shell], bool], Callable[[Shell], object]]) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with visited(*steps) as visitor:
        assert run_station(application, site, code, equip) == 0
        assert visitor.steps == []


def close(shell: Shell) -> None:
    shell.close()


def look(_shell: Shell) -> None:
    """Nothing is done yet."""


@pytest.mark.usefixtures("dressed")
def test_an_office_makes_an_administrator_and_says_who_gives_the_pin(
    owner: Central, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with started(owner, tmp_path, "ST51") as site:
        run(site, "ST51", (said("main.py pin BA"), look), (_papers_of_everybody(site, owner), close))
    ((badge, role),) = people(owner)
    assert role == "admin"
    assert f"main.py pin {badge}" in capsys.readouterr().out
    assert (tmp_path / "ST51" / "papers" / "badges" / f"{badge}.pdf").exists()
    assert list((tmp_path / "ST51" / "papers" / "badges").glob("pin-*")) == []


@pytest.mark.usefixtures("dressed")
def test_after_the_owner_gave_the_first_pin_nothing_is_asked_any_more(owner: Central, tmp_path: Path) -> None:
    with started(owner, tmp_path, "ST51") as site:
        run(site, "ST51", (said("main.py pin BA"), close))
    ((badge, _role),) = people(owner)
    with started(owner, tmp_path, "ST51", owner.engine.url.username or "") as site:
        site.give_pin(badge)
    with started(owner, tmp_path, "ST51") as site:
        shown: list[str] = []

        def read(shell: Shell) -> None:
            shown.append(shell.frame.instruction.sentence.text())

        run(site, "ST51", (papers_are_there(site, badge), read), (at("ST51"), close))
    assert "main.py" not in shown[0]
    assert people(owner) == [(badge, "admin")]


@pytest.mark.usefixtures("dressed")
def test_a_floor_station_that_comes_first_makes_nobody_and_says_what_is_missing(owner: Central, tmp_path: Path) -> None:
    with started(owner, tmp_path, "ST52") as site:
        run(site, "ST52", (said(load_phrases("es")("first.nobody")), look), (papers_are_there(site), close))
    assert people(owner) == []
