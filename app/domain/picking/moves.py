"""Small steps that every part of the state machine uses: change a put, number a deed, find what comes next."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.deeds import WalkDeed, WalkFinished
from app.domain.picking.outcome import Outcome
from app.domain.picking.walk import AtDrop, AtItem, AtPlace, AtTotes, Finished, Put, Slot, Step, Stop, Walk
from app.domain.reasons import Cue


def put_changed(walk: Walk, put_id: int, change: Callable[[Put], Put]) -> Walk:
    """Gives the walk with one put changed."""
    stops = tuple(
        replace(stop, puts=tuple(change(put) if put.id == put_id else put for put in stop.puts))
        if any(put.id == put_id for put in stop.puts)
        else stop
        for stop in walk.stops
    )
    return replace(walk, stops=stops)


def slot_changed(walk: Walk, index: int, slot: Slot) -> Walk:
    """Gives the walk with one slot replaced."""
    return replace(walk, slots=(*walk.slots[:index], slot, *walk.slots[index + 1 :]))


def stop_of(walk: Walk, put_id: int) -> int:
    """Gives the index of the stop a put belongs to."""
    return next(i for i, stop in enumerate(walk.stops) if any(put.id == put_id for put in stop.puts))


def due(stop: Stop) -> Put:
    """Gives the first put of a stop that still wants units."""
    return next(put for put in stop.puts if put.left)


def owner_of(walk: Walk, tote: str) -> int | None:
    """Gives the index of the slot a tote belongs to on this walk, or None."""
    return next((i for i, slot in enumerate(walk.slots) if tote in slot.totes or tote in slot.incoming), None)


def loaded(walk: Walk) -> dict[str, int]:
    """Gives every tote with goods that is still with the picker, and its slot."""
    filled = {done.tote for done in walk.trail}
    return {
        tote: i for i, slot in enumerate(walk.slots) for tote in slot.aboard if tote in filled or tote in slot.carried
    }


def drop_of(walk: Walk, slot: Slot) -> str:
    """Gives the place where a slot's totes go: the hospital once its order is cancelled."""
    return walk.hospital if slot.cancelled else slot.drop


def made(walk: Walk, *deeds: WalkDeed) -> Walk:
    """Gives the walk that counts the deeds just made."""
    return replace(walk, made=walk.made + len(deeds))


def next_step(walk: Walk, *, here: str = "") -> Step:
    """Says where the picker stands when the present task is settled.

    Args:
        walk: The walk as it is now.
        here: Place the picker has just confirmed; a stop there needs no second scan of it.
    """
    for index, slot in enumerate(walk.slots):
        if slot.incoming or (not slot.tote and not slot.cancelled and _wants(walk, index)):
            return AtTotes(index)
    for index, stop in enumerate(walk.stops):
        if stop.left:
            return AtItem(index) if stop.place == here else AtPlace(index)
    return AtDrop() if loaded(walk) else Finished()


def begun(walk: Walk) -> Walk:
    """Gives the walk with the picker at its first step; a walk that was begun before goes on where it was."""
    return replace(walk, step=next_step(walk))


def onward(walk: Walk, *deeds: WalkDeed, here: str = "") -> Outcome:
    """Goes on to the next step, and closes the walk when there is none."""
    step = next_step(walk, here=here)
    walk = replace(walk, step=step)
    if not isinstance(step, Finished):
        return Outcome(walk, deeds)
    end = WalkFinished(walk.id, walk.fence, walk.made + 1, walk.millimetres)
    return Outcome(made(walk, end), (*deeds, end), Cue.DONE)


def _wants(walk: Walk, slot: int) -> bool:
    return any(put.slot == slot and put.left for stop in walk.stops for put in stop.puts)
