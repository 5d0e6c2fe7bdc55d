"""A central database in memory that can lose answers, refuse, and come back from an old backup."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from app.domain.errors import Unavailable
from app.domain.facts import GENESIS, Fact, is_sound
from app.station.journal import Journal

MOODS = ["well", "well", "refuse", "lose the answer", "keep half", "keep half and lose the answer", "old backup"]


class MemoryCentre:
    """A centre in memory: keeps facts once each and without gaps, when its mood lets it."""

    def __init__(self, mood: Callable[[], str] = lambda: "well") -> None:
        self.books: dict[str, list[Fact]] = {}
        self.forks: dict[str, Fact] = {}
        self.calls = 0
        self._mood = mood

    def watermark(self, incarnation: str) -> int:
        self.calls += 1
        mood = self._mood()
        if mood == "refuse":
            raise Unavailable("the centre is away")
        if mood == "old backup":
            self._restore()
        return len(self.books.get(incarnation, ()))

    def append(self, facts: Sequence[Fact]) -> int:
        self.calls += 1
        mood = self._mood()
        if mood == "refuse":
            raise Unavailable("the centre is away")
        if mood == "old backup":
            self._restore()
        self._keep(facts[: len(facts) // 2] if "half" in mood else facts)
        if "lose" in mood:
            raise Unavailable("the answer was lost")
        return len(self.books.get(facts[0].incarnation, ()))

    def _restore(self) -> None:
        for book in self.books.values():
            del book[len(book) * 2 // 3 :]

    def _keep(self, facts: Sequence[Fact]) -> None:
        for fact in facts:
            book = self.books.setdefault(fact.incarnation, [])
            if fact.seq <= len(book) and book[fact.seq - 1] != fact:
                self.forks[fact.id] = fact
            elif fact.seq == len(book) + 1:
                book.append(fact)


def holds_exactly(centre: MemoryCentre, journal: Journal) -> bool:
    book = centre.books.get(journal.incarnation, [])
    chained = all(a.hash == b.prev_hash for a, b in pairwise(book))
    first = not book or book[0].prev_hash == GENESIS
    return book == journal.unsent(0, 10_000) and chained and first and all(map(is_sound, book))
