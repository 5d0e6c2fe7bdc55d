"""The scene of the floor's benchmarks: the demo's house and day, and a real station window on it."""

import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from PySide6.QtWidgets import QApplication

from app.central.audit import By
from app.domain.clock import ShiftedClock
from app.services.office.house_rules import house_rules, set_house_rules
from app.services.office.releasing import release
from app.services.site import Site
from hardware.scanners.wedge import Settings as WedgeSettings
from hardware.scanners.wedge import WedgeReader
from main import _ready_qt, _SimulatedStage
from tests.bench.floor import calm, pump
from tests.hands import Totes, right_scan
from ui.demo.day import FOLDER, bring_orders, lay_out, the_day
from ui.demo.hand import HUMAN_PAUSE_S, Trigger
from ui.keyboard.wedge import WedgeFilter
from ui.presenters.faces import ShellSettings
from ui.router import Fate, Logged
from ui.sound import RecordingSounder
from ui.station.application import make_application
from ui.station.window import Outfit, StationWindow

PICKER = "BA2001"
SWITCH_S = 0.0005
"""As in main.py: how long one thread may hold the interpreter."""

_PATIENCE_S = 60


def open_day(folder: Path) -> Site:
    """Opens the site of a folder at the demo's hour; a new one gets the house and the day's orders, all released."""
    day, fresh = the_day(), not (folder / "central.db").exists()
    site = Site(folder, "", ShiftedClock(day.start))
    if fresh:
        lay_out(site, day)
        bring_orders(site, day, 0)
        set_house_rules(site.centre, {"planning_seconds": 0})  # the floor is measured, not the planner
        release(site.centre, "batch", by=By("BA1001", "ST90"), now=site.clock.now())
    return site


def barcodes() -> dict[str, str]:
    """Gives the barcode of one unit by SKU."""
    with (FOLDER / "items.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["sku"].upper(), row["barcode"].split("|")) for row in csv.DictReader(file)]
    return {sku: next(code for code in codes if "*" not in code) for sku, codes in rows}


def application() -> QApplication:
    """Gives the Qt application as main.py makes it, with the program's own thread switching."""
    sys.setswitchinterval(SWITCH_S)
    _ready_qt()
    return make_application()


@dataclass
class Floor:
    """A station's window with somebody at its scanner.

    Attributes:
        window: The window, full HD.
        fates: What became of every scan, counted.
        latencies: Milliseconds from the driver's callback to the painted screen, of scans on a walk.
    """

    window: StationWindow
    trigger: Trigger
    codes: dict[str, str] = field(default_factory=barcodes)
    totes: Totes = field(default_factory=Totes)
    fates: dict[Fate, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    unpainted: int = 0
    _answers: int = 0
    _last: str = ""

    def __post_init__(self) -> None:
        self.window.router.logged.connect(self._logged)

    def sign_in(self) -> None:
        """Scans the picker's badge."""
        self._scan(PICKER)
        self._wait(lambda: self.window.shell.open_name == "home")

    def pick(self) -> None:
        """Scans what the walk's step wants and measures it; claims a further walk when there is none."""
        while self.window.shell.open_name != "picking" or self.window.station.picking.walk is None:
            self._scan("#OK")
            self._wait(lambda: self.window.quiet)
        walk = self.window.station.picking.walk
        self._measured(right_scan(walk, self.totes, lambda sku: self.codes[sku]))

    def _measured(self, text: str) -> None:
        self._settle()
        latency = self.window.hearing.latency
        before = len(latency.all_ms)
        self._scan(text)
        pump(lambda: not latency._unpainted)  # Latency gives up by itself on what changed nothing on the screen
        if len(latency.all_ms) > before:
            self.latencies.append(latency.all_ms[-1])
        else:
            self.unpainted += 1

    def _settle(self) -> None:
        """Lets Qt finish the scan before: nobody scans again within the same millisecond."""
        latency = self.window.hearing.latency
        pump(lambda: not latency._unpainted)
        calm()

    def _scan(self, text: str) -> None:
        if text == self._last:
            self._rest(HUMAN_PAUSE_S)
        self._last = text
        expected = self._answers + 1
        self.trigger.scan(text)
        self._wait(lambda: self._answers >= expected and self.window.quiet)

    def _rest(self, seconds: float) -> None:
        end = monotonic() + seconds
        pump(lambda: monotonic() > end)

    def _wait(self, done: Callable[[], bool]) -> None:
        end = monotonic() + _PATIENCE_S
        pump(lambda: done() or monotonic() > end)
        if not done():
            raise RuntimeError(f"stuck on screen {self.window.shell.open_name!r} after {self._last!r}")

    def _logged(self, logged: Logged) -> None:
        self._answers += 1
        self.fates[logged.fate] = self.fates.get(logged.fate, 0) + 1


@contextmanager
def a_floor(site: Site, code: str = "ST01") -> Iterator[Floor]:
    """Opens a station's window on a site, with the real driver on a simulated scanner; signs the picker in."""
    running = application()
    rules, stage = house_rules(site.centre, None), _SimulatedStage()
    bench = stage.bench(packs=False)
    outfit = Outfit(
        rules.stationery, rules.prefix, RecordingSounder(), bench.make_devices, site.clock.now, rules.double_read_ms
    )
    window = StationWindow(site.open_station(code), outfit, ShellSettings(station=code))
    keys = WedgeFilter(WedgeReader(WedgeSettings()), window.router.scan)  # it sees every event, as in the program
    keys.install(running)
    window.shell.resize(1920, 1080)
    window.shell.show()
    window.start()
    try:
        pump(lambda: window.devices.reports()[0].state == "ready")
        floor = Floor(window, bench.trigger)
        floor.sign_in()
        yield floor
    finally:
        keys.remove(running)
        window.stop()
        stage.close()
