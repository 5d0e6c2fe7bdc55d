"""What the tests of devices share: waiting for something to become true, and simulated devices."""

import threading
from collections.abc import Callable, Iterator
from time import monotonic

import pytest

from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.scales.serial import SimulatedScale
from hardware.simulated.scanner import SimulatedScanner

DEADLINE_S = 20.0
_TICK = threading.Event()

WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait_until() -> WaitUntil:
    def wait(is_so: Callable[[], bool]) -> None:
        end = monotonic() + DEADLINE_S
        while not is_so():
            assert monotonic() < end, "it did not happen in time"
            _TICK.wait(0.002)

    return wait


@pytest.fixture
def scanner() -> Iterator[SimulatedScanner]:
    simulated = SimulatedScanner()
    yield simulated
    simulated.close()


@pytest.fixture
def printer() -> Iterator[SimulatedPrinter]:
    simulated = SimulatedPrinter()
    yield simulated
    simulated.close()


@pytest.fixture
def scale() -> Iterator[SimulatedScale]:
    simulated = SimulatedScale()
    yield simulated
    simulated.close()
