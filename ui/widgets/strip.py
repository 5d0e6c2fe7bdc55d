"""The top strip: which station, how its devices are, what is being done, by whom, and what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.icons import Icon
from ui.presenters.faces import Badge
from ui.presenters.frame import Say
from ui.theme import restate
from ui.widgets.text import FitText

HEIGHT = 48
_CLOCK_MS = 1000
_TASK_PX = 330
DEVICES = ("scanner", "printer", "scale", "centre", "sound")
"""The lamps from left to right."""


def local_now() -> datetime:
    """Gives the present moment in the machine's own zone."""
    return datetime.now(UTC).astimezone()


_STATE_ICONS = {"ok": "check", "busy": "hourglass", "attention": "warning", "error": "cross", "off": "cross"}
_STATE_INKS = {
    "ok": "ink_ok",
    "busy": "ink_attention",
    "attention": "ink_attention",
    "error": "ink_error",
    "off": "muted",
}
_CENTRE = {"ok": "server_online", "busy": "server_catching_up", "attention": "server_catching_up"}


class Lamp(QWidget):
    """One device: its picture, a mark for its state, and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge: Badge | None = None
        self._picture = Icon(32, parent=self)
        self._mark = Icon(24, parent=self)
        self._words = FitText("strip", hug=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(self._picture)
        row.addWidget(self._mark)
        row.addWidget(self._words)
        self.hide()

    def present(self, badge: Badge, say: Say) -> None:
        """Shows a device's state; a badge without words hides the lamp."""
        self._badge = badge
        ink = _STATE_INKS[badge.state]
        self._picture.show_icon(_picture(badge), "text")
        self._mark.show_icon(_STATE_ICONS[badge.state], ink)
        words = say(badge.text_key, count=badge.count, since=badge.since) if badge.text_key else ""
        words = words[:1].upper() + words[1:]
        words = f"{words} → {badge.where}" if badge.where else words
        self._words.say(words, "text" if badge.state == "ok" else ink)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def retranslate(self, say: Say) -> None:
        """Says its words again."""
        if self._badge is not None:
            self.present(self._badge, say)


def _picture(badge: Badge) -> str:
    match badge.device:
        case "centre":
            return _CENTRE.get(badge.state, "server_offline")
        case "sound":
            return "speaker" if badge.state == "ok" else "speaker_off"
        case other:
            return other


class QueueChip(QFrame):
    """How many scans wait, or how many were dropped; not there when there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = (0, 0)
        self._say: Say | None = None
        self._icon = Icon(28, parent=self)
        self.words = FitText("strip", look="bold", parent=self)
        self.setFixedWidth(190)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)

    @Slot(int, int)
    def count(self, waiting: int, dropped: int) -> None:
        """Shows the counts; waiting scans come first."""
        self._counts = (waiting, dropped)
        if self._say is not None:
            self._present(waiting, dropped, self._say)

    def retranslate(self, say: Say) -> None:
        """Says its words again."""
        self._say = say
        self._present(*self._counts, say)

    def _present(self, waiting: int, dropped: int, say: Say) -> None:
        look = "waiting" if waiting else "dropped" if dropped else "none"
        restate(self, "queue", look)
        count = waiting or dropped
        words = say(f"ui.queue.{look}", count=count) if count else ""
        ink = "on_active" if waiting else "on_error"
        self._icon.show_icon({"waiting": "hourglass", "dropped": "drop"}.get(look, ""), ink)
        self.words.say(words, ink)
        self.setAccessibleName(words)
        self.setVisible(bool(words))


class StatusStrip(QFrame):
    """48 pixels that answer: is everything working, where am I, who am I."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setFixedHeight(HEIGHT)
        self.station = FitText("strip", look="bold", hug=True, parent=self)
        self.lamps = {device: Lamp(self) for device in DEVICES}
        self.task = FitText("strip", align=Qt.AlignmentFlag.AlignRight, parent=self)
        self.task.setMinimumWidth(_TASK_PX)
        self.queue = QueueChip(self)
        self._user_icon = Icon(30, ink="muted", parent=self)
        self.user = FitText("strip", hug=True, parent=self)
        self._clock_icon = Icon(30, name="clock", ink="muted", parent=self)
        self.clock = FitText("strip", look="bold", hug=True, parent=self)
        self._now: Callable[[], datetime] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(10)
        row.addWidget(self.station)
        for lamp in self.lamps.values():
            row.addWidget(lamp)
        row.addWidget(self.queue)
        row.addWidget(self.task, 1)
        for widget in (self._user_icon, self.user, self._clock_icon, self.clock):
            row.addWidget(widget)
        for firm in (self.station, self.clock):
            firm.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def present(self, title: str, progress: str) -> None:
        """Shows the task and where in it one is."""
        self.task.say(" · ".join(part for part in (title, progress) if part))

    def start_clock(self, now: Callable[[], datetime]) -> None:
        """Shows the time from now on; ``now`` gives it in the station's zone."""
        self._now = now
        self._timer.start(_CLOCK_MS)
        self._tick()

    def stop_clock(self) -> None:
        """Stops the clock where it is."""
        self._timer.stop()

    def freeze(self, clock: str) -> None:
        """Stops the clock at a text, for pictures."""
        self.stop_clock()
        self.clock.say(clock)

    @Slot()
    def _tick(self) -> None:
        if self._now is not None:
            self.clock.say(f"{self._now():%H:%M}")

    def badge(self, badge: Badge, say: Say) -> None:
        """Shows a device's state; an unknown device raises KeyError."""
        self.lamps[badge.device].present(badge, say)

    def sign(self, user: str) -> None:
        """Shows who is signed in; empty for nobody."""
        self.user.say(user)
        self._user_icon.show_icon("user" if user else "", "muted")

    def retranslate(self, say: Say) -> None:
        """Says lamps and queue again."""
        for lamp in self.lamps.values():
            lamp.retranslate(say)
        self.queue.retranslate(say)
