"""A barcode scanner on a serial line: RS-232, USB-serial, USB CDC-ACM or Bluetooth SPP."""

from collections.abc import Callable
from dataclasses import dataclass

from hardware.framing import Broken, Code, Splitter
from hardware.lane import Lane, deliver
from hardware.serial_port import PortSettings, SerialPort
from hardware.status import Kind, State, Status
from hardware.trace import Entry, Trace

_LISTEN_S = 0.25

_MOST_STUTTERS = 12
"""So many quiet times in a row, about a second, and an end mark that is missing will not come."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a serial scanner.

    Attributes:
        port: A path such as ``/dev/serial/by-id/…`` or ``COM3``, or ``usb:VVVV:PPPP[:SERIAL]``.
        baud: Bits a second; most USB scanners ignore it.
        idle_ms: A code without an end mark is taken as whole after this many quiet milliseconds, unless
            the scanner is known to send end marks: then a code that stays without is dropped after twelve
            such times. 0 waits for the end mark for ever.
    """

    port: str
    baud: int = 9600
    idle_ms: int = 80


class SerialScanner:
    """Reads codes from a scanner and reconnects by itself.

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
        self._splitter = Splitter()
        self._stutters = 0
        self._trace = Trace()
        self._lane = Lane(self.name, open_line=self._open, attend=self._listen, on_status=on_status)

    @property
    def status(self) -> Status:
        """The status as last told."""
        return self._lane.status

    @property
    def last(self) -> tuple[Entry, ...]:
        """The last raw bytes and codes, oldest first."""
        return self._trace.last

    def start(self) -> None:
        """Opens the scanner on its own thread and keeps it open."""
        self._lane.start()

    def stop(self) -> None:
        """Closes the scanner at once; :meth:`start` may follow again."""
        self._lane.stop()

    def _open(self) -> SerialPort:
        self._splitter = Splitter()
        quiet_s = self._settings.idle_ms / 1000 or _LISTEN_S
        return SerialPort(PortSettings(port=self._settings.port, baud=self._settings.baud, quiet_s=quiet_s))

    def _listen(self, port: SerialPort) -> None:
        data = port.read()
        if data:
            self._trace.note("in", data)
            self._stutters = 0
            frames = self._splitter.feed(data)
        elif self._settings.idle_ms and not self._lane.stopping:
            frames = self._quiet()
        else:
            return
        for frame in frames:
            self._pass_on(port, frame)

    def _quiet(self) -> list[Code | Broken]:
        """A pause: the end of a code without an end mark, or a stutter in one that will get its mark."""
        if not self._splitter.marked:
            return self._splitter.idle()
        self._stutters += 1
        return self._splitter.give_up() if self._stutters == _MOST_STUTTERS and self._splitter.waiting else []

    def _pass_on(self, port: SerialPort, frame: Code | Broken) -> None:
        match frame:
            case Code():
                deliver(self._on_code, frame)
                self._trace.note("frame", (frame.symbology + frame.text).encode())
                self._lane.note(port, Status(State.READY))
            case Broken():
                self._lane.note(port, Status(State.ATTENTION, frame.reason))
