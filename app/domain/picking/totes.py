"""Totes come aboard: an empty one for each order, the ones from the earlier zone, and the next when one is full."""

from dataclasses import replace

from app.domain.codes import Command, Meaning, PlaceCode, ToteCode
from app.domain.deeds import HandedOver, ToteBound
from app.domain.picking.moves import drop_of, due, loaded, made, onward, owner_of, slot_changed
from app.domain.picking.outcome import Outcome, attend, refuse
from app.domain.picking.taking import another_tote
from app.domain.picking.walk import AtItem, AtPlace, AtSwap, AtTote, AtTotes, Walk
from app.domain.reasons import Reason


def at_totes(walk: Walk, step: AtTotes, scan: Meaning) -> Outcome:
    """Takes the scanned tote for the slot."""
    slot = walk.slots[step.slot]
    match scan:
        case ToteCode(tote) if tote in slot.incoming:
            rest = tuple(other for other in slot.incoming if other != tote)
            totes, carried = (*slot.totes, tote), (*slot.carried, tote)
            return onward(slot_changed(walk, step.slot, replace(slot, incoming=rest, totes=totes, carried=carried)))
        case ToteCode(tote):
            return _fresh(walk, step, tote)
        case _:
            return refuse(walk, Reason.TOTE_EXPECTED, slot=slot.number, ref=slot.ref)


def _fresh(walk: Walk, step: AtTotes, tote: str) -> Outcome:
    slot = walk.slots[step.slot]
    owner = owner_of(walk, tote)
    if owner is not None:
        return refuse(walk, Reason.TOTE_TAKEN, tote=tote, slot=walk.slots[owner].number)
    if slot.incoming:
        return refuse(
            walk, Reason.WRONG_TOTE, tote=tote, slot="?", expected=slot.incoming[0], expected_slot=slot.number
        )
    if tote in walk.busy:
        return refuse(walk, Reason.TOTE_BUSY, tote=tote)
    deed = ToteBound(walk.id, walk.fence, walk.made + 1, tote, slot.order)
    bound = slot_changed(walk, step.slot, replace(slot, totes=(*slot.totes, tote)))
    return onward(made(bound, deed), deed)


def full(walk: Walk, number: int | None) -> Outcome:
    """Begins the change of a full tote: of the slot with that number, or of the one that is due."""
    step = walk.step
    if not isinstance(step, AtPlace | AtItem | AtTote):
        return refuse(walk, Reason.NOT_NOW, command="#FULL")
    index = due(walk.stops[step.stop]).slot
    if number is not None:
        index = next((i for i, slot in enumerate(walk.slots) if slot.number == number), -1)
    if index < 0:
        return refuse(walk, Reason.NOT_NOW, command=f"#FULL{number}")
    slot = walk.slots[index]
    if not slot.tote or slot.tote not in loaded(walk):
        return refuse(walk, Reason.TOTE_EMPTY, tote=slot.tote or "-", slot=slot.number)
    return Outcome(replace(walk, step=AtSwap(index, step)))


def at_swap(walk: Walk, step: AtSwap, scan: Meaning) -> Outcome:
    """Takes the next tote for the slot, or first the place where the full one is put down."""
    slot = walk.slots[step.slot]
    match scan:
        case ToteCode(tote) if owner_of(walk, tote) is not None:
            owner = walk.slots[owner_of(walk, tote) or 0]
            return refuse(walk, Reason.TOTE_TAKEN, tote=tote, slot=owner.number)
        case ToteCode(tote) if tote in walk.busy:
            return refuse(walk, Reason.TOTE_BUSY, tote=tote)
        case ToteCode(tote):
            after, deeds = another_tote(walk, step.slot, tote)
            return Outcome(replace(after, step=step.back), deeds)
        case PlaceCode(place) if place in walk.drops and slot.tote:
            return _put_down(walk, step, place)
        case Command("UNDO") if slot.tote:
            return Outcome(replace(walk, step=step.back))
        case _:
            return refuse(walk, Reason.TOTE_EXPECTED, slot=slot.number, ref=slot.ref)


def _put_down(walk: Walk, step: AtSwap, place: str) -> Outcome:
    slot = walk.slots[step.slot]
    key = f"DROP{place}"
    if place != drop_of(walk, slot) and walk.confirm != key:
        return attend(replace(walk, confirm=key), Reason.CONFIRM_DROP, place=place, expected=drop_of(walk, slot))
    deed = HandedOver(walk.id, walk.fence, walk.made + 1, slot.tote, slot.order, place)
    walk = slot_changed(walk, step.slot, replace(slot, handed=(*slot.handed, slot.tote)))
    return Outcome(made(walk, deed), (deed,))
