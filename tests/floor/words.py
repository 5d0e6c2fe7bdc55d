"""What the floor says of itself, and the mutant that tells the centre everything twice."""

import hashlib
import os
import sys
from dataclasses import replace
from typing import Any

from app.central import inbox
from app.domain.facts import GENESIS, Fact, Journal, seal
from app.domain.packing.pack import Pack
from app.domain.picking.walk import Walk
from app.station.stored import to_json

PICK, PACK, OFFICE = "ST01", "ST02", "ST09"
MUTANT = os.environ.get("KILL_MUTANT", "")


def say(*words: object) -> None:
    """Prints a line at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def digest(value: object) -> str:
    """A short name for a whole value."""
    return hashlib.sha256(to_json(value).encode()).hexdigest()[:16] if value is not None else "-"


def stand_of(person: str, work: Walk | Pack | None) -> tuple[str, str]:
    """Where a station stands: a name for every detail of it, and words for a person who reads the failure."""
    if isinstance(work, Pack):
        work = replace(work, numbers=())  # which numbers lie ready is no matter, as long as none comes twice
        totes: Any = work.totes
    else:
        totes = [slot.totes for slot in work.slots] if work else []
    hand = getattr(work.step, "hand", "") if work else ""
    step = work.step if work else None
    words = f"{person}|{type(step).__name__}|{hand}|{totes}".replace(" ", "")
    return f"{person or '-'}:{digest(work)}", words


def told_twice() -> None:
    """The mutant: every batch is told again as if it came from another journal, with new ids."""
    honest = inbox.append

    def append(central: Any, facts: Any, *, now: Any) -> int:
        held = honest(central, facts, now=now)
        others: list[Fact] = []
        for one in facts:
            journal = Journal(one.station, f"again-{facts[0].id}")
            before = others[-1].hash if others else GENESIS
            others.append(seal(one.deed, journal, seq=len(others) + 1, who=one.who, at=one.at, prev_hash=before))
        honest(central, others, now=now)
        return held

    inbox.append = append
