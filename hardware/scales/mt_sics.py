"""A scale that speaks MT-SICS on a serial line."""

from collections.abc import Callable
from dataclasses import dataclass

from hardware.lane import Lane, deliver
from hardware.scales.conversation import Conversation
from hardware.scales.replies import Steadiness, Weight, parse
from hardware.serial_port import PortSettings, SerialPort
from hardware.status import Kind, LostError, State, Status
from hardware.trace import Entry, Trace

_READ_S = 0.05
_OPEN_S = 2.0
_SILENT = Weight(Steadiness.GONE, detail="silent")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach a scale.

    Attributes:
        port: A path such as ``/dev/serial/by-id/…`` or ``COM3``, or ``usb:VVVV:PPPP[:SERIAL]``.
        baud: Bits a second.
        data_bits: 8, or 7 on older scales.
        parity: ``"N"``, ``"E"`` or ``"O"``.
        timeout_s: How long to wait for the plate to come to rest.
        answer_s: How long an answer that needs no rest may take.
        poll_ms: Milliseconds between two looks at the scale, with or without somebody watching.
    """

    port: str
    baud: int = 9600
    data_bits: int = 8
    parity: str = "N"
    timeout_s: float = 3.0
    answer_s: float = 0.5
    poll_ms: int = 250


class SerialScale:
    """Weighs on demand, and shows the moving weight to a watcher. Reconnects by itself."""

    kind = Kind.SCALE

    def __init__(
        self,
        settings: Settings,
        on_status: Callable[[Status], None] | None = None,
        *,
        name: str = "",
    ) -> None:
        """Prepares the scale; :meth:`start`, or the first :meth:`weigh`, opens it.

        Args:
            settings: How to reach it.
            on_status: Told every change of the status, on the scale's own thread or on that of ``weigh``.
            name: What to call the device; its port when empty.
        """
        self.name = name or settings.port
        self._settings = settings
        self._watcher: Callable[[Weight], None] | None = None
        self._closed = False
        self._trace = Trace()
        self._lane = Lane(
            self.name,
            open_line=self._open,
            attend=self._look,
            on_status=on_status or (lambda _status: None),
        )

    @property
    def status(self) -> Status:
        """The status as last told."""
        return self._lane.status

    @property
    def last(self) -> tuple[Entry, ...]:
        """The last commands and answers, oldest first."""
        return self._trace.last

    def start(self) -> None:
        """Opens the scale on its own thread and keeps it open."""
        self._closed = False
        self._lane.start()

    def close(self) -> None:
        """Closes the scale at once; a ``weigh`` under way or later answers GONE, until a :meth:`start`."""
        self._closed = True
        self._lane.stop()

    def weigh(self) -> Weight:
        """Waits for the plate to come to rest and gives the stable weight.

        A plate that does not come to rest in time gives the moving weight, as UNSTABLE. Blocks up to
        ``timeout_s`` and ``answer_s`` together: not for the thread that paints.
        """
        if not self._closed:
            self._lane.start()
            self._lane.wait_tried(_OPEN_S)
        line = self._lane.line
        if line is None:
            return Weight(Steadiness.GONE, detail=self._lane.status.detail)
        try:
            weight = self._ask(line, b"S", self._settings.timeout_s)
            return self._ask(line, b"SI", self._settings.answer_s) if weight is _SILENT else weight
        except LostError as lost:
            return Weight(Steadiness.GONE, detail=lost.detail)

    def watch(self, on_weight: Callable[[Weight], None] | None) -> None:
        """Tells a listener the present weight every ``poll_ms``, still or moving; None ends it.

        The listener runs on the scale's own thread. A weight told here is for looking at; book only what
        :meth:`weigh` gives.
        """
        self._watcher = on_weight

    def _open(self) -> Conversation:
        return Conversation(
            SerialPort(
                PortSettings(
                    port=self._settings.port,
                    baud=self._settings.baud,
                    data_bits=self._settings.data_bits,
                    parity=self._settings.parity,
                    quiet_s=_READ_S,
                )
            ),
            self._trace,
        )

    def _look(self, line: Conversation) -> None:
        watcher = self._watcher
        if watcher is None:
            line.probe()
        else:
            deliver(watcher, self._ask(line, b"SI", self._settings.answer_s))
        self._lane.pause(self._settings.poll_ms / 1000)

    def _ask(self, line: Conversation, command: bytes, seconds: float) -> Weight:
        answer = line.ask(command, seconds)
        if answer is None:
            self._lane.note(line, Status(State.ATTENTION, "silent"))
            return _SILENT
        self._lane.note(line, Status(State.READY))
        return parse(answer)
