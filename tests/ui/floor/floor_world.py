"""A small warehouse for the picker's screens: walks over the real state machine, and a shell to show them in."""

from collections.abc import Callable
from datetime import UTC

from app.domain.boards import Queue
from app.domain.codes import Meaning, Template, place_barcode, read_code
from app.domain.deeds import WalkDeed
from app.domain.errors import Conflict
from app.domain.master.people import Person, Role
from app.domain.picking.advance import advance
from app.domain.picking.moves import begun
from app.domain.picking.outcome import Outcome
from app.domain.picking.setbacks import Amendment
from app.domain.picking.walk import AtDrop, Finished, Method, Put, Slot, Stop, Walk
from app.services.floor.signing import SignIn
from tests.ui.floor.queue_world import NOW, jobs
from ui.cues import Cues
from ui.presenters.asking import Welcome
from ui.presenters.faces import Badge, ShellSettings
from ui.presenters.floor.home import HomePresenter
from ui.presenters.floor.picking import PickingPresenter
from ui.presenters.floor.sign_in import SignInPresenter
from ui.presenters.frame import AnyState, Scan
from ui.presenters.lane import InlineLane, Lane
from ui.router import Router
from ui.screens.floor.home import HomeScreen
from ui.screens.floor.picking import PickingScreen
from ui.screens.floor.sign_in import SignInScreen
from ui.shell import Shell
from ui.sound import RecordingSounder

HOLDER, LANTERN, BUNTING = "8412345678905", "8412345678912", "8412345678929"
ITEMS = {
    HOLDER: ("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", 1),
    "18412345678902": ("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", 6),
    LANTERN: ("71053", "WHITE METAL LANTERN", 1),
    BUNTING: ("47566", "PARTY BUNTING", 1),
    "10002": ("10002", "INFLATABLE POLITICAL GLOBE", 1),
}
PLACES = ("A03-07-B", "A05-01-C", "B01-02-A", "PACK-1", "PACK-2", "PASS-C", "HOSPITAL")
ANA = Person("BA0042", "Ana Ruiz", Role.PICKER, "es")
BEN = Person("BA0043", "Ben Ode", Role.PACKER, "en")
EVA = Person("BA0044", "Eva Sol", Role.SUPERVISOR, "es")


class Codes:
    """Knows the items and places of this warehouse."""

    templates: tuple[Template, ...] = ()

    def item_of(self, code: str) -> tuple[str, str, int] | None:
        return ITEMS.get(code) or ITEMS.get(code.removeprefix("0"))

    def place_of(self, barcode: str) -> str | None:
        return next((place for place in PLACES if place_barcode(place) == barcode), None)


def peek(text: str) -> Meaning:
    return read_code(text, Codes())


class Walking:
    """A walk that is kept in memory only; the state machine is the real one."""

    def __init__(self, walk: Walk | None = None) -> None:
        self.walk = walk
        self.waiting: list[Walk] = []
        self.news: list[Amendment] = []
        self.deeds: list[WalkDeed] = []
        self.texts: list[str] = []
        self.broken: Exception | None = None

    @property
    def has_news(self) -> bool:
        return bool(self.news)

    def start(self, walk_id: int | None = None) -> Walk | None:
        if self.broken is not None:
            raise self.broken
        if self.walk is None:
            found = next((walk for walk in self.waiting if walk_id in {None, walk.id}), None)
            if found is None and walk_id is not None:
                raise Conflict("promises.walk_gone", walk=walk_id)
            self.walk = found
        return self.walk

    def scan(self, text: str, *, typed: bool = False) -> Outcome:
        self.texts.append(text)
        if self.broken is not None:
            raise self.broken
        return self._settle(read_code(text, Codes(), typed=typed))

    def catch_up(self) -> Outcome | None:
        while self.news:
            outcome = self._settle(self.news.pop(0))
            if outcome.reason is not None:
                return outcome
        return None

    def _settle(self, event: Meaning | Amendment) -> Outcome:
        if self.walk is None:
            raise Conflict("pick.no_walk")
        outcome = advance(self.walk, event)
        self.deeds += outcome.deeds
        self.walk = None if isinstance(outcome.walk.step, Finished) else outcome.walk
        return outcome


def stop(place: str, barcode: str, *puts: Put, on_hand: int = 50) -> Stop:
    sku, name, _ = ITEMS[barcode]
    digits = {"A03-07-B": "42", "A05-01-C": "17", "B01-02-A": "63"}[place]
    return Stop(place, digits, sku, name, barcode[-4:], on_hand, puts)


def walk(method: Method, slots: tuple[Slot, ...], *stops: Stop, zone: str = "") -> Walk:
    drops = ("PACK-1", "PACK-2", "PASS-C", "HOSPITAL")
    return begun(Walk(412, method, 1, zone, "HOSPITAL", drops, slots, stops, AtDrop(), millimetres=128_000))


def single(*, on_hand: int = 50) -> Walk:
    return walk(
        Method.SINGLE,
        (Slot(1, 1001, "W-1001", "PACK-1"),),
        stop("A03-07-B", HOLDER, Put(1, 0, 11, 3), on_hand=on_hand),
        stop("A05-01-C", LANTERN, Put(2, 0, 12, 1)),
    )


