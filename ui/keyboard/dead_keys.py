"""Accents that are typed before their letter: the keys for them type nothing, and change what the next key types.

Usually the system's input method puts the two together, and the program sees neither key. A keyboard
scanner cannot live with that: on a Spanish layout its ``'`` is such a key, and the code would lose two
characters. So the wedge filter keeps the input method out where it can (X11, Wayland) and this puts
accent and letter together for whoever really types.
"""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ACCENTS = {
    Qt.Key.Key_Dead_Grave: ("\u0300", "`"),
    Qt.Key.Key_Dead_Acute: ("\u0301", "\u00b4"),
    Qt.Key.Key_Dead_Circumflex: ("\u0302", "^"),
    Qt.Key.Key_Dead_Tilde: ("\u0303", "~"),
    Qt.Key.Key_Dead_Macron: ("\u0304", "\u00af"),
    Qt.Key.Key_Dead_Breve: ("\u0306", "\u02d8"),
    Qt.Key.Key_Dead_Abovedot: ("\u0307", "\u02d9"),
    Qt.Key.Key_Dead_Diaeresis: ("\u0308", "\u00a8"),
    Qt.Key.Key_Dead_Abovering: ("\u030a", "\u00b0"),
    Qt.Key.Key_Dead_Doubleacute: ("\u030b", "\u02dd"),
    Qt.Key.Key_Dead_Caron: ("\u030c", "\u02c7"),
    Qt.Key.Key_Dead_Cedilla: ("\u0327", "\u00b8"),
    Qt.Key.Key_Dead_Ogonek: ("\u0328", "\u02db"),
}
"""Key to the accent over a letter (Unicode combines them) and the accent alone."""


def is_dead(event: QKeyEvent) -> bool:
    """Whether a key is an accent that waits for its letter."""
    return Qt.Key.Key_Dead_Grave <= event.key() <= Qt.Key.Key_Dead_Longsolidusoverlay


class Accents:
    """Puts accents on letters; remembers the accent that waits."""

    def __init__(self) -> None:
        self._waiting: tuple[str, str] | None = None

    def forget(self) -> None:
        """Drops the accent that waits: a key came that carries none."""
        self._waiting = None

    def typed(self, event: QKeyEvent) -> QKeyEvent:
        """Gives a pressed key as it is to be typed: with the accent that waited for it, if one did."""
        if is_dead(event):
            return self._accent(event)
        waiting, text = self._waiting, event.text()
        if not text:
            return event
        self.forget()
        if waiting is None or not text.isprintable():
            return event
        over, alone = waiting
        together = unicodedata.normalize("NFC", text + over)
        return _with_text(event, together if len(together) == 1 else alone + text.strip())

    def _accent(self, event: QKeyEvent) -> QKeyEvent:
        """An accent waits for its letter; a second one makes the first a sign of its own."""
        before, self._waiting = self._waiting, _ACCENTS.get(Qt.Key(event.key()))
        return event if before is None else _with_text(event, before[1])


def _with_text(event: QKeyEvent, text: str) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        text,
    )
