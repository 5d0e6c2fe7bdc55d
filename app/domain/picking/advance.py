"""THE picking state machine: a walk and what was scanned give an outcome. Pure: no clock, no database, no screen.

A scan has no effect on the books until the tote is scanned. What is wrong is said precisely (a wrong item is not
an unknown code); what is legal but unexpected is accepted when the same code is scanned a second time.
"""

from dataclasses import replace
from typing import assert_never

from app.domain.codes import (
    BadgeCode,
    Command,
    Expired,
    ItemDetails,
    MalformedGs1,
    Meaning,
    OrderCode,
    ParcelCode,
    PrinterCode,
    StationCode,
    Unknown,
    ZoneCode,
)
from app.domain.picking.dropping import at_drop
from app.domain.picking.outcome import Outcome, refuse
from app.domain.picking.setbacks import Amendment, OrderCancelled, TakenOver, amend, at_reason, short, skip, undo
from app.domain.picking.taking import at_item, at_place, at_tote, at_zero, noted
from app.domain.picking.totes import at_swap, at_totes, full
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
    Walk,
)
from app.domain.reasons import Reason

_CONFIRMS = frozenset({Reason.CONFIRM_QUANTITY, Reason.CONFIRM_NEW_TOTE, Reason.CONFIRM_DROP})
_COMMANDS = frozenset({"QTY", "YES", "NO", "R", "UNDO"})


def advance(walk: Walk, event: Meaning | Amendment) -> Outcome:
    """Answers one scan, or one piece of news from the centre.

    Args:
        walk: The walk as it stands.
        event: What was scanned or typed, already read; or what the centre tells.

    Returns:
        The walk after it, the deeds to journal, and what the picker sees and hears. A refused scan gives back
        the walk unchanged but for a forgotten confirmation.
    """
    outcome = amend(walk, event) if isinstance(event, OrderCancelled | TakenOver) else _scanned(walk, event)
    if outcome.reason in _CONFIRMS or not outcome.walk.confirm:
        return outcome
    return replace(outcome, walk=replace(outcome.walk, confirm=""))


def _scanned(walk: Walk, scan: Meaning) -> Outcome:
    if isinstance(walk.step, Finished):
        return refuse(walk, Reason.WALK_OVER)
    beside = _beside(walk, scan)
    if beside is not None:
        return beside
    match scan:
        case Command("SHORT", None):
            return short(walk)
        case Command("SKIP", None):
            return skip(walk)
        case Command("FULL", number):
            return full(walk, number)
        case Command("UNDO", None) if not isinstance(walk.step, AtSwap):
            return undo(walk)
        case Command(name) if name not in _COMMANDS:
            return refuse(walk, Reason.NOT_NOW, command=f"#{name}")
    return _step(walk, scan)


def _beside(walk: Walk, scan: Meaning) -> Outcome | None:
    """Answers a code that is the same at every step; None for one that the step must judge."""
    match scan:
        case Unknown(text):
            return refuse(walk, Reason.UNKNOWN_CODE, text=text)
        case MalformedGs1(text, why):
            return refuse(walk, Reason.MALFORMED_GS1, text=text, why=why)
        case Expired(expires, sku, name):
            return refuse(walk, Reason.EXPIRED, expires=expires, sku=sku, name=name)
        case ItemDetails():
            return noted(walk, scan)
        case BadgeCode() | ZoneCode() | StationCode() | PrinterCode() | OrderCode() | ParcelCode():
            return refuse(walk, Reason.UNKNOWN_CODE, text=type(scan).__name__.removesuffix("Code"))
        case _:
            return None


def _step(walk: Walk, scan: Meaning) -> Outcome:
    step = walk.step
    match step:
        case AtTotes():
            return at_totes(walk, step, scan)
        case AtPlace():
            return at_place(walk, step, scan)
        case AtItem():
            return at_item(walk, step, scan)
        case AtTote():
            return at_tote(walk, step, scan)
        case AtReason():
            return at_reason(walk, step, scan)
        case AtZero():
            return at_zero(walk, step, scan)
        case AtSwap():
            return at_swap(walk, step, scan)
        case AtDrop():
            return at_drop(walk, step, scan)
        case Finished():
            return refuse(walk, Reason.WALK_OVER)
        case _:
            assert_never(step)
