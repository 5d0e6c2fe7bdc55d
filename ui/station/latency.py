"""How long a scan takes from its bytes to the painted screen."""

from collections import deque
from threading import Lock
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.codes import without_mark
from ui.router import Fate, Logged

KEPT = 100
"""So many last scans are shown on the devices screen."""

_NOTHING_NEW_MS = 250
"""An answer that changes nothing on the screen is not painted; after so long it counts no more."""

_PAINTED = QEvent.Type(QEvent.registerEventType())


class Latency(QObject):
    """Measures one window: a scan begins when its text leaves the driver and ends when the window was painted."""

    def __init__(self, window: QWidget) -> None:
        """Watches a window; connect ``answered`` to the router's ``logged``."""
        super().__init__(window)
        self._begun: deque[tuple[str, float]] = deque(maxlen=64)
        self._lock = Lock()
        self._unpainted: list[float] = []
        self._posted = False
        self.all_ms: list[float] = []
        """Every scan measured, in milliseconds."""
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_NOTHING_NEW_MS)
        self._forget.timeout.connect(self._unpainted.clear)
        window.installEventFilter(self)

    def begin(self, text: str) -> None:
        """Notes that a text has just come, as its driver gave it; any thread may call it."""
        with self._lock:
            self._begun.append((without_mark(text), perf_counter()))

    @property
    def last_ms(self) -> tuple[float, float] | None:
        """The middle and the worst of the last scans (p50, p99), or None when nothing was scanned."""
        return percentiles(self.all_ms[-KEPT:])

    @Slot(object)
    def answered(self, logged: Logged) -> None:
        """Notes that a scan was answered; the next painting ends it."""
        at = self._started(logged.scan.text)
        if at is not None and logged.fate in {Fate.TAKEN, Fate.REFUSED}:
            self._unpainted.append(at)
            self._forget.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and self._unpainted and not self._posted:
            self._posted = True
            QCoreApplication.postEvent(self, QEvent(_PAINTED), Qt.EventPriority.HighEventPriority.value)
        return False

    @override
    def customEvent(self, event: QEvent) -> None:
        now = perf_counter()
        self._posted = False
        self.all_ms += [(now - at) * 1000 for at in self._unpainted]
        self._unpainted.clear()

    def _started(self, text: str) -> float | None:
        with self._lock:
            while self._begun:
                begun, at = self._begun.popleft()
                if begun == text:
                    return at
        return None


def percentiles(values: list[float]) -> tuple[float, float] | None:
    """Gives the middle value and the one that 99 of 100 stay below; None for no values."""
    if not values:
        return None
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(last * 0.5)], ordered[round(last * 0.99)]
