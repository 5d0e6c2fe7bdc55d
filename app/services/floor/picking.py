"""A walk at a station: claimed at the centre, advanced scan by scan, journaled before anything is shown."""

from collections.abc import Sequence
from threading import Lock

from app.central.promises.claiming import claim
from app.central.reads.walks.assignments import zone_of
from app.central.reads.walks.queue import queue
from app.domain.codes import Meaning, Unknown
from app.domain.deeds import Deed, ScanRefused
from app.domain.errors import Conflict, Unavailable
from app.domain.master.rights import Right, may
from app.domain.picking.advance import advance
from app.domain.picking.moves import onward
from app.domain.picking.outcome import Outcome
from app.domain.picking.setbacks import Amendment
from app.domain.picking.walk import Finished, Walk
from app.services.desk import Desk
from app.services.ended import is_over, walk_ended
from app.services.people.rights import require
from app.station.journal import Note
from app.station.stored import WALK_CLASSES, classes_of, from_json, to_json
from app.station.work import Claimed, Event
from app.station.work import Finished as WorkDone

EVENT_CLASSES = classes_of(Meaning, Amendment)
"""What may happen on a walk, for reading its log back."""

_TRIES = 8
"""Open walks that are tried one after the other while others claim, too."""


class Picking:
    """The walk this station holds.

    Attributes:
        walk: As it stands, or None when there is none.
    """

    def __init__(self, desk: Desk) -> None:
        """Stands again where the station stood before the program ended."""
        self._desk = desk
        self._news: list[tuple[int, Amendment]] = []
        self._lock = Lock()
        self.walk: Walk | None = self._replayed()
        desk.lay_down.append(self._lay_down)

    def start(self, walk_id: int | None = None) -> Walk | None:
        """Claims a walk: the one given, else the next one for the person; the open one if there is one.

        A walk that somebody holds elsewhere is taken over by that person or by a supervisor only: whoever chose it
        from a list that was a moment old did not mean that.

        Returns:
            The walk, or None when no work waits.

        Raises:
            Conflict: The walk went to somebody else; or nobody is signed in.
            Unavailable: The centre cannot be reached.
        """
        if self.walk is not None:
            return self.walk
        desk = self._desk
        require(desk, Right.PICK)
        desk.require_claims()
        walk = self._claimed(walk_id)
        if walk is None:
            return None
        if isinstance(walk.step, Finished):
            return self._ended_at_once(walk)
        with desk.hands:
            desk.tell((), Claimed("walk", to_json(walk)))
            self.walk = walk
        return walk

    def scan(self, text: str, *, typed: bool = False) -> Outcome:
        """Reads a text, advances the walk and journals what happened; only then is the answer given.

        Raises:
            Conflict: There is no walk.
            Unavailable: The disk does not take it; the walk stands where it stood.
        """
        return self._settle(text, self._desk.read(text, typed=typed))

    def tell(self, walk: int, news: Amendment) -> None:
        """Takes news of a walk from the centre, from any thread; they are let in by ``catch_up``."""
        with self._lock:
            self._news.append((walk, news))

    @property
    def has_news(self) -> bool:
        """Whether the centre has told something that was not let in yet."""
        return bool(self._news)

    def catch_up(self) -> Outcome | None:
        """Lets one piece of news into the walk; None when there is none that changes it."""
        while True:
            with self._lock:
                about, news = self._news.pop(0) if self._news else (0, None)
            if news is None:
                return None
            if self.walk is None or self.walk.id != about:
                continue  # told again before it was let in, and that walk is over meanwhile
            try:
                outcome = self._settle("", news)
            except Unavailable:
                with self._lock:
                    self._news.insert(0, (about, news))  # it was not journaled: let it in again later
                raise
            if outcome.reason is not None:
                return outcome

    def _ended_at_once(self, walk: Walk) -> Walk | None:
        """Ends a walk with nothing left to do, e.g. taken over when its orders were cancelled; gives the next one."""
        self._desk.tell(onward(walk).deeds, walk_ended(self._desk, walk))
        return self.start()

    def _claimed(self, walk_id: int | None) -> Walk | None:
        """Claims a walk: the next one for the person's zone; a person without a zone is shown all and gets any.

        One whose end the centre has not booked yet would come again; then another is taken.
        """
        desk = self._desk
        zone = zone_of(desk.centre, desk.who)
        walk = self._claim(zone, walk_id)
        if walk is not None and not is_over(desk, walk):
            return walk
        for waiting in queue(desk.centre, zone=zone or None, states=("open",), limit=_TRIES):
            try:
                return self._claim(zone, waiting.id)
            except Conflict:
                continue  # somebody else was faster
        return None

    def _claim(self, zone: str, walk_id: int | None) -> Walk | None:
        desk = self._desk
        return claim(
            desk.centre,
            station=desk.code,
            badge=desk.who,
            zone=zone,
            now=desk.clock.now(),
            walk_id=walk_id,
            take_over=walk_id is not None and self._may_take_over(walk_id),
        )

    def _may_take_over(self, walk_id: int) -> bool:
        person = self._desk.person
        held = next((one for one in queue(self._desk.centre, states=("claimed",)) if one.id == walk_id), None)
        return (
            held is not None and person is not None and (may(person.role, Right.TAKE_OVER) or held.who == person.name)
        )

    def _lay_down(self) -> None:
        self.walk = None

    def _settle(self, text: str, event: Meaning | Amendment) -> Outcome:
        with self._desk.hands:
            return self._advanced(text, event)

    def _advanced(self, text: str, event: Meaning | Amendment) -> Outcome:
        if self.walk is None:
            raise Conflict("pick.no_walk")
        outcome = advance(self.walk, event)
        deeds: Sequence[Deed] = outcome.deeds
        if outcome.refused:
            deeds = (_refusal(text, outcome),)
        notes: list[Note] = [Event(to_json(event))]
        over = isinstance(outcome.walk.step, Finished)
        if over:
            notes += [WorkDone(), walk_ended(self._desk, self.walk)]
        self._desk.tell(deeds, *notes)
        self.walk = None if over else outcome.walk
        return outcome

    def _replayed(self) -> Walk | None:
        work = self._desk.work.open_work()
        if work is None or work.kind != "walk":
            return None
        walk: Walk = from_json(work.claimed, WALK_CLASSES)
        for event in work.events:
            walk = advance(walk, from_json(event, EVENT_CLASSES)).walk
        return walk


def _refusal(text: str, outcome: Outcome) -> ScanRefused:
    expected = str(outcome.names.get("expected", outcome.names.get("item", "")))
    return ScanRefused("picking", text, str(outcome.reason or ""), expected)


def peek(desk: Desk, text: str) -> Meaning:
    """Says what any code means, with no effect: for screens where anything may be scanned."""
    return desk.read(text) if text else Unknown(text)
