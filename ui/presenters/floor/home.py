"""The work queue's thinking: the next job and a way to everything else, refreshed without disturbing anybody."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Protocol

from app.domain.boards import Queue
from app.domain.errors import Conflict, Unavailable
from app.domain.master.people import Person
from app.domain.picking.walk import Walk
from ui.presenters.commands import HELP, OK
from ui.presenters.floor.home_state import JOB, HomeState, Knowledge, Said, home_of
from ui.presenters.floor.jobs import Wall
from ui.presenters.floor.places import PICK, SCREENS
from ui.presenters.frame import Mood, Scan, Text, View, line
from ui.presenters.lane import Lane

_JOB = re.compile(rf"{JOB}(\d+)\Z")


class Work(Protocol):
    """What gives jobs away; ``app.services.floor.picking.Picking`` is one."""

    @property
    def walk(self) -> Walk | None:
        """The walk this station holds, or None."""
        ...

    def start(self, walk_id: int | None = None) -> Walk | None:
        """Claims a walk, the next one when none is named; raises ``Conflict`` and ``Unavailable``."""
        ...


class HomePresenter:
    """Shows what to do next and where to go.

    Attributes:
        busy: True while a job is being claimed.
        counts_scans: Always False.
        state: What was shown last.
    """

    def __init__(  # noqa: PLR0913  # a composition root names each of them once
        self,
        view: View,
        lane: Lane,
        work: Work,
        queue: Callable[[], Queue],
        who: Callable[[], Person | None],
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None = None,
        screens: Mapping[str, str] = SCREENS,
    ) -> None:
        """Begins with an empty queue.

        Args:
            view: Its screen.
            lane: Where the centre is asked.
            work: What gives jobs away.
            queue: What the person may do next; called on the lane, raises ``Unavailable``.
            who: Who is signed in.
            now: The time, aware.
            zone: The zone people here live in; None takes the machine's.
            screens: Which screen each place's command opens.
        """
        self._view, self._lane, self._work, self._queue, self._who = view, lane, work, queue, who
        self._now, self._zone, self._screens = now, zone, screens
        self._known: Queue | None = None
        self._offline = self._loading = self._helps = False
        self._said: Said | None = None
        self.busy = False
        self.counts_scans = False
        self.state: HomeState = self._state()

    def opened(self) -> None:
        """Shows what is known and asks the centre for the rest."""
        self._said, self._helps = None, False
        self._show()
        self.refresh()

    def refresh(self) -> None:
        """Asks for the queue again, quietly; call it by a timer while this screen is in front."""
        if not self._loading:
            self._loading = True
            self._lane.run(self._queue, self._loaded, self._not_loaded)

    def scanned(self, scan: Scan) -> None:
        """Takes a job, a place to go to, or help."""
        text = scan.text.strip().upper()
        job = _JOB.match(text)
        places = {place.code for place in self.state.places}
        if text == HELP.code:
            self._helps = not self._helps
            self._show()
        elif text in places and text in self._screens:
            self._go(text)
        elif text == OK.code and not self.state.picks and self.state.places:
            self._go(self.state.places[0].code)
        elif self.state.picks and (text in {OK.code, PICK.code} or job):
            self._start(int(job[1]) if job else self.state.walk or None)
        else:
            self._refuse(scan.brief.upper())

    def _go(self, code: str) -> None:
        self._said = None
        self._view.open(self._screens[code])

    def _start(self, walk: int | None) -> None:
        self.busy = True
        self._lane.run(lambda: self._work.start(walk), self._started, self._not_started)

    def _started(self, walk: Walk | None) -> None:
        self.busy = False
        if walk is None:
            self._say(line("home.taken"), Mood.ATTENTION, "attention")
            self.refresh()
        else:
            self._said = None
            self._view.open("picking")

    def _not_started(self, error: Exception) -> None:
        self.busy = False
        match error:
            case Conflict():
                self._say(line(error.reason, **error.names), Mood.ERROR, "wrong")
                self.refresh()
            case Unavailable():
                self._offline, self._said = True, None
                self._show("attention")
            case _:
                raise error

    def _loaded(self, queue: Queue) -> None:
        self._loading, self._offline, self._known = False, False, queue
        self._show_changes()

    def _not_loaded(self, error: Exception) -> None:
        self._loading = False
        if not isinstance(error, Unavailable):
            raise error
        self._offline = True
        self._show_changes()

    def _show_changes(self) -> None:
        """Paints only what is new, and never while an answer is awaited."""
        if not self.busy and self._state() != self.state:
            self._show()

    def _refuse(self, text: str) -> None:
        known = {*self._screens, PICK.code}
        self._say(line("home.not_yours") if text in known else line("home.unknown", text=text), Mood.ERROR, "wrong")

    def _say(self, sentence: Text, mood: Mood, cue: str) -> None:
        self._said = Said(sentence, mood)
        self._show(cue)

    def _state(self) -> HomeState:
        return home_of(
            Knowledge(
                person=self._who(),
                wall=Wall(self._now(), self._zone),
                queue=self._known,
                walk=self._work.walk,
                offline=self._offline,
                said=self._said,
                helps=self._helps,
            )
        )

    def _show(self, cue: str = "quiet") -> None:
        self.state = self._state()
        self._view.present(self.state, cue)
