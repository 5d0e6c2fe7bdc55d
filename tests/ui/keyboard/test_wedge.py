from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import HandClock
from ui.keyboard.wedge import WedgeFilter, position_of

CODE = "8412345678905"


@dataclass(frozen=True, slots=True)
class Answer:
    swallow: bool = False
    text: str | None = None


class TinyReader:
    """Keys closer than 30 ms are a scan when at least four came; Enter ends it."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.last = 0.0

    def key(self, scan_code: int, shift: bool, at: float) -> Answer:  # noqa: FBT001, ARG002  # the reader's signature
        if at - self.last > 0.03:
            self.codes.clear()
        self.last = at
        if scan_code == 36:
            return self._finish()
        self.codes.append(scan_code)
        return Answer()

    def flush(self, at: float) -> Answer:  # noqa: ARG002  # the reader's signature
        return self._finish() if len(self.codes) == 7 else Answer()

    def _finish(self) -> Answer:
        digits = "".join(str((code - 9) % 10) for code in self.codes)
        self.codes.clear()
        return Answer(True, digits) if len(digits) >= 4 else Answer()


class Desk(QWidget):
    """A focused button, a line, and what came of them."""

    def __init__(self) -> None:
        super().__init__()
        self.clicks = 0
        self.button, self.line = QPushButton("?", self), QLineEdit(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.button)
        layout.addWidget(self.line)
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._count)

    def _count(self) -> None:
        self.clicks += 1


@pytest.fixture
def scans(qapp: QApplication, hand_clock: HandClock) -> Iterator[list[tuple[str, str]]]:
    got: list[tuple[str, str]] = []

    def deliver(text: str, source: str) -> None:
        got.append((text, source))

    wedge = WedgeFilter(TinyReader(), deliver, clock=hand_clock)
    wedge.install(qapp)
    yield got
    wedge.remove(qapp)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    widget = Desk()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def window_of(widget: QWidget) -> QWindow:
    window = widget.window().windowHandle()
    assert window is not None
    return window


def burst(window: QWindow, text: str, *, enter: bool = True) -> None:
    for sign in text:
        QTest.keyClick(window, Qt.Key(ord(sign)))
    if enter:
        QTest.keyClick(window, Qt.Key.Key_Return)


def test_a_scan_and_its_enter_press_no_focused_button(desk: Desk, scans: list[tuple[str, str]]) -> None:
    desk.button.setFocus()
    burst(window_of(desk), CODE)
    QApplication.processEvents()
    assert scans == [(CODE, "wedge")]
    assert desk.clicks == 0


def test_a_scan_leaves_nothing_in_a_focused_line(desk: Desk, scans: list[tuple[str, str]]) -> None:
    desk.line.setFocus()
    burst(window_of(desk), CODE)
    QApplication.processEvents()
    assert (desk.line.text(), scans) == ("", [(CODE, "wedge")])


def test_a_scan_does_not_answer_a_dialog(desk: Desk, scans: list[tuple[str, str]], qtbot: QtBot) -> None:
    box = QMessageBox(QMessageBox.Icon.Question, "?", "?", QMessageBox.StandardButton.Yes, desk)
    box.open()
    qtbot.waitUntil(box.isVisible)
    burst(window_of(box), CODE)
    QApplication.processEvents()
    assert box.isVisible()
    assert scans == [(CODE, "wedge")]
    box.close()


def test_slow_typing_and_its_enter_reach_the_line(
    desk: Desk, scans: list[tuple[str, str]], qtbot: QtBot, hand_clock: HandClock
) -> None:
    desk.line.setFocus()
    with qtbot.waitSignal(desk.line.returnPressed):
        for sign in "4711":
            before = desk.line.text()
            QTest.keyClick(window_of(desk), Qt.Key(ord(sign)))
            assert desk.line.text() == before, "a key is held until it is known to be typing"
            qtbot.waitUntil(lambda: len(desk.line.text()) > len(before))  # noqa: B023  # used within the turn
        QTest.keyClick(window_of(desk), Qt.Key.Key_Return)
    assert (desk.line.text(), scans) == ("4711", [])


def test_enter_alone_still_presses_the_button(desk: Desk, scans: list[tuple[str, str]]) -> None:
    desk.button.setFocus()
    QTest.keyClick(window_of(desk), Qt.Key.Key_Return)
    assert desk.clicks == 1


def test_a_few_fast_keys_that_were_no_scan_are_typed_after_all(
    desk: Desk, scans: list[tuple[str, str]], qtbot: QtBot
) -> None:
    desk.line.setFocus()
    burst(window_of(desk), "123456", enter=False)
    qtbot.waitUntil(lambda: desk.line.text() == "123456")
    assert scans == []


def test_a_scanner_that_sends_no_enter_is_heard_when_the_keys_stop(
    desk: Desk, scans: list[tuple[str, str]], qtbot: QtBot
) -> None:
    desk.line.setFocus()
    burst(window_of(desk), "7654321", enter=False)
    qtbot.waitUntil(lambda: bool(scans))
    assert (scans, desk.line.text()) == ([("7654321", "wedge")], "")


def press(window: QWindow, key: Qt.Key, text: str = "", *, repeats: bool = False) -> None:
    """A key by the clock that is set by hand; repeats: the system takes it for held down."""
    kinds = (QEvent.Type.KeyRelease, QEvent.Type.KeyPress) if repeats else (QEvent.Type.KeyPress,)
    for kind in kinds:
        QApplication.sendEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, 0, 0, 0, text, repeats))


def test_a_digit_that_comes_twice_in_no_time_is_two_digits(desk: Desk, scans: list[tuple[str, str]]) -> None:
    window = window_of(desk)
    desk.line.setFocus()
    press(window, Qt.Key.Key_7, "7")
    for _ in range(3):
        press(window, Qt.Key.Key_7, "7", repeats=True)
    press(window, Qt.Key.Key_1, "1")
    press(window, Qt.Key.Key_Return, "\r")
    assert (scans, desk.line.text()) == ([("77771", "wedge")], "")


def test_a_key_that_is_held_down_repeats_in_the_line_and_is_no_scan(
    desk: Desk, scans: list[tuple[str, str]], qtbot: QtBot, hand_clock: HandClock
) -> None:
    desk.line.setFocus()
    press(window_of(desk), Qt.Key.Key_7, "7")
    qtbot.waitUntil(lambda: desk.line.text() == "7")
    for pause in (0.5, 0.03, 0.03, 0.03, 0.03):
        hand_clock.on(pause)
        press(window_of(desk), Qt.Key.Key_7, "7", repeats=True)
    assert (scans, desk.line.text()) == ([], "777777")


def test_keys_of_a_scan_that_type_nothing_here_let_nothing_through(desk: Desk, scans: list[tuple[str, str]]) -> None:
    desk.button.setFocus()
    for sign in "1234 ":
        press(window_of(desk), Qt.Key(ord(sign)), sign)
    press(window_of(desk), Qt.Key.Key_Dead_Acute)
    press(window_of(desk), Qt.Key.Key_F35)
    press(window_of(desk), Qt.Key.Key_Return, "\r")
    QApplication.processEvents()
    assert len(scans) == 1
    assert desk.clicks == 0


@pytest.mark.parametrize(("sign", "position"), [("1", 10), ("0", 19), ("Q", 24), ("A", 38), ("Z", 52), ("-", 20)])
def test_a_key_without_a_position_gets_the_us_place_of_its_sign(sign: str, position: int) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, ord(sign), Qt.KeyboardModifier.NoModifier, sign)
    assert position_of(event) == position


def test_a_key_with_a_position_keeps_it_whatever_it_types() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, ord("'"), Qt.KeyboardModifier.NoModifier, 20, 0, 0, "'")
    assert position_of(event) == 20
