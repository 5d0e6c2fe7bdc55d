from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.language import Phrases, load_phrases
from ui.presenters.faces import Badge, Bar
from ui.widgets.plots import BarPlot, Sparkline
from ui.widgets.strip import StatusStrip
from ui.widgets.tables import Column, TextTable
from ui.widgets.text import FitText

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


def test_a_lamp_has_words_and_a_mark_for_every_state(es: Phrases, en: Phrases, qtbot: QtBot) -> None:
    strip = StatusStrip()
    strip.retranslate(es)
    shown(strip, qtbot, 1904, 48)
    strip.badge(Badge("centre", "busy", "ui.badge.centre.busy", 3), es)
    strip.badge(Badge("sound", "off", ""), es)
    lamp = strip.lamps["centre"]
    assert lamp.accessibleName() == "Poniéndose al día (3)"
    strip.retranslate(en)
    assert lamp.accessibleName() == "Catching up (3)"
    assert not strip.lamps["sound"].isVisible()
    marks = set()
    for state in ("ok", "busy", "attention", "error", "off"):
        strip.badge(Badge("printer", state, "ui.badge.printer.ok"), es)
        marks.add((strip.lamps["printer"]._mark.name, strip.lamps["printer"]._words._ink))
    assert len(marks) >= 4


def test_the_strip_counts_waiting_and_dropped_scans_and_moves_nothing_else(es: Phrases, qtbot: QtBot) -> None:
    strip = StatusStrip()
    strip.retranslate(es)
    shown(strip, qtbot, 1904, 48)
    strip.present("Lote B-0412", "línea 7 de 31")
    strip.sign("Ana R.")
    strip.badge(Badge("scanner", "ok", "ui.badge.scanner.ok"), es)
    QApplication.processEvents()
    others = (strip.user, strip.clock, strip.lamps["scanner"])
    places = [each.geometry() for each in others]
    right = strip.task.geometry().right()
    strip.queue.count(2, 0)
    assert strip.queue.words.text() == "2 en espera"
    strip.queue.count(0, 3)
    assert "3" in strip.queue.words.text()
    QApplication.processEvents()
    assert [each.geometry() for each in others] == places
    assert strip.task.geometry().right() == right
    strip.queue.count(0, 0)
    assert not strip.queue.isVisible()


def test_a_strip_with_every_trouble_at_once_clips_nothing(es: Phrases, qtbot: QtBot) -> None:
    strip = StatusStrip()
    strip.retranslate(es)
    shown(strip, qtbot, 1904, 48)
    strip.station.say("Mesa 13")
    strip.clock.say("10:42")
    for device, state, key in (
        ("scanner", "error", "ui.badge.scanner.error"),
        ("printer", "attention", "ui.badge.printer.no_media"),
        ("scale", "error", "ui.badge.scale.error"),
        ("centre", "error", "ui.badge.centre.error_waiting"),
        ("sound", "off", "ui.badge.sound.off"),
    ):
        strip.badge(Badge(device, state, key, 1312, since="10:42"), es)  # type: ignore[arg-type]  # the words of the table
    strip.present("Lote B-0412", "línea 7 de 31")
    strip.sign("María José Fernández")
    strip.queue.count(12, 0)
    QApplication.processEvents()
    assert [each.text() for each in strip.findChildren(FitText) if each.isVisible() and each.clips()] == []


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    count: int


COLUMNS = (
    Column("ui.place.caption", lambda row: row.name, stretch=True),
    Column("ui.qty.take", lambda row: str(row.count), right=True),
)


def test_a_table_tells_only_what_changed(es: Phrases, qtbot: QtBot) -> None:
    table = TextTable(COLUMNS)
    shown(table, qtbot, 800, 400)
    model = table.model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.retranslate(es)
    table.present([Row("A", 1), Row("B", 2), Row("C", 3)])
    table.selectRow(1)
    told: list[int] = []

    def tell(top: QModelIndex, bottom: QModelIndex) -> None:
        told.append(top.row())

    model.dataChanged.connect(tell)
    table.present([Row("A", 1), Row("B", 5), Row("C", 3), Row("D", 4)])
    assert told == [1]
    assert table.chosen_row() == Row("B", 5)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "COGER"
    table.present([Row("A", 1)])
    assert model.rowCount() == 1
    assert model.data(model.index(0, 1)) == "1"
    tester.deleteLater()


def test_a_touched_row_is_chosen_with_its_own_value(es: Phrases, qtbot: QtBot) -> None:
    table = TextTable(COLUMNS)
    shown(table, qtbot, 800, 400)
    table.present([Row("A", 1), Row("B", 2)])
    got: list[object] = []
    table.row_chosen.connect(got.append)
    where = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, NO_KEY, where)
    assert got == [Row("B", 2)]


def test_plots_paint_and_say_their_numbers(es: Phrases, qtbot: QtBot) -> None:
    plot, spark = BarPlot(), Sparkline()
    shown(plot, qtbot, 600, 160)
    shown(spark, qtbot, 200, 48)
    plot.present([Bar("Zona A", 12, 40), Bar("Zona B", 55, 40, "error"), Bar("Zona C", 0, 0)])
    assert plot.accessibleName() == "Zona A: 12; Zona B: 55; Zona C: 0"
    assert "#ffa3a8" in colours(plot)
    spark.present([0, 5, 10], "líneas por hora")
    points = spark.points()
    assert [round(point.y()) for point in points] == [45, 24, 3]
    assert "#8cc8ff" in colours(spark)
    spark.present([])
    assert spark.points() == ()
