"""Hands for tests: they scan what a step wants."""

from collections.abc import Callable

from app.domain.codes import place_barcode
from app.domain.errors import Conflict
from app.domain.packing.pack import Excusing, Labelling, Pack, Reprinting, Verifying, Weighing
from app.domain.picking.moves import drop_of, due, loaded
from app.domain.picking.walk import AtDrop, AtItem, AtPlace, AtReason, AtSwap, AtTote, AtTotes, AtZero, Walk
from app.services.bench.packing import Packing
from app.services.opening import OpenStation
from tests.builders import CASE, barcode_of, case_of, until

_NOT_YET = ("promises.waits_for_walk", "promises.not_picked", "promises.tote_empty", "promises.already_packed")


def right_scan(walk: Walk, fresh: Callable[[], str], item: Callable[[str], str] | None = None) -> str:
    """What the step of a walk wants to be scanned.

    ``fresh`` gives the code of an empty tote, ``item`` the barcode of one unit where the house is not the tiny one.
    """
    step = walk.step
    match step:
        case AtTotes(slot):
            return walk.slots[slot].incoming[0] if walk.slots[slot].incoming else fresh()
        case AtPlace(stop):
            return place_barcode(walk.stops[stop].place)
        case AtItem(stop, hand):
            here = walk.stops[stop]
            if item is not None:
                return item(here.sku) if not hand else f"#QTY{here.left}"
            return case_of(here.sku) if here.left - hand >= CASE else barcode_of(here.sku)
        case AtTote(stop):
            return walk.slots[due(walk.stops[stop]).slot].tote
        case AtReason():
            return "#R1"
        case AtZero():
            return "#YES"
        case AtSwap():
            return fresh()
        case AtDrop(tote):
            aboard = loaded(walk)
            return place_barcode(drop_of(walk, walk.slots[aboard[tote or next(iter(aboard))]]))
        case _:
            raise AssertionError(f"nothing is wanted at {step}")


def right_work(pack: Pack) -> str | int:
    """What the step of a pack wants: a code to scan, or grams to weigh."""
    match pack.step:
        case Verifying():
            line = next(line for line in pack.lines if line.left)
            return case_of(line.sku) if line.left >= CASE else barcode_of(line.sku)
        case Excusing():
            return "#R1"
        case Weighing():
            return pack.expected_g
        case Labelling():
            return f"00{pack.parcel}"
        case Reprinting():
            return "#R1"
        case _:
            raise AssertionError(f"nothing is wanted at {pack.step}")


class Totes:
    """Empty totes, one after the other."""

    def __init__(self, first: int = 1) -> None:
        self.taken: list[str] = []
        self._next = first

    def __call__(self) -> str:
        """Gives the next one."""
        self.taken.append(f"TO{self._next:05}")
        self._next += 1
        return self.taken[-1]


def walk_on(
    station: OpenStation,
    fresh: Callable[[], str],
    *,
    until_step: type[object] | None = None,
    item: Callable[[str], str] | None = None,
) -> list[str]:
    """Scans what is wanted until the walk is over, or until a kind of step; gives what was scanned."""
    scanned = []
    while station.picking.walk is not None:
        if until_step is not None and isinstance(station.picking.walk.step, until_step):
            break
        scanned.append(right_scan(station.picking.walk, fresh, item))
        outcome = station.picking.scan(scanned[-1])
        assert not outcome.refused, (scanned[-1], outcome.reason, outcome.names)
    return scanned


def work_on(packing: Packing, *, until_step: type[object] | None = None) -> None:
    """Does what is wanted at the bench until the order is closed, or until a kind of step."""
    while packing.pack is not None:
        if until_step is not None and isinstance(packing.pack.step, until_step):
            return
        wanted = right_work(packing.pack)
        outcome = packing.weigh(wanted) if isinstance(wanted, int) else packing.scan(wanted)
        assert not outcome.refused, (wanted, outcome.reason, outcome.names)


def open_when_ready(packing: Packing, tote: str) -> Pack:
    """Opens a tote as soon as its walks are booked."""
    found: list[Pack] = []

    def tried() -> bool:
        try:
            found.append(packing.open(tote))
        except Conflict as conflict:
            if conflict.reason not in _NOT_YET:
                raise
        return bool(found)

    until(tried, f"the opening of {tote}")
    return found[0]
