import signal
import socket
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central import tables as t
from app.central.check import check
from app.central.engine import Central
from app.central.inbox import append
from app.domain.deeds import Stocked
from tests.app.central.floor import NOW, SHELVES, Station, rows
from tests.builders import until
from tests.commands.typing_in import in_a_process
from tests.databases.server import Server
from tests.hub.conftest import Start, address
from tests.hub.processes import AWAY, BOOKING, STANDBY

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]


def tell(central: Central, station: Station, count: int) -> None:
    """Sends facts that bring one unit each; nobody has booked them."""
    for _ in range(0, count, 100):
        deeds = (Stocked(SHELVES[0], "S1", 1, "receipt", "r") for _ in range(min(100, count)))
        append(central, [station.seal(deed) for deed in deeds], now=NOW)


def waiting(central: Central) -> int:
    return len(rows(central, t.fact, t.fact.c.booked_at.is_(None)))


def booked_once(central: Central, facts: int) -> bool:
    """Whether so many facts moved one unit each, once, and the books are right."""
    moved = sa.select(sa.func.count(), sa.func.sum(t.movement.c.qty)).where(t.movement.c.qty == 1)
    with central.reading() as connection:
        found = tuple(connection.execute(moved).one())
    return found == (facts, facts) and check(central) == []


def test_when_the_active_hub_is_killed_the_standby_books(centre: Central, start: Start) -> None:
    station = Station()
    first = start(address(centre))
    first.says(BOOKING)
    second = start(address(centre))
    second.says(STANDBY)
    tell(centre, station, 100)
    until(lambda: not waiting(centre), "booking by the first")
    first.send(signal.SIGKILL)
    tell(centre, station, 100)
    until(lambda: not waiting(centre), "booking by the second")
    second.says(BOOKING)
    assert booked_once(centre, 200)


def test_a_frozen_hub_loses_the_seat_and_books_nothing_twice_when_it_goes_on(centre: Central, start: Start) -> None:
    station = Station()
    first = start(address(centre))
    first.says(BOOKING)
    second = start(address(centre))
    second.says(STANDBY)
    tell(centre, station, 300)
    first.send(signal.SIGSTOP)  # most likely in the middle of a batch
    until(lambda: not waiting(centre), "booking by the second")
    second.says(BOOKING)
    first.send(signal.SIGCONT)
    tell(centre, station, 300)
    first.says(STANDBY)
    until(lambda: not waiting(centre), "booking of the rest")
    assert second.count(STANDBY) == 1
    assert booked_once(centre, 600)


def test_a_hub_whose_connections_are_cut_gives_way(centre: Central, start: Start) -> None:
    first = start(address(centre))
    first.says(BOOKING)
    second = start(address(centre))
    second.says(STANDBY)
    cut = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid) "
        "WHERE locktype = 'advisory' AND granted AND datname = current_database()"
    )
    with centre.writing() as connection:
        assert connection.execute(cut).scalar()
    tell(centre, Station(), 100)
    until(lambda: not waiting(centre), "booking")
    until(lambda: first.count(AWAY) == 1 or first.count(BOOKING) == 2, "the loss")
    assert booked_once(centre, 100)


def test_a_hub_that_is_asked_to_end_books_what_waits_and_gives_the_seat_up(either: Central, start: Start) -> None:
    hub = start(address(either))
    hub.says(BOOKING)
    tell(either, Station(), 400)
    hub.send(signal.SIGTERM)
    assert hub.ended() == 0
    assert "The hub has ended." in hub.lines[-1]
    assert not waiting(either)
    assert booked_once(either, 400)
    start(address(either)).says(BOOKING)


def test_of_two_hubs_on_one_file_one_books(tmp_path: Path, file_floor: Central, start: Start) -> None:
    station = Station()
    first = start(address(file_floor))
    first.says(BOOKING)
    second = start(address(file_floor))
    second.says(STANDBY)
    tell(file_floor, station, 300)
    until(lambda: not waiting(file_floor), "booking by the first")
    first.send(signal.SIGKILL)
    tell(file_floor, station, 300)
    until(lambda: not waiting(file_floor), "booking by the second")
    assert booked_once(file_floor, 600)
    second.send(signal.SIGINT)
    assert second.ended() == 0


def test_a_hub_waits_for_a_server_that_starts_later(start: Start, expected_logs: list[str]) -> None:
    server = Server()
    try:
        server.make()
        hub = start(server.url("postgres"))
        hub.says(AWAY)
        server.start()
        hub.says(BOOKING)
        server.stop()
        hub.says(AWAY, times=2)
        server.start()
        hub.says(BOOKING, times=2)
        hub.send(signal.SIGTERM)
        assert hub.ended() == 0
    finally:
        server.close()


def test_it_speaks_with_systemd(tmp_path: Path, file_floor: Central, start: Start) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(20)
        hub = start(address(file_floor), NOTIFY_SOCKET=str(tmp_path / "notify"), WATCHDOG_USEC="20000000")
        heard: list[str] = []

        def hears(words: str) -> bool:
            while words not in heard:
                heard.extend(ear.recv(4096).decode().splitlines())
            return True

        assert hears("READY=1")
        assert hears("WATCHDOG=1")
        assert any(each.startswith("STATUS=") and BOOKING in each for each in heard)
        hub.send(signal.SIGTERM)
        assert hears("STOPPING=1")
    assert hub.ended() == 0


def test_a_hub_needs_no_screen(tmp_path: Path, file_floor: Central) -> None:
    tell(file_floor, Station(), 100)
    came = in_a_process("hub", "--once", "--json", "--database", address(file_floor), home=tmp_path)
    assert came.status == 0
    assert came.json == {"booked": 100, "waiting": 0, "seat": True}
    assert booked_once(file_floor, 100)
