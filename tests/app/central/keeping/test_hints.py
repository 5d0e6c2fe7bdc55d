from threading import Thread
from time import monotonic

import pytest
import sqlalchemy as sa

from app.central import tables as t
from app.central.engine import Central, open_central
from app.central.hints import Bell, Hints
from app.central.promises.cancelling import cancel
from app.domain.errors import Unavailable
from tests.app.central.floor import NOW, add_order, one
from tests.builders import until

LONG_S = 60.0


def listening(central: Central) -> Hints:
    """Ears that are open already."""
    hints = Hints(central)
    assert not hints.wait(0)
    return hints


def test_who_waits_hears_the_bell_at_once(served: Central) -> None:
    hints, bell = listening(served), Bell(served)
    bell.ring()
    began = monotonic()
    assert hints.wait(LONG_S)
    assert monotonic() - began < LONG_S / 2
    assert not hints.wait(0)
    hints.close()
    bell.close()


def test_rings_that_came_while_nobody_waited_are_one_hint(served: Central) -> None:
    hints, bell = listening(served), Bell(served)
    for _ in range(5):
        bell.ring()
    assert hints.wait(LONG_S)
    bell.close()
    until(lambda: not hints.wait(0), "silence")
    hints.close()


def test_a_wait_is_ended_by_whoever_wakes_it(floor: Central) -> None:
    hints, answers = Hints(floor), []
    waiter = Thread(target=lambda: answers.append(hints.wait(LONG_S)))
    waiter.start()
    hints.wake()
    waiter.join(LONG_S / 2)
    assert answers == [False]
    hints.close()
    hints.wake()


def test_where_there_is_nobody_to_ring_only_time_passes(floor: Central) -> None:
    hints = Hints(floor)
    began = monotonic()
    assert not hints.wait(0.05)
    assert monotonic() - began >= 0.05
    hints.close()


def test_a_command_rings_the_bell_and_silence_does_not(served: Central) -> None:
    hints, bell = listening(served), Bell(served)
    assert not bell.watch()
    add_order(served, [("S1", 1)])
    assert not bell.watch()
    order = one(served, t.sales_order).id
    cancel(served, order, "BA9", station="ST1", now=NOW)
    assert bell.watch()
    assert hints.wait(LONG_S)
    assert not bell.watch()
    hints.close()
    bell.close()


def test_ears_that_were_cut_open_again_and_a_bell_says_that_the_server_is_away(served: Central) -> None:
    hints, bell = listening(served), Bell(served)
    bell.ring()
    until(lambda: hints.wait(0), "the first ring")
    with served.writing() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        mine = " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(sa.text(others + mine))
    with pytest.raises(Unavailable):
        bell.ring()
    assert not hints.wait(0)
    assert hints.wait(LONG_S)  # something may have been missed
    assert not hints.wait(0)
    bell.ring()
    assert hints.wait(LONG_S)
    hints.close()
    bell.close()


def test_ears_for_a_server_that_is_away_let_the_time_pass() -> None:
    nowhere = open_central("postgresql+psycopg://nobody@127.0.0.1:9/nothing")
    hints = Hints(nowhere)
    assert not hints.wait(0.05)
    hints.close()
    nowhere.close()


def test_on_a_file_the_bell_does_nothing(file_floor: Central) -> None:
    bell = Bell(file_floor)
    bell.ring()
    assert not bell.watch()
    bell.close()
