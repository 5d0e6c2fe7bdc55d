"""The inbox of exceptions: what went wrong, since when, and the one thing to do about each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from app.domain.boards import Trouble
from app.domain.codes import Command
from ui.presenters.bench.answers import conflict_of, own_meaning
from ui.presenters.frame import Line, Mood, Scan, View, line
from ui.presenters.lane import Lane
from ui.presenters.office.trouble_state import PUT_BACK, TroubleMoment, TroubleState, trouble_state


class Inbox(Protocol):
    """The service behind the screen; every call raises ``Unavailable`` while the centre is away."""

    def troubles(self) -> tuple[Trouble, ...]:
        """Gives the open exceptions, the oldest first."""
        ...

    def resolve(self, trouble: int) -> None:
        """Notes that somebody dealt with one; raises ``Conflict`` when it is closed already."""
        ...

    def put_back(self, trouble: int) -> int:
        """Books the goods of a cancelled order back to their shelves and says how many units; raises ``Conflict``.

        The exception closes by itself a moment later, when the books have taken it.
        """
        ...


class TroublePresenter:
    """Walks through the exceptions and resolves them one by one.

    Attributes:
        busy: True while the inbox answers.
        counts_scans: Never.
        takes_badges: Never.
        state: What was presented last.
    """

    counts_scans = False
    takes_badges = False

    def __init__(
        self, view: View, lane: Lane, inbox: Inbox, *, now: Callable[[], datetime], home: str = "home"
    ) -> None:
        """Starts with an empty inbox.

        Args:
            view: Its screen.
            lane: Where the inbox's work runs.
            inbox: The service.
            now: The time, aware.
            home: Name of the screen that ``#HOME`` opens.
        """
        self._view, self._lane, self._inbox = view, lane, inbox
        self._now, self._home = now, home
        self.busy = False
        self._moment = TroubleMoment()
        self._hidden: frozenset[int] = frozenset()
        self.state: TroubleState = trouble_state(self._moment, now())

    def opened(self) -> None:
        """Shows what is known and loads the exceptions."""
        self._hidden = frozenset()
        self._tell(self._calm(), "quiet")
        self.refresh()

    def refresh(self) -> None:
        """Loads the exceptions again; the selection stays. A timer may call it while the screen is open."""
        self._lane.run(self._inbox.troubles, self._took, self._not_taken)

    def scanned(self, scan: Scan) -> None:
        """Takes the commands of the inbox."""
        match own_meaning(scan.text):
            case Command("HOME"):
                self._view.open(self._home)
            case Command("HELP"):
                self._tell(replace(self._moment, helping=not self._moment.helping, note=""), "quiet")
            case Command("NEXT"):
                self._select(self._moment.at + 1)
            case Command("PREV"):
                self._select(self._moment.at - 1)
            case Command("E", int(number)) if 1 <= number <= len(self.state.rows):
                ids = [each.id for each in self._moment.troubles or ()]
                self._select(ids.index(self.state.rows[number - 1].id))
            case Command("BACK" | "UNDO"):
                self._tell(self._calm(), "quiet")
            case Command("OK"):
                self._ok()
            case _:
                self._refuse(line("trouble.not_understood", text=scan.brief))

    def _select(self, at: int) -> None:
        troubles = self._moment.troubles or ()
        if troubles:
            at = max(0, min(at, len(troubles) - 1))
            self._tell(replace(self._calm(), selected=troubles[at].id), "quiet")

    def _ok(self) -> None:
        chosen = self._moment.chosen
        if self._moment.away:
            self._tell(replace(self._moment, away=False, note=""), "quiet")
        elif chosen is None:
            self._refuse(line("trouble.none"))
        elif chosen.kind == PUT_BACK and not self._moment.asked:
            self._tell(replace(self._calm(), selected=chosen.id, asked=True), "attention")
        else:
            self._resolve(chosen)

    def _resolve(self, chosen: Trouble) -> None:
        self.busy = True
        if chosen.kind == PUT_BACK:
            self._lane.run(
                lambda: self._inbox.put_back(chosen.id), lambda n: self._was_put_back(chosen, n), self._failed
            )
        else:
            done = line("trouble.resolved")
            self._lane.run(lambda: self._inbox.resolve(chosen.id), lambda _: self._over(chosen, done), self._failed)

    def _was_put_back(self, chosen: Trouble, units: int) -> None:
        """Hides the exception until the books have closed it; with no unit it stays."""
        if units:
            self._hidden = self._hidden | {chosen.id}
            self._over(chosen, line("trouble.was_put_back", count=units))
        else:
            self.busy = False
            self._tell(
                replace(self._calm(), said=line("trouble.nothing_to_put_back"), mood=Mood.ATTENTION), "attention"
            )

    def _over(self, chosen: Trouble, said: Line) -> None:
        self.busy = False
        troubles = self._moment.troubles or ()
        left = tuple(each for each in troubles if each.id != chosen.id)
        at = next((at for at, each in enumerate(troubles) if each.id == chosen.id), 0)
        following = left[min(at, len(left) - 1)].id if left else 0
        note = line("trouble.note.put_back" if chosen.kind == PUT_BACK else "trouble.note.resolved")
        calm = replace(self._calm(), troubles=left, selected=following, note=note)
        self._tell(replace(calm, said=said, mood=Mood.OK) if left else calm, "ok" if left else "done")
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.busy = False
        sentence = conflict_of(error)
        if sentence is None:
            self._tell(replace(self._calm(), away=True), "attention")
        else:
            self._refuse(sentence)
            self.refresh()

    def _took(self, troubles: tuple[Trouble, ...]) -> None:
        troubles = tuple(each for each in troubles if each.id not in self._hidden)
        moment = self._moment
        gone = all(each.id != moment.selected for each in troubles)
        if gone:
            at = min(moment.at, max(0, len(troubles) - 1))
            moment = replace(moment, selected=troubles[at].id if troubles else 0, asked=False)
        self._tell(replace(moment, troubles=troubles, away=False, note=""), "quiet")

    def _not_taken(self, error: Exception) -> None:
        sentence = conflict_of(error)
        said = sentence if sentence is not None else self._moment.said
        self._tell(replace(self._moment, away=sentence is None, said=said, note=""), "quiet")

    def _calm(self) -> TroubleMoment:
        return replace(self._moment, asked=False, said="", mood=Mood.TODO, note="", away=False, helping=False)

    def _refuse(self, said: Line) -> None:
        self._tell(replace(self._calm(), said=said, mood=Mood.ERROR), "wrong")

    def _tell(self, moment: TroubleMoment, cue: str) -> None:
        self._moment = moment
        self.state = trouble_state(moment, self._now())
        self._view.present(self.state, cue)
