"""The door to the database: one writer at a time, readers that cannot write, and the world's troubles said plainly."""

import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from app.central.engine import Central, open_central
from app.central.outage import outage
from app.central.tables import number_range
from app.domain.errors import Unavailable


def count(central: Central) -> int:
    with central.reading() as connection:
        return int(connection.scalar(sa.select(sa.func.sum(number_range.c.next))) or 0)


def add_one(central: Central) -> None:
    with central.writing() as connection:
        connection.execute(sa.update(number_range).values(next=number_range.c.next + 1))


@pytest.fixture
def counter(floor: Central) -> Central:
    with floor.writing() as connection:
        connection.execute(sa.insert(number_range).values(name="parcel", next=0))
    return floor


def test_threads_of_one_program_never_collide(counter: Central) -> None:
    def add_many() -> None:
        for _ in range(20):
            add_one(counter)

    threads = [threading.Thread(target=add_many) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(counter) == 160


def test_an_exception_undoes_the_whole_transaction(counter: Central) -> None:
    def fail_after_writing() -> None:
        with counter.writing() as connection:
            connection.execute(sa.update(number_range).values(next=99))
            raise KeyError("anything")

    with pytest.raises(KeyError):
        fail_after_writing()
    assert count(counter) == 0
    add_one(counter)
    assert count(counter) == 1


def test_a_reader_cannot_write(floor: Central) -> None:
    with floor.reading() as connection, pytest.raises(exc.DBAPIError, match=r"readonly|read-only"):
        connection.execute(sa.insert(number_range).values(name="x", next=1))


def test_a_reader_sees_one_moment(counter: Central) -> None:
    with counter.reading() as connection:
        before = connection.scalar(sa.select(number_range.c.next))
        add_one(counter)
        assert connection.scalar(sa.select(number_range.c.next)) == before
    assert count(counter) == 1


def test_a_sum_is_a_whole_number_wherever_it_was_added_up(floor: Central) -> None:
    query = sa.text("SELECT sum(n) FROM (SELECT CAST(3 AS BIGINT) AS n UNION ALL SELECT 4) AS big")
    with floor.reading() as connection:
        assert type(connection.scalar(query)) is int
        assert connection.scalar(sa.text("SELECT CAST(1.25 AS NUMERIC)")) == 1.25


def test_the_writer_syncs_fully_and_checks_references(file_floor: Central) -> None:
    with file_floor.writing() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    assert found == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "central.db"
    path.write_bytes(b"this is a letter to my aunt, not a database" * 50)
    central = open_central(f"sqlite:///{path}")
    with pytest.raises(Unavailable, match="not a Pasillo database"), central.reading() as connection:
        connection.execute(sa.text("SELECT * FROM item"))
    central.close()


def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    central = open_central(f"sqlite:///{tmp_path}/nowhere/central.db")
    with pytest.raises(Unavailable, match="cannot be opened"), central.writing():
        pass
    central.close()


def test_a_database_locked_by_another_program_is_unavailable(
    file_floor: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.central.engine.PATIENCE_S", 0.05)
    impatient = open_central(str(file_floor.engine.url))
    other = sqlite3.connect(str(file_floor.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="locked by another program"), impatient.writing():
        pass
    other.close()
    impatient.close()


def test_a_writer_that_never_ends_does_not_hold_up_the_others_for_ever(
    file_floor: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.central.engine.PATIENCE_S", 0.05)
    with file_floor.writing(), pytest.raises(Unavailable, match="Another part of the program"), file_floor.writing():
        pass


def test_a_mistake_of_the_program_stays_what_it_is(floor: Central) -> None:
    with pytest.raises(exc.DBAPIError, match=r"no such table|does not exist"), floor.reading() as connection:
        connection.execute(sa.text("SELECT * FROM unheard_of"))
    with pytest.raises(exc.IntegrityError), floor.writing() as connection:
        connection.execute(sa.insert(number_range).values(name=None, next=1))


def test_a_text_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="not the address"):
        open_central("central.db")


def test_errors_of_postgresql_say_what_the_world_is_like() -> None:
    class ServerError(Exception):
        def __init__(self, state: str | None) -> None:
            self.sqlstate = state

    deadlock = exc.OperationalError("UPDATE", {}, ServerError("40P01"))
    assert "waited for each other" in str(outage(deadlock))
    assert "cannot be reached" in str(outage(exc.OperationalError("SELECT", {}, ServerError(None))))
    assert outage(exc.ProgrammingError("SELECT", {}, ServerError("42P01"))) is None
