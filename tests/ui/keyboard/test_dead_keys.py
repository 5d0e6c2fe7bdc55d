import unicodedata

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from ui.keyboard.dead_keys import Accents, is_dead

ACUTE, GRAVE, UNUSUAL = Qt.Key.Key_Dead_Acute, Qt.Key.Key_Dead_Grave, Qt.Key.Key_Dead_Greek


def press(key: Qt.Key, text: str = "") -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, 48, 1, 2, text)


def typed(*events: QKeyEvent) -> str:
    accents = Accents()
    return "".join(accents.typed(event).text() for event in events)


@pytest.mark.parametrize(
    ("events", "text"),
    [
        ([press(ACUTE), press(Qt.Key.Key_A, "a")], "á"),
        ([press(Qt.Key.Key_Dead_Tilde), press(Qt.Key.Key_N, "N")], "Ñ"),
        ([press(Qt.Key.Key_Dead_Diaeresis), press(Qt.Key.Key_U, "u")], "ü"),
        ([press(Qt.Key.Key_Dead_Caron), press(Qt.Key.Key_S, "s")], "š"),
        ([press(GRAVE), press(Qt.Key.Key_Space, " ")], "`"),
        ([press(GRAVE), press(Qt.Key.Key_X, "x")], "`x"),
        ([press(GRAVE), press(GRAVE), press(Qt.Key.Key_E, "e")], "`è"),
        ([press(GRAVE), press(Qt.Key.Key_Backspace, "\b"), press(Qt.Key.Key_E, "e")], "\be"),
        ([press(GRAVE), press(Qt.Key.Key_Shift), press(Qt.Key.Key_E, "E")], "È"),
        ([press(UNUSUAL), press(Qt.Key.Key_E, "e")], "e"),
        ([press(Qt.Key.Key_E, "e")], "e"),
    ],
)
def test_an_accent_is_put_on_the_letter_that_follows(events: list[QKeyEvent], text: str) -> None:
    assert typed(*events) == unicodedata.normalize("NFC", text)


def test_a_letter_with_its_accent_keeps_its_place_and_its_key() -> None:
    accents = Accents()
    accents.typed(press(ACUTE))
    event = accents.typed(press(Qt.Key.Key_A, "a"))
    assert (event.key(), event.nativeScanCode(), event.type()) == (Qt.Key.Key_A, 48, QEvent.Type.KeyPress)


def test_an_accent_that_was_forgotten_changes_nothing() -> None:
    accents = Accents()
    accents.typed(press(ACUTE))
    accents.forget()
    assert accents.typed(press(Qt.Key.Key_A, "a")).text() == "a"


def test_only_accents_wait_for_a_letter() -> None:
    assert is_dead(press(ACUTE))
    assert not is_dead(press(Qt.Key.Key_Apostrophe, "'"))
