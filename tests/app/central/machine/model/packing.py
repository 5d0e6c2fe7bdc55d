"""What a bench tells, and what it changes."""

from app.domain.deeds import Packed, PackShorted, ParcelClosed, PutBack, Shipped, Unpacked
from tests.app.central.machine.model.promising import ask_put_back
from tests.app.central.machine.model.walking import draw, look_into
from tests.app.central.machine.model.world import Parcel, Tote, World


def may_open(world: World, tote: str, station: str) -> bool:
    """A bench gets an order when all of it has arrived and no other bench has it."""
    if tote not in world.totes:
        return False
    order = world.orders[world.totes[tote].order]
    mine = order.state == "picked" or (order.state == "packing" and order.packer == station)
    return mine and not world.walked(world.totes[tote].order)


def packed(world: World, deed: Packed) -> None:
    parcel = world.parcels.setdefault(deed.parcel, Parcel(deed.order))
    look_into(world, deed.tote, deed.order)
    draw(world, deed.line, deed.tote, deed.parcel, deed.qty)
    world.lines[deed.line].packed += deed.qty
    world.boxed.setdefault((deed.parcel, deed.line), [0, 0])[0] += deed.qty
    world.troubles["stray_pack"] += parcel.order != deed.order or parcel.state != "open"
    if world.orders[deed.order].state == "cancelled":
        ask_put_back(world, deed.order)


def unpacked(world: World, deed: Unpacked) -> None:
    """Takes units out of a parcel again; those it never had, or that have left with it, become the line's first."""
    world.parcels.setdefault(deed.parcel, Parcel(deed.order))
    look_into(world, deed.tote, deed.order)
    if deed.tote not in world.totes and not world.within(deed.tote):
        world.totes[deed.tote] = Tote(deed.order, None)
    world.move(deed.sku, deed.parcel, deed.tote, deed.qty)
    pair, line = world.boxed.setdefault((deed.parcel, deed.line), [0, 0]), world.lines[deed.line]
    lacking = max(0, deed.qty - (pair[0] - pair[1]))
    pair[0] += lacking - deed.qty
    line.picked += lacking
    line.packed += lacking - deed.qty
    world.troubles["found_stock"] += lacking > 0


def pack_shorted(world: World, deed: PackShorted) -> None:
    look_into(world, deed.tote, deed.order)
    draw(world, deed.line, deed.tote, "", deed.qty)
    world.lines[deed.line].picked -= deed.qty
    world.troubles["pack_short"] += 1
    lines = world.lines_of(deed.order)
    if world.orders[deed.order].state == "packing" and all(one.picked == one.packed == one.shipped for one in lines):
        world.leave_floor(deed.order)


def parcel_closed(world: World, deed: ParcelClosed) -> None:
    parcel = world.parcels.setdefault(deed.parcel, Parcel(deed.order))
    parcel.state = "shipped" if parcel.state == "shipped" else "closed"
    order = world.orders[deed.order]
    if not deed.last:
        return
    if order.state not in ("cancelled", "shipped"):
        order.state, order.packer = "packed", None
    for code in [code for code, tote in world.totes.items() if tote.order == deed.order]:
        if world.within(code):
            world.troubles["left_in_tote"] += 1
        else:
            del world.totes[code]
    if all(one.state == "shipped" for one in world.parcels.values() if one.order == deed.order):
        _after_shipping(world, deed.order)


def shipped(world: World, deed: Shipped) -> None:
    parcel = world.parcels.setdefault(deed.parcel, Parcel(deed.order))
    for (sscc, line), pair in world.boxed.items():
        units = pair[0] - pair[1] if sscc == deed.parcel else 0
        if units:
            world.move(world.lines[line].sku, sscc, "", units)
            world.lines[line].shipped += units
            pair[1] = pair[0]
    parcel.state = "shipped"
    _after_shipping(world, parcel.order)


def _after_shipping(world: World, order: int) -> None:
    """The order ends with its last unit, or goes on when nothing packed of it waits for the carrier."""
    one = world.orders[order]
    closed = any(each.state == "closed" for each in world.parcels.values() if each.order == order)
    if one.state in ("cancelled", "shipped") or closed:
        return
    busy = world.busy(order)
    if not busy and all(line.shipped >= line.qty for line in world.lines_of(order)):
        one.state, one.packer = "shipped", None
    elif one.state == "packed" and busy:
        one.state, one.packer = ("picking" if world.walked(order) else "reserved"), None
    elif one.state == "packed":
        world.leave_floor(order)


def put_back(world: World, deed: PutBack) -> None:
    """Only goods of orders that were called off are ever put back here."""
    look_into(world, deed.tote, deed.order)
    draw(world, deed.line, deed.tote, deed.place, deed.qty)
    world.lines[deed.line].picked -= deed.qty
    if not world.within(deed.tote):
        world.totes.pop(deed.tote, None)
    if not any(world.within(code) for code, tote in world.totes.items() if tote.order == deed.order):
        world.told.discard(("put_back", deed.order, 0))
