"""The journal: every fact of this station, in order, on the disk before anybody is told "ok"."""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from app.domain.deeds import Deed
from app.domain.facts import GENESIS, Fact, fact_hash, is_sound, payload_text, seal
from app.domain.facts import Journal as Source
from app.domain.ids import new_id
from app.station.store import Store
from app.station.trouble import StationTrouble

_HEAD = """
    SELECT j.number, j.incarnation, j.acknowledged, f.seq, f.hash
    FROM journal j LEFT JOIN fact f ON f.journal = j.number
    WHERE j.number = (SELECT max(number) FROM journal)
    ORDER BY f.seq DESC LIMIT 1"""
_INSERT = "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FACTS = """
    SELECT f.id, j.station, j.incarnation, f.seq, f.kind, f.version, f.who, f.at, f.payload, f.prev_hash, f.hash
    FROM fact f JOIN journal j ON j.number = f.journal"""
_CHAIN_BLOCK = 1000


class Note(Protocol):
    """Something this station alone remembers, written in the same commit as the facts it belongs to."""

    def write(self, db: sqlite3.Connection) -> None:
        """Writes it, inside the transaction that is open."""
        ...


class _Head(NamedTuple):
    number: int
    incarnation: str
    acknowledged: int
    seq: int
    hash: str


class Journal:
    """A station's facts. They are added, never changed and never deleted.

    Raises:
        StationTrouble: From every method: the file cannot be read or written now.
    """

    def __init__(self, store: Store, station: str) -> None:
        """Opens the journal and begins it, with a new incarnation, when there is none.

        Raises:
            StationTrouble: The file belongs to another station.
        """
        self._store = store
        self._station = station
        with store.write() as db:
            found = db.execute("SELECT station FROM journal ORDER BY number DESC LIMIT 1").fetchone()
            if found is None:
                self._begin(db)
            elif found[0] != station:
                raise StationTrouble("station.other_station", theirs=found[0], ours=station)

    @property
    def incarnation(self) -> str:
        """Identity of the journal that is written now."""
        return self._look().incarnation

    @property
    def last_seq(self) -> int:
        """Number of the newest fact, 0 when there is none."""
        return self._look().seq

    @property
    def acknowledged(self) -> int:
        """How far the centre said to hold this journal."""
        return self._look().acknowledged

    def append(self, deeds: Sequence[Deed], *, who: str, now: datetime, notes: Sequence[Note] = ()) -> tuple[Fact, ...]:
        """Writes what happened, and what this station wants to remember with it, in one durable commit.

        Args:
            deeds: What happened, in order; may be empty when there are only notes.
            who: Badge of the person, or ``"system"``.
            now: When, in UTC.
            notes: Written in the same commit, in order.

        Returns:
            The deeds as facts. They are on the disk.

        Raises:
            StationTrouble: Nothing was written: neither a fact nor a note.
            ValueError: ``now`` is not in UTC.
        """
        if now.utcoffset() != timedelta(0):
            raise ValueError("a fact's moment is given in UTC")
        with self._store.write() as db:
            head = _head(db)
            facts = self._sealed(head, deeds, who, now)
            db.executemany(_INSERT, [_row(head.number, fact) for fact in facts])
            for note in notes:
                note.write(db)
        return facts

    def pending(self) -> int:
        """Counts the facts the centre has not yet said to hold."""
        head = self._look()
        return head.seq - head.acknowledged

    def unsent(self, after_seq: int, limit: int) -> list[Fact]:
        """Gives the facts above a number, in order, at most ``limit`` of them."""
        with self._store.read() as db:
            return _facts(
                db.execute(
                    f"{_FACTS} WHERE f.journal = ? AND f.seq > ? ORDER BY f.seq LIMIT ?",
                    (_head(db).number, after_seq, limit),
                )
            )

    def acknowledge(self, seq: int) -> None:
        """Remembers how far the centre holds this journal; lower than before when the centre lost some of it.

        Raises:
            ValueError: The journal does not reach that far.
        """
        with self._store.write() as db:
            head = _head(db)
            if not 0 <= seq <= head.seq:
                raise ValueError(f"the journal has {head.seq} facts, {seq} cannot be acknowledged")
            db.execute("UPDATE journal SET acknowledged = ? WHERE number = ?", (seq, head.number))

    def begin_anew(
        self,
        carry: Sequence[Fact] = (),
        deeds: Sequence[Deed] = (),
        *,
        now: datetime | None = None,
        notes: Sequence[Note] = (),
    ) -> str:
        """Begins a new incarnation, when this file turned out to be an old copy of what the centre already holds.

        The old facts stay (``stranded``). Numbers kept for labels are given up: the true file may have used them.

        Args:
            carry: Facts of the old incarnation that the centre does not hold: they are written down again as the
                first ones of the new one, under new identities, with the person and the moment they had.
            deeds: What the station itself has to tell about it, after them.
            now: When, in UTC; needed for deeds.
            notes: Written in the same commit.

        Returns:
            The new incarnation.
        """
        with self._store.write() as db:
            db.execute("UPDATE number_range SET next = past")
            if carry:
                old = _head(db)
                db.execute("UPDATE journal SET acknowledged = ? WHERE number = ?", (old.seq, old.number))
            incarnation = self._begin(db)
            head = _head(db)
            facts = [*_carried(carry, incarnation)]
            if now is not None:
                before = facts[-1].hash if facts else GENESIS
                head = head._replace(seq=len(facts), hash=before)
                facts += self._sealed(head, deeds, "system", now)
            db.executemany(_INSERT, [_row(head.number, fact) for fact in facts])
            for note in notes:
                note.write(db)
            return incarnation

    def stranded(self) -> list[Fact]:
        """Gives the facts of earlier incarnations that the centre has not said to hold: a person must look at them."""
        with self._store.read() as db:
            return _facts(
                db.execute(
                    f"{_FACTS} WHERE f.journal <> ? AND f.seq > j.acknowledged ORDER BY f.journal, f.seq",
                    (_head(db).number,),
                )
            )

    def first_unsound(self) -> Fact | None:
        """Looks through the whole present journal for the first fact that breaks the chain of hashes."""
        seq, prev_hash = 0, GENESIS
        while facts := self.unsent(seq, _CHAIN_BLOCK):
            for fact in facts:
                if fact.seq != seq + 1 or fact.prev_hash != prev_hash or not is_sound(fact):
                    return fact
                seq, prev_hash = fact.seq, fact.hash
        return None

    def _look(self) -> _Head:
        with self._store.read() as db:
            return _head(db)

    def _begin(self, db: sqlite3.Connection) -> str:
        incarnation = str(uuid.uuid4())
        db.execute("INSERT INTO journal (incarnation, station) VALUES (?, ?)", (incarnation, self._station))
        return incarnation

    def _sealed(self, head: _Head, deeds: Iterable[Deed], who: str, now: datetime) -> tuple[Fact, ...]:
        source = Source(self._station, head.incarnation)
        facts: list[Fact] = []
        prev_hash = head.hash
        for seq, deed in enumerate(deeds, head.seq + 1):
            facts.append(seal(deed, source, seq=seq, who=who, at=now, prev_hash=prev_hash))
            prev_hash = facts[-1].hash
        return tuple(facts)


def _carried(facts: Sequence[Fact], incarnation: str) -> Iterable[Fact]:
    before = GENESIS
    for seq, fact in enumerate(facts, 1):
        bare = replace(fact, id=new_id(fact.at), incarnation=incarnation, seq=seq, prev_hash=before, hash="")
        sealed = replace(bare, hash=fact_hash(bare))
        before = sealed.hash
        yield sealed


def _head(db: sqlite3.Connection) -> _Head:
    number, incarnation, acknowledged, seq, last_hash = db.execute(_HEAD).fetchone()
    return _Head(number, incarnation, acknowledged, seq or 0, last_hash or GENESIS)


def _row(number: int, fact: Fact) -> tuple[Any, ...]:
    at, payload = fact.at.isoformat(), payload_text(fact.payload)
    return number, fact.seq, fact.id, fact.kind, fact.version, fact.who, at, payload, fact.prev_hash, fact.hash


def _facts(rows: Iterable[tuple[Any, ...]]) -> list[Fact]:
    return [_fact(row) for row in rows]


def _fact(row: tuple[Any, ...]) -> Fact:
    fact_id, station, incarnation, seq, kind, version, who, at, payload, prev_hash, own_hash = row
    return Fact(
        id=fact_id,
        station=station,
        incarnation=incarnation,
        seq=seq,
        kind=kind,
        version=version,
        who=who,
        at=datetime.fromisoformat(at),
        payload=json.loads(payload),
        prev_hash=prev_hash,
        hash=own_hash,
    )
