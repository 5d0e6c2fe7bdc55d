"""What a supervisor chooses from: the orders that wait, and where their goods lie."""

from collections import Counter
from collections.abc import Iterable

from app.central.promises.releasing import Ready
from app.central.reads.walks.waiting import FloorPlace, WaitingOrder
from app.domain.master.places import PlaceKind
from app.domain.waves import Candidate, FloorMap, Point, Shelf


def candidate_of(one: WaitingOrder, why: str) -> Candidate:
    """Puts an order in the screen's words; ``why`` is the key of the sentence that advises it, or empty."""
    return Candidate(
        order=one.order,
        ref=one.ref,
        customer=one.customer,
        channel=one.channel,
        carrier=one.carrier,
        cutoff_at=one.cutoff_at,
        priority=one.priority,
        lines=one.lines,
        units=one.units,
        zones=one.zones,
        why=why,
    )


def floor_of(places: Iterable[FloorPlace], ready: Ready) -> FloorMap:
    """Draws the floor; a shelf is as hot as the units that the orders take from it."""
    heat: Counter[str] = Counter()
    for pick in ready.picks:
        heat[pick.place] += pick.qty
    shelves: list[Shelf] = []
    drops: dict[str, Point] = {}
    for each in places:
        at = Point(each.x_mm, each.y_mm)
        if each.kind == PlaceKind.SHELF:
            shelves.append(Shelf(each.code, each.zone, each.aisle, at, heat[each.code]))
        else:
            drops[each.code] = at
    return FloorMap(tuple(shelves), drops, ready.length_mm)
