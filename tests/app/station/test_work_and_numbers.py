import threading
from datetime import datetime
from pathlib import Path

import pytest

from app.station.journal import Journal
from app.station.numbers import Numbers
from app.station.store import Store
from app.station.work import Claimed, Event, Finished, Memory, OpenWork, Remember, Work


def test_open_work_and_its_events_outlive_a_restart_in_order(tmp_path: Path, now: datetime) -> None:
    with Store(tmp_path / "station.db") as store:
        Work(store).claimed("pack", '{"is":"Pack"}')
        for n in range(12):
            Journal(store, "ST1").append([], who="BA0001", now=now, notes=[Event(f"event {n}")])
    with Store(tmp_path / "station.db") as store:
        assert Work(store).open_work() == OpenWork("pack", '{"is":"Pack"}', tuple(f"event {n}" for n in range(12)))


def test_finished_work_is_forgotten_and_the_next_begins_without_events(
    store: Store, journal: Journal, now: datetime
) -> None:
    work = Work(store)
    assert work.open_work() is None
    work.claimed("walk", "one")
    journal.append([], who="BA0001", now=now, notes=[Event("a"), Finished()])
    assert work.open_work() is None
    journal.append([], who="BA0001", now=now, notes=[Claimed("walk", "two"), Event("b")])
    assert work.open_work() == OpenWork("walk", "two", ("b",))
    work.finish()
    work.finish()
    assert work.open_work() is None


def test_a_second_claim_and_an_event_without_work_are_bugs(store: Store, journal: Journal, now: datetime) -> None:
    with pytest.raises(RuntimeError, match="FOREIGN KEY"):
        journal.append([], who="BA0001", now=now, notes=[Event("a")])
    Work(store).claimed("walk", "one")
    with pytest.raises(RuntimeError, match="UNIQUE"):
        Work(store).claimed("pack", "two")
    assert Work(store).open_work() == OpenWork("walk", "one", ())


def test_values_are_remembered_replaced_and_forgotten(tmp_path: Path, now: datetime) -> None:
    with Store(tmp_path / "station.db") as store:
        memory = Memory(store)
        memory.remember("badge", "BA0001")
        memory.remember("badge", "BA0002")
        memory.remember("language", "es")
        Journal(store, "ST1").append([], who="BA0002", now=now, notes=[Remember("language", "")])
    with Store(tmp_path / "station.db") as store:
        assert (Memory(store).recall("badge"), Memory(store).recall("language")) == ("BA0002", "")


def test_numbers_come_in_order_once_each_and_across_restarts(tmp_path: Path) -> None:
    taken = []
    with Store(tmp_path / "station.db") as store:
        Numbers(store).refill("sscc", 500, 3)
        Numbers(store).refill("sscc", 100, 2)
        taken += [Numbers(store).take("sscc") for _ in range(3)]
    with Store(tmp_path / "station.db") as store:
        assert Numbers(store).left("sscc") == 2
        taken += [Numbers(store).take("sscc") for _ in range(4)]
        assert Numbers(store).left("sscc") == 0
    assert taken == [100, 101, 500, 501, 502, None, None]


def test_names_have_numbers_of_their_own(store: Store) -> None:
    numbers = Numbers(store)
    numbers.refill("sscc", 1, 1)
    numbers.refill("manifest", 1, 2)
    assert (numbers.take("sscc"), numbers.take("manifest"), numbers.left("manifest")) == (1, 1, 1)
    assert (numbers.take("other"), numbers.left("other")) == (None, 0)


@pytest.mark.parametrize(("first", "count"), [(100, 10), (95, 6), (109, 1), (90, 100), (104, 2)])
def test_a_range_that_was_kept_before_is_refused_even_when_used_up(store: Store, first: int, count: int) -> None:
    numbers = Numbers(store)
    numbers.refill("sscc", 100, 10)
    while numbers.take("sscc") is not None:
        pass
    with pytest.raises(ValueError, match="overlap"):
        numbers.refill("sscc", first, count)
    assert numbers.take("sscc") is None


def test_an_empty_range_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Numbers(store).refill("sscc", 100, 0)


def test_threads_never_get_the_same_number(store: Store) -> None:
    numbers = Numbers(store)
    numbers.refill("sscc", 0, 200)
    taken: list[int | None] = []
    threads = [threading.Thread(target=lambda: taken.extend(numbers.take("sscc") for _ in range(50))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for number in taken if number is not None) == list(range(200))
