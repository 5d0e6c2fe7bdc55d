"""A station's window: every screen with its presenter, the services behind them, and the devices around."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

from app.domain.errors import Conflict, Unavailable
from app.domain.master.people import Person
from app.services.bench.papers import Stationery
from app.services.floor.picking import peek
from app.services.opening import OpenStation
from app.services.views import queue_of
from ui.cues import Cues
from ui.devices import DeviceHub
from ui.lane import QtLane
from ui.presenters.bench.packing import PackingPresenter
from ui.presenters.bench.shipping import ShippingPresenter
from ui.presenters.faces import ShellSettings
from ui.presenters.floor.home import HomePresenter
from ui.presenters.floor.picking import PickingPresenter
from ui.presenters.floor.sign_in import SignInPresenter
from ui.presenters.gates import BadgeGate
from ui.presenters.office.board import BoardPresenter
from ui.presenters.office.devices import DevicesPresenter
from ui.presenters.office.trouble import TroublePresenter
from ui.presenters.plate import Plate
from ui.router import Router
from ui.screens import Screen
from ui.screens.bench.packing import PackingScreen
from ui.screens.bench.shipping import ShippingScreen
from ui.screens.floor.home import HomeScreen
from ui.screens.floor.picking import PickingScreen
from ui.screens.floor.sign_in import SignInScreen
from ui.screens.office.board import BoardScreen
from ui.screens.office.devices import DevicesScreen
from ui.screens.office.trouble import TroubleScreen
from ui.shell import Shell
from ui.sound import Sounder
from ui.station.cupboard import Cupboard
from ui.station.lamps import centre_lamp, device_lamp
from ui.station.latency import Latency
from ui.station.ports import Changed, Devices, Ears, MakeDevices, Reading
from ui.station.services import NO_PRINTER, Services, services_of

_NEWS_MS = 500
_REFRESH_MS = 3000
_LINK_MS = 1000


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
    """

    stationery: Stationery
    prefix: str
    sounder: Sounder
    make_devices: MakeDevices
    now: Callable[[], datetime]
    double_read_ms: int


