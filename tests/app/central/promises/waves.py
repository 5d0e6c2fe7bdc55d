"""Waves for tests: orders go to the floor by a plan written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.central.promises.releasing import Wave, candidates, store_wave
from app.central.promises.reserving import reserve
from tests.app.central.promises.warehouse import Warehouse


@dataclass(frozen=True)
class Slot:
    order: int
    drop: str = "PACK-1"
    after: int | None = None


@dataclass(frozen=True)
class Tour:
    method: str
    zone: str
    stops: Sequence[Sequence[int]]
    slots: Sequence[Slot]
    millimetres: int = 1000


def release(house: Warehouse, tours: Sequence[Tour]) -> Wave:
    return store_wave(house.central, tours, name="w", badge="BA1001", station="ST1", now=house.now)


def singles(house: Warehouse) -> Wave:
    """Reserves, and releases each order as a walk of its own."""
    reserve(house.central, house.now)
    ready = candidates(house.central)
    tours = []
    for one in ready.orders:
        picks = [pick for pick in ready.picks if pick.order == one.order]
        zones = {pick.zone for pick in picks}
        places = sorted({(pick.sequence, pick.place, pick.sku) for pick in picks})
        stops = [[p.pick for p in picks if (p.sequence, p.place, p.sku) == place] for place in places]
        tours.append(Tour("single", zones.pop() if len(zones) == 1 else "", stops, [Slot(one.order)]))
    return release(house, tours)


def chain(house: Warehouse) -> Wave:
    """Reserves, and passes all orders from zone A to zone B; each order must have picks in both."""
    reserve(house.central, house.now)
    ready = candidates(house.central)
    orders = [one.order for one in ready.orders]
    stops = {z: [[p.pick] for p in ready.picks if p.zone == z] for z in "AB"}
    first = Tour("zone", "A", stops["A"], [Slot(order, "IN-B") for order in orders])
    second = Tour("zone", "B", stops["B"], [Slot(order, "PACK-1", after=0) for order in orders])
    return release(house, [first, second])
