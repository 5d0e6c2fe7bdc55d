"""Every unit is scanned from its tote into the parcel; what is wrong is told at that scan, not at the end."""

from dataclasses import replace

from app.domain.codes import Command, ItemCode, ItemDetails, Meaning
from app.domain.deeds import Packed, PackShorted, Unpacked
from app.domain.packing.outcome import BENCH_CAUSES, PackOutcome, refuse
from app.domain.packing.pack import Boxed, Closed, Content, Excusing, Pack, PackLine, Verifying, Weighing
from app.domain.reasons import Cue, Reason


def verifying(pack: Pack, scan: Meaning) -> PackOutcome:
    """Takes an item, a quantity, the end of a box, or the word that something is missing."""
    match scan:
        case ItemCode(sku, name, quantity):
            return _verify(pack, sku, name, quantity)
        case Command("QTY", number):
            return _counted(pack, number or 0)
        case Command("BOX", None):
            return _next_box(pack)
        case Command("SHORT", None):
            return PackOutcome(replace(pack, step=Excusing()))
        case Command("UNDO", None):
            return undo(pack)
        case _:
            return refuse(pack, Reason.NOT_COMPLETE, left=pack.left, ref=pack.ref)


def _verify(pack: Pack, sku: str, name: str, quantity: int) -> PackOutcome:
    lines = [line for line in pack.lines if line.sku == sku]
    left = sum(line.left for line in lines)
    if not lines:
        return refuse(pack, Reason.NOT_IN_ORDER, sku=sku, item=name, ref=pack.ref)
    if not left:
        return refuse(pack, Reason.ALL_PACKED, sku=sku, item=name, need=sum(line.need for line in lines))
    if quantity > left:
        return refuse(pack, Reason.TOO_MANY, scanned=quantity, hand=0, left=left)
    moves = _from_totes(pack, sku, quantity)
    deeds = tuple(Packed(pack.parcel, pack.order, m.line, m.sku, m.tote, m.qty) for m in moves)
    for move in moves:
        pack = _moved(pack, move, move.qty)
    pack = replace(pack, trail=(*pack.trail, *moves))
    if pack.left:
        return PackOutcome(replace(pack, step=Verifying()), deeds)
    return PackOutcome(replace(pack, step=Weighing()), deeds, Cue.DONE)


def noted(pack: Pack, scan: ItemDetails) -> PackOutcome:
    """Takes the second code of a label: right after a unit was verified, else the item's own code is wanted.

    It moves nothing and is kept with the scans of the order; it is never a wrong scan, for it is on the goods.
    """
    if pack.trail:
        return PackOutcome(pack, reason=Reason.DETAILS_NOTED, names={"details": scan})
    return PackOutcome(pack, (), Cue.ATTENTION, Reason.DETAILS_ONLY, {"details": scan})


def _from_totes(pack: Pack, sku: str, quantity: int) -> list[Boxed]:
    """Chooses which units the scan stands for: line by line, tote by tote, in the order they came."""
    moves: list[Boxed] = []
    room = {line.line: line.left for line in pack.lines}
    for content in pack.contents:
        if content.sku == sku:
            qty = min(quantity, content.qty, room[content.line])
            if qty:
                moves.append(Boxed(content.line, content.tote, sku, qty))
                quantity -= qty
                room[content.line] -= qty
    return moves


def _moved(pack: Pack, move: Boxed, qty: int) -> Pack:
    """Gives the pack with units moved from tote to parcel; a negative number moves them back."""

    def line_after(line: PackLine) -> PackLine:
        if line.line != move.line:
            return line
        return replace(line, packed=line.packed + qty, boxed=line.boxed + qty)

    def content_after(content: Content) -> Content:
        same = (content.tote, content.line) == (move.tote, move.line)
        return replace(content, qty=content.qty - qty) if same else content

    return replace(pack, lines=tuple(map(line_after, pack.lines)), contents=tuple(map(content_after, pack.contents)))


def _counted(pack: Pack, number: int) -> PackOutcome:
    """Reads "so many of it" after an item was scanned: what was scanned just now counts into the number."""
    if not pack.trail:
        return refuse(pack, Reason.ITEM_FIRST, sku="", item="")
    sku = pack.trail[-1].sku
    counted = 0
    for move in reversed(pack.trail):
        if move.sku != sku:
            break
        counted += move.qty
    left = sum(line.left for line in pack.lines if line.sku == sku)
    if number <= counted or number > counted + left:
        return refuse(pack, Reason.BAD_QUANTITY, given=number, left=counted + left)
    key = f"QTY{number}"
    if number > pack.count_limit and pack.confirm != key:
        asked = replace(pack, confirm=key)
        return PackOutcome(asked, (), Cue.ATTENTION, Reason.CONFIRM_QUANTITY, {"qty": number})
    return _verify(pack, sku, "", number - counted)


def _next_box(pack: Pack) -> PackOutcome:
    if not pack.boxed:
        return refuse(pack, Reason.BOX_EMPTY, ref=pack.ref)
    if len(pack.numbers) == 1:
        return refuse(pack, Reason.NO_NUMBERS, ref=pack.ref)
    return PackOutcome(replace(pack, step=Weighing()))


def undo(pack: Pack) -> PackOutcome:
    """Takes the last verified units out of the open parcel again."""
    if not pack.trail:
        return refuse(pack, Reason.NOTHING_TO_UNDO)
    last = pack.trail[-1]
    deed = Unpacked(pack.parcel, pack.order, last.line, last.sku, last.tote, last.qty)
    back = replace(_moved(pack, last, -last.qty), trail=pack.trail[:-1], step=Verifying())
    return PackOutcome(back, (deed,), Cue.ATTENTION, Reason.UNDONE, {"qty": last.qty, "sku": last.sku})


def excusing(pack: Pack, scan: Meaning) -> PackOutcome:
    """Takes the cause why everything that is left is not there."""
    match scan:
        case Command("R", int(number)) if 1 <= number <= len(BENCH_CAUSES):
            return _excused(pack, BENCH_CAUSES[number - 1])
        case Command("UNDO", None):
            return PackOutcome(replace(pack, step=Verifying()))
        case ItemCode():
            return verifying(pack, scan)
        case _:
            return refuse(pack, Reason.CHOOSE_CAUSE)


def _excused(pack: Pack, cause: str) -> PackOutcome:
    deeds = tuple(PackShorted(pack.order, c.line, c.sku, c.tote, c.qty, cause) for c in pack.contents if c.qty)
    lines = tuple(replace(line, short=line.short + line.left) for line in pack.lines)
    contents = tuple(replace(content, qty=0) for content in pack.contents)
    done = replace(pack, lines=lines, contents=contents, step=Weighing() if pack.boxed else Closed())
    return PackOutcome(done, deeds, Cue.ATTENTION)
