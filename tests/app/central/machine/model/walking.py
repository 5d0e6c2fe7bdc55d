"""What a picker tells, and what it changes."""

from app.domain.deeds import HandedOver, Picked, Shorted, ToteBound, Unpicked, WalkDeed, WalkFinished
from tests.app.central.machine.model.promising import ask_put_back, keep
from tests.app.central.machine.model.world import ON_FLOOR, Promise, Tote, Tour, World


def under(world: World, deed: WalkDeed) -> Tour:
    """The walk of a deed; one under an older fence is told once, one under this fence is counted."""
    tour = world.walks[deed.walk]
    if deed.fence < tour.fence and ("old_fence", deed.walk, deed.fence) not in world.told:
        world.told.add(("old_fence", deed.walk, deed.fence))
        world.troubles["old_fence"] += 1
    if deed.fence == tour.fence:
        tour.deeds = max(tour.deeds, deed.n)
    return tour


def promise_of(world: World, deed: Picked | Unpicked | Shorted) -> Promise | None:
    found = world.promises.get(deed.put)
    return found if found is not None and (found.line, found.place) == (deed.line, deed.place) else None


def look_into(world: World, tote: str, order: int) -> None:
    """Somebody works with a tote for an order: units of another one in it are told."""
    there = world.totes.get(tote)
    if (there is None or there.order != order) and world.within(tote):
        world.troubles["tote_conflict"] += 1


def draw(world: World, line: int, source: str, target: str, qty: int) -> None:
    """Takes units of a line out of a tote; what the line had not picked becomes its own first."""
    row = world.lines[line]
    lacking = qty - (row.picked - row.packed)
    world.move(row.sku, source, target, qty)
    if lacking > 0:
        row.picked += lacking
        world.troubles["found_stock"] += 1


def picked(world: World, deed: Picked) -> None:
    under(world, deed)
    look_into(world, deed.tote, deed.order)
    if deed.tote not in world.totes and not world.within(deed.tote):
        world.totes[deed.tote] = Tote(deed.order, deed.walk)
    promise, order = promise_of(world, deed), world.orders[deed.order]
    used = 0 if promise is None else min(deed.qty, promise.left)
    if promise is not None:
        promise.left -= used
        promise.taken += used
    world.move(deed.sku, deed.place, deed.tote, deed.qty)
    world.lines[deed.line].picked += deed.qty
    world.troubles["stray_pick"] += used < deed.qty
    if order.state == "released":
        order.state = "picking"
    if order.state == "cancelled":
        ask_put_back(world, deed.order)


def unpicked(world: World, deed: Unpicked) -> None:
    tour = under(world, deed)
    look_into(world, deed.tote, deed.order)
    draw(world, deed.line, deed.tote, deed.place, deed.qty)
    world.lines[deed.line].picked -= deed.qty
    promise = promise_of(world, deed)
    back = 0 if promise is None else min(deed.qty, promise.taken)
    if promise is None or not back:
        return
    promise.taken -= back
    wanted = world.orders[deed.order].state in ON_FLOOR and tour.live and promise.walk == deed.walk
    if wanted and not promise.void:
        promise.left += back
    else:
        world.void(promise)


def shorted(world: World, deed: Shorted) -> None:
    under(world, deed)
    promise = promise_of(world, deed)
    units = 0 if promise is None else min(deed.qty, promise.left)
    if promise is not None:
        promise.left -= units
        promise.short += units
    surplus = world.free(deed.sku, deed.place)
    if deed.cause in ("not_found", "damaged") and surplus > 0:
        world.units[deed.sku, deed.place] -= surplus
    world.troubles["short"] += 1
    if units:
        _look_elsewhere(world, deed, min(units, world.missing(deed.line)))


def _look_elsewhere(world: World, deed: Shorted, wanted: int) -> None:
    """Other shelves may have it: then a walk more, for this order alone and before the others."""
    state = world.orders[deed.order].state
    if state not in ON_FLOOR:
        return
    made = keep(world, deed.line, wanted, None, but=deed.place)
    if made:
        walk = _extra_walk(world, deed.order)
        for one in made:
            world.promises[one].walk = walk


def _extra_walk(world: World, order: int) -> int:
    for number, tour in world.walks.items():
        if list(tour.orders) == [order] and (tour.state, tour.method) == ("open", "single"):
            return number
    number = world.new_key()
    world.walks[number] = Tour({order: None}, "single", priority=10)
    return number


def tote_bound(world: World, deed: ToteBound) -> None:
    under(world, deed)
    look_into(world, deed.tote, deed.order)
    world.totes[deed.tote] = Tote(deed.order, deed.walk)


def handed_over(world: World, deed: HandedOver) -> None:
    under(world, deed)
    look_into(world, deed.tote, deed.order)
    if deed.tote in world.totes:
        world.totes[deed.tote].down = True
    if world.orders[deed.order].state == "cancelled" and world.within(deed.tote):
        ask_put_back(world, deed.order)


def finished(world: World, deed: WalkFinished) -> None:
    """Ends a walk, unless it is somebody else's by now: what was not settled is free again, the next one opens."""
    tour = under(world, deed)
    if not tour.live or deed.fence < tour.fence:
        return
    tour.state = "finished"
    for promise in world.promises.values():
        if promise.walk == deed.walk and promise.left:
            world.void(promise)
            world.troubles["left_open"] += 1
    for code, tote in list(world.totes.items()):
        if tote.walk == deed.walk and not tote.down and not world.within(code):
            del world.totes[code]
    for other in world.walks.values():
        if other.state == "waiting" and deed.walk in other.orders.values() and not _waits(world, other):
            other.state = "open"
    for order in tour.orders:
        if world.orders[order].state in ("released", "picking") and not world.busy(order):
            world.leave_floor(order)


def _waits(world: World, tour: Tour) -> bool:
    return any(before is not None and world.walks[before].live for before in tour.orders.values())
