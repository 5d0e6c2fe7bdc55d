"""The advice on a site's next wave: orders, each with the sentence that says why it is among them or why it is not.

Orders are taken in this sequence, as long as the work fits into the capacity:

1. Those that would miss their carrier if they went with the wave after this one; the earliest cut-off first.
2. Those whose carrier has left already: they go with its next car.
3. Those that somebody gave a priority above the usual 0, the highest first.
4. Others of a carrier that is already among the chosen ones: its parcels are then ready together.
5. Any others.

Within 4 and 5, the next one is always the order after which the wave has most units per aisle visited.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import fsum

from app.planning.waving.filling import Filling
from app.planning.waving.waiting import Waiting

DUE = "advice.order.due"
MISSED = "advice.order.missed"
PRIORITY = "advice.order.priority"
CARRIER = "advice.order.carrier"
AISLES = "advice.order.aisles"
ROOM = "advice.order.room"
NO_STOCK = "advice.order.no_stock"
FULL = "advice.order.full"
DUE_FULL = "advice.order.due_full"

_ROUNDING = 1e-9
"""Sums of minutes may be above the capacity by this share of it and still count as equal."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Orders to release, the most urgent first.

    Attributes:
        orders: Their numbers.
        reasons: For each of them, the key of the sentence that says why.
        left_out: For each other order, the key of the sentence that says why not.
        minutes: Work of the wave.
        units: Units of the wave.
        aisles: Aisles it visits.
    """

    orders: tuple[int, ...]
    reasons: Mapping[int, str]
    left_out: Mapping[int, str]
    minutes: float
    units: int
    aisles: frozenset[str]


def advise(
    candidates: Sequence[Waiting], *, now: datetime, capacity_minutes: float, horizon: datetime, lead_minutes: float = 0
) -> Advice:
    """Chooses the orders of the next wave.

    The work of the wave is never above the capacity, with one exception: an order that has to go now and is more
    than everybody can do goes all the same, alone, when it is the first. It would wait for ever otherwise.

    Args:
        candidates: Orders in any sequence; each number once.
        now: The moment of the release; as aware or naive as the cut-offs.
        capacity_minutes: Minutes of work until the horizon: all people at work together.
        horizon: When the wave after this one is released.
        lead_minutes: From an order's work being done until its parcel stands where the carrier takes it.
    """
    able = [each for each in candidates if each.stock_ok]
    lead = timedelta(minutes=lead_minutes)
    due = {each.order for each in able if _due(each, now, horizon, lead)}
    missed = {each.order for each in able if each.cutoff_at is not None and each.cutoff_at <= now}
    ranked = _ranked(able, due, missed)
    room = capacity_minutes * (1 + _ROUNDING)
    taken = [*_urgent(ranked, room)]
    urgent = {each.order for each, _ in ranked}
    rest = [each for each in able if each.order not in urgent]
    taken += _filled(rest, [each for each, _ in taken], room)
    reasons = {each.order: why for each, why in taken}
    left_out = {
        each.order: (DUE_FULL if each.order in due else FULL) if each.stock_ok else NO_STOCK
        for each in candidates
        if each.order not in reasons
    }
    return Advice(
        tuple(reasons),
        reasons,
        left_out,
        fsum(each.minutes for each, _ in taken),
        sum(each.units for each, _ in taken),
        frozenset[str]().union(*(each.aisles for each, _ in taken)),
    )


def _urgent(ranked: Iterable[tuple[Waiting, str]], room: float) -> Iterator[tuple[Waiting, str]]:
    """Gives the urgent orders that fit, the most urgent first, each with the reason."""
    minutes, first = 0.0, True
    for each, why in ranked:
        alone = first and why == DUE and room > 0
        if alone or minutes + each.minutes <= room:
            minutes, first = minutes + each.minutes, False
            yield each, why


def _filled(rest: Iterable[Waiting], chosen: Sequence[Waiting], room: float) -> Iterator[tuple[Waiting, str]]:
    """Fills the wave up: orders of the chosen ones' carriers first, then others."""
    carriers = {each.carrier for each in chosen if each.carrier}
    same: list[Waiting] = []
    others: list[Waiting] = []
    for each in rest:
        (same if each.carrier in carriers else others).append(each)
    filling = Filling(chosen, room)
    for each, _ in filling.take(same):
        yield each, CARRIER
    for each, near in filling.take(others):
        yield each, AISLES if near else ROOM


def _due(order: Waiting, now: datetime, horizon: datetime, lead: timedelta) -> bool:
    """Tells whether an order can make its carrier now, and could not if it went with the next wave."""
    if order.cutoff_at is None or order.cutoff_at <= now:
        return False
    return order.cutoff_at - timedelta(minutes=order.minutes) - lead < horizon


def _ranked(able: Iterable[Waiting], due: set[int], missed: set[int]) -> list[tuple[Waiting, str]]:
    """Gives the orders that go before others, the most urgent first, each with the reason."""
    ranks = []
    for each in able:
        kind = 0 if each.order in due else 1 if each.order in missed else 2 if each.priority > 0 else None
        if kind is not None:
            first = (0, -each.priority) if kind == 2 else (0, 0)  # noqa: PLR2004 - a rank, not a quantity
            ranks.append((kind, first, each.until, -each.priority, each.order, each))
    ranks.sort(key=lambda rank: rank[:-1])
    return [(rank[-1], (DUE, MISSED, PRIORITY)[rank[0]]) for rank in ranks]
