"""A real station on a real site: its window, and the ends of its devices' wires in the hands of a test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import main
from app.central.engine import Central
from app.central.postgres.patience import Patience
from app.domain.errors import Unavailable
from app.services.bench.papers import Stationery
from app.services.office.house_rules import DOUBLE_READ_MS
from app.services.opening import OpenStation, open_station
from app.services.site import Site
from hardware.printers.network import Settings as PrinterSettings
from hardware.registry import AnySettings
from hardware.scales.mt_sics import Settings as ScaleSettings
from hardware.scanners.serial_line import Settings as ScannerSettings
from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.scales.serial import SimulatedScale
from hardware.simulated.scanner import SimulatedScanner
from tests.builders import PREFIX, SENDER, pin_of
from ui.paper.office_printer import OfficePrinter
from ui.presenters.faces import ShellSettings
from ui.router import Fate, Logged
from ui.screens.floor.pin_pad import PinPad
from ui.sound import RecordingSounder
from ui.station.ports import MakeDevices
from ui.station.window import Outfit, StationWindow

PATIENCE_MS = 20_000
BAY = "Mesa 3"


class LineCut(Central):
    """The site's central database behind a cable that can be cut."""

    def __init__(self, central: Central) -> None:
        super().__init__(central.engine, central._reader)
        self.cut = False

    @contextmanager
    def reading(self, patience: Patience | None = None) -> Iterator[sa.Connection]:
        self._look()
        with super().reading(patience) as connection:
            yield connection

    @contextmanager
    def writing(self, patience: Patience | None = None) -> Iterator[sa.Connection]:
        self._look()
        with super().writing(patience) as connection:
            yield connection

    def _look(self) -> None:
        if self.cut:
            raise Unavailable("the cable is cut")


@dataclass
class Wires:
    """Simulated devices; they outlive the window that uses them."""

    scanner: SimulatedScanner = field(default_factory=SimulatedScanner)
    printer: SimulatedPrinter = field(default_factory=SimulatedPrinter)
    scale: SimulatedScale = field(default_factory=SimulatedScale)
    feedback: str = "none"

    def settings(self) -> dict[str, AnySettings]:
        """How to reach them."""
        return {
            "scanner-1": ScannerSettings(self.scanner.port, feedback=self.feedback),
            "printer-1": PrinterSettings(self.printer.host, self.printer.port),
            "scale-1": ScaleSettings(self.scale.port, poll_ms=50),
        }

    def maker(self) -> MakeDevices:
        """Makes the real drivers on them, put together as main.py does."""
        return main._rig_of(self.settings())

    def close(self) -> None:
        """Takes them away."""
        for each in (self.scanner, self.printer, self.scale):
            each.close()


class Workplace:
    """One station that is open."""

    def __init__(
        self,
        qtbot: QtBot,
        site: Site,
        wires: Wires,
        code: str,
        papers: Path | None = None,
        office: OfficePrinter | None = None,
    ) -> None:
        self.qtbot, self.wires, self.site = qtbot, wires, site
        self.line = LineCut(site.centre)
        self.station: OpenStation = open_station(
            site.data / code, code, self.line, site.clock, received=site._received, pepper=site.pepper
        )
        stationery = Stationery(SENDER, "Almacén", folder=papers)
        self.sounder = RecordingSounder()
        devices = wires.maker()
        outfit = Outfit(stationery, PREFIX, self.sounder, devices, lambda: datetime.now(UTC), DOUBLE_READ_MS, office)
        self.window = StationWindow(self.station, outfit, ShellSettings(station=BAY, language="es"))
        self.window.router._clock = count().__next__  # no two scans are near each other
        self.logged: list[Logged] = []
        self.window.router.logged.connect(self.logged.append)
        self.shell = self.window.shell
        qtbot.addWidget(self.shell)
        self.shell.resize(1920, 1080)
        self.shell.show()
        self.window.start()
        self.until(lambda: {report.state for report in self.window.devices.reports()} == {"ready"})

    def until(self, so: Callable[[], bool]) -> None:
        """Lets the window live until something is so."""
        self.qtbot.waitUntil(so, timeout=PATIENCE_MS)

    def scan(self, *texts: str) -> list[Fate]:
        """Pulls the trigger on codes one by one, each time waiting for the answer; gives what became of them."""
        before = len(self.logged)
        for text in texts:
            expected = len(self.logged) + 1
            assert self.wires.scanner.scan(text)
            self.until(lambda wanted=expected: len(self.logged) >= wanted and self.window.quiet)  # type: ignore[misc]  # bound now
        return [each.fate for each in self.logged[before:]]

    def come_in(self, badge: str, text: str = "") -> None:
        """Signs somebody in who needs a PIN: the badge by scanner, the PIN by keyboard."""
        self.scan(text or badge)
        self.at("pin")
        (pad,) = self.shell.findChildren(PinPad)
        QTest.keyClicks(pad, pin_of(self.site, badge))
        QTest.keyClick(pad, Qt.Key.Key_Return)
        self.at("home")

    def at(self, screen: str) -> None:
        """Waits until a screen is in front."""
        self.until(lambda: self.shell.open_name == screen and self.window.quiet)

    def sees(self, screen: str) -> Any:
        """What a screen shows."""
        return self.window.presenters[screen].state

    def lamp(self, device: str) -> str:
        """What the lamp of a device says."""
        return self.shell.frame.strip.lamps[device].accessibleName()

    def close(self) -> None:
        """Closes window and station."""
        self.window.stop()
        self.station.close()
