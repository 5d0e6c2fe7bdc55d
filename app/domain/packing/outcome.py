"""What a scan or a weight at the bench led to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.deeds import Packed, PackShorted, ParcelClosed, Unpacked, WeightOverridden
from app.domain.packing.pack import Pack
from app.domain.reasons import Cue, Reason

PackDeed = Packed | Unpacked | PackShorted | ParcelClosed | WeightOverridden
"""Deeds of the bench."""

BENCH_CAUSES = ("missing", "damaged")
"""Why units are not there, in the order of the commands ``#R1`` and ``#R2``."""

REPRINT_CAUSES = ("damaged", "did_not_come_out", "unreadable")
"""Why a label is printed again, in the order of the commands ``#R1`` to ``#R3``."""


@dataclass(frozen=True, slots=True)
class PrintAsk:
    """A wish that a shipping label be printed, done after the deeds are journaled.

    Attributes:
        parcel: SSCC of the parcel.
        number: Number of the parcel within its order.
        last: Whether it is the order's last one, so that its label can say "2 of 2".
        weight_g: What was weighed.
        copy: 1 for the first print.
        cause: Why a further copy is made.
    """

    parcel: str
    number: int
    last: bool
    weight_g: int
    copy: int = 1
    cause: str = ""


@dataclass(frozen=True, slots=True)
class PackOutcome:
    """The answer to one event at the bench; as for a walk, a refusal changes nothing."""

    pack: Pack
    deeds: tuple[PackDeed, ...] = ()
    cue: Cue = Cue.OK
    reason: Reason | None = None
    names: Mapping[str, object] = field(default_factory=dict)
    ask: PrintAsk | None = None

    @property
    def refused(self) -> bool:
        """Tells whether the event changed nothing because it was wrong."""
        return self.cue is Cue.WRONG


def refuse(pack: Pack, reason: Reason, **names: object) -> PackOutcome:
    """Answers an event that does not fit; nothing changes."""
    return PackOutcome(pack, (), Cue.WRONG, reason, names)
