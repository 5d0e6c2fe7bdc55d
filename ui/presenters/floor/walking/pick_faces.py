"""The body of the picking screen, made of a walk."""

from app.domain.picking.walk import AtDrop, AtItem, AtPlace, AtReason, AtSwap, AtTote, AtTotes, AtZero, Finished, Stop
from ui.presenters.faces import ItemFace, PlaceFace, QtyFace
from ui.presenters.floor.walking.cart import columns_of, incoming_of, route_of, slots_of
from ui.presenters.floor.walking.pick_frame import frame_of
from ui.presenters.floor.walking.pick_state import PickFaces, PickState, TaskFace
from ui.presenters.floor.walking.standing import Standing
from ui.presenters.frame import Text, line


def state_of(standing: Standing) -> PickState:
    """Gives the whole state of a walk at which nothing went wrong."""
    walk, stop, slot = standing.walk, standing.stop, standing.slot
    return PickState(
        frame=frame_of(standing),
        step=standing.name,
        faces=faces_of(standing),
        walk=walk.id,
        method=str(walk.method),
        place=stop.place if stop else "",
        check_digits=stop.check_digits if stop else "",
        sku=stop.sku if stop else "",
        qty=standing.batch,
        hand=standing.hand,
        left_here=stop.left if stop else 0,
        tote=_tote(standing),
        slot=slot.number if slot else 0,
        drop=standing.drop if isinstance(standing.step, AtDrop | AtSwap) else "",
        incoming=incoming_of(standing),
    )


def faces_of(standing: Standing) -> PickFaces:
    """Gives the body."""
    stop = standing.stop
    known = not isinstance(standing.step, AtPlace)
    counted = isinstance(standing.step, AtTote | AtZero)
    at_shelf = isinstance(standing.step, AtPlace | AtItem | AtTote)
    return PickFaces(
        place=PlaceFace(stop.place, stop.check_digits, done=known) if stop else None,
        item=ItemFace(stop.name, stop.sku, stop.tail, done=counted) if stop else None,
        qty=_qty(standing, stop) if stop and at_shelf else None,
        sums=_sums(stop) if stop and at_shelf else "",
        task=_task(standing),
        slots=slots_of(standing),
        columns=columns_of(standing),
        route=route_of(standing),
        preview=_preview(standing),
    )


def _tote(standing: Standing) -> str:
    slot = standing.slot
    match standing.step:
        case AtTotes() if slot is not None:
            return slot.incoming[0] if slot.incoming else ""
        case AtPlace() | AtItem() | AtTote() | AtReason() if slot is not None:
            return slot.tote
        case AtDrop(tote):
            return tote
        case _:
            return ""


def _qty(standing: Standing, stop: Stop) -> QtyFace:
    if isinstance(standing.step, AtTote):
        return QtyFace(standing.batch, stop.left, standing.hand, "ui.qty.put")
    return QtyFace(stop.left, in_hand=standing.hand)


def _sums(stop: Stop) -> str:
    parts = [put.left for put in stop.puts if put.left]
    return f"{stop.left} = {' + '.join(map(str, parts))}" if len(parts) > 1 else ""


def _task(standing: Standing) -> TaskFace | None:
    slot = standing.slot
    match standing.step:
        case AtTotes() if slot is not None:
            big = slot.incoming[0] if slot.incoming else str(slot.number)
            caption = "pick.task.incoming" if slot.incoming else "pick.task.position"
            return TaskFace(line(caption, slot=slot.number), big, line("pick.task.order", ref=slot.ref))
        case AtSwap() if slot is not None:
            words = line("pick.task.full", tote=slot.tote, place=standing.drop) if slot.tote else ""
            return TaskFace(line("pick.task.position"), str(slot.number), words)
        case AtDrop():
            return TaskFace(line("pick.task.drop"), standing.drop, ", ".join(standing.going))
        case Finished():
            return _summary(standing)
        case _:
            return None


def _summary(standing: Standing) -> TaskFace:
    stops = standing.walk.stops
    taken = sum(stop.done for stop in stops)
    short = sum(put.short for stop in stops for put in stop.puts)
    words = line("pick.task.summary_short" if short else "pick.task.summary", stops=len(stops), short=short)
    return TaskFace(line("pick.task.taken"), str(taken), words)


def _preview(standing: Standing) -> Text:
    if isinstance(standing.step, AtDrop):
        rest = len(standing.aboard) - len(standing.going)
        return line("pick.next.drops", count=rest) if rest else line("pick.next.job")
    if isinstance(standing.step, Finished):
        return line("pick.next.job")
    after = standing.after
    if after is not None:
        return line("pick.next.stop", place=after.place, item=after.name, qty=after.left)
    return line("pick.next.drop", place=standing.drop) if standing.drop else line("pick.next.drop_later")
