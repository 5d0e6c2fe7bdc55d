"""A scale that speaks MT-SICS on a serial line."""

from collections.abc import Callable
from dataclasses import dataclass

from hardware.scales.attended import AttendedScale
from hardware.scales.conversation import Conversation, converse
from hardware.scales.mt_sics_replies import parse
from hardware.scales.weight import SILENT, Steadiness, Weight
from hardware.status import LostError, Status


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


class SerialScale(AttendedScale[Conversation]):
    """Weighs on demand, and shows the moving weight to a watcher. Reconnects by itself."""

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
        super().__init__(name or settings.port, settings.poll_ms, on_status)
        self._settings = settings

    def weigh(self) -> Weight:
        """Waits for the plate to come to rest and gives the stable weight.

        A plate that does not come to rest in time gives the moving weight, as UNSTABLE. Blocks up to
        ``timeout_s`` and ``answer_s`` together: not for the thread that paints.
        """
        line = self._line()
        if line is None:
            return Weight(Steadiness.GONE, detail=self._lane.status.detail)
        try:
            weight = self._ask(line, b"S\r\n", self._settings.timeout_s)
            return self._ask(line, b"SI\r\n", self._settings.answer_s) if weight is SILENT else weight
        except LostError as lost:
            return Weight(Steadiness.GONE, detail=lost.detail)

    def _open(self) -> Conversation:
        chosen = self._settings
        return converse(chosen.port, chosen.baud, chosen.data_bits, chosen.parity, self._trace)

    def _attend(self, line: Conversation) -> None:
        if self._watcher is None:
            line.probe()
        else:
            self._tell(self._ask(line, b"SI\r\n", self._settings.answer_s))
        self._lane.pause(self._poll_s)

    def _ask(self, line: Conversation, command: bytes, seconds: float) -> Weight:
        heard = line.ask(command, seconds)
        return self._judge(line, parse(heard.data) if heard.whole else SILENT)
