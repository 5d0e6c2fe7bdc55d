"""At a shelf: the place is confirmed, the item identified and counted, and each tote confirmed by its own scan."""

from dataclasses import replace

from app.domain.codes import CheckDigits, Command, ItemCode, ItemDetails, Meaning, PlaceCode, ToteCode
from app.domain.deeds import Picked, ToteBound, ToteFull, WalkDeed, ZeroChecked
from app.domain.picking.moves import due, made, onward, owner_of, put_changed, slot_changed
from app.domain.picking.outcome import Outcome, attend, refuse
from app.domain.picking.walk import AtItem, AtPlace, AtReason, AtTote, AtZero, Done, Put, Stop, Walk
from app.domain.reasons import Reason


def at_place(walk: Walk, step: AtPlace, scan: Meaning) -> Outcome:
    """Confirms the place by its label or its typed check digits."""
    stop = walk.stops[step.stop]
    match scan:
        case PlaceCode(place) if place == stop.place:
            return Outcome(replace(walk, step=AtItem(step.stop)))
        case CheckDigits(digits) if digits == stop.check_digits:
            return Outcome(replace(walk, step=AtItem(step.stop)))
        case PlaceCode(place):
            return refuse(walk, Reason.WRONG_PLACE, scanned=place, expected=stop.place)
        case CheckDigits(digits):
            return refuse(walk, Reason.WRONG_DIGITS, scanned=digits, expected=stop.place)
        case _:
            return refuse(walk, Reason.PLACE_FIRST, expected=stop.place)


def at_item(walk: Walk, step: AtItem, scan: Meaning) -> Outcome:
    """Identifies the item and counts units; a tote scan puts what is counted so far."""
    stop = walk.stops[step.stop]
    match scan:
        case ItemCode():
            return count(walk, step.stop, step.hand, scan)
        case Command("QTY", number):
            return _counted(walk, step, number)
        case ToteCode() if step.hand:
            return at_tote(walk, AtTote(step.stop, step.hand), scan)
        case PlaceCode(place) if place == stop.place:
            return Outcome(walk)
        case PlaceCode(place):
            return refuse(walk, Reason.WRONG_PLACE, scanned=place, expected=stop.place)
        case _:
            return refuse(walk, Reason.ITEM_FIRST, sku=stop.sku, item=stop.name)


def count(walk: Walk, index: int, hand: int, scan: ItemCode) -> Outcome:
    """Adds a scanned item to the units in hand, or says what is wrong with it."""
    stop = walk.stops[index]
    if scan.sku != stop.sku:
        return refuse(
            walk,
            Reason.WRONG_ITEM,
            sku=scan.sku,
            item=scan.name,
            expected_sku=stop.sku,
            expected=stop.name,
            place=stop.place,
        )
    total = hand + scan.quantity
    if total > stop.left:
        return refuse(walk, Reason.TOO_MANY, scanned=scan.quantity, hand=hand, left=stop.left)
    return Outcome(replace(walk, step=AtTote(index, total) if total == stop.left else AtItem(index, total)))


def noted(walk: Walk, scan: ItemDetails) -> Outcome:
    """Takes the second code of a label: right while units of the item are in hand, else the item's own code is wanted.

    It changes nothing and is kept with the scans of the walk; it is never a wrong scan, for it is on the goods.
    """
    match walk.step:
        case AtItem(_, hand) | AtTote(_, hand) | AtReason(_, hand) if hand:
            return Outcome(walk, reason=Reason.DETAILS_NOTED, names={"details": scan})
        case _:
            return attend(walk, Reason.DETAILS_ONLY, details=scan)


def _counted(walk: Walk, step: AtItem, number: int | None) -> Outcome:
    stop = walk.stops[step.stop]
    if not step.hand:
        return refuse(walk, Reason.ITEM_FIRST, sku=stop.sku, item=stop.name)
    if not number or number > stop.left:
        return refuse(walk, Reason.BAD_QUANTITY, given=number or 0, left=stop.left)
    key = f"QTY{number}"
    if number > walk.count_limit and walk.confirm != key:
        return attend(replace(walk, confirm=key), Reason.CONFIRM_QUANTITY, qty=number)
    here = AtTote(step.stop, number) if number == stop.left else AtItem(step.stop, number)
    return Outcome(replace(walk, step=here))


