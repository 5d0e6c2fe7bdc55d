"""The bookkeeper: takes the facts that wait, books them batch by batch, and stores the new books.

A batch is one transaction that also marks its facts, so a fact is booked once or not at all, whenever the
program is killed. A fact that upsets the books or the database is parked; the ones behind it go on.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import takewhile
from threading import Condition, Thread
from time import monotonic

import sqlalchemy as sa

from app.central.dialect import may_book
from app.central.engine import Central
from app.central.ledger.loading import open_books
from app.central.ledger.mentions import mentions
from app.central.ledger.queue import next_facts, settle
from app.central.ledger.storing import store_books
from app.central.postgres.patience import BOOKING
from app.domain.books.booking import book, park
from app.domain.books.reading import Unreadable, read
from app.domain.clock import Clock
from app.domain.errors import Unavailable
from app.domain.facts import Fact

BATCH = 500
"""Facts that are booked in one transaction at most."""

log = logging.getLogger(__name__)


def book_batch(central: Central, *, now: datetime, limit: int = BATCH) -> int:
    """Books the next facts that wait, in one transaction.

    Args:
        central: The central database.
        now: The centre's time, in UTC.
        limit: How many facts at most.

    Returns:
        How many facts were settled (booked, noted or parked); 0 when none waits or another program is booking.

    Raises:
        Unavailable: The database cannot be written now; nothing was booked.
    """
    try:
        return _book(central, now, limit)
    except Unavailable:
        raise
    except Exception:  # whatever it is, the facts that are sound must not wait behind it
        log.exception("a batch cannot be stored; its facts are booked one by one")
    return sum(1 for _ in takewhile(bool, (_book_one(central, now) for _ in range(limit))))


def book_all(central: Central, *, now: datetime, limit: int = BATCH) -> int:
    """Books every fact that waits; gives how many there were.

    Raises:
        Unavailable: The database cannot be written now; whole batches were booked or not.
    """
    total = 0
    while settled := book_batch(central, now=now, limit=limit):
        total += settled
    return total


def _book(central: Central, now: datetime, limit: int, tried: list[Fact] | None = None) -> int:
    with central.writing(BOOKING) as connection:
        facts = next_facts(connection, limit) if may_book(connection) else []
        if tried is not None:
            tried += facts
        if facts:
            _book_facts(connection, facts, now)
        return len(facts)


def _book_facts(connection: sa.Connection, facts: Sequence[Fact], now: datetime) -> None:
    deeds = [read(fact) for fact in facts]
    books = open_books(connection, mentions(deed for deed in deeds if not isinstance(deed, Unreadable)), now)
    outcomes = [(fact.id, book(books, fact, deed)) for fact, deed in zip(facts, deeds, strict=True)]
    store_books(connection, books)
    settle(connection, outcomes, now)


def _book_one(central: Central, now: datetime) -> int:
    """Books one fact by itself; parks it if the database will not have what it did."""
    tried: list[Fact] = []
    try:
        return _book(central, now, 1, tried)
    except Unavailable:
        raise
    except Exception as error:  # the same
        log.exception("a fact cannot be stored and is parked")
        return _park(central, tried, now, error)


def _park(central: Central, tried: Sequence[Fact], now: datetime, error: Exception) -> int:
    """Parks the fact that failed, unless another program has settled it meanwhile."""
    with central.writing() as connection:
        next_ones = next_facts(connection, 1) if may_book(connection) else []
        facts = [fact for fact in next_ones if fact in tried]
        for fact in facts:
            books = open_books(connection, mentions(()), now)
            outcome = park(books, fact, Unreadable.FAILED, error)
            store_books(connection, books)
            settle(connection, [(fact.id, outcome)], now)
        return len(facts)


def _always() -> bool:
    """Stands in where no other program could be booking."""
    return True


class Bookkeeper:
    """A thread that books facts as they come.

    It looks when it is woken and, for facts that other programs append, once in a while. While the database is
    unavailable it waits and tries again.
    """

    def __init__(
        self,
        central: Central,
        clock: Clock,
        *,
        on_booked: Callable[[int], None] | None = None,
        pause_s: float = 1.0,
        may: Callable[[], bool] = _always,
    ) -> None:
        """Prepares the thread.

        Args:
            central: The central database.
            clock: What time it is.
            on_booked: Called in the thread with the number of facts after each batch.
            pause_s: Seconds between two looks when nobody wakes it.
            may: Asked before each batch whether this program is the one that books; by default it is.
        """
        self._central = central
        self._clock = clock
        self._on_booked = on_booked
        self._pause_s = pause_s
        self._may = may
        self._looked = monotonic()
        self._signal = Condition()
        self._woken = False
        self._ending = False
        self._thread = Thread(target=self._run, name="bookkeeper", daemon=True)

    @property
    def silence_s(self) -> float:
        """Seconds since the thread last came round: it grows while a batch is stuck."""
        return monotonic() - self._looked

    def start(self) -> None:
        """Begins to book."""
        self._thread.start()

    def wake(self) -> None:
        """Says that new facts are there."""
        with self._signal:
            self._woken = True
            self._signal.notify()

    def stop(self) -> None:
        """Ends the thread after the batch it is at; what waits stays safely in the database."""
        with self._signal:
            self._ending = True
            self._signal.notify()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._ending:
            try:
                while self._goes_on() and (settled := book_batch(self._central, now=self._clock.now())):
                    self._tell(settled)
            except Unavailable as trouble:
                log.info("the bookkeeper waits: %s", trouble)
            except Exception:  # a mistake in the program must not end the bookkeeping for good
                log.exception("the bookkeeper failed and will try again")
            self._rest()

    def _goes_on(self) -> bool:
        self._looked = monotonic()
        return not self._ending and self._may()

    def _tell(self, settled: int) -> None:
        if self._on_booked is not None:
            self._on_booked(settled)

    def _rest(self) -> None:
        with self._signal:
            if not self._woken and not self._ending:
                self._signal.wait(self._pause_s)
            self._woken = False
