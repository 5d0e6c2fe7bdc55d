import re

import pytest
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.deeds import SignedIn
from app.domain.errors import Unavailable
from app.domain.picking.walk import AtItem, AtTote
from app.services.site import Site
from hardware.scanners.wedge import WedgeReader
from tests.builders import PACKER, PICKER, PICKER_B, PICKER_C, SUPERVISOR, barcode_of, settled, states
from tests.hands import Totes, right_scan
from tests.ui.station.conftest import Open
from tests.ui.station.workplace import Workplace
from ui.keyboard.wedge import WedgeFilter
from ui.router import Fate
from ui.station.calm import Calm, stay_calm
from ui.station.window import StationWindow


def start_walk(desk: Workplace, badge: str = PICKER) -> None:
    """Signs in and takes the next walk."""
    assert desk.scan(badge) == [Fate.TAKEN]
    desk.at("home")
    desk.until(lambda: desk.sees("home").step == "start")
    desk.scan("#OK")
    desk.at("picking")


def walk_until(desk: Workplace, totes: Totes, step: type[object] | None = None) -> None:
    """Scans what is wanted until a kind of step, or until the walk is over."""
    while (walk := desk.station.picking.walk) is not None and not (step and isinstance(walk.step, step)):
        assert desk.scan(right_scan(walk, totes)) == [Fate.TAKEN]


def on_the_board(desk: Workplace) -> dict[str, str]:
    """Who is shown on the board, and in which zone."""
    return {each.badge: lane.zone for lane in desk.sees("board").lanes for each in lane.people}


def test_a_person_signs_in_by_the_bytes_of_a_scanner_and_picks_a_whole_walk(desk: Workplace, site: Site) -> None:
    desk.at("sign_in")
    start_walk(desk)
    assert desk.shell.frame.strip.user.text() == "Álvaro Peña"
    walk_until(desk, Totes())
    settled(site, desk.station)
    assert "picked" in states(site).values()
    assert all(each.fate is Fate.TAKEN for each in desk.logged)
    assert desk.window.hearing.latency.all_ms
    assert desk.window.hearing.latency.last_ms is not None


def test_a_wrong_scan_is_refused_aloud_and_counts_as_refused(desk: Workplace) -> None:
    start_walk(desk)
    walk_until(desk, Totes(), AtItem)
    assert desk.scan(barcode_of("ITEM12")) == [Fate.REFUSED]
    assert desk.sounder.played[-1] == "error"
    walk = desk.station.picking.walk
    assert walk is not None
    assert isinstance(walk.step, AtItem)


def test_a_window_that_is_closed_in_the_middle_opens_at_the_same_line_with_the_same_person(open_up: Open) -> None:
    first, totes = open_up(), Totes()
    start_walk(first)
    walk_until(first, totes, AtTote)
    shown, walk = first.sees("picking"), first.station.picking.walk
    first.close()
    again = open_up()
    again.at("home")
    assert again.shell.frame.strip.user.text() == "Álvaro Peña"
    assert again.station.picking.walk == walk
    again.until(lambda: again.sees("home").step == "resume")
    again.scan("#OK")
    again.at("picking")
    seen = again.sees("picking")
    assert (seen.step, seen.place, seen.sku, seen.tote) == (shown.step, shown.place, shown.sku, shown.tote)
    walk_until(again, totes)
    assert again.station.picking.walk is None


def test_a_second_window_of_the_same_station_is_refused_and_leaves_nothing_open(desk: Workplace, site: Site) -> None:
    with pytest.raises(Unavailable) as refused:
        site.open_station("ST01")
    assert refused.value.reason == "station.already_open"


def test_goodbye_signs_out_and_the_walk_waits_for_whoever_comes_next(desk: Workplace) -> None:
    start_walk(desk)
    walk_until(desk, Totes(), AtItem)
    desk.scan("#BYE")
    desk.at("sign_in")
    assert desk.station.desk.person is None
    assert desk.shell.frame.strip.user.text() == ""
    desk.scan(PICKER_B)
    desk.at("home")
    desk.until(lambda: desk.sees("home").step == "resume")


def test_a_badge_brings_its_own_language(desk: Workplace) -> None:
    desk.at("sign_in")
    for badge, language in ((PICKER_C, "en"), (PICKER, "es"), (PICKER_C, "en")):
        desk.scan(badge)
        desk.until(lambda wanted=language: desk.shell.settings.language == wanted)  # type: ignore[misc]  # bound now
        desk.at("home")
        assert desk.shell.say.language == language


def test_an_unknown_badge_lets_nobody_in(desk: Workplace) -> None:
    desk.at("sign_in")
    assert desk.scan("BA7777") == [Fate.REFUSED]
    assert desk.shell.open_name == "sign_in"
    assert desk.station.desk.person is None


