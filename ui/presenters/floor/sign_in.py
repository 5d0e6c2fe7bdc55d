"""The sign-in screen's thinking: a badge is enough; until then only language and station can be changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.codes import StationCode
from app.domain.errors import Unavailable
from app.services.floor.signing import SignIn
from ui.presenters.asking import Welcome
from ui.presenters.bench.answers import conflict_of, own_meaning
from ui.presenters.commands import HELP, TYPE
from ui.presenters.faces import Notice
from ui.presenters.frame import Command, Frame, Mood, Scan, Text, View, line
from ui.presenters.lane import Lane

TONGUES = (Command("#ES", "1", "sign.spanish"), Command("#EN", "2", "sign.english"))
"""The languages the screen can be turned to before anybody is known."""

_LANGUAGES = {"#ES": "es", "#EN": "en"}
_WELCOME = Frame(line("sign.scan"), commands=(TYPE, HELP), choices=TONGUES)


@dataclass(frozen=True, slots=True)
class SignInState:
    """What the sign-in screen paints: the frame says what to do, the body repeats it huge.

    Attributes:
        frame: The common frame.
        station: What this station is called.
        step: ``badge``, or ``refused`` after a badge that was not let in.
    """

    frame: Frame
    station: str
    step: str = "badge"


class Moving(Protocol):
    """Makes a program another station."""

    def move(self, code: str) -> None:
        """Opens the other station beside this one; raises ``Conflict`` or ``Unavailable``. Any thread may call it."""
        ...

    def moved(self) -> None:
        """Leaves this station's window for the other's."""
        ...


class SignInPresenter:
    """Lets people in.

    Attributes:
        busy: True while a badge is being looked up and journaled.
        counts_scans: Always False.
        state: What was shown last.
    """

    def __init__(
        self,
        view: View,
        lane: Lane,
        sign_in: Callable[[str], SignIn],
        *,
        welcome: Welcome,
        speak: Callable[[str], None],
        moving: Moving,
        station: str,
    ) -> None:
        """Begins with nobody signed in.

        Args:
            view: Its screen.
            lane: The journal's lane.
            sign_in: Signs a person in by a badge's text (``app.services.floor.signing``); called on the lane.
            welcome: What follows on a badge that is known.
            speak: Turns the screens to a language, ``"es"`` or ``"en"``.
            moving: Makes this program another station.
            station: What this station is called.
        """
        self._moving = moving
        self._view, self._lane, self._sign_in = view, lane, sign_in
        self._welcome, self._speak, self._station = welcome, speak, station
        self.busy = False
        self.counts_scans = False
        self.state = SignInState(_WELCOME, station)

    def opened(self) -> None:
        """Asks for a badge."""
        self._show(SignInState(_WELCOME, self._station))

    def scanned(self, scan: Scan) -> None:
        """Takes a badge, or the wish for another language."""
        text = scan.text.strip().upper()
        if text in _LANGUAGES:
            self._speak(_LANGUAGES[text])
        elif text == HELP.code:
            self._help()
        elif isinstance(own_meaning(text), StationCode):
            self.busy = True
            self._lane.run(lambda: self._moving.move(text), self._gone, self._not_gone)
        else:
            self.busy = True
            self._lane.run(lambda: self._sign_in(scan.text), self._answered, self._failed)

    def _help(self) -> None:
        frame = self.state.frame
        notice = Notice("sign.help", "pick.help.close", HELP.code, tone="todo") if frame.notice is None else None
        self._show(replace(self.state, frame=replace(frame, notice=notice)))

    def _answered(self, answer: SignIn) -> None:
        self.busy = False
        if answer.person is None and answer.asks is not None:
            self.state = SignInState(_WELCOME, self._station)
            self._welcome.asked(answer.asks)
            return
        if answer.person is None:
            self._refuse(line(answer.reason, text=answer.text), line("sign.note.unknown"))
            return
        self.state = SignInState(_WELCOME, self._station)
        self._welcome.entered(answer.person)

    def _gone(self, _: None) -> None:
        self.busy = False
        self._moving.moved()

    def _not_gone(self, error: Exception) -> None:
        """Says why this stays the station it is; whose file another program holds is told by the trouble itself."""
        self.busy = False
        match error:
            case Unavailable() if error.names or error.reason != Unavailable.reason:
                why: Text = line(error.reason, **error.names)
            case Unavailable():
                why = line("sign.unsaved")
            case _:
                self._refuse(conflict_of(error) or "", line("profile.note"))
                return
        self._refuse(line("profile.closed", why=why), line("profile.note"))

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if not isinstance(error, Unavailable):
            raise error
        self._refuse(line("sign.unsaved"), line("pick.note.unsaved"))

    def _refuse(self, sentence: Text, note: Text) -> None:
        frame = replace(_WELCOME, instruction=sentence, mood=Mood.ERROR, note=note)
        self._show(SignInState(frame, self._station, "refused"), "wrong")

    def _show(self, state: SignInState, cue: str = "quiet") -> None:
        self.state = state
        self._view.present(state, cue)
