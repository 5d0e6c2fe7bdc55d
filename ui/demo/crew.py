"""The clockwork of the shift: every person is a generator that says what it waits for; a timer lets each go on."""

from collections.abc import Callable, Generator
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Slot

Until = Callable[[], bool]
"""What somebody waits for."""

Play = Generator[Until, None, None]
"""Somebody's day: it gives out what it waits for next and is let go on when that is so."""

PATIENCE_S = 90.0
"""Longer than this nobody waits for anything; then the shift is stuck, which is a mistake in the program."""


class StuckError(RuntimeError):
    """Somebody waited too long for something that had to come."""


class Crew(QObject):
    """Lets every person of the shift go on when what they wait for is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plays: dict[str, Play] = {}
        self._waits: dict[str, tuple[Until, float]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self.failure: Exception | None = None

    def add(self, name: str, play: Play) -> None:
        """Lets a person begin."""
        self._plays[name] = play
        self._waits[name] = (_at_once, monotonic())

    def start(self) -> None:
        """Starts the day."""
        self._timer.start()

    def stop(self) -> None:
        """Ends it."""
        self._timer.stop()

    @property
    def done(self) -> bool:
        """Whether everybody has gone home, or the shift failed."""
        return not self._plays or self.failure is not None

    @Slot()
    def _tick(self) -> None:
        for name in tuple(self._plays):
            try:
                self._go_on(name)
            except Exception as error:  # noqa: BLE001 - kept and raised by whoever runs the shift
                self.failure = error
                self._timer.stop()
                return

    def _go_on(self, name: str) -> None:
        ready, since = self._waits[name]
        if not ready():
            if monotonic() - since > PATIENCE_S:
                raise StuckError(f"{name} waited {PATIENCE_S:.0f} s in vain")
            return
        following = next(self._plays[name], None)
        if following is None:
            del self._plays[name]
        else:
            self._waits[name] = (following, monotonic())


def _at_once() -> bool:
    return True


def pause(seconds: float) -> Until:
    """Waits for some time, as people do."""
    until = monotonic() + seconds
    return lambda: monotonic() >= until
