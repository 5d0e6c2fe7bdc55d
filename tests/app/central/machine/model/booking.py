"""How facts reach the books: each journal in its own order and never past a gap, the journals as they arrived."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain import deeds
from app.domain.deeds import Counted, Stocked
from app.domain.facts import Fact
from tests.app.central.machine.model import packing, walking
from tests.app.central.machine.model.world import World


def stocked(world: World, deed: Stocked) -> None:
    world.units[deed.sku, deed.place] += deed.qty


def counted(world: World, deed: Counted) -> None:
    """What was counted is there, but a promise is never counted away."""
    kept = world.kept(deed.sku, deed.place)
    world.units[deed.sku, deed.place] = max(deed.qty, kept)
    world.troubles["oversold"] += deed.qty < kept


def only_claimed(world: World, deed: Any) -> None:
    walking.under(world, deed)


def nothing(_world: World, _deed: Any) -> None:
    """Some facts are only kept."""


RULES: Mapping[str, Callable[[World, Any], None]] = {
    "Picked": walking.picked,
    "Unpicked": walking.unpicked,
    "Shorted": walking.shorted,
    "ToteBound": walking.tote_bound,
    "HandedOver": walking.handed_over,
    "WalkFinished": walking.finished,
    "ToteFull": only_claimed,
    "Skipped": only_claimed,
    "ZeroChecked": only_claimed,
    "Packed": packing.packed,
    "Unpacked": packing.unpacked,
    "PackShorted": packing.pack_shorted,
    "ParcelClosed": packing.parcel_closed,
    "Shipped": packing.shipped,
    "PutBack": packing.put_back,
    "Stocked": stocked,
    "Counted": counted,
    "SignedOut": nothing,
}


@dataclass
class Inbox:
    """Facts that arrived: by journal and number, with the moment; each is kept once and booked once."""

    arrived: dict[str, dict[int, tuple[datetime, Fact]]] = field(default_factory=dict)
    booked: dict[str, int] = field(default_factory=dict)

    def take(self, facts: list[Fact], now: datetime) -> None:
        for fact in facts:
            self.arrived.setdefault(fact.incarnation, {}).setdefault(fact.seq, (now, fact))

    def held(self, journal: str) -> int:
        """How far a journal is here without a gap."""
        seq = 0
        while seq + 1 in self.arrived.get(journal, {}):
            seq += 1
        return seq

    @property
    def waiting(self) -> int:
        return sum(map(len, self.arrived.values())) - sum(self.booked.values())

    def book(self, world: World, limit: int | None = None) -> int:
        """Books the facts that can be booked, or so many of them; gives how many."""
        done = 0
        while limit is None or done < limit:
            heads = {name: facts.get(self.booked.get(name, 0) + 1) for name, facts in self.arrived.items()}
            ready = [(head[0], name, head[1]) for name, head in heads.items() if head is not None]
            if not ready:
                break
            _, name, fact = min(ready, key=lambda each: each[:2])
            self.booked[name] = fact.seq
            _book(world, fact)
            done += 1
        return done


def _book(world: World, fact: Fact) -> None:
    if fact.kind not in RULES or (fact.kind == "Stocked" and not fact.payload["qty"]):
        world.troubles["parked"] += 1
        return
    RULES[fact.kind](world, getattr(deeds, fact.kind)(**fact.payload))
