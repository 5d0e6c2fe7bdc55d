from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.language import Phrases, load_phrases
from ui.presenters.commands import OK, SHORT, SKIP, UNDO
from ui.presenters.faces import ItemFace, ListRow, Notice, PlaceFace, QtyFace, ToteCell
from ui.presenters.frame import Command
from ui.widgets.big_list import BigList
from ui.widgets.buttons import BAR_BUTTONS, CommandBar, ReasonGrid, TouchButton
from ui.widgets.cards import ItemCard, PlaceCard, QtyCard
from ui.widgets.messages import LogRow, NoticeBar, ScanLog
from ui.widgets.tote_map import ToteMap
from ui.widgets.type_panel import TypePanel

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def es(dressed: QApplication) -> Phrases:
    return load_phrases("es")


@pytest.fixture
def en() -> Phrases:
    return load_phrases("en")


def shown(widget: QWidget, qtbot: QtBot, width: int, height: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def test_the_place_card_says_code_digits_and_language(es: Phrases, en: Phrases, qtbot: QtBot) -> None:
    card = PlaceCard()
    card.retranslate(es)
    card.present(PlaceFace("A-03-2", "37", done=True))
    shown(card, qtbot, 1000, 250)
    assert card.code.text() == "A-03-2"
    assert card.digits.text() == "dígitos de control 37"
    assert card.tick.name == "check"
    assert 150 <= card.code.shown_px() <= 190
    card.retranslate(en)
    assert card.digits.text() == "check digits 37"
    assert card.accessibleName() == "Place A-03-2"
    card.present(PlaceFace("ZONA-FRIO-112-07-B"))
    assert not card.code.clips()
    assert (card.tick.name, card.digits.text()) == ("", "")


def test_the_item_card_shows_what_is_compared_by_eye(es: Phrases, qtbot: QtBot) -> None:
    card = ItemCard()
    card.retranslate(es)
    card.present(ItemFace("Camiseta técnica de manga larga con capucha · azul marino · talla XXL", "40718", "78905"))
    shown(card, qtbot, 1000, 150)
    assert "40718" in card.codes.text()
    assert "…78905" in card.codes.text()
    assert not card.name.clips()
    card.present(ItemFace("Taza", "7"))
    assert card.codes.text() == "SKU 7"


@pytest.mark.parametrize(
    ("face", "total", "in_hand"),
    [
        (QtyFace(2, 3, 1), "de 3", "1 en mano"),
        (QtyFace(3, 3), "", ""),
        (QtyFace(120, 240, 119), "de 240", "119 en mano"),
    ],
)
def test_the_quantity_card_says_take_two_of_three(
    es: Phrases, qtbot: QtBot, face: QtyFace, total: str, in_hand: str
) -> None:
    card = QtyCard()
    card.retranslate(es)
    card.present(face)
    shown(card, qtbot, 1040, 200)
    assert (card.take.text(), card.total.text(), card.in_hand.text()) == (str(face.take), total, in_hand)
    assert card.verb.text() == "COGER"
    assert not card.take.clips()
    assert card.accessibleName().startswith(f"COGER {face.take}")
    assert card.property("complete") == str(face.in_hand >= face.take).lower()


def test_the_active_tote_is_told_by_shape_as_well_as_by_colour(es: Phrases, qtbot: QtBot) -> None:
    tote_map = ToteMap()
    tote_map.retranslate(es)
    shown(tote_map, qtbot, 800, 400)
    pictures = {}
    for state in ("idle", "active", "done", "full", "other"):
        tote_map.present((ToteCell("5", state), ToteCell("6")), 2)
        grey = tote_map.grab().toImage().convertToFormat(tote_map.grab().toImage().Format.Format_Grayscale8)
        pictures[state] = bytes(grey.constBits())
    assert len(set(pictures.values())) == 5
    tote_map.present((ToteCell("5", "active", 2), ToteCell("6")), 2)
    assert "5" in tote_map.accessibleName()
    assert "#ffd23f" in colours(tote_map)


def test_touching_a_tote_sends_its_code_and_an_empty_cell_nothing(es: Phrases, qtbot: QtBot) -> None:
    tote_map = ToteMap()
    shown(tote_map, qtbot, 800, 400)
    tote_map.present((ToteCell("1", code="TO0001"), ToteCell("2")), 2)
    got: list[str] = []
    tote_map.tapped.connect(got.append)
    QTest.mouseClick(tote_map, LEFT, NO_KEY, QPoint(100, 200))
    QTest.mouseClick(tote_map, LEFT, NO_KEY, QPoint(700, 200))
    assert got == ["TO0001"]


def test_the_list_of_last_scans_keeps_five_and_speaks_both_languages(es: Phrases, en: Phrases, qtbot: QtBot) -> None:
    log = ScanLog()
    shown(log, qtbot, 1904, 80)
    results = ("ok", "wrong", "attention", "done", "double", "dropped", "homeless", "quiet")
    for number, result in enumerate(results):
        log.add(LogRow(f"84{number}", result), es)
    assert [row.code for row in log.rows] == ["847", "846", "845", "844", "843"]
    assert [cell.accessibleName() for cell in log._cells][2] == "845: anulado: escanéalo otra vez"
    log.retranslate(en)
    assert [cell.accessibleName() for cell in log._cells][2] == "845: dropped: scan again"
    log.clear(en)
    assert log.rows == ()
    assert all(cell.accessibleName() == "" for cell in log._cells)


def test_the_command_bar_keeps_its_buttons_where_they_are(es: Phrases, qtbot: QtBot) -> None:
    bar = CommandBar()
    shown(bar, qtbot, 1904, 90)
    bar.present((UNDO, SHORT, SKIP), es)
    QApplication.processEvents()
    places = [button.geometry() for button in bar.buttons]
    bar.present((replace(UNDO, enabled=False),), es)
    QApplication.processEvents()
    assert [button.geometry() for button in bar.buttons] == places
    assert [button.isVisible() for button in bar.buttons] == [True] + [False] * 5
    with pytest.raises(ValueError, match="at most 6"):
        bar.present((OK,) * (BAR_BUTTONS + 1), es)


def test_a_button_shows_key_caption_and_code_and_sends_the_code(es: Phrases, qtbot: QtBot) -> None:
    button = TouchButton()
    shown(button, qtbot, 300, 90)
    button.present(UNDO, es)
    got: list[str] = []
    button.chosen.connect(got.append)
    assert (button.caption.text(), button.key.text(), button.small.text()) == ("Deshacer", "F2", "#UNDO")
    assert button.focusPolicy() == Qt.FocusPolicy.NoFocus
    QTest.mouseClick(button, LEFT)
    button.present(replace(UNDO, enabled=False), es)
    QTest.mouseClick(button, LEFT)
    assert got == ["#UNDO"]


def test_reasons_are_numbered_and_only_those_given_are_shown(es: Phrases, qtbot: QtBot) -> None:
    grid = ReasonGrid()
    shown(grid, qtbot, 900, 600)
    reasons = tuple(Command(f"#REASON{n}", str(n), "ui.command.short") for n in range(1, 6))
    grid.present(reasons, es)
    got: list[str] = []
    grid.chosen.connect(got.append)
    assert sum(button.isVisible() for button in grid.buttons) == 5
    assert all(button.height() >= 54 for button in grid.buttons[:5])
    QTest.mouseClick(grid.buttons[2], LEFT)
    assert got == ["#REASON3"]


def test_the_ranked_list_puts_one_big_card_on_top(es: Phrases, qtbot: QtBot) -> None:
    ranked = BigList(most=4)
    shown(ranked, qtbot, 1000, 700)
    rows = [ListRow(f"Lote {n}", "31 líneas", f"#JOB{n}", str(n), "13:00", "attention") for n in range(1, 7)]
    ranked.present(rows)
    QApplication.processEvents()
    assert [row.caption.text() for row in ranked.rows] == ["Lote 1", "Lote 2", "Lote 3", "Lote 4"]
    assert ranked.rows[0].height() > 1.5 * ranked.rows[1].height()
    got: list[str] = []
    ranked.chosen.connect(got.append)
    QTest.mouseClick(ranked.rows[1], LEFT)
    assert got == ["#JOB2"]
    ranked.present([])
    assert not any(row.isVisible() for row in ranked.rows)


def test_a_notice_says_which_scan_closes_it_and_its_button_sends_the_same(es: Phrases, qtbot: QtBot) -> None:
    bar = NoticeBar()
    shown(bar, qtbot, 1800, 170)
    bar.present(Notice("ui.queue.waiting", "ui.notice.close", "#OK", (("count", 3),)), es)
    got: list[str] = []
    bar.chosen.connect(got.append)
    assert "3 en espera" in bar.accessibleName()
    QTest.mouseClick(bar.button, LEFT)
    assert got == ["#OK"]
    bar.present(None, es)
    assert not bar.isVisible()


def test_the_type_panel_takes_keys_and_touch_and_empties_itself(es: Phrases, qtbot: QtBot) -> None:
    room = QWidget()
    panel = TypePanel(room)
    panel.retranslate(es)
    shown(room, qtbot, 900, 620)
    panel.resize(900, 620)
    panel.open_panel()
    got: list[str] = []
    panel.typed.connect(got.append)
    keys = {each.text(): each for each in panel.findChildren(type(panel.back))}
    for sign in "37":
        QTest.mouseClick(keys[sign], LEFT)
    QTest.mouseClick(panel.back, LEFT)
    QTest.keyClicks(panel.entry, "8")
    QTest.mouseClick(panel.enter, LEFT)
    assert got == ["38"]
    panel.open_panel()
    assert panel.entry.text() == ""
    QTest.keyClick(panel.entry, Qt.Key.Key_Return)
    assert (got, panel.isVisible()) == (["38"], False)
    assert all(key.width() >= 54 and key.height() >= 54 for key in keys.values())
