"""The ways of facts: late, twice, the later ones first; a bookkeeper that rests, dies in the middle, or is two."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from threading import Thread
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.central import bookkeeper
from app.central.engine import Central, open_central
from app.domain.deeds import Counted, Stocked
from app.domain.errors import Unavailable
from tests.app.central.machine.rules.ground import Ground, code, few, shelf, sku, which
from tests.databases.homes import Home

REFUSED = "the database does not have it"
portion = st.sampled_from([1, 2, 5, 500])


class Telling(Ground):
    """Rules about how facts come to the centre and into the books."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.second: Central | None = None

    def teardown(self) -> None:
        if self.second is not None:
            self.second.close()
        super().teardown()

    @precondition(lambda self: not self.away())
    @rule(station=code)
    def lose_the_network(self, station: str) -> None:
        self.pens[station].away = True

    def away(self) -> list[str]:
        return [each for each, pen in self.pens.items() if pen.away]

    @precondition(lambda self: self.away())
    @rule(size=portion)
    def come_back(self, size: int) -> None:
        """Sends what was done meanwhile, in portions that overlap."""
        station = self.away()[0]
        pen = self.pens[station]
        pen.away = False
        for start in range(pen.sent, len(pen.facts), size):
            self.send(station, pen.facts[max(0, start - 1) : start + size])
        pen.sent = len(pen.facts)

    @rule(station=code, item=sku, place=shelf)
    def come_back_with_the_last_first(self, station: str, item: str, place: str) -> None:
        """What is behind a gap waits; when the gap is filled, everything is booked in its order."""
        pen = self.pens[station]
        for deed in (Stocked(place, item, 2, "receipt", "r"), Counted(place, item, 2), Counted(place, item, 1)):
            pen.write(deed, self.now)
        pen.away = False
        middle = (pen.sent + len(pen.facts)) // 2
        self.send(station, pen.facts[middle + 1 :])
        self.house.later(1)
        self.send(station, pen.facts[pen.sent :])
        pen.sent = len(pen.facts)

    @rule(station=code, first=which, facts=st.integers(1, 40))
    def tell_again(self, station: str, first: int, facts: int) -> None:
        sent = self.pens[station].facts[: self.pens[station].sent]
        start = first % (len(sent) + 1)
        self.send(station, sent[start : start + facts])

    @rule(station=code, readable=st.booleans())
    def tell_nonsense(self, station: str, *, readable: bool) -> None:
        """A fact that can never be booked is set aside, and those behind it are booked."""
        self.tell(station, Stocked("A01-01", "SKU1", 0, "receipt", "r") if readable else None)
        self.tell(station, Stocked("A01-01", "SKU1", 1, "receipt", "r"))

    @precondition(lambda self: not self.asleep)
    @rule()
    def the_bookkeeper_rests(self) -> None:
        self.asleep = True

    @precondition(lambda self: self.asleep)
    @rule(size=portion)
    def the_bookkeeper_goes_on(self, size: int) -> None:
        self.asleep = False
        self.book(size)

    @precondition(lambda self: self.inbox.waiting)
    @rule(few_facts=few)
    def one_batch_is_booked(self, few_facts: int) -> None:
        settled = bookkeeper.book_batch(self.central, now=self.now, limit=few_facts)
        assert settled == self.inbox.book(self.world, few_facts)
        self.learn()

    @precondition(lambda self: self.inbox.waiting)
    @rule(place=st.sampled_from(["store_books", "settle"]), size=portion)
    def the_bookkeeper_dies_in_the_middle(self, place: str, size: int) -> None:
        """Nothing of the batch is in the books; the next bookkeeper books it once."""
        with _broken(place, Unavailable("central.unreachable")), suppress(Unavailable):
            settled = bookkeeper.book_batch(self.central, now=self.now, limit=size)
            assert not settled, "a batch was booked though its bookkeeper died"

    @precondition(lambda self: self.inbox.waiting)
    @rule(size=portion)
    def the_database_refuses_a_batch(self, size: int) -> None:
        """Its facts are booked one by one: none is lost, none is booked twice."""
        with _broken("store_books", RuntimeError(REFUSED), times=1):
            settled = bookkeeper.book_batch(self.central, now=self.now, limit=size)
        assert settled == self.inbox.book(self.world, size)
        self.learn()

    @precondition(lambda self: self.inbox.waiting)
    @rule(size=portion)
    def two_bookkeepers_at_once(self, size: int) -> None:
        if self.second is None:
            self.second = open_central(self.central.engine.url.render_as_string(hide_password=False))
        settled: list[int] = []
        both = (self.central, self.second)
        threads = [Thread(target=_book_patiently, args=(each, self.now, size, settled)) for each in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rest = bookkeeper.book_all(self.central, now=self.now)
        assert sum(settled) + rest == self.inbox.book(self.world)
        self.learn()


def _book_patiently(central: Central, now: datetime, limit: int, settled: list[int]) -> None:
    """Books all that waits; a file that the other one is writing may be busy for a moment."""
    while True:
        try:
            while done := bookkeeper.book_batch(central, now=now, limit=limit):
                settled.append(done)
        except Unavailable:
            continue
        return


@contextmanager
def _broken(place: str, error: Exception, times: int = 99) -> Iterator[None]:
    """Lets one step of the bookkeeper happen and then fail, so many times."""
    honest: Callable[..., Any] = getattr(bookkeeper, place)
    left = count(times, -1)

    def fails(*args: Any) -> None:
        honest(*args)
        if next(left) > 0:
            raise error

    with patch.object(bookkeeper, place, fails):
        yield
