"""A station's window: every screen with its presenter, the services behind them, and the devices around."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

from app.domain.errors import Conflict, Unavailable
from app.domain.master.people import Person
from app.services.bench.papers import Stationery
from app.services.opening import OpenStation
from ui.cues import Cues
from ui.lane import QtLane
from ui.link import LinkWatch
from ui.paper.office_printer import OfficePrinter
from ui.paper.paperwork import Paperwork
from ui.presenters.faces import ShellSettings
from ui.presenters.floor.idle import IdleLock
from ui.presenters.floor.pin import PinPresenter
from ui.presenters.floor.sign_in import Moving
from ui.presenters.gates import BadgeGate, PrinterGate
from ui.router import Logged, Router
from ui.shell import Shell
from ui.sound import Sounder
from ui.station.hearing import Hearing
from ui.station.ports import Devices, MakeDevices, Staying
from ui.station.rooms import Ground, floor_screens, office_screens
from ui.station.services import Services, services_of

_NEWS_MS = 500
_REFRESH_MS = 3000
_PRINTS = frozenset({"home", "packing", "shipping", "devices"})
"""Screens where the sign of a printer sends the labels there."""


@dataclass(frozen=True, slots=True)
class Outfit:
    """How a station's window is fitted out.

    Attributes:
        stationery: How the site prints.
        prefix: GS1 company prefix for parcel numbers.
        sounder: Makes the sounds.
        make_devices: Makes the station's devices.
        now: The time on the wall, aware.
        double_read_ms: The same code from the same scanner within so many milliseconds is one scan.
        office: Where papers come out, or None.
        moving: Makes this program another station.
    """

    stationery: Stationery
    prefix: str
    sounder: Sounder
    make_devices: MakeDevices
    now: Callable[[], datetime]
    double_read_ms: int
    office: OfficePrinter | None = None
    moving: Moving = field(default_factory=Staying)


class StationWindow(QObject):
    """One station, ready to work.

    Attributes:
        station: Its desk and the walk it holds.
        shell: The window.
        router: The road of its scans.
        presenters: By the name of their screens.
        hearing: What its devices say.
        lane: The journal's thread: every scan of a walk or at the bench.
        asking: A thread for questions to the centre, so that a slow centre never delays a scan.
    """

    asked = Signal(int, str)
    """Nobody knows whether a label came out; emitted on the courier's thread."""

    def __init__(self, station: OpenStation, outfit: Outfit, settings: ShellSettings) -> None:
        """Builds everything; ``start`` opens the devices."""
        super().__init__()
        self.station = station
        self.router = Router(guard_s=outfit.double_read_ms / 1000, parent=self)
        self.lane = QtLane(f"journal-{station.desk.code}", self)
        self.asking = QtLane(f"centre-{station.desk.code}", self)
        self.cues = Cues(outfit.sounder)
        self.shell = Shell(settings, router=self.router, cues=self.cues, now=outfit.now)
        self.hearing = Hearing(self.shell, self)
        self.devices: Devices = outfit.make_devices(self.hearing.ears)
        self.paperwork = Paperwork(outfit.office, self.shell.announce, self)
        self.services = self._services(outfit)
        self.presenters: dict[str, Any] = {}
        self._pin = PinPresenter(self.shell.view("pin"), self.lane, now=outfit.now)
        self._gates = (self._badge_gate(), self._printer_gate())
        self._add_screens(outfit)
        self._connect(outfit.now)

    def start(self) -> None:
        """Opens the devices, starts the printer's courier and shows who works here."""
        self.devices.start()
        self.services.printing.start()
        person = self.services.door.remembered()
        if person is None:
            self.shell.open("sign_in")
        else:
            self._entered(person)
        self._news.start(_NEWS_MS)
        self._refresh.start(_REFRESH_MS)
        self._link.start()

    def stop(self) -> None:
        """Ends timers, devices, courier and journal thread; the station itself is closed by whoever opened it."""
        self._news.stop()
        self._refresh.stop()
        self._link.stop()
        self.devices.stop()
        self.services.printing.stop()
        self.lane.stop()
        self.asking.stop()
        self.paperwork.stop()
        self.cues.stop()
        for ear in (
            self,
            self.hearing,
            self.router,
        ):  # nobody answers what was said at the very end
            QCoreApplication.removePostedEvents(ear, QEvent.Type.MetaCall.value)
        self.shell.allow_closing()
        self.shell.close()

    @property
    def quiet(self) -> bool:
        """Whether every scan was answered and nothing is under way."""
        presenter = self.presenters.get(self.shell.open_name)
        busy = presenter is not None and presenter.busy
        return not (busy or any(gate.busy for gate in self._gates) or self.router.waiting)

    def _services(self, outfit: Outfit) -> Services:
        return services_of(
            self.station,
            outfit.stationery,
            prefix=outfit.prefix,
            devices=self.devices,
            asks=self.asked.emit,
            paper=self.paperwork.hand_out,
        )

    def _badge_gate(self) -> BadgeGate:
        return BadgeGate(
            self.lane,
            self.services.door,
            wants_badges=self._wants_badges,
            entered=self._entered,
            asked=self._ask_to_enter,
            left=self._left,
            failed=self._gate_failed,
        )

    def _printer_gate(self) -> PrinterGate:
        return PrinterGate(
            self.lane,
            self.services.printing.route,
            listens=lambda: self.shell.open_name in _PRINTS,
            announce=self.shell.announce,
            routed=self._show_printer,
        )

    def _show_printer(self) -> None:
        """Shows how the printer is that labels go to from now on, and asks the screen in front to look again."""
        name = self.services.printing.printer.name
        self.hearing.show_printer(next((each for each in self.devices.reports() if each.name == name), None))
        self._refresh_screen()

    def _add_screens(self, outfit: Outfit) -> None:
        self._ground = Ground(
            shell=self.shell,
            station=self.station,
            services=self.services,
            lane=self.lane,
            asking=self.asking,
            devices=self.devices,
            hearing=self.hearing,
            now=outfit.now,
            entered=self._entered,
            pin=self._pin,
            moving=outfit.moving,
        )
        for screen in (*floor_screens(self._ground), *office_screens(self._ground)):
            self.presenters[screen.name] = screen.presenter
            self.shell.add(screen)

    def _connect(self, now: Callable[[], datetime]) -> None:
        for gate in self._gates:
            self.router.add_gate(gate)
        self.hearing.listen(
            self.presenters,
            wants_weight=lambda: self.services.packing.wants_weight,
            prints_to=lambda: self.services.printing.printer,
        )
        self.lane.settled.connect(self.router.resume)
        self.asking.settled.connect(self.router.resume)
        self.asked.connect(self._ask_print)
        self.router.logged.connect(self._answer_scanner)
        desk, door = self.station.desk, self.services.door
        self._idle = IdleLock(monotonic, lambda: door.rules, lambda: desk.person)
        self.router.logged.connect(self._idle.touched)
        self._news = QTimer(self)
        self._news.timeout.connect(self._poll_news)
        self._news.timeout.connect(self._lock_if_idle)
        self._refresh = QTimer(self)
        self._refresh.timeout.connect(self._refresh_screen)
        self._link = LinkWatch(self.station, self.shell, self.asking, self.presenters["picking"], now)

    @Slot()
    def _lock_if_idle(self) -> None:
        if self._idle.due():
            self.router.command("#BYE", "idle")

    @Slot(int, str)
    def _ask_print(self, job: int, sscc: str) -> None:
        self.presenters["packing"].printer_asks(job, sscc)

    @Slot(object)
    def _answer_scanner(self, logged: object) -> None:
        """Tells the scanner what became of its scan; some wait for that before they read the next one."""
        if isinstance(logged, Logged):
            self.devices.feedback(logged.scan.source, logged.good)

    @Slot()
    def _poll_news(self) -> None:
        if self.shell.open_name == "picking":
            self.presenters["picking"].poll()

    @Slot()
    def _refresh_screen(self) -> None:
        refresh = getattr(self.presenters.get(self.shell.open_name), "refresh", None)
        if refresh is not None:
            refresh()

    def _wants_badges(self) -> bool:
        presenter = self.presenters.get(self.shell.open_name)
        return self.shell.open_name == "sign_in" or bool(getattr(presenter, "takes_badges", False))

    def _entered(self, person: Person) -> None:
        self.shell.sign(person.name)
        if self.shell.settings.language != person.language:
            self.shell.configure(replace(self.shell.settings, language=person.language))
        self.shell.open("home")

    def _ask_to_enter(self, person: Person) -> None:
        self._ground.ask_to_enter(person)

    def _left(self) -> None:
        self.shell.sign("")
        self.shell.open("sign_in")

    def _gate_failed(self, error: Exception) -> None:
        if not isinstance(error, Unavailable | Conflict):
            raise error
        self.shell.open("sign_in")
