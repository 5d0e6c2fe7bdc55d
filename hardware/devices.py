"""What every driver of a kind can do, whatever cable or language it uses: the shapes that the rig works with."""

from collections.abc import Callable
from typing import Protocol

from hardware.scales.weight import Weight
from hardware.scanners.framing import Code
from hardware.status import Kind, Sent, Status
from hardware.trace import Entry

OnCode = Callable[[Code], None]
OnStatus = Callable[[Status], None]


class Device(Protocol):
    """Anything at the end of a cable."""

    kind: Kind
    name: str

    @property
    def last(self) -> tuple[Entry, ...]:
        """The last bytes that passed, oldest first."""
        ...


class Scanner(Device, Protocol):
    """Delivers codes on its own thread; made of (settings, on_code, on_status, name=…)."""

    @property
    def status(self) -> Status:
        """The status as last told."""
        ...

    def start(self) -> None:
        """Opens it and keeps it open."""
        ...

    def stop(self) -> None:
        """Closes it at once."""
        ...

    def feedback(self, good: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Has it beep or razz for a scan, where it can; any thread may call it, it returns at once and never fails."""
        ...


class Printer(Device, Protocol):
    """Hands jobs over, one at a time; any thread may call it; made of (settings, name=…).

    Attributes:
        language: What it understands: ``zpl``, ``tspl`` or ``escpos``.
        dpi: Dots per inch of its head; 0 when only the site knows.
    """

    language: str
    dpi: int

    def send(self, data: bytes) -> Sent:
        """Hands a job to the printer, as it is; never twice by itself."""
        ...

    def status(self) -> Status:
        """Asks the printer how it is; may take as long as its settings allow."""
        ...

    def replugged(self) -> bool:
        """Says whether it was plugged in or out since it was last asked, where that costs nothing to know."""
        ...

    def close(self) -> None:
        """Breaks off what is under way; later jobs are not sent."""
        ...


class Scale(Device, Protocol):
    """Weighs on its own thread; made of (settings, on_status, name=…)."""

    @property
    def status(self) -> Status:
        """The status as last told."""
        ...

    def start(self) -> None:
        """Opens it and keeps it open."""
        ...

    def close(self) -> None:
        """Closes it at once."""
        ...

    def watch(self, on_weight: Callable[[Weight], None] | None) -> None:
        """Tells a listener every look at the plate; None ends it."""
        ...
