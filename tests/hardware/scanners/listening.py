"""A serial scanner's driver that a test listens to."""

from typing import Self

from hardware.scanners.framing import Code
from hardware.scanners.serial_line import SerialScanner, Settings
from hardware.simulated.scanner import SimulatedScanner
from hardware.status import State, Status

READY = Status(State.READY)


class Listener:
    """A driver on a simulated scanner, and everything it told."""

    def __init__(self, scanner: SimulatedScanner, *, idle_ms: int = 80, feedback: str = "none") -> None:
        self.codes: list[Code] = []
        self.statuses: list[Status] = []
        settings = Settings(scanner.port, idle_ms=idle_ms, feedback=feedback)
        self.driver = SerialScanner(settings, self.codes.append, self.statuses.append)

    def __enter__(self) -> Self:
        self.driver.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.stop()
