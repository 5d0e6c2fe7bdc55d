import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from app.language import LANGUAGES, load_phrases
from ui.cues import CUES
from ui.theme import MOODS, THEMES, load_theme, wear
from ui.widgets.instruction import InstructionBar
from ui.widgets.text import FitText

LONGEST = (
    "Este es SKU 40719-XL (Camiseta técnica de manga larga ROJA, talla XL). Devuélvelo a B-12-4. "
    "Coge SKU 40718-XL (Camiseta técnica de manga larga AZUL) de A-03-2."
)
SENTENCES = ("", "OK", "Escanea el PRODUCTO", LONGEST)


class Watch(QObject):
    """Remembers which texts were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, FitText):
            self.painted.append(watched.text())
        return False


@pytest.fixture
def bar(dressed: QApplication, qtbot: QtBot) -> InstructionBar:
    bar = InstructionBar()
    qtbot.addWidget(bar)
    bar.resize(1904, bar.height())
    bar.show()
    return bar


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.3])
def test_the_height_never_changes_with_what_it_says(
    bar: InstructionBar, dressed: QApplication, theme: str, scale: float
) -> None:
    wear(dressed, load_theme(theme, font_scale=scale))
    heights = set()
    for mood in MOODS:
        for sentence in SENTENCES:
            for detail in ("", LONGEST):
                bar.present(sentence, mood, detail)
                bar.stamp(CUES[MOODS.index(mood)])
                QApplication.processEvents()
                heights.add((bar.height(), bar.sentence.geometry(), bar.detail.geometry()))
    assert len(heights) == 1


@pytest.mark.parametrize("width", [1264, 1904])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_any_room_is_clipped(bar: InstructionBar, language: str, width: int) -> None:
    bar.resize(width, bar.height())
    texts = [text for text in load_phrases(language).table.values() if len(text) <= len(LONGEST)]
    for text in (*texts, LONGEST):
        bar.present(text, "error", text)
        QApplication.processEvents()
        assert not bar.sentence.clips(), text


def test_a_short_sentence_is_read_from_two_metres_and_an_explained_error_from_one_and_a_half(
    bar: InstructionBar,
) -> None:
    bar.present("Escanea el PRODUCTO", "todo")
    QApplication.processEvents()
    assert bar.sentence.shown_px() >= 58
    bar.present("Este es SKU 40719 (ROJO). Devuélvelo. Coge SKU 40718 (AZUL) de A-03-2.", "error")
    assert bar.sentence.shown_px() >= 45
    bar.present(LONGEST, "error")
    assert bar.sentence.shown_px() >= 29


def test_screen_readers_hear_the_sentence(bar: InstructionBar) -> None:
    bar.present("Escanea el PRODUCTO", "todo", "Camiseta azul")
    assert bar.accessibleName() == "Escanea el PRODUCTO"
    assert bar.accessibleDescription() == "Camiseta azul"
    assert bar.mood == "todo"


def test_only_what_changed_is_painted_again(bar: InstructionBar) -> None:
    bar.present("Escanea el PRODUCTO", "todo", "Camiseta azul")
    QApplication.processEvents()
    watch = Watch()
    bar.sentence.installEventFilter(watch)
    bar.detail.installEventFilter(watch)
    bar.present("Escanea el PRODUCTO", "todo", "Camiseta azul")
    QApplication.processEvents()
    assert watch.painted == []
    bar.present("Escanea el PRODUCTO", "todo", "Camiseta roja")
    QApplication.processEvents()
    assert watch.painted == ["Camiseta roja"]


@pytest.mark.parametrize("lines", [1, 2])
def test_a_text_that_fits_at_no_size_says_so(dressed: QApplication, qtbot: QtBot, lines: int) -> None:
    text = FitText("place", lines=lines)
    qtbot.addWidget(text)
    text.resize(60, 30)
    text.say("A-03-2")
    assert text.clips() == (lines == 1 and text.shown_px() < 18) or text.shown_px() <= 30
    text.say("Un texto demasiado largo para una caja tan pequeña")
    assert text.clips()
