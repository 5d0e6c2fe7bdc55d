"""A barcode scanner on a serial line: RS-232, USB-serial, USB CDC-ACM or Bluetooth SPP."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from hardware.lane import Lane, deliver
from hardware.refusal import Fault, RefusedError
from hardware.scanners.feedback import PROFILES, Outbox
from hardware.scanners.framing import Broken, Code, Splitter
from hardware.serial_port import PARITIES, PortSettings, SerialPort
from hardware.status import Kind, LostError, State, Status
from hardware.trace import Entry, Trace

_LISTEN_S = 0.25

_READY = Status(State.READY)

_BEEP_S = 0.2
"""A scanner that takes no beep in this time gets none: it would be for another scan."""

_MOST_STUTTERS = 12
"""So many quiet times in a row, about a second, and an end mark that is missing will not come."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a serial scanner.

    Attributes:
        port: A path such as ``/dev/serial/by-id/…`` or ``COM3``, or ``usb:VVVV:PPPP[:SERIAL]``.
        baud: Bits a second; most USB and Bluetooth scanners ignore it.
        data_bits: 7 or 8.
        parity: ``"N"``, ``"E"`` or ``"O"``: none, even, odd.
        idle_ms: A code without an end mark is taken as whole after this many quiet milliseconds, unless
            the scanner is known to send end marks: then a code that stays without is dropped after twelve
            such times. 0 waits for the end mark for ever.
        tab_ends: A tab ends a code. Otherwise a tab is part of a code, but for one at its end.
        feedback: What the scanner is told of its scans, a name of :data:`hardware.scanners.feedback.PROFILES`.
    """

    port: str
    baud: int = 9600
    data_bits: int = field(default=8, metadata={"choices": (7, 8)})
    parity: str = field(default="N", metadata={"choices": PARITIES})
    idle_ms: int = 80
    tab_ends: bool = False
    feedback: str = field(default="none", metadata={"choices": tuple(PROFILES)})

    def __post_init__(self) -> None:
        """Refuses values that no scanner can be reached with."""
        if self.baud <= 0:
            raise RefusedError(
                f"baud = {self.baud} is not above 0", Fault.NOT_ABOVE_ZERO, field="baud", value=self.baud
            )
        if self.idle_ms < 0:
            words = f"idle_ms = {self.idle_ms} is below 0"
            raise RefusedError(words, Fault.BELOW_ZERO, field="idle_ms", value=self.idle_ms)

    @property
    def line(self) -> PortSettings:
        """The same in the words of a serial port."""
        quiet_s = self.idle_ms / 1000 or _LISTEN_S
        return PortSettings(
            port=self.port,
            baud=self.baud,
            data_bits=self.data_bits,
            parity=self.parity,
            quiet_s=quiet_s,
            write_s=_BEEP_S,
        )


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
        self._splitter = Splitter(tab_ends=settings.tab_ends)
        self._stutters = 0
        self._trace = Trace()
        self._lane = Lane(self.name, open_line=self._open, attend=self._listen, on_status=on_status)
        self._outbox = Outbox(self.name, self._say)

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
        if self._settings.feedback != "none":
            self._outbox.start()
        self._lane.start()

    def stop(self) -> None:
        """Closes the scanner at once; :meth:`start` may follow again."""
        self._lane.stop()
        self._outbox.stop()

    def feedback(self, good: bool) -> None:  # noqa: FBT001 - as every scanner
        """Has the scanner beep or razz in its maker's way; returns at once, and is lost on a scanner that is away."""
        for_good, for_bad = PROFILES[self._settings.feedback]
        self._outbox.put(for_good if good else for_bad)

    def _say(self, message: bytes) -> None:
        port = self._lane.line
        if port is not None:
            self._trace.note("out", message)
            with suppress(LostError):  # the reader finds out by itself whether the scanner is gone
                port.write(message)

    def _open(self) -> SerialPort:
        # What is known of its end marks stays true: it is the same scanner.
        self._splitter = Splitter(tab_ends=self._settings.tab_ends, marked=self._splitter.marked)
        return SerialPort(self._settings.line)

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
                if self._lane.status != _READY:  # the window waits for this thread to pause
                    self._lane.note(port, _READY)
            case Broken():
                self._lane.note(port, Status(State.ATTENTION, frame.reason))
