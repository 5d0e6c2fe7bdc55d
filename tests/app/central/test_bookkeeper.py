"""The bookkeeper: in order, once, all or nothing, and never held up by one bad fact."""

import logging
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from app.central import bookkeeper
from app.central.bookkeeper import Bookkeeper, book_all, book_batch
from app.central.check import check
from app.central.engine import Central, open_central
from app.central.inbox import append
from app.central.tables import exception, fact, movement, pick, sales_order, stock, tote, walk, walk_slot
from app.domain.clock import SystemClock
from app.domain.deeds import Counted, Packed, ParcelClosed, Picked, Shipped, Shorted, Stocked, WalkFinished
from app.domain.errors import Unavailable
from app.domain.facts import Fact
from tests.app.central.floor import NOW, Station, Task, add_order, add_walk, dump, held, issues, one, rows

PATIENCE_S = 10
REFUSE_S3 = {
    "sqlite": ("CREATE TRIGGER t BEFORE INSERT ON movement WHEN NEW.sku = 'S3' BEGIN SELECT RAISE(ABORT, 'no'); END",),
    "postgresql": (
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END'",
        "CREATE TRIGGER t BEFORE INSERT ON movement FOR EACH ROW WHEN (NEW.sku = 'S3') EXECUTE FUNCTION no()",
    ),
}
"""A database that will not have one item moved."""


def picked(task: Task, tote_code: str = "T1", qty: int | None = None, fence: int = 1) -> Picked:
    head = (task.walk, fence, 1, task.put, task.order, task.line)
    return Picked(*head, task.sku, task.place, tote_code, qty or task.qty)


def counts(number: int, name: str = "ST1") -> list[Fact]:
    writer = Station(name)
    return [writer.seal(Counted("A-1", "S1", n)) for n in range(number)]


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < deadline, "it did not happen in time"
        threading.Event().wait(0.01)


def waiting(central: Central) -> int:
    return len(rows(central, fact, fact.c.booked_at.is_(None)))


def test_a_day_from_reservation_to_carrier(floor: Central) -> None:
    order = add_order(floor, [("S1", 2)])
    (task,) = add_walk(floor, [order])
    assert held(floor, "S1", "A-1") == (6, 2)
    station = Station()
    station.tell(floor, picked(task), WalkFinished(task.walk, 1, 2, 0))
    assert (held(floor, "S1", "A-1"), held(floor, "S1", "T1")) == ((4, 0), (2, 0))
    assert one(floor, sales_order).state == "picked"
    station.tell(
        floor,
        Packed("003", order, task.line, "S1", "T1", 2),
        ParcelClosed("003", order, 1, 1, 1, last=True),
        Shipped("003", order, 0),
    )
    assert one(floor, sales_order).state == "shipped"
    assert (check(floor), issues(floor)) == ([], [])


def test_emptied_totes_and_parcels_leave_no_stock_row(floor: Central) -> None:
    test_a_day_from_reservation_to_carrier(floor)
    assert rows(floor, stock, stock.c.place.in_(["T1", "003"])) == []
    assert one(floor, tote).order_id is None


def test_units_short_on_the_shelf_get_a_walk_of_their_own(floor: Central) -> None:
    order = add_order(floor, [("S1", 2)])
    (task,) = add_walk(floor, [order])
    station = Station()
    head = (task.walk, 1, 1, task.put, task.order, task.line, task.sku, task.place)
    station.tell(floor, Shorted(*head, 2, "not_found"), WalkFinished(task.walk, 1, 2, 0))
    extra = one(floor, walk, walk.c.id != task.walk)
    assert (extra.state, extra.method, extra.priority) == ("open", "single", 10)
    new = one(floor, pick, pick.c.walk_id == extra.id)
    assert (new.place, new.qty, new.state, new.position) == ("A-2", 2, "open", 1)
    assert one(floor, walk_slot, walk_slot.c.walk_id == extra.id).drop == "P-1"
    assert one(floor, sales_order).state == "picking"
    assert (issues(floor), check(floor)) == (["short"], [])


def test_nothing_is_booked_past_a_gap(floor: Central) -> None:
    sent = counts(5)
    append(floor, [*sent[:2], *sent[3:]], now=NOW)
    assert book_all(floor, now=NOW) == 2
    append(floor, sent[2:3], now=NOW)
    assert book_all(floor, now=NOW) == 3
    assert held(floor, "S1", "A-1") == (4, 0)
    assert check(floor) == []


def test_a_journal_whose_beginning_is_missing_holds_up_nobody_else(floor: Central) -> None:
    append(floor, counts(3, "ST1")[1:], now=NOW)
    append(floor, counts(4, "ST2"), now=NOW)
    assert book_all(floor, now=NOW, limit=1) == 4
    assert waiting(floor) == 2


