"""What the packing screen shows, made of the pack as it stands and of what was just answered."""

from dataclasses import dataclass, replace

from app.domain.packing.outcome import BENCH_CAUSES, REPRINT_CAUSES
from app.domain.packing.pack import (
    Closed,
    Excusing,
    Labelling,
    Pack,
    PackLine,
    Reprinting,
    Verifying,
    Weighing,
)
from ui.presenters.ailments import Condition
from ui.presenters.bench.pack_todo import PRINTER_READY, TAIL, Moment, PrintQuestion, progress_of, says
from ui.presenters.commands import HELP, HOME, REPRINT, SHORT, TYPE, UNDO
from ui.presenters.faces import Notice
from ui.presenters.frame import Command, Frame, Mood, line

BOX = Command("#BOX", "F5", "pack.command.box", icon="parcel")
WEIGH = Command("#WEIGH", "F7", "pack.command.weigh", icon="scale")
YES = Command("#YES", "1", "pack.command.yes", icon="check")
NO = Command("#NO", "2", "pack.command.no", icon="cross")


@dataclass(frozen=True, slots=True)
class PackState:
    """Everything the packing screen paints.

    Attributes:
        frame: What is around the body.
        step: ``idle``, ``verifying``, ``excusing``, ``weighing``, ``labelling``, ``reprinting``, ``closed`` or
            ``asking`` (whether a label was printed).
        pack: The open order, or the one just closed, or None.
        last: Position of the line touched last, -1 for none.
        measured_g: The weight that did not fit, or that was accepted; 0 for none.
        copy: Which print of the label, 0 before the first.
        printing: How the printer is.
    """

    frame: Frame
    step: str
    pack: Pack | None = None
    last: int = -1
    measured_g: int = 0
    copy: int = 0
    printing: Condition = PRINTER_READY

    @property
    def printer(self) -> str:
        """The printer's state, as in ``DeviceRow.state``."""
        return self.printing.state

    @property
    def ref(self) -> str:
        """The order as its channel calls it."""
        return self.pack.ref if self.pack else ""

    @property
    def lines(self) -> tuple[PackLine, ...]:
        """The order's lines: each with ``sku``, ``need``, ``packed`` and ``left``."""
        return self.pack.lines if self.pack else ()

    @property
    def totes(self) -> tuple[str, ...]:
        """Totes of the order."""
        return self.pack.totes if self.pack else ()

    @property
    def expected_g(self) -> int:
        """What the open parcel should weigh, in grams."""
        return self.pack.expected_g if self.pack else 0

    @property
    def sscc(self) -> str:
        """Number of the open parcel, 18 digits."""
        return self.pack.parcel if self.pack else ""

    @property
    def need(self) -> int:
        """Units of the order that should go into parcels: those missing at the bench do not count."""
        return sum(each.need - each.short for each in self.lines)

    @property
    def packed(self) -> int:
        """Units verified so far."""
        return sum(each.packed for each in self.lines)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to verify."""
        return self.pack is not None and not self.pack.left

    @property
    def wrong_weight(self) -> bool:
        """Whether the scale refused the parcel."""
        return self.step == "weighing" and self.measured_g > 0


def pack_state(pack: Pack | None, moment: Moment) -> PackState:
    """Makes the state of a moment."""
    if moment.question is not None:
        return _asking(pack, moment, moment.question)
    step = _step_of(pack)
    instruction, mood, detail = says(pack, moment)
    frame = Frame(
        instruction=instruction,
        mood=mood,
        detail=detail,
        title=line("pack.title", ref=pack.ref) if pack else line("pack.title.idle"),
        progress=progress_of(pack),
        commands=_commands(pack),
        choices=_choices(step),
        note=moment.note,
        notice=_notice(moment),
    )
    measured, copy = _label_of(pack)
    return PackState(frame, step, pack, moment.last, measured, copy, moment.printer)


def _step_of(pack: Pack | None) -> str:
    return "idle" if pack is None else type(pack.step).__name__.lower()


def _commands(pack: Pack | None) -> tuple[Command, ...]:
    """Always six at the same places; what does not fit the step is dim."""
    step = pack.step if pack else Closed()
    verifying = isinstance(step, Verifying)
    third = REPRINT if isinstance(step, Closed) else replace(SHORT, enabled=verifying)
    if isinstance(step, Weighing):
        third = WEIGH
    elif isinstance(step, Labelling | Reprinting):
        third = replace(REPRINT, enabled=isinstance(step, Labelling))
    box = replace(BOX, enabled=verifying and pack is not None and pack.boxed > 0)
    return (HELP, _undo(pack), third, box, TYPE, HOME)


def _undo(pack: Pack | None) -> Command:
    match pack.step if pack else None:
        case Excusing() | Reprinting():
            return replace(UNDO, label_key="ui.command.back", icon="back")
        case Verifying() | Weighing() if pack is not None and pack.trail:
            last = pack.trail[-1]
            return replace(UNDO, label_key="pack.command.undo", names=(("qty", last.qty), ("sku", last.sku)))
        case _:
            return replace(UNDO, enabled=False)


def _choices(step: str) -> tuple[Command, ...]:
    causes = {"excusing": BENCH_CAUSES, "reprinting": REPRINT_CAUSES}.get(step, ())
    return tuple(Command(f"#R{at}", str(at), f"pack.cause.{step}.{cause}") for at, cause in enumerate(causes, 1))


def _notice(moment: Moment) -> Notice | None:
    if moment.banner:
        return Notice(f"pack.away.{moment.banner}", "pack.away.close", "#OK")
    if moment.helping:
        return Notice("pack.help", "pack.help.close", "#HELP", tone="todo")
    return None


def _label_of(pack: Pack | None) -> tuple[int, int]:
    match pack.step if pack else None:
        case Weighing(measured=grams):
            return grams, 0
        case Labelling(weight_g=grams, copy=copy) | Reprinting(weight_g=grams, copy=copy):
            return grams, copy
        case _:
            return 0, 0


def _asking(pack: Pack | None, moment: Moment, question: PrintQuestion) -> PackState:
    frame = Frame(
        instruction=line("pack.printed", tail=question.sscc[-TAIL:]),
        mood=Mood.ATTENTION,
        detail=line("pack.printed.detail"),
        title=line("pack.title", ref=pack.ref) if pack else line("pack.title.idle"),
        progress=progress_of(pack),
        commands=_commands(pack),
        choices=(YES, NO),
        note=moment.note,
        notice=_notice(moment),
    )
    measured, copy = _label_of(pack)
    return PackState(frame, "asking", pack, moment.last, measured, copy, moment.printer)
