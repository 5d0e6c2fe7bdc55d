"""What a picker is told at each step of a walk: what to do, what helps, and what should have been scanned."""

from typing import assert_never

from app.domain.picking.walk import (
    AtDrop,
    AtItem,
    AtPlace,
    AtReason,
    AtSwap,
    AtTote,
    AtTotes,
    AtZero,
    Finished,
    Slot,
)
from ui.presenters.floor.walking.standing import Standing
from ui.presenters.frame import Line, Text, line


def instruction_of(standing: Standing) -> Line:
    """Gives the one thing to do now."""
    step, slot = standing.step, standing.slot
    match step:
        case AtTotes():
            return _bring_tote(slot)
        case AtPlace() | AtItem() | AtTote() | AtReason() | AtZero():
            return _at_shelf(standing)
        case AtSwap():
            return line("pick.do.swap" if slot and slot.tote else "pick.do.swapped", slot=slot.number if slot else 0)
        case AtDrop():
            return line("pick.do.drop", totes=", ".join(standing.going), count=len(standing.going), place=standing.drop)
        case Finished():
            return line("pick.do.finished")
        case _:
            assert_never(step)


def _at_shelf(standing: Standing) -> Line:
    stop, slot, hand = standing.stop, standing.slot, standing.hand
    left = stop.left if stop else 0
    match standing.step:
        case AtItem() if hand:
            return line("pick.do.count", hand=hand, of=left)
        case AtItem():
            return line("pick.do.item")
        case AtTote() if slot is not None:
            return line("pick.do.tote", qty=standing.batch, slot=slot.number, tote=slot.tote)
        case AtReason():
            return line("pick.do.reason", left=left - hand)
    return line("pick.do.zero" if standing.name == "zero" else "pick.do.place", place=stop.place if stop else "")


def detail_of(standing: Standing) -> Text:
    """Gives the second line: what helps with the step, mostly what may be typed when a label will not scan."""
    stop = standing.stop
    match standing.step:
        case AtPlace() if stop is not None:
            return line("pick.hint.place", digits=stop.check_digits) if stop.check_digits else ""
        case AtItem(_, hand) if hand:
            return line("pick.hint.count")
        case AtItem() if stop is not None:
            return line("pick.hint.item", tail=stop.tail) if stop.tail else ""
        case AtReason(_, hand):
            return line("pick.hint.reason", hand=hand)
        case AtDrop(tote) if not tote and len(standing.aboard) > 1:
            return line("pick.hint.drop")
        case _:
            return ""


def expected_of(standing: Standing) -> Text:
    """Gives in a few words what should have been scanned."""
    step, stop, slot = standing.step, standing.stop, standing.slot
    match step:
        case AtTotes():
            return slot.incoming[0] if slot and slot.incoming else line("pick.expected.tote")
        case AtPlace():
            return stop.place if stop else ""
        case AtItem():
            return line("pick.expected.item", sku=stop.sku if stop else "")
        case AtTote():
            return slot.tote if slot else ""
        case AtReason():
            return "#R1 \N{EN DASH} #R5"
        case AtZero():
            return "#YES / #NO"
        case AtSwap():
            return line("pick.expected.tote")
        case AtDrop():
            return standing.drop
        case Finished():
            return "#OK"
        case _:
            assert_never(step)


def _bring_tote(slot: Slot | None) -> Line:
    if slot is not None and slot.incoming:
        return line("pick.do.incoming", tote=slot.incoming[0], slot=slot.number)
    return line("pick.do.totes", slot=slot.number if slot else 0, ref=slot.ref if slot else "")
