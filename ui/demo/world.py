"""The physical side of the demo's warehouse: what is stuck on goods, which totes are free, what stands at the bench."""

import csv
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.codes import place_barcode


@dataclass(frozen=True, slots=True)
class Goods:
    """What a person holds in the hand: its barcodes and the weight of one unit in grams.

    Attributes:
        single: Barcode of one unit.
        cases: (barcode, units) of multi-packs.
        weight_g: Grams.
    """

    single: str
    cases: tuple[tuple[str, int], ...]
    weight_g: int


@dataclass
class World:
    """Things that lie around.

    Attributes:
        goods: By SKU.
        free: Empty totes.
        bench: Totes that were put down to be packed, the first first.
        incidents: What the script of the shift wants to see, and how often it was seen.
        callable_off: (order, walk) whose goods are in a tote while the walk goes on: one may be cancelled.
        over: Set when the day is done: everybody signs out.
    """

    goods: dict[str, Goods]
    free: deque[str]
    bench: deque[str] = field(default_factory=deque)
    incidents: dict[str, int] = field(default_factory=dict)
    callable_off: list[tuple[int, int]] = field(default_factory=list)
    filled: dict[str, int] = field(default_factory=dict)
    over: bool = False

    def scan_code_of(self, place: str) -> str:
        """Gives what the label of a place says to a scanner."""
        return place_barcode(place)

    def take_tote(self) -> str:
        """Takes an empty tote from the pile."""
        return self.free.popleft()

    def happens(self, incident: str) -> bool:
        """Tells whether an incident is still to happen; the first who asks makes it happen."""
        if self.incidents.get(incident, 0):
            return False
        self.incidents[incident] = 1
        return True


INCIDENTS = (
    "wrong_item",
    "unknown_code",
    "wrong_tote",
    "full_tote",
    "short_pick",
    "skipped_stop",
    "undo",
    "double_trigger",
    "typed_check_digits",
    "multi_pack",
    "wrong_weight",
    "reprint",
    "cancelled_in_tote",
)
"""What the script of the shift includes, each at least once."""


def world_of(items: Path, totes: int) -> World:
    """Lays the goods out as the item file describes them.

    Args:
        items: The item file: sku, name, weight_g, barcode with multi-packs as ``code*units``.
        totes: How many totes there are.
    """
    goods: dict[str, Goods] = {}
    with items.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes = [code.partition("*") for code in row["barcode"].split("|")]
            cases = tuple((code, int(units)) for code, star, units in codes if star)
            single = next(code for code, star, _ in codes if not star)
            goods[row["sku"].upper()] = Goods(single, cases, int(row["weight_g"]))
    return World(goods, deque(f"TO{number:04}" for number in range(1, totes + 1)))
