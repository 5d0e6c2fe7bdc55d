r"""Shop scales on a serial line: Dibal by name, and any other whose language can be described in settings.

Dibal's languages are those of its "DPOS400 Test and Adjustments Manual" (49-TGDP4ES02, sections 4.4 and 4.17):

- ``tisa``: ``98PPPPPC CR LF`` asks with a price, ``99SWWWWWEIIIIIIC CR LF`` answers: S is 0 for a weight at
  rest and 1 for one that moves, was told already or is none; W are grams; C is the exclusive or of all
  characters before it. A weight that moves by less than twenty steps is told with S = 1 again, so equal
  readings in a row count as rest too; zero with S = 1 stands for "no weight" and never does.
- ``posnet``: ``ENQ DC1`` asks, ``SOH STX s x WW.WWW kg BCC ETX EOT`` answers: s is S for stable and U for
  unstable, x a space, a minus, or F where there is no weight; BCC is the exclusive or of
  s to kg. NAK stands for "not now": also for a weight that was told already.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.refusal import Fault, RefusedError
from hardware.scales.conversation import Conversation, converse
from hardware.scales.polled import PolledScale
from hardware.scales.profile import Profile, make
from hardware.scales.rest import Rest
from hardware.scales.weight import GRAMS, SILENT, Weight, unreadable
from hardware.status import Status

DIBAL = {
    "tisa": make(
        r"98000001\r\n",
        r"(?P<summed>99(?:(?P<stable>0)|(?P<refused>1)(?=00000)|1)(?P<weight>[0-9]{5})[01][0-9]{6})"
        r"(?P<check>[0-?])\r\n",
        "g",
    ),
    "posnet": make(
        r"\x05\x11",
        r"\x01\x02(?P<summed>(?:(?P<stable>S)|(?P<moving>U))"
        r"(?:(?P<weight>[ -][ 0-9]{2}\.[0-9]{3})|(?P<invalid>[FU].{6}))kg)(?P<check>.)\x03\x04|(?P<refused>\x15)",
        "kg",
    ),
}
"""Dibal's languages by the name in the scale's own menu."""


@dataclass(frozen=True, slots=True)
class DibalSettings:
    """How to reach a Dibal scale.

    Attributes:
        port: A path such as ``/dev/serial/by-id/…`` or ``COM3``, or ``usb:VVVV:PPPP[:SERIAL]``.
        protocol: ``"tisa"`` or ``"posnet"``, as chosen in the scale's menu.
        baud: Bits a second.
        data_bits: 8 or 7.
        parity: ``"N"``, ``"E"`` or ``"O"``.
        steady: So many equal readings in a row count as rest where the scale does not say so; 0 for never.
        timeout_s: How long to wait for the plate to come to rest.
        answer_s: How long an answer may take.
        poll_ms: Milliseconds between two looks at the scale.
    """

    port: str
    protocol: str = field(default="tisa", metadata={"choices": tuple(DIBAL)})
    baud: int = 9600
    data_bits: int = 8
    parity: str = "N"
    steady: int = 4
    timeout_s: float = 3.0
    answer_s: float = 0.5
    poll_ms: int = 250

    def __post_init__(self) -> None:
        """Refuses a language there is none of.

        Raises:
            RefusedError: There is no such protocol.
        """
        if self.protocol not in DIBAL:
            words = f"protocol = {self.protocol!r}; known: {', '.join(DIBAL)}"
            raise RefusedError(words, Fault.CHOICE, field="protocol", value=self.protocol, known=DIBAL)

    def profile(self) -> Profile:
        """Gives the language to speak."""
        return DIBAL[self.protocol]


@dataclass(frozen=True, slots=True)
class Settings:
    r"""How to reach a scale whose language is described here; ``hardware.scales.profile`` says how.

    Attributes:
        port: A path such as ``/dev/serial/by-id/…`` or ``COM3``, or ``usb:VVVV:PPPP[:SERIAL]``.
        request: What asks for the weight; ``\xHH`` stands for a byte. Empty for a scale that talks by itself.
        answer: Regular expression of a whole answer, with its end mark and a group ``weight``.
        unit: ``"mg"``, ``"g"``, ``"kg"``, ``"lb"`` or ``"oz"``.
        baud: Bits a second.
        data_bits: 8 or 7.
        parity: ``"N"``, ``"E"`` or ``"O"``.
        steady: So many equal readings in a row count as rest where the scale does not say so; 0 for never.
        timeout_s: How long to wait for the plate to come to rest.
        answer_s: How long an answer may take.
        poll_ms: Milliseconds between two looks at the scale.
    """

    port: str
    request: str
    answer: str
    unit: str = field(default="g", metadata={"choices": tuple(GRAMS)})
    baud: int = 9600
    data_bits: int = 8
    parity: str = "N"
    steady: int = 4
    timeout_s: float = 3.0
    answer_s: float = 0.5
    poll_ms: int = 250

    def __post_init__(self) -> None:
        """Refuses a description that is none.

        Raises:
            ValueError: The request, the answer or the unit is wrong; the message says which.
        """
        self.profile()

    def profile(self) -> Profile:
        """Gives the language to speak."""
        return make(self.request, self.answer, self.unit)


class ProfileScale(PolledScale[Conversation]):
    """Weighs on demand and shows the moving weight to a watcher, in whatever language its profile describes."""

    def __init__(
        self,
        settings: DibalSettings | Settings,
        on_status: Callable[[Status], None] | None = None,
        *,
        name: str = "",
    ) -> None:
        """Prepares the scale; :meth:`start`, or the first :meth:`weigh`, opens it.

        Args:
            settings: How to reach it and what it speaks.
            on_status: Told every change of the status, on the scale's own thread.
            name: What to call the device; its port when empty.
        """
        super().__init__(name or settings.port, settings.poll_ms, settings.timeout_s, on_status)
        self._settings = settings
        self._profile = settings.profile()
        self._rest = self._new_rest()

    def _open(self) -> Conversation:
        self._rest = self._new_rest()
        chosen = self._settings
        return converse(chosen.port, chosen.baud, chosen.data_bits, chosen.parity, self._trace)

    def _new_rest(self) -> Rest:
        return Rest(0 if self._profile.says_rest else self._settings.steady)

    def _look(self, line: Conversation) -> Weight:
        heard = line.ask(self._profile.request, self._settings.answer_s, self._profile.cut)
        nothing = unreadable() if heard.data else SILENT
        return self._rest.settle(self._profile.read(heard.data) if heard.whole else nothing)
