"""What every driver that has a cable promises, whatever the device is for."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

import pytest

from hardware.registry import DRIVERS
from hardware.scanners import hid_pos, serial_line
from hardware.scanners.framing import Code
from hardware.simulated.hid_scanner import SimulatedHidScanner
from hardware.simulated.scanner import SimulatedScanner
from hardware.status import Kind, State, Status
from hardware.trace import Entry
from tests.hardware.printers import rigs as printer_rigs
from tests.hardware.scales.rigs import SCALE_RIGS


class Driver(Protocol):
    kind: Kind
    name: str

    @property
    def last(self) -> tuple[Entry, ...]: ...


class Simulated(Protocol):
    def unplug(self) -> None: ...
    def replug(self) -> None: ...
    def close(self) -> None: ...


class Rig(Protocol):
    """One driver with its simulated device at the other end of the cable."""

    @property
    def simulated(self) -> Simulated: ...
    @property
    def driver(self) -> Driver: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def start(self) -> Callable[[], None]: ...
    @property
    def stop(self) -> Callable[[], None]: ...
    def state(self) -> State: ...
    def works(self) -> bool: ...


class ScannerRig:
    kind = Kind.SCANNER
    simulated: SimulatedScanner | SimulatedHidScanner
    driver: serial_line.SerialScanner | hid_pos.HidScanner

    def __init__(self) -> None:
        self.codes: list[Code] = []
        self.statuses: list[Status] = []
        self.plug_in()
        self.start, self.stop = self.driver.start, self.driver.stop
        self.asked = 0

    def plug_in(self) -> None:
        self.simulated = SimulatedScanner()
        settings = serial_line.Settings(self.simulated.port)
        self.driver = serial_line.SerialScanner(settings, self.codes.append, self.statuses.append)

    def state(self) -> State:
        assert not self.statuses or self.statuses[-1] == self.driver.status
        return self.driver.status.state

    def scan(self, text: str) -> Code:
        self.simulated.scan(text)
        return Code(text)

    def works(self) -> bool:
        self.asked += 1
        wanted = self.scan(f"PK-{self.asked}")
        end = threading.Event()
        for _ in range(500):
            if wanted in self.codes:
                return True
            end.wait(0.01)
        return False


class UnsuffixedScannerRig(ScannerRig):
    def scan(self, text: str) -> Code:
        assert isinstance(self.simulated, SimulatedScanner)
        self.simulated.scan(text, b"")
        return Code(text)


class HidScannerRig(ScannerRig):
    def plug_in(self) -> None:
        self.simulated = SimulatedHidScanner()
        settings = hid_pos.Settings(self.simulated.port)
        self.driver = hid_pos.HidScanner(settings, self.codes.append, self.statuses.append)

    def scan(self, text: str) -> Code:
        long = text * 30
        assert isinstance(self.simulated, SimulatedHidScanner)
        self.simulated.scan(long, "]C1")
        return Code(long, "]C1")


RIGS: Mapping[str, Sequence[Callable[[], Rig]]] = {
    "serial": [ScannerRig, UnsuffixedScannerRig],
    "hid-pos": [HidScannerRig],
    **printer_rigs.RIGS,
    **SCALE_RIGS,
}


@pytest.fixture(
    params=[
        pytest.param(make, id=f"{name}-{number}") for name, makes in RIGS.items() for number, make in enumerate(makes)
    ]
)
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    made: Rig = request.param()
    yield made
    made.stop()
    made.simulated.close()


WaitUntil = Callable[[Callable[[], bool]], None]


def test_every_driver_with_a_cable_is_held_to_this_contract() -> None:
    assert set(RIGS) == {name for name, driver in DRIVERS.items() if driver.driver is not None}
    for name, makes in RIGS.items():
        for make in makes:
            made = make()
            made.simulated.close()
            assert type(made.driver) is DRIVERS[name].driver
            assert made.driver.kind is made.kind is DRIVERS[name].kind


def test_it_opens_and_works(rig: Rig, wait_until: WaitUntil) -> None:
    rig.start()
    wait_until(lambda: rig.state() is State.READY)
    assert rig.works()
    assert rig.works()


def test_pulling_the_cable_is_noticed(rig: Rig, wait_until: WaitUntil) -> None:
    rig.start()
    wait_until(lambda: rig.state() is State.READY)
    rig.simulated.unplug()
    wait_until(lambda: rig.state() is State.GONE)


def test_putting_the_cable_back_makes_it_work_again(rig: Rig, wait_until: WaitUntil) -> None:
    rig.start()
    for _ in range(3):
        wait_until(lambda: rig.state() is State.READY)
        assert rig.works()
        rig.simulated.unplug()
        wait_until(lambda: rig.state() is State.GONE)
        rig.simulated.replug()
    wait_until(lambda: rig.state() is State.READY)
    assert rig.works()


def test_a_device_that_was_absent_at_the_start_is_found_later(rig: Rig, wait_until: WaitUntil) -> None:
    rig.simulated.unplug()
    rig.start()
    assert rig.state() is State.GONE
    rig.simulated.replug()
    wait_until(lambda: rig.state() is State.READY)
    assert rig.works()


@pytest.mark.parametrize("plugged", [True, False])
def test_stopping_leaves_no_thread_and_frees_the_device(rig: Rig, wait_until: WaitUntil, *, plugged: bool) -> None:
    before = threading.active_count()
    if not plugged:
        rig.simulated.unplug()
    rig.start()
    wait_until(lambda: (rig.state() is State.READY) is plugged)
    rig.stop()
    assert threading.active_count() == before
    assert rig.state() is State.GONE
    rig.simulated.replug()
    rig.start()
    wait_until(lambda: rig.state() is State.READY)
    assert rig.works()


def test_stopping_right_after_starting_ends_the_thread(rig: Rig) -> None:
    before = threading.active_count()
    for _ in range(20):
        rig.start()
        rig.stop()
    assert threading.active_count() == before


def test_stopping_twice_is_harmless(rig: Rig) -> None:
    rig.start()
    rig.stop()
    rig.stop()
    assert rig.state() is State.GONE


def test_the_last_traffic_can_be_looked_at(rig: Rig, wait_until: WaitUntil) -> None:
    rig.start()
    wait_until(lambda: rig.state() is State.READY)
    assert rig.works()
    wait_until(lambda: len(rig.driver.last) > 0)
    assert all(entry.at.utcoffset() is not None and entry.size for entry in rig.driver.last)
    for _ in range(40):
        assert rig.works()
    wait_until(lambda: len(rig.driver.last) == 40)
