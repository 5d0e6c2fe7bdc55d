"""Every screen of a station with its presenter, put on the services and lanes of one window."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.master.people import Person
from app.domain.master.rights import Right, may
from app.services.floor.picking import peek
from app.services.floor.signing import SignIn
from app.services.opening import OpenStation
from app.services.views import queue_of
from ui.lane import QtLane
from ui.presenters.asking import Question, Welcome
from ui.presenters.bench.packing import PackingPresenter
from ui.presenters.bench.reprint import ReprintPresenter
from ui.presenters.bench.shipping import ShippingPresenter
from ui.presenters.floor.home import HomePresenter
from ui.presenters.floor.picking import PickingPresenter
from ui.presenters.floor.pin import PinPresenter
from ui.presenters.floor.sign_in import Moving, SignInPresenter
from ui.presenters.office.board import BoardPresenter
from ui.presenters.office.devices import DevicesPresenter
from ui.presenters.office.setup import SetupPresenter
from ui.presenters.office.trouble import TroublePresenter
from ui.presenters.people.pins import PinsPresenter
from ui.screens import Screen
from ui.screens.bench.packing import PackingScreen
from ui.screens.bench.reprint import ReprintScreen
from ui.screens.bench.shipping import ShippingScreen
from ui.screens.floor.home import HomeScreen
from ui.screens.floor.picking import PickingScreen
from ui.screens.floor.pin import PinScreen
from ui.screens.floor.sign_in import SignInScreen
from ui.screens.office.board import BoardScreen
from ui.screens.office.devices import DevicesScreen
from ui.screens.office.pins import PinsScreen
from ui.screens.office.setup import SetupScreen
from ui.screens.office.trouble import TroubleScreen
from ui.shell import Shell
from ui.station.cupboard import Cupboard
from ui.station.hearing import Hearing
from ui.station.ports import Devices
from ui.station.services import Services
from ui.station.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Ground:
    """What the screens of a station stand on.

    Attributes:
        shell: The window.
        station: Its desk and the walk it holds.
        services: What the presenters call.
        lane: The journal's thread: every scan of a walk or at the bench.
        asking: A thread for questions to the centre, so that a slow centre never delays a scan.
        devices: The station's devices.
        hearing: What they say.
        now: The time on the wall, aware.
        entered: Told who signed in.
        pin: Asks people for their PIN.
        moving: Makes this program another station.
    """

    shell: Shell
    station: OpenStation
    services: Services
    lane: QtLane
    asking: QtLane
    devices: Devices
    hearing: Hearing
    now: Callable[[], datetime]
    entered: Callable[[Person], None]
    pin: PinPresenter
    moving: Moving

    def ask_to_enter(self, person: Person) -> None:
        """Asks a person for the PIN that lets in."""
        door, here = self.services.door, self.station.desk.person
        self.pin.ask(
            Question(
                person,
                lambda pin: door.sign_in(person.badge, pin),
                lambda came: self.entered(_of(came)),
                back="sign_in" if here is None else "home",  # who was here still is
            )
        )


def _of(came: SignIn) -> Person:
    if came.person is None:
        raise ValueError("nobody proved anything")
    return came.person


def floor_screens(ground: Ground) -> tuple[Screen, ...]:
    """Makes the screens of who picks and packs; every scan there goes to the journal's thread."""
    view, lane, services = ground.shell.view, ground.lane, ground.services
    desk, picking = ground.station.desk, ground.station.picking
    sign_in = SignInPresenter(
        view("sign_in"),
        lane,
        services.door.sign_in,
        welcome=Welcome(ground.entered, ground.ask_to_enter),
        speak=ground.shell.speak,
        moving=ground.moving,
        station=ground.shell.settings.station,
    )
    home = HomePresenter(
        view("home"), ground.asking, picking, lambda: queue_of(desk), lambda: desk.person, now=ground.now
    )
    walking = PickingPresenter(view("picking"), lane, picking, lambda text: peek(desk, text))
    packing = PackingPresenter(
        view("packing"),
        lane,
        services.packing,
        ask_weight=ground.hearing.plate.ask,
        answer_print=services.printing.answer,
        ask_pin=ground.pin.ask,
    )
    reprint = ReprintPresenter(view("reprint"), lane, services.reprinting)
    bench = PackingScreen(packing), ReprintScreen(reprint)
    return SignInScreen(sign_in), PinScreen(ground.pin), HomeScreen(home), PickingScreen(walking), *bench


def office_screens(ground: Ground) -> tuple[Screen, ...]:
    """Makes the screens that ask the centre; a slow answer there never delays a scan of the floor."""
    view, asking, services = ground.shell.view, ground.asking, ground.services

    def may_set_up() -> bool:
        person = ground.station.desk.person
        return person is not None and may(person.role, Right.SET_UP) and ground.devices.file is not None

    cupboard = Cupboard(ground.devices, ground.hearing, services)
    devices = DevicesPresenter(
        view("devices"),
        asking,
        cupboard,
        read=lambda text: peek(ground.station.desk, text),
        test_label=cupboard.print_test_label,
        ask_weight=ground.hearing.trial.ask,
        may_set_up=may_set_up,
    )
    pins = PinsPresenter(
        view("pins"),
        asking,
        services.pins,
        who=lambda: ground.station.desk.person,
        ask_pin=ground.pin.ask,
        now=ground.now,
    )
    workshop = Workshop(ground.devices, cupboard, services.printing)
    return (
        ShippingScreen(ShippingPresenter(view("shipping"), asking, services.shipping, now=ground.now)),
        BoardScreen(BoardPresenter(view("board"), asking, services.supervising, now=ground.now)),
        TroubleScreen(TroublePresenter(view("trouble"), asking, services.supervising, now=ground.now)),
        PinsScreen(pins),
        DevicesScreen(devices),
        SetupScreen(SetupPresenter(view("setup"), asking, workshop, may=may_set_up)),
    )
