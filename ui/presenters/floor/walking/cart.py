"""The picture of the cart: which position the goods go to now, which are done, which were cancelled."""

from app.domain.picking.moves import drop_of
from app.domain.picking.walk import AtDrop, AtItem, AtPlace, AtSwap, AtTote, AtTotes, Finished, Method, Slot
from ui.presenters.faces import CellState
from ui.presenters.floor.walking.pick_state import Route, SlotFace
from ui.presenters.floor.walking.standing import Standing
from ui.presenters.frame import Text, line

_COLUMNS = 3
_TAIL = 4
_MORE = "\N{HORIZONTAL ELLIPSIS}"


def columns_of(standing: Standing) -> int:
    """Gives how many slots stand side by side: as on the cart, three."""
    return min(_COLUMNS, max(1, len(standing.walk.slots)))


def slots_of(standing: Standing) -> tuple[SlotFace, ...]:
    """Gives every position of the cart as it looks now."""
    return tuple(_face(standing, at) for at in range(len(standing.walk.slots)))


def route_of(standing: Standing) -> Route | None:
    """Gives the way of a zone walk's totes; None for other walks."""
    walk = standing.walk
    if walk.method is not Method.ZONE:
        return None
    drops = dict.fromkeys(drop_of(walk, slot) for slot in walk.slots)
    return Route(incoming_of(standing), walk.zone, tuple(drops))


def incoming_of(standing: Standing) -> tuple[str, ...]:
    """Gives the totes that still come from an earlier zone."""
    return tuple(tote for slot in standing.walk.slots for tote in slot.incoming)


def _face(standing: Standing, at: int) -> SlotFace:
    slot = standing.walk.slots[at]
    alone = len(standing.walk.slots) == 1
    number = slot.tote if alone and slot.tote else str(slot.number)
    count = 0 if slot.cancelled else _count(standing, at)
    label = slot.ref if alone and slot.tote and not slot.cancelled else _label(slot)
    return SlotFace(number, _look(standing, at), count, label, slot.cancelled)


def _look(standing: Standing, at: int) -> CellState:
    slot = standing.walk.slots[at]
    if slot.cancelled and not (isinstance(standing.step, AtDrop) and set(slot.aboard) & set(standing.going)):
        return "idle"
    match standing.step:
        case AtSwap(index) if index == at:
            return "full"
        case AtTotes(index) if index == at:
            return "active"
        case AtItem() | AtTote() if standing.slot_index == at:
            return "active"
        case AtDrop() if set(slot.aboard) & set(standing.going):
            return "active"
    return "done" if _settled(standing, at) else "idle"


def _settled(standing: Standing, at: int) -> bool:
    """Tells whether a slot is to be ticked: its goods are in, and from the hand-over on, its totes are down."""
    slot = standing.walk.slots[at]
    if isinstance(standing.step, AtDrop | Finished):
        return bool(slot.handed) and at not in standing.aboard.values()
    puts = [put for stop in standing.walk.stops for put in stop.puts if put.slot == at]
    return any(put.done for put in puts) and not any(put.left for put in puts)


def _count(standing: Standing, at: int) -> int:
    match standing.step:
        case AtItem() | AtTote() if standing.slot_index == at:
            return standing.batch
        case AtPlace() | AtItem() | AtTote() if standing.stop is not None:
            return sum(put.left for put in standing.stop.puts if put.slot == at)
        case _:
            return 0


def _label(slot: Slot) -> Text:
    if slot.cancelled:
        return line("pick.slot.cancelled")
    if slot.incoming:
        return slot.incoming[0]
    tote = slot.tote or (slot.totes[-1] if slot.totes else "")
    return f"{_MORE}{tote[-_TAIL:]}" if tote else ""
