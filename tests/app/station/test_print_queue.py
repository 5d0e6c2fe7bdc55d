import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.deeds import Picked
from app.domain.errors import Unavailable
from app.station.journal import Journal
from app.station.printing import Courier, JobState, Outlet, PrintJob, PrintQueue, PrintWanted
from app.station.store import Store
from app.station.uplink import Pace

Make = Callable[[int], Picked]
Until = Callable[[Callable[[], bool]], None]
QUICK = Pace(period=0.01, first_wait=0.001, longest_wait=0.01)


def label(n: int, printer: str = "zebra") -> PrintWanted:
    return PrintWanted("shipping", f"SSCC{n}", 1, f"^XA{n}^XZ".encode(), printer)


def test_a_label_asked_for_with_its_deed_is_queued_in_the_same_commit(
    store: Store, journal: Journal, picked: Make, now: datetime
) -> None:
    queue = PrintQueue(store)
    journal.append([picked(1)], who="BA0001", now=now, notes=[label(1)])
    with pytest.raises(RuntimeError):
        journal.append([picked(2)], who="BA0001", now=now, notes=[PrintWanted("shipping", "S", 0, b"", "zebra")])
    assert [job.wanted for job in queue.in_state(JobState.QUEUED)] == [label(1)]
    assert journal.last_seq == 1


def test_jobs_leave_in_order_and_each_printer_gets_its_own(store: Store, until: Until) -> None:
    queue = PrintQueue(store)
    out: dict[str, list[bytes]] = {"zebra": [], "laser": []}
    told: list[PrintJob] = []

    def sender(printer: str) -> Callable[[bytes], str]:
        return lambda data: out[printer].append(data) or "sent"  # type: ignore[func-returns-value]  # append, then say

    couriers = [Courier(queue, Outlet(name), sender(name), pace=QUICK, on_sent=told.append) for name in out]
    for courier in couriers:
        courier.start()
    for n in range(20):
        queue.enqueue(label(n, "laser" if n % 3 == 0 else "zebra"))
        couriers[n % 2].wake()
    until(lambda: len(told) == 20)
    assert all(courier.stop() for courier in couriers)
    assert out["laser"] == [label(n).data for n in range(20) if n % 3 == 0]
    assert out["zebra"] == [label(n).data for n in range(20) if n % 3 != 0]
    assert {job.state for job in told} == {JobState.SENT}
    assert len(queue.in_state(JobState.SENT)) == 20


def test_a_label_that_did_not_leave_is_tried_again_before_the_next(store: Store, until: Until) -> None:
    queue = PrintQueue(store)
    answers = iter(["not_sent", "not_sent", "sent", "sent"])
    tried: list[bytes] = []

    def send(data: bytes) -> str:
        tried.append(data)
        return next(answers)

    first, second = queue.enqueue(label(1)), queue.enqueue(label(2))
    courier = Courier(queue, Outlet("zebra"), send, pace=QUICK)
    courier.start()
    until(lambda: queue.job(second).state is JobState.SENT)
    assert courier.stop()
    assert queue.job(first).state is JobState.SENT
    assert tried == [label(1).data] * 3 + [label(2).data]


@pytest.mark.parametrize("failure", [Unavailable("broke off"), ZeroDivisionError(), "unknown", "nonsense"])
def test_a_label_that_may_have_come_out_is_asked_for_and_not_sent_again(
    store: Store, until: Until, failure: Exception | str, expected_logs: list[str]
) -> None:
    expected_logs.append("the driver of printer zebra met a mistake")
    queue = PrintQueue(store)
    tried: list[bytes] = []
    asked: list[PrintJob] = []

    def send(data: bytes) -> str:
        tried.append(data)
        if data != label(1).data:
            return "sent"
        if isinstance(failure, Exception):
            raise failure
        return failure

    first, second = queue.enqueue(label(1)), queue.enqueue(label(2))
    courier = Courier(queue, Outlet("zebra"), send, pace=QUICK, on_unknown=asked.append)
    courier.start()
    until(lambda: queue.job(second).state is JobState.SENT)
    assert courier.stop()
    assert [(job.id, job.state) for job in asked] == [(first, JobState.UNKNOWN)]
    assert [job.id for job in queue.in_state(JobState.UNKNOWN)] == [first]
    assert tried == [label(1).data, label(2).data]


