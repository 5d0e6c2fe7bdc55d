"""The ground all rules stand on: stations with journals, the centre and its bookkeeper, and the model beside them."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from app.central import bookkeeper, inbox
from app.central.engine import Central
from app.central.keeping.sweeping import Sweeper
from app.domain.deeds import Deed
from app.domain.facts import GENESIS, Fact, Journal, seal
from tests.app.central.machine.hand import Hand
from tests.app.central.machine.model.booking import Inbox
from tests.app.central.machine.model.comparing import learn
from tests.app.central.machine.model.world import World
from tests.app.central.promises.warehouse import ITEMS, Warehouse
from tests.databases.homes import Home

CODES = ("ST1", "ST2", "ST3")
SKEW = {"ST1": timedelta(0), "ST2": timedelta(hours=-7), "ST3": timedelta(hours=11)}
"""How wrong the clock of each station is."""

SHELVES = ("A01-01", "A01-02", "B02-01")
SOME = ITEMS[:3]

which, few = st.integers(0, 99), st.integers(1, 4)
code, sku, shelf = st.sampled_from(CODES), st.sampled_from(SOME), st.sampled_from(SHELVES)


@dataclass(frozen=True, slots=True)
class Teleported:
    """A deed that only a program of the future knows."""

    place: str


class Pen:
    """A station's journal, and how far it was sent."""

    def __init__(self, name: str) -> None:
        self.journal = Journal(name, f"journal-{name}")
        self.facts: list[Fact] = []
        self.sent = 0
        self.away = False

    def write(self, deed: Deed | None, now: datetime) -> None:
        """Seals a deed by the station's own clock; none is one that only a newer program could read."""
        before = self.facts[-1].hash if self.facts else GENESIS
        at = now + SKEW[self.journal.station]
        said: Any = Teleported("A01-01") if deed is None else deed
        self.facts.append(seal(said, self.journal, seq=len(self.facts) + 1, who="BA2001", at=at, prev_hash=before))


class Ground(RuleBasedStateMachine):
    """Knows the people, the stations and the model; the rules are in the rooms beside."""

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._opened = ExitStack()
        self.central: Central = self._opened.enter_context(home.fresh("machine", lambda c: Warehouse(c).furnish()))
        self.house = Warehouse(self.central)
        self.world, self.inbox = World(), Inbox()
        self.pens = {each: Pen(each) for each in CODES}
        self.hands: dict[str, Hand] = {}
        self.sweeper = Sweeper(self.central)
        self.asleep = False

    def teardown(self) -> None:
        self._opened.close()

    @property
    def now(self) -> datetime:
        return self.house.now

    def idle(self) -> list[str]:
        """Stations that are there and whose people have nothing in their hands."""
        return [each for each in CODES if each not in self.hands and not self.pens[each].away]

    def ask(self, statement: Any) -> list[Any]:
        with self.central.reading() as connection:
            return list(connection.execute(statement).all())

    def tell(self, station: str, *deeds: Deed | None) -> None:
        """Writes deeds down at a station; they are sent and booked at once unless something is away."""
        pen = self.pens[station]
        for deed in deeds:
            pen.write(deed, self.now)
        if not pen.away:
            self.send(station, pen.facts[pen.sent :])
            pen.sent = len(pen.facts)

    def send(self, station: str, facts: Sequence[Fact]) -> None:
        """Hands facts to the centre, which says how far it holds the journal."""
        if facts:
            self.inbox.take(list(facts), self.now)
            held = inbox.append(self.central, facts, now=self.now)
            assert held == self.inbox.held(f"journal-{station}"), f"the centre says it holds {held} of {station}"
        if not self.asleep:
            self.book()

    def book(self, limit: int = bookkeeper.BATCH) -> None:
        """Books everything that waits, so many facts in a batch."""
        settled = bookkeeper.book_all(self.central, now=self.now, limit=limit)
        assert settled == self.inbox.book(self.world), f"{settled} facts were settled"
        self.learn()

    def learn(self) -> None:
        learn(self.central, self.world)
