"""The work in hand and its log, and the few things a station remembers about itself.

A station holds one piece of work at a time: a walk or an order at the bench. It is kept as it was claimed, with every
accepted event after it; replaying those over it gives the same line again after a restart. Events and the rest are
*notes*: hand them to ``Journal.append`` and they are written in one commit with the facts they belong to.
"""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from app.station.store import Store

WorkKind = Literal["walk", "pack"]
"""What sort of work it is."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Work was claimed; ``text`` is it in stored form. Claiming while other work is open is a bug."""

    kind: WorkKind
    text: str

    def write(self, db: sqlite3.Connection) -> None:
        """Writes the note."""
        db.execute("INSERT INTO work (number, kind, claimed) VALUES (1, ?, ?)", (self.kind, self.text))


@dataclass(frozen=True, slots=True)
class Event:
    """Something was accepted on the open work, e.g. a scan; ``text`` is it in stored form."""

    text: str

    def write(self, db: sqlite3.Connection) -> None:
        """Writes the note."""
        db.execute("INSERT INTO work_event (event) VALUES (?)", (self.text,))


@dataclass(frozen=True, slots=True)
class Finished:
    """The open work is done with; it and its events are forgotten."""

    def write(self, db: sqlite3.Connection) -> None:
        """Writes the note."""
        db.execute("DELETE FROM work_event")
        db.execute("DELETE FROM work")


@dataclass(frozen=True, slots=True)
class Remember:
    """A value to keep under a key; an empty value forgets the key."""

    key: str
    value: str

    def write(self, db: sqlite3.Connection) -> None:
        """Writes the note."""
        if self.value:
            db.execute("INSERT OR REPLACE INTO memory VALUES (?, ?)", (self.key, self.value))
        else:
            db.execute("DELETE FROM memory WHERE key = ?", (self.key,))


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Work to stand at again: as it was claimed, and the events to replay over it, oldest first."""

    kind: WorkKind
    claimed: str
    events: tuple[str, ...]


class Work:
    """The one piece of work a station holds.

    Raises:
        StationTrouble: From every method: the file cannot be read or written now.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def claimed(self, kind: WorkKind, text: str) -> None:
        """Keeps newly claimed work; as a note of other deeds use ``Claimed``."""
        with self._store.write() as db:
            Claimed(kind, text).write(db)

    def open_work(self) -> OpenWork | None:
        """Gives the open work and its events, or None."""
        with self._store.read() as db:
            found = db.execute("SELECT kind, claimed FROM work").fetchone()
            events = tuple(row[0] for row in db.execute("SELECT event FROM work_event ORDER BY n"))
        return None if found is None else OpenWork(found[0], found[1], events)

    def finish(self) -> None:
        """Forgets the open work; as a note of other deeds use ``Finished``."""
        with self._store.write() as db:
            Finished().write(db)


class Memory:
    """Values by key that outlive a restart: who is signed in, the language, settings.

    Raises:
        StationTrouble: From every method: the file cannot be read or written now.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def recall(self, key: str) -> str:
        """Gives the value of a key, empty when there is none."""
        with self._store.read() as db:
            found = db.execute("SELECT value FROM memory WHERE key = ?", (key,)).fetchone()
        return "" if found is None else str(found[0])

    def remember(self, key: str, value: str) -> None:
        """Keeps a value under a key; an empty one forgets the key."""
        with self._store.write() as db:
            Remember(key, value).write(db)
