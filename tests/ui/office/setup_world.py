"""A small workshop for the set-up screen: the real drivers' forms and checks, devices in memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.boards import DeviceRow
from hardware.refusal import RefusedError
from hardware.setup.devices_file import settings_of
from hardware.setup.forms import Form, forms
from hardware.survey.inventory import Thing
from tests.ui.house import House
from ui.presenters.frame import View, speak
from ui.presenters.lane import InlineLane
from ui.presenters.office.draft import Table
from ui.presenters.office.setup import SetupPresenter
from ui.presenters.office.setup_state import SetupState
from ui.screens.office.setup import SetupScreen

SCANNER: Table = {"driver": "serial", "port": "/dev/serial/by-id/usb-Honeywell_Voyager_1450g-if00", "baud": 115200}
PRINTER: Table = {"driver": "network-printer", "host": "192.168.1.40", "code": "PR02"}
PLUGGED = Thing("", "serial", (("port", "usb:0c2e:0b61:A1"),), "Barcode Scanner")
HID = Thing("scanner", "hid-pos", (("port", "usb:05e0:1200"),), "Symbol Bar Code Scanner")


@dataclass
class Shop:
    """What was opened and saved."""

    now: dict[str, Table] = field(default_factory=lambda: {"scanner-1": SCANNER, "printer-1": PRINTER})
    kept: dict[str, Table] = field(default_factory=dict)
    things: tuple[Thing, ...] = (HID, PLUGGED)
    calls: list[str] = field(default_factory=list)
    row: DeviceRow | None = None
    error: Exception | None = None

    def tables(self) -> Mapping[str, Table]:
        return self.now

    def forms(self) -> tuple[Form, ...]:
        return forms()

    def found(self) -> tuple[Thing, ...]:
        return self.things

    def check(self, name: str, table: Table) -> RefusedError | None:
        try:
            settings_of(name, table)
        except RefusedError as why:
            return why
        return None

    def open(self, tables: Mapping[str, Table]) -> None:
        self._do("open", tables)

    def undo(self) -> None:
        self._do("undo", self.now)

    def save(self, tables: Mapping[str, Table]) -> str:
        self._do("save", tables)
        self.now = dict(tables)
        return "/srv/almacen/ST01/devices.toml"

    def look(self, name: str) -> DeviceRow | None:
        self.calls.append(f"look {name}")
        return self.row

    def _do(self, what: str, tables: Mapping[str, Table]) -> None:
        if self.error is not None:
            raise self.error
        self.calls.append(what)
        self.kept = dict(tables)


class Fitter:
    """A house with the set-up screen open."""

    def __init__(self, house: House, shop: Shop, *, may: bool = True) -> None:
        self.house, self.shop, self.may = house, shop, may
        house.move_in("setup", self._make)

    def _make(self, view: View, lane: InlineLane) -> SetupScreen:
        self.presenter = SetupPresenter(view, lane, self.shop, may=lambda: self.may)
        self.screen = SetupScreen(self.presenter)
        return self.screen

    @property
    def state(self) -> SetupState:
        return self.presenter.state

    @property
    def said(self) -> str:
        return speak(self.state.frame.instruction, self.house.shell.say)

    @property
    def offered(self) -> list[str]:
        return [speak(each.label, self.house.shell.say) for each in self.state.frame.choices]

    def choose(self, words: str) -> None:
        """Chooses what begins with some words, on whatever page it is."""
        for _ in range(4):
            found = [
                each.code
                for each, said in zip(self.state.frame.choices, self.offered, strict=True)
                if said.startswith(words)
            ]
            if found:
                self.house.scan(found[0])
                return
            self.house.scan("#NEXT")
        raise AssertionError(f"{words} is not among {self.offered}")

    def fill(self, words: str, text: str) -> None:
        """Chooses a field and types its value."""
        self.choose(words)
        self.type(text)

    def type(self, text: str) -> None:
        self.house.shell.router.scan(text, "typed", True)


MakeFitter = Callable[..., Fitter]