def at_tote(walk: Walk, step: AtTote, scan: Meaning) -> Outcome:
    """Puts units in hand into the tote that is due; the scan of that tote is what makes it so."""
    stop = walk.stops[step.stop]
    put = due(stop)
    slot = walk.slots[put.slot]
    match scan:
        case ToteCode(tote) if tote == slot.tote:
            return _put(walk, step, put, tote)
        case ToteCode(tote):
            return _other_tote(walk, step, put, tote)
        case ItemCode(sku) if sku == stop.sku and step.hand >= stop.left:
            return refuse(walk, Reason.TOTE_NOW, tote=slot.tote, slot=slot.number, hand=step.hand)
        case ItemCode():
            return count(walk, step.stop, step.hand, scan)
        case Command("QTY", number):
            return _counted(walk, AtItem(step.stop, step.hand), number)
        case _:
            return refuse(walk, Reason.TOTE_NOW, tote=slot.tote, slot=slot.number, hand=step.hand)


def _other_tote(walk: Walk, step: AtTote, put: Put, tote: str) -> Outcome:
    slot = walk.slots[put.slot]
    owner = owner_of(walk, tote)
    if owner is not None:
        return refuse(
            walk,
            Reason.WRONG_TOTE,
            tote=tote,
            slot=walk.slots[owner].number,
            expected=slot.tote,
            expected_slot=slot.number,
        )
    if tote in walk.busy:
        return refuse(walk, Reason.TOTE_BUSY, tote=tote)
    key = f"TOTE{tote}"
    if walk.confirm != key:
        return attend(replace(walk, confirm=key), Reason.CONFIRM_NEW_TOTE, tote=tote, expected=slot.tote, ref=slot.ref)
    walk, deeds = another_tote(walk, put.slot, tote)
    after = _put(walk, step, put, tote)
    return replace(after, deeds=(*deeds, *after.deeds))


def another_tote(walk: Walk, index: int, tote: str) -> tuple[Walk, tuple[WalkDeed, ...]]:
    """Takes one more tote for a slot; the one before it counts as full."""
    slot = walk.slots[index]
    deeds: tuple[WalkDeed, ...] = ()
    if slot.tote:
        deeds = (ToteFull(walk.id, walk.fence, walk.made + 1, slot.tote, slot.order),)
    bound = ToteBound(walk.id, walk.fence, walk.made + len(deeds) + 1, tote, slot.order)
    walk = slot_changed(walk, index, replace(slot, totes=(*slot.totes, tote)))
    return made(walk, *deeds, bound), (*deeds, bound)


def _put(walk: Walk, step: AtTote, put: Put, tote: str) -> Outcome:
    stop = walk.stops[step.stop]
    qty = min(put.left, step.hand)
    n = walk.made + 1
    deed = Picked(walk.id, walk.fence, n, put.id, walk.slots[put.slot].order, put.line, stop.sku, stop.place, tote, qty)
    after = put_changed(walk, put.id, lambda p: replace(p, done=p.done + qty))
    after = replace(made(after, deed), trail=(*walk.trail, Done(n, put.id, qty, tote)))
    return _after_put(after, step.stop, step.hand - qty, deed)


def _after_put(walk: Walk, index: int, hand: int, deed: Picked) -> Outcome:
    stop = walk.stops[index]
    if hand:
        return Outcome(replace(walk, step=AtTote(index, hand)), (deed,))
    if stop.left:
        return Outcome(replace(walk, step=AtItem(index)), (deed,))
    if walk.zero_check and _should_be_empty(walk, stop):
        return Outcome(replace(walk, step=AtZero(index)), (deed,))
    return onward(walk, deed, here=stop.place)


def _should_be_empty(walk: Walk, stop: Stop) -> bool:
    """Tells whether the books expect nothing left there, counting what this walk took and has not told yet."""
    taken = sum(other.done for other in walk.stops if (other.place, other.sku) == (stop.place, stop.sku))
    return stop.on_hand <= taken and not any(put.short for put in stop.puts)


def at_zero(walk: Walk, step: AtZero, scan: Meaning) -> Outcome:
    """Takes the answer whether the place is empty."""
    stop = walk.stops[step.stop]
    match scan:
        case Command("YES" | "NO" as answer):
            deed = ZeroChecked(walk.id, walk.fence, walk.made + 1, stop.place, stop.sku, answer == "YES")
            return onward(made(walk, deed), deed, here=stop.place)
        case _:
            return refuse(walk, Reason.ANSWER_ZERO, place=stop.place)
