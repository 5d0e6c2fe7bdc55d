import os
import sqlite3
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from app.language.phrases import load_phrases
from app.station import schema
from app.station.store import Store, set_aside
from app.station.trouble import SENTENCES, StationTrouble
from app.station.work import Memory

ROOT = Path(__file__).resolve().parents[3]


def pragma(db: sqlite3.Connection, name: str) -> object:
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_commit_reaches_the_disk_before_it_returns(store: Store) -> None:
    with store.write() as db:
        assert pragma(db, "journal_mode") == "wal"
        assert pragma(db, "synchronous") == 2  # FULL
        assert pragma(db, "foreign_keys") == 1


def test_readers_can_neither_write_nor_move_the_log(store: Store) -> None:
    with store.read() as db:
        assert pragma(db, "wal_autocheckpoint") == 0
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("INSERT INTO memory VALUES ('a', 'b')")


def test_a_second_store_on_the_same_file_is_refused(store: Store) -> None:
    with pytest.raises(Unavailable, match="this station is already open"):
        Store(store.path)


def test_a_second_program_on_the_same_file_is_refused_until_the_first_one_ends(store: Store) -> None:
    opening = f"from app.station.store import Store; from pathlib import Path; Store(Path({str(store.path)!r})).close()"

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", opening], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )

    refused = run()
    store.close()
    assert refused.returncode == 1
    assert "this station is already open" in refused.stderr
    assert run().returncode == 0


def test_a_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StationTrouble, match="version 99") as told:
        Store(path)
    assert told.value.reason == "station.newer"
    assert path.exists()


@pytest.mark.parametrize("spoil", ["text", "pages"])
def test_a_damaged_file_is_told_and_only_set_aside_when_asked(tmp_path: Path, now: datetime, spoil: str) -> None:
    path = tmp_path / "station.db"
    with Store(path) as store:
        for n in range(200):
            Memory(store).remember(f"key {n}", "value" * 40)
    whole = path.read_bytes()
    path.write_bytes(b"this is no database" * 99 if spoil == "text" else whole[:8192] + os.urandom(len(whole) - 8192))
    spoilt = path.read_bytes()
    for _ in range(2):
        with pytest.raises(StationTrouble, match="damaged"):
            Store(path)
        assert path.read_bytes() == spoilt

    kept = set_aside(path, now)

    assert kept.read_bytes() == spoilt
    with Store(path) as store:
        assert Memory(store).recall("key 1") == ""


def test_a_file_in_use_cannot_be_set_aside(store: Store, now: datetime) -> None:
    with pytest.raises(StationTrouble, match="already open"):
        set_aside(store.path, now)


def test_a_place_where_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StationTrouble, match="cannot be opened"):
        Store(tmp_path / "file" / "station.db")


def test_a_closed_store_says_so_and_can_be_opened_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "station.db")
    memory = Memory(store)
    memory.remember("language", "es")
    store.close()
    store.close()
    with pytest.raises(Unavailable, match="closed"):
        memory.recall("language")
    with pytest.raises(Unavailable, match="closed"):
        memory.remember("language", "en")
    with Store(tmp_path / "station.db") as again:
        assert Memory(again).recall("language") == "es"


def test_a_block_that_raises_leaves_nothing_behind(store: Store) -> None:
    def write_and_fail() -> None:
        with store.write() as db:
            db.execute("INSERT INTO memory VALUES ('a', 'b')")
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()
    assert Memory(store).recall("a") == ""


def test_a_statement_that_breaks_a_rule_is_a_bug_and_not_the_world(store: Store) -> None:
    with pytest.raises(RuntimeError, match="no such table"), store.write() as db:
        db.execute("INSERT INTO nowhere VALUES (1)")


def test_a_full_disk_is_told_and_leaves_nothing_half_written(store: Store) -> None:
    memory = Memory(store)
    memory.remember("kept", "yes")
    store._writer.execute(f"PRAGMA max_page_count = {pragma(store._writer, 'page_count')}")
    small_and_large = [("small", "x"), ("large", "x" * 100_000)]
    with pytest.raises(StationTrouble, match="disk is full"), store.write() as db:
        db.executemany("INSERT INTO memory VALUES (?, ?)", small_and_large)
    assert memory.recall("small") == ""
    store._writer.execute("PRAGMA max_page_count = 100000")
    memory.remember("after", "yes")
    assert (memory.recall("kept"), memory.recall("after")) == ("yes", "yes")


def test_threads_write_one_after_the_other_and_lose_nothing(store: Store) -> None:
    def fill(name: str) -> None:
        for n in range(50):
            Memory(store).remember(f"{name} {n}", "x")
            assert Memory(store).recall(f"{name} {n}") == "x"

    threads = [threading.Thread(target=fill, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as db:
        assert db.execute("SELECT count(*) FROM memory").fetchone()[0] == 200


def test_an_older_file_is_copied_and_brought_forward(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    db = sqlite3.connect(path, isolation_level=None)
    first = ("CREATE TABLE a (x)", "INSERT INTO a VALUES (1)")
    schema.bring_up(db, path, (first,))
    schema.bring_up(db, path, (first, ("ALTER TABLE a ADD COLUMN y DEFAULT 5",)))
    assert db.execute("SELECT x, y FROM a").fetchall() == [(1, 5)]
    assert pragma(db, "user_version") == 2
    db.close()
    old = sqlite3.connect(tmp_path / "station.db.v1")
    assert old.execute("SELECT * FROM a").fetchall() == [(1,)]
    old.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    db = sqlite3.connect(path, isolation_level=None)
    schema.bring_up(db, path, (("CREATE TABLE a (x)",),))
    with pytest.raises(sqlite3.OperationalError):
        schema.bring_up(db, path, (("CREATE TABLE a (x)",), ("CREATE TABLE b (x)", "no statement")))
    assert db.execute("SELECT name FROM sqlite_schema").fetchall() == [("a",)]
    assert pragma(db, "user_version") == 1
    db.close()


def test_every_trouble_has_its_sentence_in_both_languages() -> None:
    english, spanish = load_phrases("en"), load_phrases("es")
    for reason, sentence in SENTENCES.items():
        assert english.table[reason] == sentence
        assert spanish.has(reason)
