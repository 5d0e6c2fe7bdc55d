"""What a packer is told: the next thing to do, what just happened, or what a device needs first."""

from dataclasses import dataclass

from app.domain.packing.pack import Closed, Excusing, Labelling, Pack, Reprinting, Verifying, Weighing
from ui.presenters.ailments import Condition, help_line, why_line
from ui.presenters.frame import Line, Mood, Text, line

TAIL = 6
"""How many last digits of a parcel number are shown to compare by eye."""

_NAMED = 3

PRINTER_READY = Condition("printer", "ready")
SCALE_READY = Condition("scale", "ready")


@dataclass(frozen=True, slots=True)
class PrintQuestion:
    """A label of which nobody knows whether it was printed: its print job and its parcel number."""

    job: int
    sscc: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What was just answered, beside where the pack stands.

    Attributes:
        said: What happened; empty when the next thing to do is all there is to say.
        mood: How that looks.
        note: A few words for the list of last scans.
        last: Position of the line that was touched last, -1 for none.
        banner: What the world cannot do now, as the part of a phrase key; empty for nothing.
        helping: Whether the help is shown.
        question: A print somebody must be asked about, or None.
        printer: How the printer is.
        scale: How the scale is.
    """

    said: Text = ""
    mood: Mood = Mood.TODO
    note: Text = ""
    last: int = -1
    banner: str = ""
    helping: bool = False
    question: PrintQuestion | None = None
    printer: Condition = PRINTER_READY
    scale: Condition = SCALE_READY


def says(pack: Pack | None, moment: Moment) -> tuple[Text, Mood, Text]:
    """Gives instruction, mood and detail of a moment."""
    todo = todo_of(pack)
    if moment.said:
        return moment.said, moment.mood, line("pack.then", todo=todo)
    match pack.step if pack else None:
        case Labelling() if moment.printer.blocks and pack is not None:
            return _needs("pack.no_label", moment.printer), Mood.ATTENTION, line("pack.no_label.then", tail=_tail(pack))
        case Weighing() if moment.scale.state == "off" and pack is not None and pack.weights_known:
            todo = line("pack.weigh_typed", expected=pack.expected_g, allowed=pack.allowed_g)
        case Weighing() if moment.scale.blocks and moment.scale.state != "off":
            return _needs("pack.no_weight", moment.scale), Mood.ATTENTION, line("pack.then", todo=todo)
        case Closed():
            return todo, Mood.DONE, detail_of(pack)
    return todo, Mood.TODO, detail_of(pack)


def _needs(key: str, condition: Condition) -> Line:
    return line(key, why=why_line(condition), todo=help_line(condition))


def _tail(pack: Pack) -> str:
    return pack.parcel[-TAIL:]


def todo_of(pack: Pack | None) -> Line:
    """Says the next thing to do at the bench."""
    if pack is None:
        return line("pack.idle")
    match pack.step:
        case Verifying():
            return _verify_next(pack)
        case Excusing():
            return line("pack.excuse", count=pack.left)
        case Weighing(measured=measured) if measured:
            return line("pack.weigh_again")
        case Weighing() if not pack.weights_known:
            return line("pack.weigh_unknown")
        case Weighing():
            return line("pack.weigh", expected=pack.expected_g, allowed=pack.allowed_g)
        case Labelling():
            return line("pack.label", tail=_tail(pack))
        case Reprinting():
            return line("pack.reprint")
        case _:
            return line("pack.closed" if any(each.packed for each in pack.lines) else "pack.closed_empty", ref=pack.ref)


def _verify_next(pack: Pack) -> Line:
    if pack.parcel_no > 1 and not pack.boxed:
        return line("pack.next_box", closed=pack.parcel_no - 1, box=pack.parcel_no)
    if pack.boxed:
        return line("pack.verify_next", count=pack.left)
    totes = dict.fromkeys(each.tote for each in pack.contents if each.qty)
    if len(totes) > _NAMED:
        return line("pack.verify_first_many", count=len(totes))
    return line("pack.verify_first", totes=", ".join(totes))


def detail_of(pack: Pack | None) -> Text:
    """Says what is good to know beside it."""
    if pack is None:
        return ""
    match pack.step:
        case Verifying() if pack.boxed and pack.trail:
            last = pack.trail[-1]
            row = next(each for each in pack.lines if each.line == last.line)
            return line("pack.last_item", item=row.name, sku=row.sku, packed=row.packed, need=row.need)
        case Weighing():
            return line("pack.all_checked", count=pack.boxed)
        case Labelling(weight_g=grams):
            return line("pack.weighed", grams=grams)
        case Closed():
            return line("pack.closed_detail", carrier=pack.carrier, count=pack.parcel_no)
        case _:
            return ""


def progress_of(pack: Pack | None) -> Text:
    """Says how far the order is."""
    if pack is None:
        return ""
    packed, need = sum(each.packed for each in pack.lines), sum(each.need - each.short for each in pack.lines)
    return line("pack.progress", packed=packed, need=need, box=pack.parcel_no)
