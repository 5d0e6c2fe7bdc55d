"""A shift on the floor, without people: every walk is claimed, and what its picker will tell is known beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.central.engine import Central
from app.central.promises.claiming import claim
from app.central.promises.releasing import Ready, candidates, store_wave
from app.central.promises.reserving import reserve
from app.domain.deeds import Deed, HandedOver, Picked, ToteBound, WalkFinished
from app.domain.facts import Fact
from app.domain.picking.walk import Walk
from tests.bench.site.house import NOW, badge, sealed

CART = 8
"""Orders on a cart."""


@dataclass(frozen=True, slots=True)
class Place:
    """An order's place on a cart."""

    order: int
    drop: str = "PACK-1"
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Tour:
    """A planned walk through the house."""

    stops: Sequence[Sequence[int]]
    slots: Sequence[Place]
    method: str = "batch"
    zone: str = ""
    millimetres: int = 100_000


def send_out(central: Central, *, cart: int = CART) -> None:
    """Reserves all orders and releases them as walks, so many orders to a cart, in the order of their numbers."""
    reserve(central, NOW)
    ready = candidates(central)
    orders = [one.order for one in ready.orders]
    carts = [orders[start : start + cart] for start in range(0, len(orders), cart)]
    store_wave(central, _tours(ready, carts), name="wave", badge="BA2000", station="ST00", now=NOW)


def _tours(ready: Ready, carts: Sequence[Sequence[int]]) -> list[Tour]:
    cart_of = {order: number for number, cart in enumerate(carts) for order in cart}
    stops: list[dict[tuple[int, str, str], list[int]]] = [{} for _ in carts]
    for pick in ready.picks:
        here = (pick.sequence, pick.place, pick.sku)
        stops[cart_of[pick.order]].setdefault(here, []).append(pick.pick)
    return [
        Tour([there[key] for key in sorted(there)], [Place(order) for order in cart])
        for there, cart in zip(stops, carts, strict=True)
    ]


def claim_all(central: Central, walks: Sequence[int], stations: int) -> list[list[Walk]]:
    """Claims walks for stations, in turn; gives each station's."""
    held: list[list[Walk]] = [[] for _ in range(stations)]
    for at, number in enumerate(walks):
        who = at % stations
        walk = claim(central, station=code(who), badge=badge(who), zone="", now=NOW, walk_id=number)
        if walk is not None:
            held[who].append(walk)
    return held


def code(number: int) -> str:
    """Code of a station."""
    return f"ST{number + 1:02}"


def journals(held: Sequence[Sequence[Walk]]) -> list[list[Fact]]:
    """Gives the whole journal of each station: everything done as planned."""
    return [
        sealed(code(number), [deed for walk in walks for deed in _deeds(walk)], who=badge(number))
        for number, walks in enumerate(held)
    ]


def _deeds(walk: Walk) -> list[Deed]:
    totes = [f"TO{walk.id:05}{slot.number}" for slot in walk.slots]
    deeds: list[Deed] = []
    for slot, tote in zip(walk.slots, totes, strict=True):
        deeds.append(ToteBound(walk.id, walk.fence, len(deeds) + 1, tote, slot.order))
    for stop in walk.stops:
        for put in stop.puts:
            head = (walk.id, walk.fence, len(deeds) + 1, put.id, walk.slots[put.slot].order, put.line)
            deeds.append(Picked(*head, stop.sku, stop.place, totes[put.slot], put.qty))
    for slot, tote in zip(walk.slots, totes, strict=True):
        deeds.append(HandedOver(walk.id, walk.fence, len(deeds) + 1, tote, slot.order, slot.drop))
    deeds.append(WalkFinished(walk.id, walk.fence, len(deeds) + 1, walk.millimetres))
    return deeds
