"""A real window of an office, on a file and at a server: an administrator gives a PIN that lets its person in."""

import re
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.central.rights.logins import Duty, add_login, role_of
from app.central.tables import person
from app.commands.house import open_site
from app.domain.clock import SystemClock
from app.services.floor.signing import Door
from app.services.site import Site
from tests.app.central.floor import NOW
from tests.builders import PICKER, SUPERVISOR, a_site, furnished, pin_of
from tests.databases.homes import ServerHome
from tests.ui.station.workplace import Wires, Workplace
from ui.grab import grab
from ui.screens.floor.pin_pad import PinPad
from ui.widgets.text import FitText

BOSS = "BA1009"


def man(site: Site) -> None:
    with site.centre.writing() as connection:
        connection.execute(sa.insert(person).values(badge=BOSS, name="Ada Soto", role="admin", language="es"))
    pin_of(site, BOSS)


@pytest.fixture
def wires() -> Iterator[Wires]:
    held = Wires()
    yield held
    held.close()


@pytest.fixture(params=["a file", "a server"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """The tiny warehouse with an administrator, as an office station opens it."""
    if request.param == "a file":
        with a_site(tmp_path, booking=False) as opened:
            man(opened)
            yield opened
        return
    home: ServerHome = request.getfixturevalue("server_home")
    with home.fresh() as central:
        url = sa.make_url(central.engine.url)
        with closing(Site(tmp_path, url.render_as_string(hide_password=False), SystemClock())) as owner:
            furnished(owner)
            man(owner)
            add_login(owner.centre, "ST61", Duty.OFFICE, password=None, now=NOW)
        office = url.set(username=role_of("ST61")).render_as_string(hide_password=False)
        with closing(open_site(tmp_path, office, patient=True)) as opened:
            yield opened


@pytest.fixture
def place(dressed: QApplication, qtbot: QtBot, site: Site, wires: Wires, tmp_path: Path) -> Iterator[Workplace]:
    opened = Workplace(qtbot, site, wires, "ST61", tmp_path / "papers")
    yield opened
    opened.close()


def type_pin(place: Workplace, digits: str) -> None:
    (pad,) = place.shell.findChildren(PinPad)
    QTest.keyClicks(pad, digits)
    QTest.keyClick(pad, Qt.Key.Key_Return)


def go_to_the_list(place: Workplace) -> None:
    place.come_in(BOSS)
    place.scan("#PINS")
    place.until(lambda: len(place.sees("pins").rows) > 1)


def shown_pin(place: Workplace) -> str:
    return str(place.sees("pins").pin).replace(" ", "")


def lets_in(site: Site, place: Workplace, badge: str, pin: str) -> bool:
    """Tells whether badge and PIN open this station."""
    return Door(place.station.desk).sign_in(badge, pin).person is not None


def test_a_pin_from_the_screen_lets_its_person_in_and_a_renewed_one_ends_it(site: Site, place: Workplace) -> None:
    go_to_the_list(place)
    given = []
    for _ in range(2):
        place.scan(SUPERVISOR, "#OK")
        place.at("pin")
        type_pin(place, pin_of(site, BOSS))
        place.at("pins")
        given.append(shown_pin(place))
        place.scan("#OK")
    place.scan("#BYE")
    place.at("sign_in")
    assert not lets_in(site, place, SUPERVISOR, given[0])
    assert lets_in(site, place, SUPERVISOR, given[1])


def test_a_pin_taken_away_lets_nobody_in(site: Site, place: Workplace) -> None:
    go_to_the_list(place)
    place.scan(SUPERVISOR, "#OK")
    type_pin(place, pin_of(site, BOSS))
    place.at("pins")
    pin = shown_pin(place)
    place.scan("#OK")
    place.until(lambda: place.sees("pins").selected.tone == "ok")
    place.scan("#TAKE")
    type_pin(place, pin_of(site, BOSS))
    place.at("pins")
    place.until(lambda: place.sees("pins").selected.tone == "attention")
    assert not lets_in(site, place, SUPERVISOR, pin)


def test_the_letter_has_the_pin_and_is_for_nobody_else(site: Site, place: Workplace, tmp_path: Path) -> None:
    go_to_the_list(place)
    place.scan(PICKER, "#OK")
    type_pin(place, pin_of(site, BOSS))
    place.at("pins")
    pin = shown_pin(place)
    place.scan("#LETTER")
    (letter,) = (tmp_path / "papers" / "badges").glob("pin-*")
    with closing(pypdfium2.PdfDocument(letter)) as document:
        text = str(document[0].get_textpage().get_text_range())
    found = re.search(r"\b([0-9]{3}) ([0-9]{3})\b", text)
    assert found is not None
    assert ("".join(found.groups()), PICKER in text) == (pin, True)
    assert stat.S_IMODE(letter.stat().st_mode) == 0o600


def test_an_administrators_home_shows_every_place_whole(place: Workplace, tmp_path: Path) -> None:
    place.come_in(BOSS)
    for language in ("es", "en"):
        place.shell.speak(language)
        grab(place.shell, tmp_path / f"home_{language}.png")
        shown = [each for each in place.shell.findChildren(FitText) if each.isVisible()]
        assert [each.text() for each in shown if each.clips()] == []
        assert [each.text() for each in shown if each.text() and each.shown_px() < 22] == []
