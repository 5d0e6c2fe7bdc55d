"""What a scan led to: the new walk, the deeds to journal, and what the picker is to see and hear."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.deeds import WalkDeed
from app.domain.picking.walk import Walk
from app.domain.reasons import Cue, Reason

CAUSES = ("not_found", "damaged", "wrong_item", "unreadable", "other")
"""Why units could not be taken, in the order of the commands ``#R1`` to ``#R5``."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one scan.

    Attributes:
        walk: The walk after it; the same one when the scan was refused.
        deeds: What happened, to be journaled before anything is shown.
        cue: How the answer feels.
        reason: Why it was refused, or what else must be said; None when the next step says it all.
        names: What the reason's sentence names.
    """

    walk: Walk
    deeds: tuple[WalkDeed, ...] = ()
    cue: Cue = Cue.OK
    reason: Reason | None = None
    names: Mapping[str, object] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Tells whether the scan changed nothing because it was wrong."""
        return self.cue is Cue.WRONG


def refuse(walk: Walk, reason: Reason, **names: object) -> Outcome:
    """Answers a scan that does not fit; nothing changes."""
    return Outcome(walk, (), Cue.WRONG, reason, names)


def attend(walk: Walk, reason: Reason, *deeds: WalkDeed, **names: object) -> Outcome:
    """Answers with something the picker must notice."""
    return Outcome(walk, deeds, Cue.ATTENTION, reason, names)
