from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import HandClock
from tests.ui.sample_pick import DONE, TODO, Desk
from ui.presenters.commands import OK, UNDO
from ui.presenters.faces import ShellSettings
from ui.presenters.frame import Frame, Mood, Say, line
from ui.widgets.messages import LogRow

MakeDesk = Callable[[ShellSettings], Desk]
ES = ShellSettings(station="Mesa 3")


@pytest.fixture
def floor(desk: MakeDesk) -> Desk:
    made = desk(ES)
    made.shell.show()
    return made


def rows(desk: Desk) -> list[tuple[str, str]]:
    return [(row.code, row.result) for row in desk.shell.frame.log.rows]


def test_a_scan_is_answered_by_instruction_stamp_log_and_sound(floor: Desk) -> None:
    floor.scan("8412345678905")
    assert rows(floor) == [("8412345678905", "ok")]
    assert floor.sounder.played == ["ok"]
    floor.scan("wrong")
    assert floor.shell.frame.instruction.mood == "error"
    assert floor.sounder.played == ["ok", "error"]
    assert floor.shell.frame.log.rows[0] == LogRow("wrong", "wrong", "SKU 40719, no 40718")


def test_waiting_and_dropped_scans_are_shown(floor: Desk) -> None:
    for text in ("wrong", "b", "c"):
        floor.shell.router.scan(text, "scanner-1")
    chip = floor.shell.frame.strip.queue
    assert chip.words.text() == "2 en espera"
    floor.settle()
    assert "2" in chip.words.text()
    assert rows(floor) == [("c", "dropped"), ("b", "dropped"), ("wrong", "wrong")]
    assert floor.presenter.seen == ["wrong"]


