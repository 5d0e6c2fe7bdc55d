"""The whole floor: every rule of every room, a good morning to begin with, and what has to hold after each step."""

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from app.central.check import check
from app.central.check.chain import broken_chain
from app.central.check.checking import SQL_RULES
from app.domain.deeds import Stocked
from tests.app.central.machine.model.comparing import compare
from tests.app.central.machine.model.packing import may_open
from tests.app.central.machine.model.promising import next_walk
from tests.app.central.machine.rules.bench import Bench
from tests.app.central.machine.rules.claims import Claims
from tests.app.central.machine.rules.ground import CODES, SHELVES, SOME
from tests.app.central.machine.rules.orders import Orders
from tests.app.central.machine.rules.picking import Picking
from tests.app.central.machine.rules.releasing import METHODS, Releasing
from tests.app.central.machine.rules.shelves import Shelves
from tests.app.central.machine.rules.telling import Telling

ELSEWHERE = ((SOME[0], "B"), (SOME[1], "A"))
"""Which item is not found in which zone, so that some orders need both."""


class Floor(Orders, Releasing, Claims, Picking, Bench, Shelves, Telling):
    """People at three stations who do whatever they like, and the model that says what must become of it."""

    @initialize(method=st.sampled_from(METHODS))
    def a_good_morning(self, method: str) -> None:
        """Three orders are on the floor, one of them is open at a bench; of two items each zone has one."""
        for at, station in enumerate(CODES):
            opening = [(item, place) for item in SOME for place in SHELVES if (item, place[0]) not in ELSEWHERE]
            self.tell(station, *(Stocked(place, item, 3, "opening", "o") for item, place in opening))
            self.import_an_order(wanted={SOME[at]: 3, SOME[at - 1]: 2}, placed=at, paid=1)
        self.send_to_the_floor(method=method)
        self.take_all()
        self.finish(number=0, early=1)
        for tote in self.world.totes:
            if may_open(self.world, tote, CODES[0]):
                self.open_a_tote(at=0, number=0, whole=1)
                self.verify(number=0, qty=1)
                break

    def take_all(self) -> None:
        """Walks go to whoever has none, as long as there are any."""
        while self.idle() and next_walk(self.world, self.idle()[0], "BA2001", "A") is not None:
            self.take_the_next_walk(number=0, who="BA2001", where="A")

    @precondition(lambda self: not self.asleep and not self.away())
    @rule(method=st.sampled_from(METHODS))
    def an_honest_hour(self, method: str) -> None:
        """Everybody ends what is in hand, the benches pack what has come, and the next walks are taken."""
        self.send_to_the_floor(method=method)
        for _ in range(len(self.hands)):
            self.finish(number=0, early=1)
        for at, station in enumerate(self.free_benches()):
            if any(may_open(self.world, tote, station) for tote in self.world.totes):
                self.open_a_tote(at=at, number=at, whole=1)
        for _ in range(len(self.desks)):
            self.close(number=0, last=1)
        self.take_all()

    def teardown(self) -> None:
        try:
            assert check(self.central) == []
        finally:
            super().teardown()

    @invariant()
    def the_books_are_right(self) -> None:
        """Every rule of ``check`` about the books; what it says of tables and rights is asked at the end."""
        with self.central.reading() as connection:
            broken = {
                name: row for name, asked in SQL_RULES.items() if (row := connection.execute(sa.text(asked)).first())
            }
            assert not broken, f"rules that do not hold: {broken}"
            assert not list(broken_chain(connection))

    @invariant()
    def the_books_say_what_was_done(self) -> None:
        compare(self.central, self.world, self.inbox.waiting)
