"""The pack bench's state machine: verify, weigh, label, close. Pure, like the walk's.

No label is asked for before every unit of the box is verified and the scale agrees; the box is closed by
scanning the label that was stuck on it, so that the right label is on the right box.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from app.domain.codes import Command, Expired, ItemDetails, MalformedGs1, Meaning, ParcelCode, Unknown
from app.domain.deeds import ParcelClosed, WeightOverridden
from app.domain.packing.outcome import REPRINT_CAUSES, PackOutcome, PrintAsk, refuse
from app.domain.packing.pack import Closed, Excusing, Labelling, Pack, Reprinting, Verifying, Weighing
from app.domain.packing.verifying import excusing, noted, undo, verifying
from app.domain.reasons import Cue, Reason


@dataclass(frozen=True, slots=True)
class Weight:
    """A stable reading of the scale in grams."""

    grams: int


@dataclass(frozen=True, slots=True)
class Override:
    """A supervisor's badge: the weight that was refused is let pass."""

    badge: str


@dataclass(frozen=True, slots=True)
class FreshNumbers:
    """Parcel numbers laid ready for further boxes."""

    numbers: tuple[str, ...]


PackEvent = Meaning | Weight | Override | FreshNumbers
"""What can happen at a bench."""


def advance(pack: Pack, event: PackEvent) -> PackOutcome:
    """Answers one scan, one weight or one supervisor's word at the bench."""
    outcome = _answer(pack, event)
    keeps = isinstance(event, FreshNumbers) or outcome.reason is Reason.CONFIRM_QUANTITY
    if keeps or not outcome.pack.confirm:
        return outcome
    return replace(outcome, pack=replace(outcome.pack, confirm=""))


def _answer(pack: Pack, event: PackEvent) -> PackOutcome:
    if isinstance(event, FreshNumbers):
        return PackOutcome(replace(pack, numbers=(*pack.numbers, *event.numbers)))
    beside = _beside(pack, event)
    if beside is not None:
        return beside
    step = pack.step
    match step:
        case Weighing():
            return _weighing(pack, step, event)
        case Labelling():
            return _labelling(pack, step, event)
        case Reprinting():
            return _reprinting(pack, step, event)
        case Closed():
            return refuse(pack, Reason.WALK_OVER)
        case Verifying() | Excusing():
            if isinstance(event, Weight | Override):
                return refuse(pack, Reason.NOT_COMPLETE, left=pack.left, ref=pack.ref)
            return verifying(pack, event) if isinstance(step, Verifying) else excusing(pack, event)
        case _:
            assert_never(step)


def _beside(pack: Pack, event: PackEvent) -> PackOutcome | None:
    """Answers a code that is the same at every step; None for an event that the step must judge."""
    match event:
        case Unknown(text):
            return refuse(pack, Reason.UNKNOWN_CODE, text=text)
        case MalformedGs1(text, why):
            return refuse(pack, Reason.MALFORMED_GS1, text=text, why=why)
        case Expired(expires, sku, name):
            return refuse(pack, Reason.EXPIRED, expires=expires, sku=sku, name=name)
        case ItemDetails():
            return noted(pack, event)
        case _:
            return None


def _weighing(pack: Pack, step: Weighing, event: PackEvent) -> PackOutcome:
    match event:
        case Weight(grams) | Command("W", int(grams)):
            return _weighed(pack, grams)
        case Override(badge) if step.measured:
            deed = WeightOverridden(pack.parcel, pack.order, step.measured, pack.expected_g, badge)
            return replace(_label(pack, step.measured), deeds=(deed,))
        case Command("UNDO", None):
            return undo(pack)
        case _:
            return refuse(pack, Reason.WEIGH_FIRST, expected=pack.expected_g)


def _weighed(pack: Pack, grams: int) -> PackOutcome:
    fits = abs(grams - pack.expected_g) <= pack.allowed_g if pack.weights_known else grams > 0
    if fits:
        return _label(pack, grams)
    seen = replace(pack, step=Weighing(grams))
    names = {"measured": grams, "expected": pack.expected_g, "allowed": pack.allowed_g}
    return PackOutcome(seen, (), Cue.WRONG, Reason.WRONG_WEIGHT, names)


def _label(pack: Pack, grams: int) -> PackOutcome:
    ask = PrintAsk(pack.parcel, pack.parcel_no, last=not pack.left, weight_g=grams)
    return PackOutcome(replace(pack, step=Labelling(grams)), ask=ask)


def _labelling(pack: Pack, step: Labelling, event: PackEvent) -> PackOutcome:
    match event:
        case ParcelCode(sscc) if sscc == pack.parcel:
            return _closed(pack, step)
        case ParcelCode(sscc):
            return refuse(pack, Reason.WRONG_LABEL, scanned=sscc, expected=pack.parcel)
        case Command("REPRINT", None):
            return PackOutcome(replace(pack, step=Reprinting(step.weight_g, step.copy)))
        case Command("UNDO", None):
            return refuse(pack, Reason.CANNOT_UNDO, tote=pack.parcel)
        case _:
            return refuse(pack, Reason.LABEL_EXPECTED, expected=pack.parcel)


def _reprinting(pack: Pack, step: Reprinting, event: PackEvent) -> PackOutcome:
    match event:
        case Command("R", int(number)) if 1 <= number <= len(REPRINT_CAUSES):
            copy = step.copy + 1
            ask = PrintAsk(pack.parcel, pack.parcel_no, not pack.left, step.weight_g, copy, REPRINT_CAUSES[number - 1])
            return PackOutcome(replace(pack, step=Labelling(step.weight_g, copy)), ask=ask)
        case Command("UNDO", None):
            return PackOutcome(replace(pack, step=Labelling(step.weight_g, step.copy)))
        case ParcelCode():
            return _labelling(pack, Labelling(step.weight_g, step.copy), event)
        case _:
            return refuse(pack, Reason.CHOOSE_CAUSE)


def _closed(pack: Pack, step: Labelling) -> PackOutcome:
    last = not pack.left
    deed = ParcelClosed(pack.parcel, pack.order, pack.parcel_no, step.weight_g, pack.expected_g, last)
    if last:
        return PackOutcome(replace(pack, step=Closed(), trail=()), (deed,), Cue.DONE)
    following = replace(
        pack,
        lines=tuple(replace(line, boxed=0) for line in pack.lines),
        numbers=pack.numbers[1:],
        parcel_no=pack.parcel_no + 1,
        trail=(),
        step=Verifying(),
    )
    return PackOutcome(following, (deed,))
