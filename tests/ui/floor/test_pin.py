"""The PIN screen, by keyboard, by touch and what a scanner may not do there; and who is signed out after a while."""

import logging
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import Conflict, Unavailable
from app.domain.master.people import Person
from app.domain.master.pins import PinRules
from app.services.floor.signing import SignIn
from app.services.pepper import KeyUnavailable
from tests.ui.conftest import HandClock
from tests.ui.floor.floor_world import ANA, EVA
from tests.ui.floor.queue_world import NOW
from ui.cues import Cues
from ui.presenters.asking import Question
from ui.presenters.faces import ShellSettings
from ui.presenters.floor.idle import IdleLock
from ui.presenters.floor.pin import PinPresenter
from ui.presenters.frame import speak
from ui.presenters.lane import InlineLane
from ui.router import Router
from ui.screens.floor.pin import PinScreen
from ui.shell import Shell
from ui.sound import RecordingSounder

PIN = "483920"


class Gatehouse:
    """A shell with the PIN screen open."""

    def __init__(self, qtbot: QtBot, language: str = "es") -> None:
        self.now, self.tried = NOW, list[str]()
        self.came: list[Person | None] = []
        self.answer: SignIn | Exception = SignIn(None, "pin.wrong", EVA.badge, asks=EVA)
        self.sounder = RecordingSounder()
        self.shell = Shell(
            ShellSettings(station="Mesa 3", language=language),
            router=Router(),
            cues=Cues(self.sounder),
            now=lambda: NOW,
        )
        qtbot.addWidget(self.shell)
        self.shell.resize(1920, 1080)
        self.presenter = PinPresenter(self.shell.view("pin"), InlineLane(), now=lambda: self.now)
        self.screen = PinScreen(self.presenter)
        self.shell.add(self.screen)
        self.shell.freeze("10:42")
        self.shell.show()
        self.presenter.ask(Question(EVA, self.prove, lambda came: self.came.append(came.person), back="pin"))
        self.pad = self.screen.pad

    def prove(self, pin: str) -> SignIn:
        self.tried.append(pin)
        if isinstance(self.answer, Exception):
            raise self.answer
        return SignIn(EVA) if pin == PIN else self.answer

    def type(self, digits: str) -> None:
        QTest.keyClicks(self.pad, digits)
        QTest.keyClick(self.pad, Qt.Key.Key_Return)

    def touch(self, digits: str) -> None:
        for sign in digits:
            QTest.mouseClick(self.pad.keys[sign], Qt.MouseButton.LeftButton)
        QTest.mouseClick(self.pad.enter, Qt.MouseButton.LeftButton)

    @property
    def said(self) -> str:
        return speak(self.presenter.state.frame.instruction, self.shell.say)


@pytest.fixture
def house(dressed: QApplication, qtbot: QtBot) -> Gatehouse:
    return Gatehouse(qtbot)


@pytest.mark.parametrize("hand", [Gatehouse.type, Gatehouse.touch])
def test_the_right_pin_lets_in_by_keyboard_and_by_touch(house: Gatehouse, hand: object) -> None:
    assert callable(hand)
    hand(house, PIN)
    assert (house.came, house.tried, house.pad.count) == ([EVA], [PIN], 0)


