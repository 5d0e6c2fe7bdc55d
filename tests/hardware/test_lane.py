import threading
from collections.abc import Callable

from hardware.lane import Lane
from hardware.scanners.serial_line import SerialScanner, Settings
from hardware.simulated.scanner import SimulatedScanner
from hardware.status import LostError, State, Status

WaitUntil = Callable[[Callable[[], bool]], None]
READY = Status(State.READY)


class Wire:
    """A line that waits until it is cancelled, and can be cut."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.is_cut = False
        self.closed = 0

    def attend(self) -> None:
        self.event.wait()
        if self.is_cut:
            raise LostError("unplugged")

    def cut(self) -> None:
        self.is_cut = True
        self.event.set()

    def cancel(self) -> None:
        self.event.set()

    def close(self) -> None:
        self.closed += 1


class Life:
    """A lane over wires, and everything it told."""

    def __init__(self) -> None:
        self.wires: list[Wire] = []
        self.statuses: list[Status] = []
        self.lane = Lane("wire", open_line=self.open, attend=Wire.attend, on_status=self.statuses.append)

    def open(self) -> Wire:
        self.wires.append(Wire())
        return self.wires[-1]


def test_stopping_ends_a_wait_that_has_no_end_and_closes_the_line(wait_until: WaitUntil) -> None:
    life = Life()
    life.lane.start()
    wait_until(lambda: life.lane.status == READY)
    life.lane.stop()
    assert [wire.closed for wire in life.wires] == [1]
    assert life.statuses == [READY, Status(State.GONE, "stopped")]


def test_every_lost_line_is_closed_once_before_the_next_is_opened(wait_until: WaitUntil) -> None:
    life = Life()
    life.lane.start()
    for n in range(3):
        wait_until(lambda n=n: len(life.wires) == n + 1 and life.lane.status == READY)  # type: ignore[misc]  # mypy cannot type a default
        assert [wire.closed for wire in life.wires] == [1] * n + [0]
        life.wires[-1].cut()
        wait_until(lambda: life.lane.status == Status(State.GONE, "unplugged"))
    life.lane.stop()
    assert all(wire.closed == 1 for wire in life.wires)


def test_what_was_seen_on_an_old_line_is_not_told_of_the_new_one(wait_until: WaitUntil) -> None:
    life = Life()
    life.lane.start()
    wait_until(lambda: life.lane.status == READY)
    old = life.wires[0]
    life.lane.note(old, Status(State.ATTENTION, "silent"))
    assert life.lane.status == Status(State.ATTENTION, "silent")
    old.cut()
    wait_until(lambda: life.lane.status == Status(State.GONE, "unplugged"))
    life.lane.note(old, READY)
    assert life.lane.status == Status(State.GONE, "unplugged")
    wait_until(lambda: life.lane.status == READY)
    life.lane.note(old, Status(State.ATTENTION, "silent"))
    assert life.lane.status == READY
    life.lane.stop()


def test_starting_twice_keeps_one_thread(wait_until: WaitUntil) -> None:
    life = Life()
    life.lane.start()
    life.lane.start()
    wait_until(lambda: life.lane.status == READY)
    assert len(life.wires) == 1
    life.lane.stop()


def test_a_serial_read_without_end_is_cancelled_by_a_stop(scanner: SimulatedScanner, wait_until: WaitUntil) -> None:
    driver = SerialScanner(Settings(scanner.port, idle_ms=3_600_000), lambda _code: None, lambda _status: None)
    driver.start()
    wait_until(lambda: driver.status == READY)
    driver.stop()
    assert driver.status == Status(State.GONE, "stopped")
