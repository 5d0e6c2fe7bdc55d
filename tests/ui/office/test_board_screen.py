"""The zone board worked by scanner, keyboard, touch and drag, and pictures of every state."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.errors import Unavailable
from tests.ui.house import NOW, House
from tests.ui.office.office_world import ANA, EVA, IVO, MemoryFloor
from ui.grab import grab
from ui.presenters.frame import View
from ui.presenters.lane import InlineLane
from ui.presenters.office.board import BoardPresenter
from ui.screens.office.board import BoardScreen
from ui.screens.office.zone_columns import MIME, Column, PersonCard

MakeHouse = Callable[[str], House]


class Lead:
    """A house with the board open."""

    def __init__(self, house: House, floor: MemoryFloor) -> None:
        self.house, self.floor = house, floor
        house.move_in("board", self._make)

    def _make(self, view: View, lane: InlineLane) -> BoardScreen:
        self.presenter = BoardPresenter(view, lane, self.floor, now=lambda: NOW)
        self.screen = BoardScreen(self.presenter)
        return self.screen

    def card(self, badge: str) -> PersonCard:
        cards = [card for column in self.screen.columns for card in column.cards if card.isVisible()]
        return next(card for card in cards if card.face is not None and card.face.badge == badge)

    def column(self, zone: str) -> Column:
        return next(each for each in self.screen.columns if each.column is not None and each.column.zone == zone)

    def zone_of(self, badge: str) -> str:
        return next(lane.zone for lane in self.presenter.state.lanes for face in lane.people if face.badge == badge)


MakeLead = Callable[[str], Lead]


@pytest.fixture
def lead(house: MakeHouse) -> MakeLead:
    return lambda language: Lead(house(language), MemoryFloor())


def start(_: Lead) -> None: ...


def selected(lead: Lead) -> None:
    lead.house.scan(ANA)


def assigned(lead: Lead) -> None:
    lead.house.scan(ANA, "ZOB")


def methods(lead: Lead) -> None:
    lead.house.scan("#RELEASE")


def released(lead: Lead) -> None:
    lead.house.scan("#RELEASE", "#M3")


def finding(lead: Lead) -> None:
    lead.house.scan("#CANCEL")


def confirming(lead: Lead) -> None:
    lead.house.scan("#CANCEL", "OR77")


def cancelled(lead: Lead) -> None:
    lead.house.scan("#CANCEL", "OR77", "#OK")


def refused(lead: Lead) -> None:
    lead.house.scan(ANA, "ZOX")


def away(lead: Lead) -> None:
    lead.floor.error = Unavailable("gone")
    lead.house.scan(ANA, "ZOB")


def helped(lead: Lead) -> None:
    lead.house.scan("#HELP")


STATES = {
    each.__name__: each
    for each in (start, selected, assigned, methods, released, finding, confirming, cancelled, refused, away, helped)
}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_board_fits_in_both_languages(
    lead: MakeLead, tmp_path: Path, state: str, language: str
) -> None:
    made = lead(language)
    STATES[state](made)
    file = grab(made.house.shell, tmp_path / f"board_{state}_{language}.png")
    assert file.stat().st_size > 10_000
    assert made.house.clipped() == []


def test_people_are_sent_released_and_cancelled_by_scanner_alone(lead: MakeLead) -> None:
    made = lead("es")
    made.house.scan(ANA, "ZOB", "#RELEASE", "#M1", "#CANCEL", "OR77", "#OK")
    assert made.floor.calls == [("assign", ANA, "B"), ("release", "auto"), ("cancel", 77)]
    assert made.zone_of(ANA) == "B"


def test_people_are_sent_released_and_cancelled_by_keyboard_alone(lead: MakeLead) -> None:
    made = lead("es")
    made.house.key("1", "B")
    assert made.zone_of(ANA) == "B"
    made.house.key("1", "0")
    assert made.zone_of(ANA) == ""
    made.house.key("F2")
    assert made.zone_of(ANA) == "B"
    made.house.key("F8", "4", "F9")
    made.house.type_by_key("537446")
    made.house.key("Enter")
    assert made.floor.calls[-2:] == [("release", "zone"), ("cancel", 77)]


def test_people_are_sent_released_and_cancelled_by_touch_alone(lead: MakeLead) -> None:
    made = lead("es")
    made.house.tap(made.card(ANA))
    made.house.touch("ZOB")
    assert made.zone_of(ANA) == "B"
    made.house.touch("#RELEASE")
    made.house.touch("#M2")
    made.house.touch("#CANCEL")
    made.house.type_by_touch("537446")
    made.house.touch("#OK")
    assert made.floor.calls[-2:] == [("release", "single"), ("cancel", 77)]


def test_a_card_dropped_on_a_zone_sends_its_person_there(lead: MakeLead) -> None:
    made = lead("es")
    data = QMimeData()
    data.setData(MIME, IVO.encode())
    column, at = made.column("C"), QPoint(20, 300)
    move, none, left = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(at, move, data, left, none)
    QApplication.sendEvent(column, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(at), move, data, left, none)
    QApplication.sendEvent(column, drop)
    assert drop.isAccepted()
    assert made.zone_of(IVO) == "C"
    made.house.scan("#UNDO")
    assert made.zone_of(IVO) == ""


def test_a_foreign_thing_dragged_over_a_zone_is_not_taken(lead: MakeLead) -> None:
    made = lead("es")
    data = QMimeData()
    data.setText(ANA)
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(made.column("C"), enter)
    assert not enter.isAccepted()


def test_moving_the_mouse_on_a_card_drags_it_and_does_not_select_it(
    lead: MakeLead, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = lead("es")
    card, begun = made.card(EVA), list[str]()
    monkeypatch.setattr(card, "begin_drag", lambda badge, _grip: begun.append(badge))
    left, start = Qt.MouseButton.LeftButton, card.rect().center()
    QTest.mousePress(card, left, pos=start)
    QTest.mouseMove(card, start + QPoint(40, 0))
    QTest.mouseRelease(card, left, pos=start + QPoint(40, 0))
    assert begun == [EVA]
    assert made.presenter.state.selected == ""


def test_the_dragged_card_carries_the_badge_of_its_person(lead: MakeLead, monkeypatch: pytest.MonkeyPatch) -> None:
    made = lead("es")
    carried: list[bytes] = []

    def drop_nowhere(drag: QDrag, _: Qt.DropAction) -> Qt.DropAction:
        carried.append(bytes(drag.mimeData().data(MIME).data()))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", drop_nowhere)
    card = made.card(EVA)
    card.begin_drag(EVA, card.rect().center())
    assert carried == [EVA.encode()]


def test_a_refresh_keeps_cards_selection_and_sentence(lead: MakeLead) -> None:
    made = lead("es")
    made.house.scan(ANA)
    card, said = made.card(ANA), made.presenter.state.frame.instruction
    made.presenter.refresh()
    assert made.card(ANA) is card
    assert made.presenter.state.selected == ANA
    assert made.presenter.state.frame.instruction == said
