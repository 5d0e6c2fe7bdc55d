import signal
import socket
import sys
from threading import Event

import pytest

from app.central import tables as t
from app.central.bookkeeper import book_batch
from app.central.engine import Central
from app.central.inbox import append
from app.central.promises.reserving import reserve
from app.central.rights.granting import secure
from app.central.schema import migrate
from app.domain.clock import SystemClock
from app.domain.errors import Unavailable
from app.services.hub import Hub, HubState, book_once, seat_of
from app.services.hub.manners import Supervisor, on_request_to_end
from app.services.hub.rounds import Rounds
from app.services.hub.running import HubPace
from tests.app.central.floor import NOW, Station, add_order, rows
from tests.app.central.keeping.test_seat import receipts
from tests.builders import until

QUICK = HubPace(seat=0.02, look=0.02, bell=0.02)


class Chair:
    """A seat that does what a test says."""

    def __init__(self) -> None:
        self.answers: bool | Exception = True
        self.left = False

    def hold(self) -> bool:
        if isinstance(self.answers, Exception):
            raise self.answers
        return self.answers

    def leave(self) -> None:
        self.left = True


def waiting(central: Central) -> int:
    return len(rows(central, t.fact, t.fact.c.booked_at.is_(None)))


@pytest.mark.parametrize("loss", [False, Unavailable(), ValueError("a mistake in the program")])
def test_a_hub_books_only_while_it_has_the_seat(
    floor: Central, *, loss: bool | Exception, expected_logs: list[str]
) -> None:
    expected_logs += ["a round of seat failed"]
    station, chair, states = Station(), Chair(), list[HubState]()
    hub = Hub(floor, SystemClock(), chair, lambda state, _why: states.append(state), QUICK)
    hub.start()
    append(floor, [station.seal(deed) for deed in receipts(3)], now=NOW)
    until(lambda: not waiting(floor), "booking")
    chair.answers = loss
    until(lambda: not hub._held.is_set(), "the loss")
    append(floor, [station.seal(deed) for deed in receipts(3)], now=NOW)
    Event().wait(0.3)
    assert waiting(floor) == 3
    chair.answers = True
    until(lambda: not waiting(floor), "booking again")
    assert hub.is_well
    hub.stop()
    assert chair.left
    assert hub.booked == 6
    assert (states[0], states[-1]) == (HubState.BOOKING, HubState.STOPPED)


def test_a_hub_that_sits_keeps_nobody_from_anything_but_the_seat(floor: Central) -> None:
    """The server knows its locks by number alone: one that meant two things would stop the house."""
    add_order(floor, [("S1", 2)])
    seat = seat_of(floor)
    assert seat.hold()
    assert reserve(floor, NOW).units == 2
    append(floor, [Station().seal(deed) for deed in receipts(1)], now=NOW)
    assert book_batch(floor, now=NOW) == 1
    migrate(floor)
    if floor.engine.dialect.name == "postgresql":
        with floor.writing() as connection:
            secure(connection)
    seat.leave()


def test_booking_once_needs_the_seat(floor: Central) -> None:
    append(floor, [Station().seal(deed) for deed in receipts(1)], now=NOW)
    seat = seat_of(floor)
    assert seat.hold()
    assert seat.hold()
    assert book_once(floor, SystemClock()) is None
    assert waiting(floor) == 1
    seat.leave()
    assert book_once(floor, SystemClock()) == 1
    assert book_once(floor, SystemClock()) == 0


def test_rounds_go_on_after_whatever_happens(expected_logs: list[str]) -> None:
    expected_logs += ["a round of this failed"]
    troubles: list[Unavailable] = []
    turns: list[int] = []

    def work() -> None:
        turns.append(1)
        if len(turns) == 1:
            raise Unavailable
        if len(turns) == 2:
            raise ValueError("a mistake in the program")

    rounds = Rounds("this", work, 0.01, on_trouble=troubles.append)
    rounds.start()
    until(lambda: len(turns) > 3, "more rounds")
    rounds.stop()
    assert len(troubles) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no systemd")
def test_what_is_told_to_systemd_and_to_nobody() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind("\0pasillo-test-ear")
        ear.settimeout(10)
        supervisor = Supervisor({"NOTIFY_SOCKET": "@pasillo-test-ear"})
        supervisor.tell(READY="1", STATUS="it books")
        assert ear.recv(100) == b"READY=1\nSTATUS=it books"
    supervisor.tell(READY="1")  # nobody listens any more
    Supervisor({}).tell(READY="1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_signals_ask_to_end_until_they_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    asked = Event()
    restore = on_request_to_end(asked.set)
    signal.raise_signal(signal.SIGTERM)
    assert asked.is_set()
    restore()
    assert signal.getsignal(signal.SIGTERM) == before
