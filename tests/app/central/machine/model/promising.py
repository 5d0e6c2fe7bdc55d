"""What the centre promises: units to lines, walks to people; and how a promise is taken back."""

from collections.abc import Iterable

from tests.app.central.machine.model.world import OVER, WAY, Promise, Tour, World


def reserve(world: World) -> None:
    """The oldest order first, line by line, each from the shelves in the order of the way through the house."""
    waiting = {n for n, order in world.orders.items() if order.state in ("open", "backordered")}
    eldest = sorted(waiting, key=lambda n: (world.orders[n].placed, n))
    for order in eldest:
        for number, line in sorted(world.lines.items()):
            if line.order == order:
                keep(world, number, world.missing(number), None)
    for order in waiting:
        promised = any(world.promised(n) for n, line in world.lines.items() if line.order == order)
        world.orders[order].state = "reserved" if promised else "backordered"


def keep(world: World, line: int, wanted: int, walk: int | None, but: str = "") -> list[int]:
    """Keeps free units of the shelves for a line, as many as are wanted and there."""
    made = []
    for place in sorted(WAY, key=lambda code: (WAY[code], code)):
        units = min(wanted, world.free(world.lines[line].sku, place)) if place != but else 0
        if units > 0:
            made.append(world.new_key())
            world.promises[made[-1]] = Promise(line, place, units, walk)
            wanted -= units
    return made


def next_walk(world: World, station: str, badge: str, zone: str) -> int | None:
    """The walk that this person has here already, else the next of the zone, else the next of the whole house."""
    own = [
        n for n, tour in world.walks.items() if (tour.state, tour.station, tour.badge) == ("claimed", station, badge)
    ]
    if own:
        return min(own)
    waiting = [n for n, tour in world.walks.items() if tour.state == "open" and tour.zone in (zone, "")]
    return min(waiting, key=lambda n: (world.walks[n].zone != zone, -world.walks[n].priority, n), default=None)


def may_have(world: World, number: int, station: str, *, take_over: bool) -> bool:
    tour = world.walks[number]
    return tour.state == "open" or (tour.state == "claimed" and (take_over or tour.station == station))


def claim(world: World, number: int, station: str, badge: str) -> None:
    """Whoever comes anew gets a higher fence; who has it already keeps it."""
    tour = world.walks[number]
    if tour.state == "open" or tour.station != station:
        tour.fence += 1
        tour.deeds = 0
    tour.state, tour.station, tour.badge = "claimed", station, badge
    for order in tour.orders:
        if world.orders[order].state == "released":
            world.orders[order].state = "picking"


def holds(world: World, number: int, station: str, fence: int) -> bool:
    tour = world.walks[number]
    return (tour.state, tour.station, tour.fence) == ("claimed", station, fence)


def may_give_back(world: World, number: int, station: str, fence: int) -> bool:
    begun = any(p.taken or p.short for p in world.promises.values() if p.walk == number)
    return holds(world, number, station, fence) and not world.walks[number].deeds and not begun


def give_back(world: World, number: int) -> None:
    tour = world.walks[number]
    tour.state, tour.station, tour.badge = "open", None, None
    for order in tour.orders:
        begun = any(other.state in ("claimed", "finished") for other in world.walks_of(order))
        if world.orders[order].state == "picking" and not begun:
            world.orders[order].state = "released"


def cancel(world: World, order: int) -> bool:
    """Calls an order off unless it is too late; its promises end, and walks that were for it alone."""
    if world.orders[order].state in OVER:
        return False
    world.orders[order].state = "cancelled"
    for promise in world.promises.values():
        if world.lines[promise.line].order == order and promise.left:
            world.void(promise)
    mine = {number: tour for number, tour in world.walks.items() if order in tour.orders}
    for number, tour in mine.items():
        if tour.state in ("open", "waiting") and all(p.void for p in world.promises.values() if p.walk == number):
            tour.state = "void"
    for tour in mine.values():
        if tour.state == "waiting" and not any(_unmet(world, *each) for each in tour.orders.items()):
            tour.state = "open"
    _ask_for_goods(world, order)
    return True


def _unmet(world: World, order: int, before: int | None) -> bool:
    return before is not None and world.walks[before].live and world.orders[order].state != "cancelled"


def _ask_for_goods(world: World, order: int) -> None:
    if sum(line.picked - line.shipped for line in world.lines_of(order)) > 0:
        ask_put_back(world, order)


def ask_put_back(world: World, order: int) -> None:
    """Goods of an order that was called off have to go back: said once, until it is done."""
    if ("put_back", order, 0) not in world.told:
        world.told.add(("put_back", order, 0))
        world.troubles["put_back"] += 1


def may_release(world: World, orders: Iterable[int], picks: Iterable[int]) -> bool:
    """A plan holds while its orders still wait and their promises are those it was made of."""
    wanted = set(orders)
    free = {n for n, p in world.promises.items() if p.left and world.lines[p.line].order in wanted}
    return all(world.orders[n].state == "reserved" for n in wanted) and free == set(picks)


def release(world: World, number: int, tour: Tour, picks: Iterable[int]) -> None:
    world.walks[number] = tour
    tour.state = "waiting" if any(before is not None for before in tour.orders.values()) else "open"
    for order in tour.orders:
        world.orders[order].state = "released"
    for pick in picks:
        world.promises[pick].walk = number
