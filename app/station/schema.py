"""The tables of ``station.db``, and the steps that bring an older file forward.

``PRAGMA user_version`` says how many steps a file has taken. A step is never changed once it has left the house;
what is new comes as a further step.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.station.trouble import StationTrouble

_JOURNAL = (
    """CREATE TABLE journal (
        number INTEGER PRIMARY KEY,
        incarnation TEXT NOT NULL UNIQUE,
        station TEXT NOT NULL,
        acknowledged INTEGER NOT NULL DEFAULT 0 CHECK (acknowledged >= 0)
    ) STRICT""",
    """CREATE TABLE fact (
        journal INTEGER NOT NULL REFERENCES journal (number),
        seq INTEGER NOT NULL CHECK (seq > 0),
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        version INTEGER NOT NULL,
        who TEXT NOT NULL,
        at TEXT NOT NULL,
        payload TEXT NOT NULL,
        prev_hash TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (journal, seq)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TRIGGER fact_stays BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END",
    "CREATE TRIGGER fact_kept BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END",
)

_WORK = (
    """CREATE TABLE work (
        number INTEGER PRIMARY KEY CHECK (number = 1),
        kind TEXT NOT NULL CHECK (kind IN ('walk', 'pack')),
        claimed TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE work_event (
        n INTEGER PRIMARY KEY,
        work INTEGER NOT NULL DEFAULT 1 REFERENCES work (number),
        event TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE catalogue (
        number INTEGER PRIMARY KEY CHECK (number = 1),
        version TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
)

_PRINTING = (
    """CREATE TABLE print_job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        parcel TEXT NOT NULL,
        copy INTEGER NOT NULL CHECK (copy > 0),
        data BLOB NOT NULL,
        printer TEXT NOT NULL,
        cause TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'confirmed', 'unknown'))
    ) STRICT""",
    "CREATE INDEX print_job_open ON print_job (state, printer, id) WHERE state <> 'confirmed'",
    """CREATE TABLE number_range (
        name TEXT NOT NULL,
        first INTEGER NOT NULL,
        past INTEGER NOT NULL,
        next INTEGER NOT NULL,
        PRIMARY KEY (name, first),
        CHECK (first < past AND next BETWEEN first AND past)
    ) STRICT, WITHOUT ROWID""",
)

_MADE_FOR = (
    "ALTER TABLE print_job ADD COLUMN language TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE print_job ADD COLUMN dpi INTEGER NOT NULL DEFAULT 0 CHECK (dpi >= 0)",
)
"""What a job was made for, so that it never goes to a printer that would print it as rubbish."""

STEPS: tuple[tuple[str, ...], ...] = ((*_JOURNAL, *_WORK, *_PRINTING), _MADE_FOR)
"""The steps in order; step 1 makes the tables of a new file."""


def bring_up(db: sqlite3.Connection, path: Path, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Takes the steps a file has not taken yet, each in one transaction; an older file is copied beside itself first.

    Args:
        db: The writer's connection, in autocommit mode.
        path: The file, for the copy's name (``station.db.v1``).
        steps: The steps this program knows.

    Raises:
        StationTrouble: A newer program has changed the file.
        sqlite3.Error: A step failed; the file is as it was before that step.
    """
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found > len(steps):
        raise StationTrouble("station.newer", found=found, known=len(steps))
    if 0 < found < len(steps):
        copy = path.with_name(f"{path.name}.v{found}")
        copy.unlink(missing_ok=True)
        db.execute("VACUUM INTO ?", (str(copy),))
    for number, statements in enumerate(steps[found:], found + 1):
        _take(db, number, statements)


def _take(db: sqlite3.Connection, number: int, statements: Sequence[str]) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")
        db.execute("COMMIT")
    except sqlite3.Error:
        with suppress(sqlite3.Error):  # SQLite has rolled back by itself after some errors
            db.execute("ROLLBACK")
        raise