def test_key_touch_and_barcode_send_the_same_command(floor: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(floor.shell, Qt.Key.Key_F2)
    floor.settle()
    QTest.mouseClick(floor.shell.frame.commands.buttons[0], Qt.MouseButton.LeftButton)
    floor.settle()
    floor.scan("#UNDO")
    assert floor.presenter.seen == ["#UNDO"] * 3


def test_enter_and_numbers_reach_the_choices_of_the_screen_and_dim_ones_do_not(floor: Desk) -> None:
    choices = (OK, replace(UNDO, code="#REASON1", key="1"), replace(UNDO, code="#REASON2", key="2", enabled=False))
    floor.view.present(replace(TODO, frame=replace(TODO.frame, choices=choices)))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(floor.shell, key)
        floor.settle()
        floor.view.present(replace(TODO, frame=replace(TODO.frame, choices=choices)))
    assert floor.presenter.seen == ["#OK", "#REASON1"]


def test_f6_opens_the_type_panel_scans_go_through_and_what_is_typed_counts_as_typed(floor: Desk) -> None:
    panel = floor.shell.frame.typing
    QTest.keyClick(floor.shell, Qt.Key.Key_F6)
    assert panel.isVisible()
    floor.scan("8412345678905")
    assert panel.isVisible()
    QTest.keyClicks(panel.entry, "37")
    QTest.keyClick(panel.entry, Qt.Key.Key_Return)
    floor.settle()
    assert floor.presenter.seen == ["8412345678905", "37"]
    assert not panel.isVisible()
    floor.scan("#TYPE")
    assert panel.isVisible()
    QTest.keyClick(panel.entry, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_same_state_is_said_again_in_another_language(floor: Desk) -> None:
    frame = floor.shell.frame
    assert (frame.commands.buttons[0].caption.text(), frame.instruction.sentence.text()) == (
        "Deshacer",
        "Teclea el código, los dígitos o la cantidad",
    )
    floor.scan("8412345678905")
    floor.shell.speak("en")
    assert frame.commands.buttons[0].caption.text() == "Undo"
    assert frame.instruction.sentence.text() == "Type the code, check digits or quantity"
    assert floor.screen.place.caption.text() == "PLACE"
    assert floor.sounder.played == ["ok"], "no cue is given again"


def test_the_log_does_not_name_commands_that_were_simply_done(floor: Desk) -> None:
    floor.shell.router.command("#TYPE", "key")
    floor.shell.router.command("#TYPE", "key")
    assert rows(floor) == []


def test_signing_in_forgets_the_scans_of_the_one_before(floor: Desk) -> None:
    floor.scan("8412345678905")
    floor.shell.sign("Ana R.")
    assert rows(floor) == []
    assert floor.shell.frame.strip.user.text() == "Ana R."


def test_a_state_of_a_screen_behind_waits_until_it_comes_to_the_front(floor: Desk) -> None:
    class Other(QWidget):
        name = "other"
        command = floor.screen.command
        presenter = floor.presenter

        def __init__(self) -> None:
            super().__init__()
            self.painted: list[tuple[object, str]] = []

        def present(self, state: object, say: Say) -> None:
            self.painted.append((state, say("ui.command.undo")))

        def retranslate(self, say: Say) -> None:
            pass

    other = Other()
    floor.shell.add(other)
    view = floor.shell.view("other")
    view.present(DONE)
    assert other.painted == []
    assert floor.shell.frame.instruction.mood == "todo"
    floor.view.open("other")
    assert other.painted == [(DONE, "Deshacer")]
    assert floor.shell.open_name == "other"


def test_left_handed_people_find_everything_on_the_other_side(floor: Desk) -> None:
    QApplication.processEvents()
    first = floor.shell.frame.commands.buttons[0]
    assert first.x() < 200
    floor.shell.configure(replace(ES, left_handed=True))
    QApplication.processEvents()
    assert first.x() > 1500
    assert floor.shell.frame.typing.x() < 200


def test_a_bigger_font_makes_text_bigger_and_keeps_the_window(floor: Desk) -> None:
    QApplication.processEvents()
    before = floor.shell.frame.instruction.height()
    floor.shell.configure(replace(ES, font_scale=1.2))
    QApplication.processEvents()
    assert floor.shell.frame.instruction.height() > before
    assert floor.shell.frame.height() <= 1080


def test_a_kiosk_closes_only_when_allowed(desk: MakeDesk) -> None:
    made = desk(replace(ES, kiosk=True))
    made.shell.show()
    assert not made.shell.close()
    made.shell.allow_closing()
    assert made.shell.close()


def test_no_control_lacks_a_name_for_screen_readers_nor_takes_the_focus(floor: Desk) -> None:
    floor.scan("8412345678905")
    buttons = [each for each in floor.shell.findChildren(QAbstractButton) if each.isVisibleTo(floor.shell)]
    assert len(buttons) >= 6
    for widget in floor.shell.findChildren(QAbstractButton):
        assert widget.focusPolicy() == Qt.FocusPolicy.NoFocus
    floor.shell.router.command("#TYPE", "key")
    typing = floor.shell.frame.typing
    named: list[QWidget] = [*typing.findChildren(QAbstractButton), *typing.findChildren(QLineEdit), *buttons]
    assert all(each.accessibleName() for each in named)
    cards = (floor.screen.place, floor.screen.item, floor.screen.qty, floor.screen.map)
    assert all(each.accessibleName() for each in cards)


def test_a_thousand_scans_leave_no_widget_behind(floor: Desk, hand_clock: HandClock) -> None:
    floor.scan("wrong")
    hand_clock.on(1)
    QApplication.processEvents()
    before = len(QApplication.allWidgets())
    for number in range(1000):
        floor.scan("wrong" if number % 7 == 0 else str(number))
    assert len(QApplication.allWidgets()) == before
    assert len(floor.presenter.seen) == 1001


def test_a_texts_names_may_be_texts_themselves(floor: Desk) -> None:
    inner = line("ui.command.undo")
    floor.view.present(replace(TODO, frame=Frame(line("ui.place.name", code=inner), mood=Mood.ATTENTION)))
    assert floor.shell.frame.instruction.sentence.text() == "Ubicación Deshacer"
