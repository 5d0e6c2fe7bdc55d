from contextlib import suppress

import psycopg
import pytest
import sqlalchemy as sa

from app.central import tables as t
from app.central.bookkeeper import Bookkeeper, book_all, book_batch
from app.central.dialect import may_book
from app.central.engine import Central, open_central
from app.central.inbox import append
from app.central.keeping.seat import ServerSeat
from app.central.locks import Lock
from app.domain.clock import SystemClock
from app.domain.deeds import Stocked
from app.domain.errors import Unavailable
from tests.app.central.floor import NOW, Station, rows
from tests.builders import until


def receipts(count: int) -> list[Stocked]:
    return [Stocked("A-1", "S1", 1, "receipt", "r") for _ in range(count)]


def test_the_seat_is_one_programs_until_it_leaves(served: Central) -> None:
    first, second = ServerSeat(served), ServerSeat(served)
    assert first.hold()
    assert first.hold()
    assert not second.hold()
    first.leave()
    assert second.hold()
    assert not first.hold()
    first.leave()
    second.leave()


def test_a_seat_whose_connection_was_cut_is_lost_and_may_be_taken_again(served: Central) -> None:
    seat = ServerSeat(served)
    assert seat.hold()
    with served.writing() as connection:
        connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid) "
                "WHERE locktype = 'advisory' AND datname = current_database()"
            )
        )
    with pytest.raises(Unavailable):
        seat.hold()
    assert seat.hold()
    seat.leave()


def test_the_server_takes_the_seat_from_a_program_that_says_nothing(
    served: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.central.keeping.seat.LAPSE_S", 1)
    frozen, other = ServerSeat(served), ServerSeat(served)
    assert frozen.hold()
    until(other.hold, "the seat")
    with pytest.raises(Unavailable):
        frozen.hold()
    assert not frozen.hold()
    frozen.leave()
    other.leave()


def test_a_booking_that_falls_silent_in_the_middle_is_ended_and_books_nothing(
    served: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.central.dialect._SILENCE", "1s")
    station = Station()
    append(served, [station.seal(deed) for deed in receipts(3)], now=NOW)
    other = open_central(served.engine.url.render_as_string(hide_password=False))
    silent = served.engine.connect()
    assert may_book(silent)
    assert book_batch(other, now=NOW) == 0
    until(lambda: book_batch(other, now=NOW) == 3, "the end of the silent transaction")
    with pytest.raises(sa.exc.DBAPIError, match=r"idle-in-transaction|closed"):
        silent.execute(sa.update(t.fact).values(outcome="noted"))
    silent.close()
    other.close()
    assert {row.outcome for row in rows(served, t.fact)} == {"booked"}


def test_whoever_takes_the_seat_ends_a_booking_that_is_stuck_in_the_middle(served: Central) -> None:
    stuck = psycopg.connect(served.engine.url.set(drivername="postgresql").render_as_string(hide_password=False))
    # Frozen within a pipeline it is not idle, and no limit of the server ends it.
    with suppress(psycopg.OperationalError), stuck.pipeline():
        stuck.execute("SELECT pg_advisory_xact_lock(%s)", (Lock.BOOKING.value,))
        stuck.pgconn.send_flush_request()
        stuck.pgconn.flush()
        until(lambda: book_batch_is_barred(served), "the stuck booking")
        seat = ServerSeat(served)
        assert seat.hold()
        until(lambda: seat.hold() and not book_batch_is_barred(served), "its end")
        seat.leave()
    assert stuck.closed


def book_batch_is_barred(central: Central) -> bool:
    with central.writing() as connection:
        return not may_book(connection)


def test_a_bookkeeper_that_may_not_book_leaves_the_facts_alone(floor: Central) -> None:
    allowed: list[bool] = []
    asked: list[int] = []

    def may() -> bool:
        asked.append(1)
        return bool(allowed)

    station = Station()
    append(floor, [station.seal(deed) for deed in receipts(3)], now=NOW)
    bookkeeper = Bookkeeper(floor, SystemClock(), pause_s=0.01, may=may)
    bookkeeper.start()
    until(lambda: len(asked) > 3, "some looks")
    assert len(rows(floor, t.fact, t.fact.c.booked_at.is_(None))) == 3
    allowed.append(True)
    until(lambda: not rows(floor, t.fact, t.fact.c.booked_at.is_(None)), "booking")
    bookkeeper.stop()


def test_a_fact_that_another_program_settled_meanwhile_is_not_parked_in_the_place_of_the_next(
    floor: Central, monkeypatch: pytest.MonkeyPatch, expected_logs: list[str]
) -> None:
    expected_logs += ["cannot be stored"]
    station = Station()
    append(floor, [station.seal(deed) for deed in receipts(2)], now=NOW)
    store = book_batch.__globals__["store_books"]
    turns = iter(("batch fails", "one fails", "after that it works"))

    def failing(connection: sa.Connection, books: object) -> None:
        if next(turns, "works").endswith("fails"):
            raise ValueError("a mistake in the program")
        store(connection, books)

    park = book_batch.__globals__["_park"]

    def too_late(*arguments: object) -> object:
        monkeypatch.setattr("app.central.bookkeeper._park", park)
        assert book_batch(floor, now=NOW, limit=1) == 1  # the other program was faster
        return park(*arguments)

    monkeypatch.setattr("app.central.bookkeeper.store_books", failing)
    monkeypatch.setattr("app.central.bookkeeper._park", too_late)
    book_all(floor, now=NOW)
    book_all(floor, now=NOW)
    assert {row.outcome for row in rows(floor, t.fact)} == {"booked"}
