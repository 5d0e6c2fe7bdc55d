"""Watches the line to the centre: its lamp, what happened to the station meanwhile, and which lines are central."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.boards import ToldLine
from app.domain.errors import Unavailable
from app.services.opening import OpenStation
from ui.lane import QtLane
from ui.presenters.frame import Line, Mood
from ui.presenters.lamps import centre_lamp
from ui.shell import Shell

_PERIOD_MS = 1000
_WORK = frozenset({"picking", "packing"})
"""Screens of work in hand."""

_PLAIN = frozenset({Unavailable.reason, "central.away"})
"""Troubles of the line that the lamp says well enough."""


class TellsLines(Protocol):
    """The screen of the walk, as far as it shows what became of its lines."""

    def tell(self, lines: tuple[ToldLine, ...]) -> None:
        """Shows them; none hides them."""
        ...


class LinkWatch(QObject):
    """Looks at the line every second while the window is open."""

    def __init__(
        self, station: OpenStation, shell: Shell, lane: QtLane, walk: TellsLines, now: Callable[[], datetime]
    ) -> None:
        """Takes the station and its window, where files may be read, the screen of the walk, and the wall's clock."""
        super().__init__(shell)
        self._station, self._shell, self._lane, self._walk, self._now = station, shell, lane, walk, now
        self._dropped = self._asking = False
        self._refusal = self._trouble = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Looks now, and from now on."""
        self._timer.start(_PERIOD_MS)
        self.look()

    def stop(self) -> None:
        """Looks no more."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Shows how the line is."""
        desk, since = self._station.desk, self._station.away_since
        waiting = desk.journal.pending()
        here = None if since is None else since.astimezone(self._now().tzinfo)
        self._shell.badge(centre_lamp(since=here, waiting=waiting, clock_ms=desk.standing.clock_ms))
        self._say_what_happened()
        self._say_why(desk.uplink.trouble)
        self._dropped = since is not None or (self._dropped and waiting > 0)
        if self._dropped:
            self._ask_lines()
        else:
            self._walk.tell(())

    def _say_what_happened(self) -> None:
        desk = self._station.desk
        while desk.said:
            key, names = desk.said.popleft()
            if self._shell.open_name in _WORK:
                self._shell.open("home")
            self._shell.announce(Line(key, tuple(names.items())), Mood.ATTENTION, "attention")
        standing = desk.standing
        if standing.refusal and standing.refusal != self._refusal:
            self._shell.announce(Line(standing.refusal, tuple(standing.names.items())), Mood.ATTENTION, "attention")
        self._refusal = standing.refusal

    def _say_why(self, trouble: Unavailable | None) -> None:
        """Says why the centre is away where somebody can do something about it: a password, a certificate."""
        reason = trouble.reason if trouble is not None else ""
        if trouble is not None and reason not in _PLAIN and reason != self._trouble:
            self._shell.announce(Line(reason, tuple(trouble.names.items())), Mood.ATTENTION, "attention")
        self._trouble = reason

    def _ask_lines(self) -> None:
        if not self._asking:
            self._asking = True
            self._lane.run(self._station.lines, self._answered, self._failed)

    def _answered(self, lines: tuple[ToldLine, ...]) -> None:
        self._asking = False
        self._walk.tell(lines if self._dropped else ())

    def _failed(self, error: Exception) -> None:
        self._asking = False
        if not isinstance(error, Unavailable):
            raise error
