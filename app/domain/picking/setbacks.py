"""When things go otherwise: units that cannot be taken, a stop put off, the last step undone, an order cancelled."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.codes import Command, ItemCode, Meaning
from app.domain.deeds import Shorted, Skipped, Unpicked, WalkDeed
from app.domain.picking.moves import made, next_step, onward, put_changed, stop_of
from app.domain.picking.outcome import CAUSES, Outcome, attend, refuse
from app.domain.picking.taking import count
from app.domain.picking.walk import AtDrop, AtItem, AtPlace, AtReason, AtTote, AtZero, Finished, Put, Step, Walk
from app.domain.reasons import Cue, Reason


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """The centre tells: this order is not wanted any more."""

    order: int


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The centre tells: somebody else has this walk now."""

    by: str


Amendment = OrderCancelled | TakenOver
"""What the centre may tell a walk that is under way."""


def short(walk: Walk) -> Outcome:
    """Begins to declare that the rest of a stop cannot be taken."""
    match walk.step:
        case AtPlace(stop):
            return Outcome(replace(walk, step=AtReason(stop, 0)))
        case AtItem(stop, hand):
            return Outcome(replace(walk, step=AtReason(stop, hand)))
        case AtTote(stop, hand) if hand < walk.stops[stop].left:
            return Outcome(replace(walk, step=AtReason(stop, hand)))
        case _:
            return refuse(walk, Reason.NOT_NOW, command="#SHORT")


def at_reason(walk: Walk, step: AtReason, scan: Meaning) -> Outcome:
    """Takes the cause; a scan of the item means that it was found after all."""
    match scan:
        case Command("R", int(number)) if 1 <= number <= len(CAUSES):
            return _shorted(walk, step, CAUSES[number - 1])
        case ItemCode():
            return count(walk, step.stop, step.hand, scan)
        case _:
            return refuse(walk, Reason.CHOOSE_CAUSE)


def _shorted(walk: Walk, step: AtReason, cause: str) -> Outcome:
    """Gives up what is not in hand, from the last put of the stop backwards, so that the first orders are served."""
    stop = walk.stops[step.stop]
    missing = stop.left - step.hand
    deeds: list[WalkDeed] = []
    for put in reversed(stop.puts):
        qty = min(put.left, missing)
        if qty:
            missing -= qty
            order = walk.slots[put.slot].order
            deed = Shorted(
                walk.id, walk.fence, walk.made + 1, put.id, order, put.line, stop.sku, stop.place, qty, cause
            )
            deeds.append(deed)
            walk = made(put_changed(walk, put.id, _given_up(qty)), deed)
    if step.hand:
        return Outcome(replace(walk, step=AtTote(step.stop, step.hand)), tuple(deeds), Cue.ATTENTION)
    return onward(walk, *deeds, here=stop.place)


def _given_up(qty: int) -> Callable[[Put], Put]:
    return lambda put: replace(put, short=put.short + qty)


def skip(walk: Walk) -> Outcome:
    """Puts the stop off to the end of the walk."""
    step = walk.step
    if not isinstance(step, AtPlace | AtItem):
        return refuse(walk, Reason.NOT_NOW, command="#SKIP")
    if isinstance(step, AtItem) and step.hand:
        return refuse(walk, Reason.UNDO_FIRST, hand=step.hand)
    if sum(1 for stop in walk.stops if stop.left) == 1:
        return refuse(walk, Reason.LAST_STOP)
    stop = walk.stops[step.stop]
    deed = Skipped(walk.id, walk.fence, walk.made + 1, stop.place, stop.sku)
    stops = (*walk.stops[: step.stop], *walk.stops[step.stop + 1 :], stop)
    return onward(made(replace(walk, stops=stops), deed), deed)


def undo(walk: Walk) -> Outcome:
    """Takes back the last step: first what is only counted, then the last put."""
    match walk.step:
        case AtReason(stop, hand):
            back: Step = AtItem(stop, hand) if hand else AtPlace(stop)
            return Outcome(replace(walk, step=back))
        case AtItem(stop, hand) | AtTote(stop, hand) if hand:
            return attend(replace(walk, step=AtItem(stop)), Reason.UNDONE, qty=hand, sku=walk.stops[stop].sku)
        case AtDrop(tote) if tote:
            return Outcome(replace(walk, step=AtDrop()))
        case AtPlace() | AtItem() | AtTote() | AtZero() | AtDrop():
            return _unpick(walk)
        case _:
            return refuse(walk, Reason.NOTHING_TO_UNDO)


def _unpick(walk: Walk) -> Outcome:
    if not walk.trail:
        return refuse(walk, Reason.NOTHING_TO_UNDO)
    last = walk.trail[-1]
    index = stop_of(walk, last.put)
    stop = walk.stops[index]
    put = next(p for p in stop.puts if p.id == last.put)
    slot = walk.slots[put.slot]
    if last.tote in slot.handed or slot.cancelled:
        return refuse(walk, Reason.CANNOT_UNDO, tote=last.tote)
    deed = Unpicked(
        walk.id,
        walk.fence,
        walk.made + 1,
        last.n,
        put.id,
        slot.order,
        put.line,
        stop.sku,
        stop.place,
        last.tote,
        last.qty,
    )
    walk = put_changed(walk, put.id, lambda p: replace(p, done=p.done - last.qty))
    walk = replace(made(walk, deed), trail=walk.trail[:-1], step=AtItem(index))
    return attend(walk, Reason.UNDONE, deed, qty=last.qty, sku=stop.sku)


def amend(walk: Walk, news: Amendment) -> Outcome:
    """Lets news from the centre into a walk that is under way."""
    match news:
        case TakenOver(by):
            return attend(replace(walk, step=Finished()), Reason.TAKEN_OVER, by=by)
        case OrderCancelled(order):
            return _cancelled(walk, order)


def _cancelled(walk: Walk, order: int) -> Outcome:
    which = {i for i, slot in enumerate(walk.slots) if slot.order == order and not slot.cancelled}
    if not which:
        return Outcome(walk)
    slots = tuple(replace(slot, cancelled=i in which or slot.cancelled) for i, slot in enumerate(walk.slots))
    stops = tuple(
        replace(
            stop,
            puts=tuple(replace(put, qty=put.done + put.short) if put.slot in which else put for put in stop.puts),
        )
        for stop in walk.stops
    )
    first = walk.slots[min(which)]
    names = {"ref": first.ref, "slot": first.number, "tote": first.tote or "-", "hospital": walk.hospital}
    return _resettle(replace(walk, slots=slots, stops=stops), names)


def _resettle(walk: Walk, names: dict[str, object]) -> Outcome:
    """Keeps the picker at the same stop if it still wants units, else goes on."""
    match walk.step:
        case AtItem(stop, hand) | AtTote(stop, hand) | AtReason(stop, hand) if walk.stops[stop].left:
            kept = min(hand, walk.stops[stop].left)
            back = AtItem(stop, kept) if kept < walk.stops[stop].left else AtTote(stop, kept)
            return attend(replace(walk, step=back), Reason.ORDER_CANCELLED, **names)
        case Finished():
            return Outcome(walk)
        case AtDrop():
            return attend(replace(walk, step=AtDrop()), Reason.ORDER_CANCELLED, **names)
    if isinstance(next_step(walk), Finished):
        end = onward(walk)
        return attend(end.walk, Reason.ORDER_CANCELLED, *end.deeds, **names)
    return attend(replace(walk, step=next_step(walk)), Reason.ORDER_CANCELLED, **names)