def batch() -> Walk:
    slots = tuple(Slot(n, 1000 + n, f"W-{1000 + n}", "PACK-1" if n < 6 else "PACK-2") for n in range(1, 9))
    return walk(
        Method.BATCH,
        slots,
        stop("A03-07-B", HOLDER, Put(1, 0, 11, 2), Put(2, 4, 12, 1), Put(3, 6, 13, 2)),
        stop("A05-01-C", LANTERN, *(Put(10 + n, n, 20 + n, 1) for n in range(8))),
        stop("B01-02-A", BUNTING, Put(30, 2, 40, 120), on_hand=120),
    )


def zone() -> Walk:
    slots = (
        Slot(1, 1001, "W-1001", "PASS-C", incoming=("TO0101",)),
        Slot(2, 1002, "W-1002", "PACK-1", incoming=("TO0102",)),
    )
    return walk(
        Method.ZONE,
        slots,
        stop("B01-02-A", BUNTING, Put(1, 0, 11, 1), Put(2, 1, 12, 2)),
        zone="B",
    )


def right_scan(state: AnyState) -> str:
    """What a picker who reads the screen scans next; ``state`` is a ``PickState``."""
    match state.step:
        case "totes":
            return state.tote or f"TO00{state.slot:02}"
        case "place":
            return place_barcode(state.place)
        case "item":
            return next(code for code, (sku, _, qty) in ITEMS.items() if sku == state.sku and qty == 1)
        case "tote":
            return str(state.tote)
        case "zero":
            return "#YES"
        case "drop":
            return place_barcode(state.drop)
        case other:
            raise AssertionError(f"no scan goes on from {other}")


class Seen:
    """A view that keeps what it was told."""

    def __init__(self) -> None:
        self.states: list[AnyState] = []
        self.cues: list[str] = []
        self.opened: list[str] = []

    def present(self, state: AnyState, cue: str = "quiet") -> None:
        self.states.append(state)
        self.cues.append(cue)

    def open(self, name: str) -> None:
        self.opened.append(name)


class Picker:
    """A presenter with its view and its walk, and a hand that scans."""

    def __init__(self, found: Walk | None, lane: Lane | None = None) -> None:
        self.walking, self.seen = Walking(found), Seen()
        self.presenter = PickingPresenter(self.seen, lane or InlineLane(), self.walking, peek)
        self.presenter.opened()

    def scan(self, *texts: str) -> AnyState:
        for text in texts:
            self.presenter.scanned(Scan(text, "scanner-1"))
        return self.presenter.state

    def type(self, text: str) -> AnyState:
        self.presenter.scanned(Scan(text, "typed", typed=True))
        return self.presenter.state

    def until(self, step: str) -> AnyState:
        for _ in range(400):
            if self.presenter.state.step == step:
                return self.presenter.state
            self.scan(right_scan(self.presenter.state))
            assert self.seen.cues[-1] != "wrong", self.presenter.state.frame.instruction
        raise AssertionError(f"never came to {step}")

    @property
    def cue(self) -> str:
        return self.seen.cues[-1]


class Floor:
    """The three screens in one shell, wired as the program wires them."""

    def __init__(self, shell: Shell, sounder: RecordingSounder, lane: Lane) -> None:
        self.shell, self.sounder = shell, sounder
        self.person: Person | None = ANA
        self.queue: Callable[[], Queue] = lambda: Queue(None, jobs())
        self.walking = Walking()
        self.moves: list[str] = []
        self.asked: list[Person] = []
        self.sign_in = SignInPresenter(
            shell.view("sign_in"),
            lane,
            self._sign,
            welcome=Welcome(self._signed, self.asked.append),
            speak=shell.speak,
            moving=self,
            station="Mesa 3",
        )
        self.home = HomePresenter(
            shell.view("home"),
            lane,
            self.walking,
            self._queue,
            lambda: self.person,
            now=lambda: NOW,
            zone=UTC,
        )
        self.picking = PickingPresenter(shell.view("picking"), lane, self.walking, peek)
        shell.add(SignInScreen(self.sign_in))
        shell.add(HomeScreen(self.home))
        shell.add(PickingScreen(self.picking))
        for badge in ("scanner", "printer", "centre"):
            shell.badge(Badge(badge, "ok", f"ui.badge.{badge}.ok"))

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.shell.router.scan(text, "scanner-1")

    def move(self, code: str) -> None:
        if code == "ST01":
            raise Conflict("profile.work_open", station="ST02", wanted=code)
        self.moves.append(code)

    def moved(self) -> None:
        self.moves.append("moved")

    def _queue(self) -> Queue:
        return self.queue()

    def _sign(self, text: str) -> SignIn:
        found = next((each for each in (ANA, BEN, EVA) if each.badge == text), None)
        return SignIn(found) if found else SignIn(None, "sign.unknown_badge", text)

    def _signed(self, person: Person) -> None:
        self.person = person
        self.shell.sign(person.name)
        self.shell.speak(person.language)
        self.shell.open("home")


def floor(settings: ShellSettings, lane: Lane | None = None, clock: Callable[[], float] | None = None) -> Floor:
    sounder = RecordingSounder()
    router = Router(clock=clock) if clock else Router()
    shell = Shell(settings, router=router, cues=Cues(sounder), now=lambda: NOW)
    shell.resize(1920, 1080)
    return Floor(shell, sounder, lane or InlineLane())


def begin(world: Floor, found: Walk) -> None:
    world.walking.walk = found
    world.shell.sign(ANA.name)
    world.shell.open("picking")


def until(world: Floor, step: str) -> None:
    for _ in range(300):
        if world.picking.state.step == step:
            return
        world.scan(right_scan(world.picking.state))
    raise AssertionError(f"never came to {step}")
