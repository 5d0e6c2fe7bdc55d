"""The PIN screen's thinking: who is asked, what came of it, how long a wrong one has to wait.

The digits come from the pad straight to ``entered`` and go on to the service: no router, no list of last scans and
no state ever holds them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.codes import StationCode
from app.domain.errors import Unavailable
from app.services.floor.signing import SignIn
from ui.presenters.asking import Question
from ui.presenters.bench.answers import conflict_of, own_meaning
from ui.presenters.commands import BACK, HELP
from ui.presenters.faces import Notice
from ui.presenters.frame import Frame, Mood, Scan, Text, View, line
from ui.presenters.lane import Lane

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class PinState:
    """What the PIN screen paints.

    Attributes:
        frame: The common frame.
        name: Whose PIN is wanted.
        open: Whether digits are taken now.
        tries: Grows with every answer: the pad forgets its digits then.
        wait: How long nothing is looked at, ``m:ss``; empty for not at all.
    """

    frame: Frame
    name: str = ""
    open: bool = True
    tries: int = 0
    wait: str = ""


class PinPresenter:
    """Asks one person for a PIN.

    Attributes:
        busy: True while digits are looked at.
        counts_scans: Always False.
        secret: Always True: what is scanned or typed here is not listed.
        state: What was shown last.
    """

    counts_scans = False
    secret = True

    def __init__(self, view: View, lane: Lane, *, now: Callable[[], datetime]) -> None:
        """Begins with nobody asked; ``now`` is the time on the wall."""
        self._view, self._lane, self._now = view, lane, now
        self._question: Question | None = None
        self._until: datetime | None = None
        self.busy = False
        self.state = PinState(Frame(line("sign.scan")))

    def ask(self, question: Question) -> None:
        """Opens the screen with a question."""
        self._question, self._until = question, None
        self._view.open("pin")

    def opened(self) -> None:
        """Shows whom it asks."""
        question = self._question
        if question is not None:
            frame = Frame(line(question.key, name=question.person.name, other=question.other), commands=(BACK, HELP))
            self._show(PinState(frame, question.person.name, tries=self.state.tries + 1))

    def closed(self) -> None:
        """Forgets the question with the screen."""
        self._question = None

    def entered(self, pin: str) -> None:
        """Takes the digits of the pad."""
        question = self._question
        if question is None or self.busy or not self.state.open:
            return
        self.busy = True
        self._lane.run(lambda: question.prove(pin), lambda answer: self._answered(question, answer), self._failed)

    def scanned(self, scan: Scan) -> None:
        """Takes the way back and help; a PIN is never scanned."""
        match scan.text.strip().upper():
            case "#BACK" | "#HOME":
                self._view.open(self._question.back if self._question else "sign_in")
            case "#HELP":
                frame = self.state.frame
                notice = Notice("pin.help", "pick.help.close", HELP.code, tone="todo") if frame.notice is None else None
                self._show(replace(self.state, frame=replace(frame, notice=notice)))
            case _ if isinstance(own_meaning(scan.text), StationCode) or not self.state.wait:
                self._refuse(line("pin.scanned"))
            case _:
                self._show(self.state, "wrong")

    def refresh(self) -> None:
        """Counts the wait down, and asks again when it is over."""
        if self._until is None or self.busy:
            return
        left = self._left()
        if left:
            self._show(replace(self.state, wait=left))
        else:
            self._until = None
            self.opened()

    def _answered(self, question: Question, answer: SignIn) -> None:
        self.busy = False
        if answer.person is not None:
            question.proved(answer)
            return
        self._until = None
        if answer.wait_s:
            self._until = self._now() + timedelta(seconds=answer.wait_s)
        wait = self._left()
        self._refuse(line(answer.reason, badge=answer.text, wait=wait), wait)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if isinstance(error, Unavailable):
            own = error.names or error.reason != Unavailable.reason
            self._refuse(line(error.reason, **error.names) if own else line("sign.unsaved"))
            return
        sentence = conflict_of(error)
        if sentence is None:
            raise error
        self._refuse(sentence)

    def _refuse(self, sentence: Text, wait: str = "") -> None:
        frame = replace(self.state.frame, instruction=sentence, mood=Mood.ERROR, notice=None)
        self._show(replace(self.state, frame=frame, open=not wait, tries=self.state.tries + 1, wait=wait), "wrong")

    def _left(self) -> str:
        seconds = 0 if self._until is None else -int((self._now() - self._until).total_seconds() // 1)
        return f"{seconds // _MINUTE}:{seconds % _MINUTE:02}" if seconds > 0 else ""

    def _show(self, state: PinState, cue: str = "quiet") -> None:
        self.state = state
        self._view.present(state, cue)