class StationWindow(QObject):
    """One station, ready to work.

    Attributes:
        station: Its desk and the walk it holds.
        shell: The window.
        router: The road of its scans.
        presenters: By the name of their screens.
        latency: From bytes to paint.
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
        self.hub = DeviceHub(self)
        self.latency = Latency(self.shell)
        self._plate, self._trial = Plate(), Plate()
        ears = Ears(self._heard, self._device_changed, self._weighed)
        self.devices: Devices = outfit.make_devices(ears)
        self.services = self._services(outfit)
        self.presenters: dict[str, Any] = {}
        self._gate = self._make_gate()
        self._add_screens(outfit)
        self._connect()

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
        self._link.start(_LINK_MS)
        self._show_link()

    def stop(self) -> None:
        """Ends timers, devices, courier and journal thread; the station itself is closed by whoever opened it."""
        self._news.stop()
        self._refresh.stop()
        self._link.stop()
        self.devices.stop()
        self.services.printing.stop()
        self.lane.stop()
        self.asking.stop()
        self.cues.stop()
        for ear in (self, self.router):  # what devices said at the very end has nobody to answer it any more
            QCoreApplication.removePostedEvents(ear, QEvent.Type.MetaCall.value)
        self.shell.allow_closing()
        self.shell.close()

    @property
    def quiet(self) -> bool:
        """Whether every scan was answered and nothing is under way."""
        presenter = self.presenters.get(self.shell.open_name)
        busy = presenter is not None and presenter.busy
        return not (busy or self._gate.busy or self.router.waiting)

    def _services(self, outfit: Outfit) -> Services:
        names = self.devices.printer_names
        printer = names[0] if names else NO_PRINTER

        def send(data: bytes) -> str:
            return self.devices.send(printer, data) if names else "not_sent"

        return services_of(
            self.station, outfit.stationery, prefix=outfit.prefix, printer=printer, send=send, asks=self.asked.emit
        )

    def _make_gate(self) -> BadgeGate:
        return BadgeGate(
            self.lane,
            self.services.door,
            wants_badges=self._wants_badges,
            entered=self._entered,
            left=self._left,
            failed=self._gate_failed,
        )

    def _add_screens(self, outfit: Outfit) -> None:
        for screen in (*self._floor_screens(outfit), *self._office_screens(outfit)):
            self.presenters[screen.name] = screen.presenter
            self.shell.add(screen)

    def _floor_screens(self, outfit: Outfit) -> tuple[Screen, ...]:
        """Makes the screens of who picks and packs; every scan there goes to the journal's thread."""
        view, lane, desk, services = self.shell.view, self.lane, self.station.desk, self.services
        picking = self.station.picking
        sign_in = SignInPresenter(
            view("sign_in"),
            lane,
            services.door.sign_in,
            signed=self._entered,
            speak=self.shell.speak,
            station=self.shell.settings.station,
        )
        home = HomePresenter(
            view("home"), self.asking, picking, lambda: queue_of(desk), lambda: desk.person, now=outfit.now
        )
        walking = PickingPresenter(view("picking"), lane, picking, lambda text: peek(desk, text))
        packing = PackingPresenter(
            view("packing"), lane, services.packing, ask_weight=self._plate.ask, answer_print=services.printing.answer
        )
        return SignInScreen(sign_in), HomeScreen(home), PickingScreen(walking), PackingScreen(packing)

    def _office_screens(self, outfit: Outfit) -> tuple[Screen, ...]:
        """Makes the screens that ask the centre; a slow answer there never delays a scan of the floor."""
        view, asking, desk, services = self.shell.view, self.asking, self.station.desk, self.services
        cupboard = Cupboard(self.devices, self.latency, services)
        devices = DevicesPresenter(
            view("devices"),
            asking,
            cupboard,
            read=lambda text: peek(desk, text),
            test_label=cupboard.print_test_label,
            ask_weight=self._trial.ask,
        )
        return (
            ShippingScreen(ShippingPresenter(view("shipping"), asking, services.shipping, now=outfit.now)),
            BoardScreen(BoardPresenter(view("board"), asking, services.supervising, now=outfit.now)),
            TroubleScreen(TroublePresenter(view("trouble"), asking, services.supervising, now=outfit.now)),
            DevicesScreen(devices),
        )

    def _connect(self) -> None:
        self.router.add_gate(self._gate)
        self.hub.code_read.connect(self.router.scan)
        self.hub.status_changed.connect(self._show_device)
        self.hub.weighed.connect(self._take_weight)
        self.lane.settled.connect(self.router.resume)
        self.asking.settled.connect(self.router.resume)
        self.router.logged.connect(self.latency.answered)
        self.asked.connect(self._ask_print)
        self._news = QTimer(self)
        self._news.timeout.connect(self._poll_news)
        self._refresh = QTimer(self)
        self._refresh.timeout.connect(self._refresh_screen)
        self._link = QTimer(self)
        self._link.timeout.connect(self._show_link)

    def _heard(self, text: str, device: str) -> None:
        self.latency.begin(text)
        self.hub.on_code(text, device)

    def _device_changed(self, device: str, kind: str, state: str, detail: str) -> None:
        self.hub.on_status(device, Changed(kind, state, detail))

    def _weighed(self, device: str, grams: int | None, steadiness: str) -> None:
        self.hub.on_weight(device, Reading(grams, steadiness))

    @Slot(str, object)
    def _show_device(self, _device: str, status: object) -> None:
        if not isinstance(status, Changed):
            return
        kind, state = status.kind, status.state
        self.shell.badge(device_lamp(kind, state))
        if kind == "printer":
            self.presenters["packing"].printer_is(state)

    @Slot(str, object)
    def _take_weight(self, _device: str, reading: object) -> None:
        if not isinstance(reading, Reading) or reading.grams is None:
            return
        stable = reading.steadiness == "stable"
        wanted = self.shell.open_name == "packing" and self.services.packing.wants_weight
        if self._plate.accepts(reading.grams, stable=stable, wanted=wanted):
            self.presenters["packing"].weight(reading.grams)
        trying = self.shell.open_name == "devices"
        if trying and self._trial.accepts(reading.grams, stable=stable, wanted=trying):
            self.presenters["devices"].weight(reading.grams)

    @Slot()
    def _show_link(self) -> None:
        desk = self.station.desk
        self.shell.badge(centre_lamp(online=self.station.online, waiting=desk.journal.pending()))

    @Slot(int, str)
    def _ask_print(self, job: int, sscc: str) -> None:
        self.presenters["packing"].printer_asks(job, sscc)

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

    def _left(self) -> None:
        self.shell.sign("")
        self.shell.open("sign_in")

    def _gate_failed(self, error: Exception) -> None:
        if not isinstance(error, Unavailable | Conflict):
            raise error
        self.shell.open("sign_in")
