"""A barcode scanner that is a USB HID device of its own kind ("HID POS", "USB OEM"), and not a keyboard.

Of all ways to connect a scanner by USB it needs the least: no driver, no keyboard layout, no end mark.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hardware.discovery import SCANNER_PAGE
from hardware.hid_port import HidPort
from hardware.lane import Lane, deliver
from hardware.scanners.framing import Broken, Code
from hardware.scanners.hid_reports import Assembler
from hardware.status import Kind, State, Status
from hardware.trace import Entry, Trace

_QUIET_S = 0.25


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a HID scanner.

    Attributes:
        port: ``usb:VVVV:PPPP[:SERIAL]`` with hexadecimal USB ids, or a path such as ``/dev/hidraw0``.
    """

    port: str


class HidScanner:
    """Reads codes from a HID scanner and reconnects by itself.

    Both callbacks run on the scanner's own thread. A code cut off by an unplugged cable is dropped.
    """

    kind = Kind.SCANNER

    def __init__(
        self,
        settings: Settings,
        on_code: Callable[[Code], None],
        on_status: Callable[[Status], None],
        *,
        name: str = "",
    ) -> None:
        """Prepares the scanner; :meth:`start` opens it.

        Args:
            settings: How to reach it.
            on_code: Told every code, once and in order.
            on_status: Told every change of the status.
            name: What to call the device; its port when empty.
        """
        self.name = name or settings.port
        self._settings = settings
        self._on_code = on_code
        self._codes = Assembler()
        self._trace = Trace()
        self._lane = Lane(self.name, open_line=self._open, attend=self._listen, on_status=on_status)

    @property
    def status(self) -> Status:
        """The status as last told."""
        return self._lane.status

    @property
    def last(self) -> tuple[Entry, ...]:
        """The last reports and codes, oldest first."""
        return self._trace.last

    def start(self) -> None:
        """Opens the scanner on its own thread and keeps it open."""
        self._lane.start()

    def stop(self) -> None:
        """Closes the scanner within a tenth of a second; :meth:`start` may follow again."""
        self._lane.stop()

    def feedback(self, good: bool) -> None:  # noqa: FBT001 - as every scanner
        """Does nothing: scanners of this kind agree on no way to be told."""

    def _open(self) -> HidPort:
        self._codes = Assembler()
        return HidPort(self._settings.port, SCANNER_PAGE, quiet_s=_QUIET_S)

    def _listen(self, port: HidPort) -> None:
        report = port.read()
        if report:
            self._trace.note("in", report)
        for frame in self._codes.feed(report) if report else self._codes.give_up():
            self._pass_on(port, frame)

    def _pass_on(self, port: HidPort, frame: Code | Broken) -> None:
        match frame:
            case Code():
                deliver(self._on_code, frame)
                self._trace.note("frame", (frame.symbology + frame.text).encode())
                self._lane.note(port, Status(State.READY))
            case Broken():
                self._lane.note(port, Status(State.ATTENTION, frame.reason))