def test_digits_are_dots_and_nothing_else_anywhere(house: Gatehouse, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    QTest.keyClicks(house.pad, PIN)
    assert (house.pad.count, PIN in house.pad.dots.accessibleName()) == (6, False)
    assert house.pad.dots.accessibleName() == house.shell.say("pin.typed", count=6)
    QTest.keyClick(house.pad, Qt.Key.Key_Return)
    assert PIN not in repr(house.presenter.state)
    assert PIN not in caplog.text


def test_too_few_digits_are_not_sent_and_too_many_not_taken(house: Gatehouse) -> None:
    house.type("12345")
    assert house.tried == []
    QTest.keyClicks(house.pad, "678901234567890")
    assert house.pad.count == 12
    QTest.keyClick(house.pad, Qt.Key.Key_Backspace)
    assert house.pad.count == 11
    QTest.mouseClick(house.pad.erase, Qt.MouseButton.LeftButton)
    assert house.pad.count == 0


def test_a_wrong_pin_is_told_and_forgotten(house: Gatehouse) -> None:
    house.type("111222")
    assert house.said == house.shell.say("pin.wrong", badge=EVA.badge)
    assert (house.pad.count, house.pad.isEnabled(), house.sounder.played[-1]) == (0, True, "error")
    house.type(PIN)
    assert house.came == [EVA]


def test_a_wait_is_counted_down_and_takes_no_digits_meanwhile(house: Gatehouse) -> None:
    house.answer = SignIn(None, "pin.wrong_wait", EVA.badge, asks=EVA, wait_s=80)
    house.type("111222")
    assert (house.presenter.state.wait, house.pad.isEnabled()) == ("1:20", False)
    house.presenter.entered(PIN)
    assert house.tried == ["111222"]
    house.now += timedelta(seconds=15)
    house.presenter.refresh()
    assert house.presenter.state.wait == "1:05"
    house.now += timedelta(seconds=65)
    house.presenter.refresh()
    assert (house.presenter.state.wait, house.pad.isEnabled()) == ("", True)
    house.type(PIN)
    assert house.came == [EVA]


@pytest.mark.parametrize("text", [PIN, "BA0042", "8412345678905", "' OR 1=1 --", "ST02"])
def test_what_a_scanner_reads_is_no_pin(house: Gatehouse, text: str) -> None:
    house.shell.router.scan(text, "scanner-1")
    assert (house.tried, house.came) == ([], [])
    assert house.said == house.shell.say("pin.scanned")


def test_what_is_typed_on_the_panel_is_neither_taken_nor_listed(house: Gatehouse) -> None:
    before = house.shell.frame.log.rows
    QTest.keyClick(house.pad, Qt.Key.Key_F6)
    assert not house.shell.frame.typing.isVisible()
    house.shell.router.scan(PIN, "typed", typed=True)
    assert (house.tried, house.shell.frame.log.rows) == ([], before)


def test_help_comes_and_goes_and_esc_leaves(house: Gatehouse) -> None:
    house.shell.router.command("#HELP")
    assert house.presenter.state.frame.notice is not None
    house.shell.router.command("#HELP")
    assert house.presenter.state.frame.notice is None
    QTest.keyClicks(house.pad, "123")
    QTest.keyClick(house.pad, Qt.Key.Key_Escape)
    assert house.shell.open_name == "pin"  # where this question came from
    assert (house.tried, house.came) == ([], [])


@pytest.mark.parametrize(
    ("error", "key", "names"),
    [
        (KeyUnavailable("pin.other_key"), "pin.other_key", {}),
        (Unavailable("disk"), "sign.unsaved", {}),
        (Conflict("rights.override"), "rights.override", {}),
    ],
)
def test_why_no_pin_can_be_looked_at_is_said(
    house: Gatehouse, error: Exception, key: str, names: dict[str, str]
) -> None:
    house.answer = error
    house.type(PIN)
    assert house.said == house.shell.say(key, **names)


def test_a_mistake_of_the_program_is_not_hidden(house: Gatehouse) -> None:
    house.answer = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        house.presenter.entered(PIN)
    assert not house.presenter.busy


def due_after(minutes: float, person: Person | None, rules: PinRules, *, touch_at: float = 0) -> bool:
    clock = HandClock()
    lock = IdleLock(clock, lambda: rules, lambda: person)
    clock.on(touch_at * 60)
    lock.touched()
    clock.on((minutes - touch_at) * 60)
    return lock.due()


def test_whoever_came_with_a_pin_is_signed_out_after_the_sites_minutes() -> None:
    assert not due_after(9.9, EVA, PinRules())
    assert due_after(10, EVA, PinRules())
    assert due_after(2, EVA, PinRules(lock_minutes=2))


def test_a_touch_begins_the_minutes_anew() -> None:
    assert not due_after(12, EVA, PinRules(), touch_at=5)


def test_floor_work_by_badge_is_never_locked() -> None:
    assert not due_after(600, ANA, PinRules())
    assert due_after(600, ANA, PinRules(everybody=True))
    assert not due_after(600, None, PinRules())


def test_a_site_may_switch_it_off() -> None:
    assert not due_after(600, EVA, PinRules(lock_minutes=0))


def test_it_is_told_once() -> None:
    clock = HandClock()
    lock = IdleLock(clock, PinRules, lambda: EVA)
    clock.on(3600)
    assert [lock.due(), lock.due()] == [True, False]
