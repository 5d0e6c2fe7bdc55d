"""What a station's window needs from outside: its devices, by shape only; main.py hands real ones in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from app.domain.errors import Conflict
from ui.keyboard.wedge import WedgeReader
from ui.paper.office_printer import OfficePrinter
from ui.presenters.office.draft import Form, Table
from ui.presenters.office.workshop import Refusal, Thing


@dataclass(frozen=True, slots=True)
class Ears:
    """Who is told what devices do; the calls come from the devices' own threads.

    Attributes:
        code: (text, device) of each code read, with an AIM identifier in front where the scanner sends one.
        state: (device, kind, state, detail) at each change.
        weight: (device, grams or None, steadiness) at each look at a scale.
    """

    code: Callable[[str, str], None]
    state: Callable[[str, str, str, str], None]
    weight: Callable[[str, int | None, str], None]


class Report(Protocol):
    """How a device is."""

    @property
    def name(self) -> str:
        """As configured."""
        ...

    @property
    def kind(self) -> str:
        """``scanner``, ``printer`` or ``scale``."""
        ...

    @property
    def driver(self) -> str:
        """Name of its driver."""
        ...

    @property
    def where(self) -> str:
        """Port or address."""
        ...

    @property
    def state(self) -> str:
        """As in ``app.domain.boards.DeviceRow.state``."""
        ...

    @property
    def detail(self) -> str:
        """Why it is in its state, as a short code; empty when there is nothing to add."""
        ...

    @property
    def last(self) -> bytes:
        """The last bytes that passed."""
        ...


class KnownPrinter(Protocol):
    """A printer that labels can go to."""

    @property
    def code(self) -> str:
        """What its sign says to a scanner."""
        ...

    @property
    def name(self) -> str:
        """How ``Devices.send`` calls it."""
        ...

    @property
    def station(self) -> str:
        """Station it belongs to, empty for one of the whole site."""
        ...

    @property
    def own(self) -> bool:
        """Whether it is a device of this station."""
        ...

    @property
    def language(self) -> str:
        """What it understands, e.g. ``"zpl"``."""
        ...

    @property
    def dpi(self) -> int:
        """Its dots per inch, 0 where nobody says."""
        ...


class Devices(Protocol):
    """A station's scanners, printers and scales together."""

    def start(self) -> None:
        """Opens them all and keeps them open."""
        ...

    def stop(self) -> None:
        """Closes them all."""
        ...

    def send(self, printer: str, data: bytes) -> str:
        """Hands bytes to a printer: ``"sent"``, ``"not_sent"`` or ``"unknown"``."""
        ...

    def feedback(self, device: str, good: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Lets a scanner beep or razz for its scan, where it can; a name that is none of them is no error."""
        ...

    def reports(self) -> tuple[Report, ...]:
        """Says how every device is."""
        ...

    def printers(self) -> Sequence[KnownPrinter]:
        """Lists the printers that labels can go to, this station's own first."""
        ...

    @property
    def file(self) -> Path | None:
        """Where changes of the devices are saved; None where they cannot be."""
        ...

    @property
    def tables(self) -> Mapping[str, Table]:
        """The devices as they are set up now."""
        ...

    def forms(self) -> Sequence[Form]:
        """Gives the form of every driver there is."""
        ...

    def found(self) -> Sequence[Thing]:
        """Lists what is plugged in and is none of the devices yet."""
        ...

    def check(self, name: str, table: Table) -> Refusal | None:
        """Says why a device's table is refused; None when it is not."""
        ...

    def open_anew(self, tables: Mapping[str, Table]) -> None:
        """Closes every device and opens those that the tables name."""
        ...

    def undo(self) -> None:
        """Opens the devices as they were saved."""
        ...

    def save(self, tables: Mapping[str, Table]) -> str:
        """Opens the devices that the tables name, saves them, and gives the file; raises OSError."""
        ...

    def use(self, code: str) -> None:
        """Opens the neighbour's printer with a code; one that was opened before is let go."""
        ...


class Staying:
    """A ``Moving`` that moves nowhere: a station whose program is made for it alone, as in the demo."""

    def move(self, code: str) -> None:
        """Refuses.

        Raises:
            Conflict: Always.
        """
        raise Conflict("profile.fixed", station=code)

    def moved(self) -> None:
        """Nothing was opened, so nothing is left."""


MakeDevices = Callable[[Ears], Devices]
"""Makes a station's devices; nothing is opened before ``start``."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a station works with.

    Attributes:
        make_devices: Makes its devices.
        wedge: Tells scans of a keyboard scanner from typing.
        office: Where papers come out, or None.
    """

    make_devices: MakeDevices
    wedge: WedgeReader
    office: OfficePrinter | None = None


class Changed(NamedTuple):
    """How a device is now, on its way through a Qt signal."""

    kind: str
    state: str
    detail: str


class Reading(NamedTuple):
    """What a scale shows, on its way through a Qt signal.

    Attributes:
        grams: Whole grams, or None where it shows no weight.
        steadiness: ``stable``, ``unstable``, ``negative``, ``overload``, ``underload``, ``not_executable`` or ``gone``.
    """

    grams: int | None
    steadiness: str
