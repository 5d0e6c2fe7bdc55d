"""The three screens in a real shell: by keyboard alone, by touch alone, by scanner alone, and as pictures."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.boards import Queue
from app.domain.picking.walk import Walk
from tests.ui.floor.floor_world import (
    BEN,
    EVA,
    HOLDER,
    Floor,
    batch,
    begin,
    right_scan,
    single,
    zone,
)
from tests.ui.floor.queue_world import job
from ui.widgets.buttons import TouchButton

Make = Callable[..., Floor]
KEYS = {"#YES": Qt.Key.Key_1, "#OK": Qt.Key.Key_Return}


def press(world: Floor, text: str) -> None:
    """Does with the keyboard what a scan of the text would do."""
    shell = world.shell
    if text in KEYS:
        QTest.keyClick(shell, KEYS[text])
        return
    QTest.keyClick(shell, Qt.Key.Key_F6)
    QTest.keyClicks(shell.frame.typing.entry, text)
    QTest.keyClick(shell.frame.typing.entry, Qt.Key.Key_Return)


def touch(world: Floor, text: str) -> None:
    """Does with a finger what a scan of the text would do."""
    buttons = [each for each in world.shell.findChildren(TouchButton) if each.isVisible() and each.code == text]
    if buttons:
        click(buttons[0])
        return
    click(next(b for b in world.shell.findChildren(TouchButton) if b.isVisible() and b.code == "#TYPE"))
    panel = world.shell.frame.typing
    keys = {key.accessibleName(): key for key in panel.findChildren(QPushButton)}
    for sign in text:
        click(keys[sign])
    click(panel.enter)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def typed(world: Floor) -> str:
    """What somebody types who reads the screen: check digits instead of the place."""
    state = world.picking.state
    return state.check_digits if state.step == "place" else right_scan(state)


@pytest.mark.parametrize("hand", [press, touch])
@pytest.mark.parametrize("found", [single(on_hand=3), zone()], ids=["single", "zone"])
def test_a_walk_is_completed_without_a_scanner(make: Make, hand: Callable[[Floor, str], None], found: Walk) -> None:
    world = make()
    world.queue = lambda: Queue(None, (job(412),))
    world.walking.waiting = [found]
    world.shell.open("sign_in")
    hand(world, "BA0042")
    assert world.shell.open_name == "home"
    hand(world, "#OK")
    assert world.shell.open_name == "picking"
    for _ in range(60):
        if world.picking.state.step == "finished":
            break
        hand(world, typed(world))
    assert world.picking.state.step == "finished"
    assert "wrong" not in world.sounder.played
    hand(world, "#OK")
    assert world.shell.open_name == "home"


def test_a_walk_is_completed_by_scanner_alone_with_every_setback(make: Make) -> None:
    world = make()
    world.queue = lambda: Queue(None, (job(412),))
    world.walking.waiting = [single(on_hand=3)]
    world.shell.open("sign_in")
    world.scan("BA0042", "#OK", "TO0001", "#HELP", "PLA0307B", HOLDER, HOLDER, "#UNDO", HOLDER, "#QTY3", "TO0001")
    assert world.picking.state.step == "zero"
    world.scan("#YES", "#SHORT", "#R1")
    assert world.picking.state.step == "drop"
    world.scan("PLPACK1", "#OK")
    assert world.shell.open_name == "home"


def test_a_quantity_is_typed_on_the_keypad_of_the_screen(make: Make) -> None:
    world = make()
    begin(world, batch())
    while world.picking.state.step != "item":
        world.scan(right_scan(world.picking.state))
    world.scan(HOLDER)
    touch(world, "5")
    assert (world.picking.state.step, world.picking.state.hand) == ("tote", 5)


def test_reasons_and_answers_are_reached_by_key_and_by_finger(make: Make) -> None:
    world = make()
    begin(world, single())
    world.scan("TO0001", "PLA0307B", HOLDER)
    QTest.keyClick(world.shell, Qt.Key.Key_F3)
    assert world.picking.state.step == "reason"
    QTest.keyClick(world.shell, Qt.Key.Key_F2)
    touch(world, "#SHORT")
    touch(world, "#R4")
    assert (world.picking.state.step, world.picking.state.hand) == ("tote", 1)
    QTest.keyClick(world.shell, Qt.Key.Key_F10)
    assert world.shell.open_name == "home"


def test_the_language_of_the_door_is_turned_by_touch_and_by_key(make: Make) -> None:
    world = make()
    world.shell.open("sign_in")
    touch(world, "#EN")
    assert world.shell.frame.instruction.sentence.text() == "Scan your badge"
    QTest.keyClick(world.shell, Qt.Key.Key_1)
    assert world.shell.frame.instruction.sentence.text() == "Escanea tu tarjeta"


def test_a_badge_that_is_scanned_shows_the_queue_in_its_language(make: Make) -> None:
    world = make("es")
    world.shell.open("sign_in")
    world.scan(BEN.badge)
    assert world.shell.frame.instruction.sentence.text() == "Go to the bench: press Enter or scan OK"


def test_no_control_takes_the_focus_and_each_has_a_name(make: Make) -> None:
    world = make()
    world.person = EVA
    for name in ("sign_in", "home", "picking"):
        begin(world, batch())
        world.shell.open(name)
        buttons = [each for each in world.shell.frame.body.findChildren(QPushButton) if each.isVisible()]
        assert buttons
        assert all(each.accessibleName() and each.focusPolicy() == Qt.FocusPolicy.NoFocus for each in buttons)
