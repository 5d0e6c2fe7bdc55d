"""Floors: the same work done with bare hands, on the same machine, in the same run."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ui.presenters.faces import PlaceFace, QtyFace
from ui.presenters.frame import Scan
from ui.router import Fate, Logged
from ui.screens.floor.picking import PickingScreen
from ui.shell import Shell
from ui.station.latency import Latency

_MOODS = ("todo", "ok")
_PAYLOAD = '{"fence":1,"line":7,"n":12,"order":3,"place":"A01-01-A","put":9,"qty":2,"sku":"85123A","tote":"TO0001"}'
_NOTE = '{"place":"A01-01-A","typed":false}'
_HASH = "0123456789abcdef" * 4


def bare_sqlite(path: Path) -> sqlite3.Connection:
    """Opens a file with the pragmas of the program's own files: write-ahead log, every commit on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=4000", "foreign_keys=ON"):
        db.execute(f"PRAGMA {pragma}")
    return db


class BareJournal:
    """A journal of bare SQLite: one row of a fact and one of a note in each commit, nothing looked up or hashed."""

    def __init__(self, path: Path) -> None:
        self._db = bare_sqlite(path)
        self._db.execute(
            "CREATE TABLE fact (journal INTEGER, seq INTEGER, id TEXT, kind TEXT, version INTEGER, who TEXT, at TEXT,"
            " payload TEXT, prev_hash TEXT, hash TEXT, PRIMARY KEY (journal, seq)) STRICT, WITHOUT ROWID"
        )
        self._db.execute("CREATE TABLE note (n INTEGER PRIMARY KEY, work INTEGER NOT NULL, event TEXT NOT NULL) STRICT")
        self._seq = 0

    def commit(self) -> None:
        """Writes one fact and one note, on the disk when it returns."""
        self._seq += 1
        row = (1, self._seq, f"{self._seq:036}", "Picked", 1, "BA2001", "2010-12-07T08:00:00+00:00")
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, _PAYLOAD, _HASH, _HASH))
        self._db.execute("INSERT INTO note (work, event) VALUES (1, ?)", (_NOTE,))
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Closes the file."""
        self._db.close()


class BareScan:
    """The least a scan can cost: one commit, and the same window painted with a new instruction, place and quantity."""

    def __init__(self, shell: Shell, screen: PickingScreen, journal: BareJournal) -> None:
        self._shell, self._screen, self._journal = shell, screen, journal
        self._latency = Latency(shell)
        self._count = 0

    @property
    def all_ms(self) -> list[float]:
        """Every one measured, in milliseconds, by the very clock that measures the program's own."""
        return self._latency.all_ms

    def once(self) -> None:
        """Commits and paints once; returns when it is painted."""
        calm()
        self._count += 1
        text, done = f"floor {self._count}", len(self.all_ms) + 1
        self._latency.begin(text)
        self._journal.commit()
        self._paint()
        self._latency.answered(Logged(Scan(text), Fate.TAKEN))
        pump(lambda: len(self.all_ms) >= done)

    def _paint(self) -> None:
        count = self._count
        sentence = f"Go to {chr(65 + count % 3)}{count % 30:02}-{count % 7:02}-B"
        self._shell.frame.instruction.present(sentence, _MOODS[count % 2], f"line {count} of 2,910")
        self._screen.place.present(PlaceFace(sentence[6:], f"{count % 90 + 10}"))
        self._screen.qty.present(QtyFace(count % 90 + 1, count % 90 + 7))


def pump(done: Callable[[], bool]) -> None:
    """Lets Qt work until something is so; between two events the thread sleeps, as it does in the program."""
    flags = QEventLoop.ProcessEventsFlag
    while not done():
        QApplication.processEvents(flags.AllEvents | flags.WaitForMoreEvents)


def calm() -> None:
    """Lets Qt do what it still has to do, such as the second painting that a changed layout asks for."""
    for _ in range(3):
        QApplication.processEvents()
