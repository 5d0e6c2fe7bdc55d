"""Meeting the centre: the station's side of the handshake, and what it does about what it hears."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version

from app.central.link.handshake import GENERATION, OLDEST_CENTRE, Hello, Welcome, hashes, shake_hands
from app.domain.clock import ShiftedClock
from app.domain.deeds import BegunAnew
from app.domain.facts import Fact
from app.services.desk import Desk
from app.station.numbers import SSCC
from app.station.work import Finished, OpenWork, Remember

CLOCK_MS = int(timedelta(minutes=2).total_seconds() * 1000)
"""A clock that is off by more is shown to people."""

_MOST = 1_000_000
"""More facts than a journal keeps."""


def program_version() -> str:
    """Gives this program's version; where it runs from its sources, only that."""
    try:
        return version("pasillo")
    except PackageNotFoundError:
        return "source"


class Meeting:
    """Meets the centre for one station.

    Attributes:
        centre: Identity of the centre at the last handshake; empty before the first.
    """

    def __init__(self, desk: Desk, ready: Callable[[], None]) -> None:
        """Takes the station, and what makes the site's database ready once it can be reached."""
        self._desk, self._ready = desk, ready
        self._program = program_version()
        self.centre: str = ""

    def meet(self) -> int:
        """Shakes hands, and says how far the centre holds the journal that is written now.

        A file that turns out to be an old copy begins a new journal here, before anything else is told.

        Raises:
            Unavailable: The centre cannot be reached, or the station's disk does not answer.
        """
        self._ready()
        hello = self._hello()
        welcome = shake_hands(self._desk.centre, hello)
        if self._is_copy(hello, welcome):
            self._begin_anew(hello, welcome)
            welcome = shake_hands(self._desk.centre, self._hello())
        self.centre = welcome.incarnation
        self._stand(welcome)
        return welcome.held

    def _hello(self) -> Hello:
        desk = self._desk
        journal = desk.journal
        return Hello(
            code=desk.code,
            incarnation=journal.incarnation,
            program=self._program,
            generation=GENERATION,
            seq=journal.last_seq,
            acknowledged=journal.acknowledged,
            numbers=SSCC,
            highest=desk.numbers.highest(SSCC),
            at=desk.clock.now(),
        )

    def _is_copy(self, hello: Hello, welcome: Welcome) -> bool:
        """Whether the centre holds facts of this journal that this file does not, or others under the same numbers."""
        if welcome.held > hello.seq:
            return True
        mine = self._desk.journal.unsent(welcome.held - 1, 1) if welcome.held else []
        return bool(mine) and mine[0].hash != welcome.hash

    def _begin_anew(self, hello: Hello, welcome: Welcome) -> None:
        """Leaves the copied journal: what only this file knows goes on in a new one, work in hand is laid down."""
        desk = self._desk
        theirs = hashes(desk.centre, hello.incarnation, hello.acknowledged)
        with desk.hands:
            own = desk.journal.unsent(hello.acknowledged, _MOST)
            carry = [one for one in own if theirs.get(one.seq) != one.hash]
            work = desk.work.open_work()
            aside = Remember("aside", json.dumps([work.kind, work.claimed, *work.events]) if work else "")
            told = _begun(hello, welcome, carry, work)
            desk.journal.begin_anew(carry, (told,), now=desk.clock.now(), notes=(Finished(), aside))
            for lay_down in desk.lay_down:
                lay_down()
        desk.said.append(("station.begun_anew.work" if work else "station.begun_anew", {"count": len(carry)}))

    def _stand(self, welcome: Welcome) -> None:
        standing = self._desk.standing
        standing.refusal, standing.names = _refusal(welcome)
        set_on_purpose = isinstance(self._desk.clock, ShiftedClock)
        offset = 0 if set_on_purpose else round((self._desk.clock.now() - welcome.at).total_seconds() * 1000)
        standing.clock_ms = offset if abs(offset) > CLOCK_MS else 0


def _refusal(welcome: Welcome) -> tuple[str, Mapping[str, object]]:
    if welcome.oldest > GENERATION:
        return "station.outdated", {"known": GENERATION, "needed": welcome.oldest}
    if welcome.generation < OLDEST_CENTRE:
        return "station.centre_outdated", {"found": welcome.generation, "needed": OLDEST_CENTRE}
    return "", {}


def _begun(hello: Hello, welcome: Welcome, carry: Sequence[Fact], work: OpenWork | None) -> BegunAnew:
    stored = json.loads(work.claimed) if work else {}
    walk = stored.get("id", 0) if work and work.kind == "walk" else 0
    order = stored.get("order", 0) if work and work.kind == "pack" else 0
    return BegunAnew(hello.incarnation, hello.seq, welcome.held, len(carry), walk, order)