def test_a_badge_on_the_board_selects_a_person_instead_of_signing_in(desk: Workplace) -> None:
    desk.come_in(SUPERVISOR)
    desk.scan("#BOARD")
    desk.at("board")
    desk.until(lambda: PICKER in on_the_board(desk))
    assert desk.scan(PICKER) == [Fate.TAKEN]
    desk.until(lambda: desk.sees("board").selected == PICKER)
    assert desk.shell.open_name == "board"
    person = desk.station.desk.person
    assert person is not None
    assert person.badge == SUPERVISOR
    desk.scan("ZOA")
    desk.until(lambda: on_the_board(desk)[PICKER] == "A")


def test_another_badge_on_a_packers_screen_changes_who_works_here(desk: Workplace) -> None:
    desk.scan(PACKER)
    desk.at("home")
    desk.scan("#PACK")
    desk.at("packing")
    desk.scan(PICKER)
    desk.at("home")
    person = desk.station.desk.person
    assert person is not None
    assert person.badge == PICKER


def test_fast_keys_of_a_keyboard_scanner_reach_the_router(desk: Workplace, dressed: QApplication) -> None:
    desk.at("sign_in")
    keys = WedgeFilter(WedgeReader(), desk.window.router.scan)
    keys.install(dressed)
    handle = desk.shell.windowHandle()
    assert handle is not None
    for sign in PICKER:
        QTest.keyClick(handle, Qt.Key(ord(sign)), Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    desk.at("home")
    keys.remove(dressed)
    assert [(each.scan.text.upper(), each.scan.source) for each in desk.logged] == [(PICKER, "wedge")]
    assert desk.shell.frame.strip.user.text() == "Álvaro Peña"


class Slip(QObject):
    """Something with a mistake in a slot."""

    happens = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.happens.connect(self._stumble)

    @Slot()
    def _stumble(self) -> None:
        raise ZeroDivisionError("a mistake in the program")


def test_a_mistake_in_the_program_shows_the_calm_screen_and_is_told_whole(desk: Workplace, qtbot: QtBot) -> None:
    desk.at("sign_in")
    slip = Slip()
    with qtbot.captureExceptions() as told:
        end = stay_calm(desk.shell, lambda: desk.shell.say)
        try:
            assert not calm_of(desk.window).isVisible()
            slip.happens.emit()
            desk.until(calm_of(desk.window).isVisible)
        finally:
            end()
    assert [kind for kind, _, _ in told] == [ZeroDivisionError]
    calm = calm_of(desk.window)
    assert calm.accessibleName() == desk.shell.say("calm.words")
    assert calm.geometry() == desk.shell.rect()


def calm_of(window: StationWindow) -> Calm:
    found = window.shell.findChild(Calm)
    assert isinstance(found, Calm)
    return found


def test_without_the_centre_the_lamp_says_so_and_picking_goes_on_to_the_end(desk: Workplace, site: Site) -> None:
    start_walk(desk)
    totes = Totes()
    walk_until(desk, totes, AtItem)
    desk.until(lambda: desk.lamp("centre") == desk.shell.say("ui.badge.centre.ok"))
    desk.line.cut = True
    walk_until(desk, totes, AtTote)
    desk.scan(totes.taken[0])  # the first line is journaled
    desk.until(lambda: [each.central for each in desk.sees("picking").faces.told] == [False])
    walk_until(desk, totes)
    assert desk.station.picking.walk is None
    waiting = desk.station.desk.journal.pending()
    assert waiting > 0
    words = desk.shell.say("ui.badge.centre.error_waiting", count=waiting, since="")
    desk.until(lambda: re.fullmatch(words.replace(" ·", r"\d\d:\d\d ·"), desk.lamp("centre")) is not None)
    desk.scan("#OK")
    desk.at("home")
    desk.until(lambda: desk.sees("home").step == "offline")
    desk.line.cut = False
    desk.until(lambda: desk.lamp("centre") == desk.shell.say("ui.badge.centre.ok"))
    settled(site, desk.station)
    assert "picked" in states(site).values()


def test_a_supervisors_badge_at_a_pickers_station_asks_the_pin_and_esc_leaves_the_picker_there(desk: Workplace) -> None:
    desk.scan(PICKER)
    desk.at("home")
    desk.scan(SUPERVISOR)
    desk.at("pin")
    assert desk.station.desk.who == PICKER
    desk.scan("#BACK")
    desk.at("home")
    assert desk.station.desk.who == PICKER
    desk.come_in(SUPERVISOR)
    assert desk.station.desk.who == SUPERVISOR


def test_a_supervisor_who_left_is_signed_out_and_a_picker_is_not(desk: Workplace) -> None:
    desk.scan(PICKER)
    desk.at("home")
    began = desk.window._idle._clock
    desk.window._idle._clock = lambda: began() + 3600
    desk.come_in(SUPERVISOR)
    assert [type(fact.deed) for fact in desk.station.desk.journal.unsent(0, 9)] == [SignedIn, SignedIn]
    desk.window._idle._clock = lambda: began() + 7200
    desk.at("sign_in")
    assert desk.station.desk.person is None