def test_a_persons_answer_confirms_a_label_or_sends_it_again(store: Store, until: Until) -> None:
    queue = PrintQueue(store)
    answers = iter(["unknown", "unknown", "sent"])
    asked: list[PrintJob] = []
    tried: list[bytes] = []

    def send(data: bytes) -> str:
        tried.append(data)
        return next(answers)

    first, second = queue.enqueue(label(1)), queue.enqueue(label(2))
    courier = Courier(queue, Outlet("zebra"), send, pace=QUICK, on_unknown=asked.append)
    courier.start()
    until(lambda: len(asked) == 2)
    assert queue.answer(first, came_out=True)
    assert queue.answer(second, came_out=False)
    courier.wake()
    until(lambda: queue.job(second).state is JobState.SENT)
    assert courier.stop()
    assert queue.answer(second, came_out=True)
    assert {job.id for job in queue.in_state(JobState.CONFIRMED)} == {first, second}
    assert not queue.answer(first, came_out=False)  # a second answer changes nothing
    assert not queue.answer(99, came_out=True)
    assert tried == [label(1).data, label(2).data, label(2).data]


def test_a_label_that_was_being_sent_when_the_program_died_is_unknown_afterwards(tmp_path: Path) -> None:
    with Store(tmp_path / "station.db") as store:
        queue = PrintQueue(store)
        first, second = queue.enqueue(label(1)), queue.enqueue(label(2))
        job = queue.begin(Outlet("zebra"))
        assert job == PrintJob(first, label(1), JobState.SENDING)
    with Store(tmp_path / "station.db") as store:
        queue = PrintQueue(store)
        assert [job.id for job in queue.in_state(JobState.UNKNOWN)] == [first]
        job = queue.begin(Outlet("zebra"))
        assert job is not None
        assert job.id == second
        assert queue.begin(Outlet("zebra")) is None


def test_what_became_of_a_label_is_recorded_as_soon_as_the_disk_has_room(store: Store, until: Until) -> None:
    queue = PrintQueue(store)
    job_id = queue.enqueue(label(1))
    tried = threading.Event()

    def send(_data: bytes) -> str:
        store._writer.execute("PRAGMA query_only = ON")  # as a disk that became read-only
        tried.set()
        return "sent"

    courier = Courier(queue, Outlet("zebra"), send, pace=QUICK)
    courier.start()
    until(tried.is_set)
    assert queue.job(job_id).state is JobState.SENDING
    with store._lock:
        store._writer.execute("PRAGMA query_only = OFF")
    until(lambda: queue.job(job_id).state is JobState.SENT)
    assert courier.stop()


def test_old_settled_jobs_are_forgotten_and_open_ones_never(store: Store) -> None:
    queue = PrintQueue(store)
    asked = queue.enqueue(label(0))
    queue.begin(Outlet("zebra"))
    queue.settle(asked, JobState.UNKNOWN)
    with store.write() as db:
        for n in range(1, 1500):
            label(n).write(db)
        db.execute("UPDATE print_job SET state = 'confirmed' WHERE state = 'queued'")
    again = PrintQueue(store)
    assert len(again.in_state(JobState.CONFIRMED)) == 1000
    assert again.job(asked).state is JobState.UNKNOWN
    with pytest.raises(KeyError):
        again.job(asked + 1)


def test_a_courier_stops_at_once_and_leaves_no_thread(store: Store, until: Until) -> None:
    before = set(threading.enumerate())
    queue = PrintQueue(store)
    assert Courier(queue, Outlet("zebra"), lambda _data: "sent").stop()
    queue.enqueue(label(1))
    tried = threading.Event()

    def send(_data: bytes) -> str:
        tried.set()
        return "not_sent"

    courier = Courier(queue, Outlet("zebra"), send, pace=Pace(3600, 3600, 3600))
    courier.start()
    until(tried.is_set)
    assert courier.stop()
    assert set(threading.enumerate()) == before
    assert len(queue.in_state(JobState.QUEUED)) == 1


def test_a_listener_that_fails_does_not_stop_the_courier(
    store: Store, until: Until, expected_logs: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    expected_logs.append("somebody who listens to printer zebra")

    def listen(job: PrintJob) -> None:
        raise KeyError(job.id)

    queue = PrintQueue(store)
    queue.enqueue(label(1))
    second = queue.enqueue(label(2))
    courier = Courier(queue, Outlet("zebra"), lambda _data: "sent", pace=QUICK, on_sent=listen)
    courier.start()
    until(lambda: queue.job(second).state is JobState.SENT)
    assert courier.stop()
    assert "KeyError" in caplog.text
