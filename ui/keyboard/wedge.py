"""Keyboard scanners: fast keys become a scan, and their Enter can never press a button or answer a dialog.

Such a scanner types like a person, only faster. The filter sees every key before any widget does and asks a
*reader* whether it belongs to a scan. A key that may be the first of a scan is held for a moment: if a scan
follows, it is part of it; if not, it is typed after all. So neither a scan nor typing is ever half lost.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent, QKeyEvent, QWindow
from typing_extensions import override

from ui.keyboard.dead_keys import Accents, is_dead


class WedgeAnswer(Protocol):
    """What a reader says about one key."""

    @property
    def swallow(self) -> bool:
        """True when the key belongs to a scan and no widget may see it."""
        ...

    @property
    def text(self) -> str | None:
        """The whole code when this key finished one, otherwise None or empty."""
        ...


class WedgeReader(Protocol):
    """Tells scans from typing by the time between keys, and rebuilds the text from keyboard positions."""

    def key(self, scan_code: int, shift: bool, at: float) -> WedgeAnswer:  # noqa: FBT001  # the reader's own signature
        """Takes one pressed key.

        Args:
            scan_code: Position on the keyboard as the system numbers it, whatever the layout.
            shift: Whether Shift was held.
            at: Seconds of a clock that only grows.
        """
        ...

    def flush(self, at: float) -> WedgeAnswer:
        """Says at a quiet moment whether the keys so far were a scan of a scanner that sends no Enter.

        A "swallow" without a text means that they are one, but that it goes on.
        """
        ...


_SILENT = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_ROWS = ((2, "1234567890-="), (16, "QWERTYUIOP[]"), (30, "ASDFGHJKL;'"), (44, "ZXCVBNM,./"))
_SET_ONE = {ord(sign): first + at for first, row in _ROWS for at, sign in enumerate(row)} | {
    int(Qt.Key.Key_Return): 28,
    int(Qt.Key.Key_Enter): 28,
    int(Qt.Key.Key_Tab): 15,
    int(Qt.Key.Key_Space): 57,
}
_OFFSET = 0 if sys.platform == "win32" else 8


def position_of(event: QKeyEvent) -> int:
    """Gives a key's position on the keyboard; remote desktops send none, then the US place of its sign."""
    known = event.nativeScanCode()
    if known:
        return known
    usual = _SET_ONE.get(event.key())
    return 0 if usual is None else usual + _OFFSET


@dataclass(frozen=True, slots=True)
class WedgeTiming:
    """How long keys are held to see whether they are a scan, a little above what the reader allows.

    Attributes:
        gap_ms: For first keys.
        stall_ms: For keys that surely are a scan.
        certain: So many fast keys in a row surely are a scan.
    """

    gap_ms: int = 40
    stall_ms: int = 110
    certain: int = 4


_TIMING = WedgeTiming()

_TOO_SOON_TO_REPEAT_S = 0.1
"""No key that is held down repeats so soon: it was pressed again, so fast that the system took it for held."""

_OWN_ACCENTS = frozenset({"xcb", "wayland"})
"""Window systems on which the input method would take accents, and the letters after them, away from a scan."""


class WedgeFilter(QObject):
    """Watches the keys of every window of the application and gives finished scans away."""

    def __init__(
        self,
        reader: WedgeReader,
        deliver: Callable[[str, str], None],
        *,
        source: str = "wedge",
        timing: WedgeTiming = _TIMING,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """Makes a filter; ``install`` starts it.

        Args:
            reader: Tells scans from typing.
            deliver: Takes (text, source) of a finished scan: ``Router.scan``.
            source: What the scans say they come from.
            timing: How long keys are held.
            clock: Seconds that only grow, for keys that carry no time of their own.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._reader, self._deliver, self._source, self._clock = reader, deliver, source, clock
        self._timing = timing
        self._held: list[tuple[QWindow, QKeyEvent]] = []
        self._presses = 0
        self._last_at = self._quiet_s = 0.0
        self._pressed_at = 0.0
        self._accents = Accents() if QGuiApplication.platformName() in _OWN_ACCENTS else None
        self._replaying = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._quiet)

    def install(self, app: QGuiApplication) -> None:
        """Starts watching."""
        app.installEventFilter(self)

    def remove(self, app: QGuiApplication) -> None:
        """Stops watching; held keys are typed."""
        app.removeEventFilter(self)
        self._let_go()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._accents and isinstance(event, QInputMethodQueryEvent):
            return _keep_out(event)
        if kind not in {QEvent.Type.KeyPress, QEvent.Type.KeyRelease} or self._replaying:
            return False
        if not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._released(watched, event)
        return self._pressed(watched, event)

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        at = event.timestamp() / 1000 if event.timestamp() else self._clock()
        if event.isAutoRepeat() and at - self._pressed_at > _TOO_SOON_TO_REPEAT_S:
            return False
        self._pressed_at = at
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        answer = self._reader.key(position_of(event), shift, at)
        if answer.text:
            self._finish(answer.text)
            return True
        if event.key() in _SILENT:
            return False
        if event.key() in _ENDS or not (event.text() or is_dead(event) or self._within(at)):
            self._let_go()
            if self._accents:
                self._accents.forget()
            return answer.swallow
        self._hold(window, event, at)
        return True

    def _hold(self, window: QWindow, event: QKeyEvent, at: float) -> None:
        timing = self._timing
        if self._presses < timing.certain and (at - self._last_at) * 1000 > timing.gap_ms:
            self._let_go()
        self._last_at, self._quiet_s = at, 0.0
        self._held.append((window, event.clone()))
        self._presses += 1
        self._timer.start(timing.stall_ms if self._presses >= timing.certain else timing.gap_ms)

    def _within(self, at: float) -> bool:
        """Whether the keys so far surely are a scan that goes on: then a key that types nothing here is of it."""
        timing = self._timing
        return self._presses >= timing.certain and (at - self._last_at) * 1000 <= timing.stall_ms

    def _released(self, window: QWindow, event: QKeyEvent) -> bool:
        if not any(held.key() == event.key() for _, held in self._held):
            return False
        self._held.append((window, event.clone()))
        return True

    def _finish(self, text: str) -> None:
        self._forget()
        self._deliver(text, self._source)

    def _forget(self) -> list[tuple[QWindow, QKeyEvent]]:
        self._timer.stop()
        held, self._held, self._presses = self._held, [], 0
        return held

    @Slot()
    def _quiet(self) -> None:
        self._quiet_s += self._timing.stall_ms / 1000
        answer = self._reader.flush(self._last_at + self._quiet_s)
        if answer.text:
            self._finish(answer.text)
        elif answer.swallow:
            self._timer.start(self._timing.stall_ms)
        else:
            self._let_go()

    def _let_go(self) -> None:
        held = self._forget()
        self._replaying = True
        try:
            for window, event in held:
                QCoreApplication.sendEvent(window, self._as_typed(event))
        finally:
            self._replaying = False

    def _as_typed(self, event: QKeyEvent) -> QKeyEvent:
        pressed = event.type() == QEvent.Type.KeyPress
        return self._accents.typed(event) if self._accents and pressed else event


def _keep_out(event: QInputMethodQueryEvent) -> bool:
    """Tells the input method that nothing here wants it; other questions are the widget's own."""
    if event.queries() != Qt.InputMethodQuery.ImEnabled:
        return False
    event.setValue(Qt.InputMethodQuery.ImEnabled, False)
    event.accept()
    return True