def test_a_batch_takes_no_more_than_it_may(floor: Central) -> None:
    append(floor, counts(5), now=NOW)
    assert [book_batch(floor, now=NOW, limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_an_interrupted_batch_leaves_nothing_half_booked(floor: Central, monkeypatch: pytest.MonkeyPatch) -> None:
    (task,) = add_walk(floor, [add_order(floor, [("S1", 2)])])
    append(floor, [Station().seal(picked(task))], now=NOW)
    before = dump(floor)

    def lights_out(*_: object) -> None:
        raise Unavailable("the lights went out")

    for step in ("store_books", "settle"):
        monkeypatch.setattr(bookkeeper, step, lights_out)
        with pytest.raises(Unavailable):
            book_all(floor, now=NOW)
        monkeypatch.undo()
        assert dump(floor) == before
    assert book_all(floor, now=NOW) == 1
    assert check(floor) == []


def test_a_program_killed_while_it_stores_leaves_nothing_half_booked(floor: Central) -> None:
    append(floor, counts(3), now=NOW)
    before = dump(floor)
    program = (
        "import os, sys; from datetime import UTC, datetime; from app.central import bookkeeper as b; "
        "from app.central.engine import open_central; b.settle = lambda *_: os._exit(9); "
        "b.book_all(open_central(sys.argv[1]), now=datetime.now(UTC))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(floor.engine.url)], check=False)
    assert done.returncode == 9
    assert dump(floor) == before
    assert book_all(floor, now=NOW) == 3
    assert check(floor) == []


def test_a_fact_the_database_will_not_have_is_parked_and_the_rest_is_booked(
    floor: Central, expected_logs: list[str]
) -> None:
    expected_logs += ["cannot be stored"]
    with floor.writing() as connection:
        for statement in REFUSE_S3[connection.dialect.name]:
            connection.exec_driver_sql(statement)
    deeds = [Stocked("A-1", sku, 1, "receipt", "r") for sku in ("S1", "S3", "S2")]
    station = Station()
    append(floor, [station.seal(deed) for deed in deeds], now=NOW)
    assert book_all(floor, now=NOW) == 3
    assert [held(floor, sku, "A-1")[0] for sku in ("S1", "S3", "S2")] == [7, 6, 7]
    (row,) = rows(floor, exception)
    assert (row.kind, row.fact_id) == ("parked", station.facts[1].id)
    assert check(floor) == []


def test_a_fact_of_a_newer_program_is_parked(floor: Central) -> None:
    sent = counts(2)
    with floor.writing() as connection:
        values = {"id": "x", "station": "ST1", "incarnation": "j", "seq": 1, "kind": "Danced", "version": 9}
        rest = {"who": "BA1", "at": NOW, "payload": "[]", "prev_hash": "", "hash": "", "received_at": NOW}
        connection.execute(sa.insert(fact).values(values | rest))
    append(floor, sent, now=NOW)
    assert book_all(floor, now=NOW) == 3
    assert one(floor, fact, fact.c.id == "x").outcome == "parked"
    assert issues(floor) == ["parked"]


def test_facts_of_several_journals_are_booked_in_the_order_they_arrived(floor: Central) -> None:
    late, early = counts(2, "ZZ"), counts(2, "AA")
    for second, each in enumerate((late[0], early[0], early[1], late[1])):
        append(floor, [each], now=NOW.replace(second=second))
    book_all(floor, now=NOW, limit=1)
    moved = [row.fact_id for row in rows(floor, movement) if row.kind == "count"]
    assert moved == [late[0].id, early[1].id]


def test_two_bookkeepers_on_one_database_book_every_fact_once(floor: Central) -> None:
    writer = Station()
    append(floor, [writer.seal(Stocked("A-1", "S1", 1, "receipt", "r")) for _ in range(60)], now=NOW)
    doors = [open_central(str(floor.engine.url)) for _ in range(3)]
    threads = [threading.Thread(target=book_all, args=(door,), kwargs={"now": NOW, "limit": 7}) for door in doors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held(floor, "S1", "A-1") == (66, 0)
    assert check(floor) == []
    for door in doors:
        door.close()


def test_the_thread_books_what_comes_and_ends_when_told(floor: Central) -> None:
    told: list[int] = []
    keeper = Bookkeeper(floor, SystemClock(), on_booked=told.append, pause_s=60)
    keeper.start()
    try:
        for each in counts(6):
            append(floor, [each], now=NOW)
            keeper.wake()
        until(lambda: waiting(floor) == 0)
    finally:
        keeper.stop()
    assert sum(told) == 6
    keeper.stop()


def test_the_thread_finds_facts_that_another_program_appended(floor: Central) -> None:
    keeper = Bookkeeper(floor, SystemClock(), pause_s=0.02)
    keeper.start()
    try:
        other = open_central(str(floor.engine.url))
        append(other, counts(2), now=NOW)
        other.close()
        until(lambda: waiting(floor) == 0)
    finally:
        keeper.stop()


def test_the_thread_waits_while_the_database_is_locked(
    file_floor: Central, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "app.central.bookkeeper")
    monkeypatch.setattr("app.central.engine.PATIENCE_S", 0.02)
    append(file_floor, counts(2), now=NOW)
    door = open_central(str(file_floor.engine.url))
    other = sqlite3.connect(str(file_floor.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    keeper = Bookkeeper(door, SystemClock(), pause_s=0.02)
    keeper.start()
    try:
        until(lambda: "locked by another program" in caplog.text)
        assert waiting(file_floor) == 2
        other.execute("COMMIT")
        until(lambda: waiting(file_floor) == 0)
    finally:
        other.close()
        keeper.stop()
        door.close()


def test_the_thread_outlives_a_mistake_of_the_program(
    floor: Central, monkeypatch: pytest.MonkeyPatch, expected_logs: list[str]
) -> None:
    expected_logs.append("will try again")
    failed = threading.Event()

    def fail(_: int) -> None:
        if not failed.is_set():
            failed.set()
            raise RuntimeError("a bug")

    keeper = Bookkeeper(floor, SystemClock(), on_booked=fail, pause_s=0.02)
    append(floor, counts(1), now=NOW)
    keeper.start()
    try:
        assert failed.wait(PATIENCE_S)
        append(floor, counts(1, "ST2"), now=NOW)
        until(lambda: waiting(floor) == 0)
    finally:
        keeper.stop()
