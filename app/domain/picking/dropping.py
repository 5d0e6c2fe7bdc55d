"""The end of a walk: every tote is put down where it belongs and the place is scanned."""

from dataclasses import replace

from app.domain.codes import Meaning, PlaceCode, ToteCode
from app.domain.deeds import HandedOver
from app.domain.picking.moves import drop_of, loaded, made, onward, slot_changed
from app.domain.picking.outcome import Outcome, attend, refuse
from app.domain.picking.walk import AtDrop, Walk
from app.domain.reasons import Reason


def at_drop(walk: Walk, step: AtDrop, scan: Meaning) -> Outcome:
    """Takes the place where totes are put down, or one tote that is to go on its own."""
    aboard = loaded(walk)
    match scan:
        case ToteCode(tote) if tote in aboard:
            return Outcome(replace(walk, step=AtDrop(tote)))
        case ToteCode(tote):
            return refuse(walk, Reason.WRONG_TOTE, tote=tote, slot="?", expected=next(iter(aboard)), expected_slot="")
        case PlaceCode(place) if place in walk.drops:
            return _put_down(walk, step, place)
        case PlaceCode(place):
            return refuse(walk, Reason.WRONG_DROP, scanned=place, expected=_expected(walk, step))
        case _:
            return refuse(walk, Reason.DROP_EXPECTED, expected=_expected(walk, step))


def _put_down(walk: Walk, step: AtDrop, place: str) -> Outcome:
    aboard = loaded(walk)
    chosen = [step.tote] if step.tote else [t for t, i in aboard.items() if drop_of(walk, walk.slots[i]) == place]
    surprising = not chosen or (step.tote and drop_of(walk, walk.slots[aboard[step.tote]]) != place)
    if surprising:
        key = f"DROP{place}"
        if walk.confirm != key:
            return attend(replace(walk, confirm=key), Reason.CONFIRM_DROP, place=place, expected=_expected(walk, step))
        chosen = chosen or list(aboard)
    deeds = []
    for tote in chosen:
        slot = walk.slots[aboard[tote]]
        deed = HandedOver(walk.id, walk.fence, walk.made + 1, tote, slot.order, place)
        walk = made(slot_changed(walk, aboard[tote], replace(slot, handed=(*slot.handed, tote))), deed)
        deeds.append(deed)
    return onward(walk, *deeds)


def _expected(walk: Walk, step: AtDrop) -> str:
    aboard = loaded(walk)
    tote = step.tote or next(iter(aboard))
    return drop_of(walk, walk.slots[aboard[tote]])
