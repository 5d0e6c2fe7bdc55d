"""Which lines of the walk in hand are safe at this station, and which the centre has confirmed."""

from app.domain.boards import ToldLine
from app.domain.facts import Fact
from app.services.desk import Desk

_LOOKED_AT = 600
"""Facts looked through from the newest back; a walk makes fewer."""

_UNITS = {"Picked": (1, 0), "Unpicked": (-1, 0), "Shorted": (0, 1)}
"""What a fact adds to the units taken and missed."""


def told_lines(desk: Desk, walk: int) -> tuple[ToldLine, ...]:
    """Gives the lines of a walk that were worked on, the newest first.

    Raises:
        Unavailable: The station's file cannot be read now.
    """
    journal = desk.journal
    acknowledged = journal.acknowledged
    lines: dict[tuple[str, str], ToldLine] = {}
    for fact in journal.unsent(max(0, journal.last_seq - _LOOKED_AT), _LOOKED_AT):
        if fact.kind in _UNITS and fact.payload["walk"] == walk:
            key = (fact.payload["place"], fact.payload["sku"])
            lines[key] = _and(lines.pop(key, None), fact, central=fact.seq <= acknowledged)
    return tuple(reversed(lines.values()))


def _and(before: ToldLine | None, fact: Fact, *, central: bool) -> ToldLine:
    taken, short = (factor * fact.payload["qty"] for factor in _UNITS[fact.kind])
    if before is None:
        return ToldLine(fact.payload["place"], fact.payload["sku"], taken, short, central)
    return ToldLine(before.place, before.sku, before.taken + taken, before.short + short, before.central and central)
