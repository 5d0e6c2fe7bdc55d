"""Rows of one table in memory: what is new, what changed, and the way back if a fact turns out unbookable."""

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


class Table(Generic[K, R]):
    """Frozen rows by key; a row is changed by putting another one with the same key.

    Groups find rows by something about them that never changes, e.g. the lines of an order.
    """

    def __init__(self, key: Callable[[R], K], **groups: Callable[[R], Hashable]) -> None:
        """Makes an empty table.

        Args:
            key: What tells rows apart.
            groups: By the name of a group, what its rows have in common.
        """
        self._key = key
        self._rows: dict[K, R] = {}
        self._by = groups
        self._groups: dict[str, dict[Hashable, list[K]]] = {name: {} for name in groups}
        self._fresh: dict[K, None] = {}
        self._changed: dict[K, None] = {}
        self._before: dict[K, R | None] = {}

    def load(self, rows: Iterable[R]) -> None:
        """Takes over rows as they are stored; keys that are known already are left alone."""
        for row in rows:
            key = self._key(row)
            if key not in self._rows:
                self._add(key, row)

    def get(self, key: K | None) -> R | None:
        """Gives the row with a key."""
        return None if key is None else self._rows.get(key)

    def all(self) -> Iterable[R]:
        """Gives every row in memory, in the order they came."""
        return list(self._rows.values())

    def group(self, name: str, value: Hashable) -> list[R]:
        """Gives the rows that have something in common, in the order they came."""
        return [self._rows[key] for key in self._groups[name].get(value, ())]

    def put(self, row: R) -> R:
        """Adds a row, or changes the one with the same key, and gives it back."""
        key = self._key(row)
        old = self._rows.get(key)
        self._before.setdefault(key, old)
        if old is None:
            self._fresh[key] = None
            self._add(key, row)
        else:
            self._rows[key] = row
            if key not in self._fresh:
                self._changed[key] = None
        return row

    def keep(self) -> None:
        """Makes everything since the last call final: it will not be taken back."""
        self._before.clear()

    def take_back(self) -> None:
        """Undoes every ``put`` since the last ``keep``."""
        for key, old in reversed(self._before.items()):
            if old is None:
                self._remove(key)
            else:
                self._rows[key] = old
        self._before.clear()

    @property
    def fresh(self) -> list[R]:
        """Rows that are not stored yet, in the order they came."""
        return [self._rows[key] for key in self._fresh]

    @property
    def changed(self) -> list[R]:
        """Rows that are stored in another form, in the order they were first changed."""
        return [self._rows[key] for key in self._changed]

    def _add(self, key: K, row: R) -> None:
        self._rows[key] = row
        for name, by in self._by.items():
            self._groups[name].setdefault(by(row), []).append(key)

    def _remove(self, key: K) -> None:
        row = self._rows.pop(key)
        del self._fresh[key]
        for name, by in self._by.items():
            self._groups[name][by(row)].remove(key)
