"""The main window: it holds the frame and the screens, and leads keys, touch and scans into one router."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from typing_extensions import override

from app.language import Phrases, load_phrases
from ui.cues import Cues
from ui.frame import FloorFrame, ScreenView, TypeGate
from ui.presenters.commands import TYPE
from ui.presenters.faces import Badge, ShellSettings
from ui.presenters.frame import AnyState, Frame, Mood, Text, line
from ui.router import Logged, Router
from ui.screens import Screen
from ui.theme import current, load_theme, wear
from ui.widgets.messages import LogRow
from ui.widgets.strip import local_now

_NAMES = {Qt.Key.Key_Return: "Enter", Qt.Key.Key_Enter: "Enter", Qt.Key.Key_Escape: "Esc"}

_PRESSING = frozenset({"wrong", "attention"})
"""Cues that an announcement makes room for at once."""


class Shell(QMainWindow):
    """The one window of a station."""

    def __init__(
        self,
        settings: ShellSettings,
        *,
        router: Router,
        cues: Cues,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        """Builds the window with no screen in it; ``now`` is the time on the wall, in the station's zone."""
        super().__init__(parent)
        self.router, self.cues, self._now = router, cues, now
        self.settings = settings
        self.say: Phrases = load_phrases(settings.language)
        self.frame = FloorFrame(self)
        self.setCentralWidget(self.frame)
        self._screens: dict[str, Screen] = {}
        self._states: dict[str, AnyState] = {}
        self._open = ""
        self._note: Text = ""
        self._said: Frame | None = None
        self._given = 0
        self._may_close = not settings.kiosk
        self._connect()
        self.configure(settings)

    def view(self, name: str) -> ScreenView:
        """Gives the view for the presenter of a screen; the screen may be added later."""
        return ScreenView(name, self.take, self.open)

    def add(self, screen: Screen) -> None:
        """Takes a screen in; it must be a QWidget with a signal ``command``, else TypeError."""
        if not isinstance(screen, QWidget):
            raise TypeError(f"{screen.name} is not a QWidget")
        self._screens[screen.name] = screen
        self.frame.body.addWidget(screen)
        screen.command.connect(self.touched)
        screen.retranslate(self.say)

    def open(self, name: str) -> None:
        """Brings a screen to the front and tells its presenter; an unknown name raises KeyError.

        The presenter of the screen that is left is told too, if it has a method ``closed``.
        """
        screen, left = self._screens[name], self._screens.get(self._open)
        closed = getattr(left.presenter, "closed", None) if left is not None and name != self._open else None
        if closed is not None:
            closed()
        self._open, self._said = name, None
        self.frame.typing.close_panel()
        self.frame.instruction.stamp("quiet")
        if isinstance(screen, QWidget):
            self.frame.body.setCurrentWidget(screen)
        if name in self._states:
            self._paint(name)
        screen.presenter.opened()
        self.router.open(screen.presenter)

    @property
    def open_name(self) -> str:
        """The name of the screen in front; empty before the first."""
        return self._open

    def take(self, name: str, state: AnyState, cue: str) -> None:
        """Takes a state from a screen's presenter: paints it if it is in front, plays the cue, tells the router."""
        self._states[name] = state
        if name == self._open:
            if cue in _PRESSING or (cue != "quiet" and self.router.given > self._given):
                self._said = None
            self._paint(name)
        if cue != "quiet":
            self.frame.instruction.stamp(cue)
            self.cues.play(cue)
            self._hear()
        screen = self._screens.get(name)
        if screen is not None:
            self._note = state.frame.note
            self.router.answered(screen.presenter, cue)
            self._note = ""

    def announce(self, said: Text, mood: Mood, cue: str, detail: Text = "") -> None:
        """Says something that concerns the station over the open screen's instruction.

        It stays until a scan that was given later is answered, something is wrong, or another screen opens.
        """
        self._said, self._given = Frame(said, mood, detail), self.router.given
        if self._open in self._states:
            self._paint(self._open)
        self.frame.instruction.stamp(cue)
        self.cues.play(cue)

    def configure(self, settings: ShellSettings) -> None:
        """Applies a station's and user's wishes at once: theme, sizes, side, language, full screen."""
        self.settings = settings
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme = load_theme(settings.theme, px_per_mm=settings.px_per_mm, font_scale=settings.font_scale)
            if theme != current():
                wear(app, theme)
        self.frame.strip.station.say(settings.station)
        self.frame.mirror(left_handed=settings.left_handed)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint, settings.kiosk)
        self._speak(load_phrases(settings.language))

    def speak(self, language: str) -> None:
        """Says everything again in another language, without a restart."""
        self.configure(replace(self.settings, language=language))

    def badge(self, badge: Badge) -> None:
        """Shows how a device is."""
        self.frame.strip.badge(badge, self.say)

    def sign(self, user: str) -> None:
        """Shows who is signed in and forgets the last scans of the one before."""
        self.frame.strip.sign(user)
        self.frame.log.clear(self.say)

    def freeze(self, clock: str) -> None:
        """Stops the clock at a text, for pictures."""
        self.frame.strip.freeze(clock)

    @Slot(str)
    def touched(self, code: str) -> None:
        """Leads a touched button's code into the router."""
        self.router.command(code, "touch")

    def _connect(self) -> None:
        self.frame.command.connect(self.touched)
        self.frame.typing.typed.connect(self._typed)
        self.router.logged.connect(self._logged)
        self.router.queue_changed.connect(self.frame.strip.queue.count)
        self.router.add_gate(TypeGate(self.frame))
        self.frame.strip.start_clock(self._now)

    def _paint(self, name: str) -> None:
        state = self._states[name]
        self._screens[name].present(state, self.say)
        self.frame.present(self._framed(state.frame), self.say)

    def _framed(self, frame: Frame) -> Frame:
        """Puts what was announced over a frame; what to do now stays readable below it."""
        said = self._said
        if said is None:
            return frame
        detail = said.detail or line("pack.then", todo=frame.instruction)
        return replace(frame, instruction=said.instruction, mood=said.mood, detail=detail)

    def _speak(self, say: Phrases) -> None:
        self.say = say
        self.frame.retranslate(say)
        for screen in self._screens.values():
            screen.retranslate(say)
        if self._open in self._states:
            self._paint(self._open)
        self._hear()

    def _hear(self) -> None:
        audible = self.cues.audible
        self.badge(Badge("sound", "ok" if audible else "off", "" if audible else "ui.badge.sound.off"))

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.router.scan(text, "typed", True)

    @Slot(object)
    def _logged(self, logged: Logged) -> None:
        screen = self._screens.get(self._open)
        secret = screen is not None and getattr(screen.presenter, "secret", False)
        if not logged.silent and not secret:
            note = self._note if logged.answered else ""
            self.frame.log.add(LogRow(logged.scan.brief, logged.result, note), self.say)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = _NAMES.get(Qt.Key(event.key())) or QKeySequence(event.key()).toString()
        if event.isAutoRepeat() or not self._pressed(key):
            super().keyPressEvent(event)

    def _pressed(self, key: str) -> bool:
        if key == "Esc" and self.frame.typing.isVisible():
            self.frame.typing.close_panel()
            return True
        state = self._states.get(self._open)
        command = None if state is None else state.frame.command_for(key)
        code = command.code if command is not None else TYPE.code if key == TYPE.key else ""
        if code:
            self.router.command(code, "key")
        return bool(code)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.settings.kiosk and not self._may_close:
            event.ignore()
            return
        self.frame.strip.stop_clock()
        super().closeEvent(event)

    def allow_closing(self) -> None:
        """Lets a kiosk window be closed: a supervisor's badge was shown."""
        self._may_close = True
