"""The pack bench: scan a tote, verify every unit, weigh, stick the label on, scan it."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.deeds import ParcelClosed
from app.domain.packing.outcome import PackOutcome
from app.domain.packing.pack import Closed, Labelling, Pack, Verifying, Weighing
from app.domain.reasons import Cue, Reason
from ui.presenters.ailments import Condition
from ui.presenters.asking import Question
from ui.presenters.bench.answers import conflict_of
from ui.presenters.bench.pack_state import PackState, pack_state
from ui.presenters.bench.pack_todo import TAIL, Moment, PrintQuestion
from ui.presenters.bench.vouching import Bench, vouching
from ui.presenters.frame import Mood, Scan, Text, View, line
from ui.presenters.lane import Lane
from ui.presenters.reasons import reason_line

_QTY_DIGITS, _WEIGHT_DIGITS, _SSCC_DIGITS = 4, 6, 18
_OWN_SENTENCES = {
    Reason.ITEM_FIRST: "pack.item_first",
    Reason.CANNOT_UNDO: "pack.cannot_undo",
    Reason.WRONG_WEIGHT: "pack.wrong_weight",
    Reason.WRONG_LABEL: "pack.wrong_label",
    Reason.LABEL_EXPECTED: "pack.label_expected",
}
"""Reasons that the bench says in its own words, because a picker means something else by them."""

_MOODS = {Cue.WRONG: Mood.ERROR, Cue.ATTENTION: Mood.ATTENTION}


class PackingPresenter:
    """Shows one order at a time and leads every scan, weight and answer to the bench.

    Attributes:
        busy: True while the bench answers.
        state: What was presented last.
    """

    def __init__(
        self,
        view: View,
        lane: Lane,
        bench: Bench,
        *,
        ask_weight: Callable[[], None],
        answer_print: Callable[[int, bool], None],
        ask_pin: Callable[[Question], None],
        home: str = "home",
    ) -> None:
        """Stands where the bench stands.

        Args:
            view: Its screen.
            lane: Where the bench's work runs.
            bench: The service.
            ask_weight: Asks the scale for a reading and returns at once; the reading comes by ``weight``.
            answer_print: Takes (print job, whether the label came out); runs on the lane.
            ask_pin: Asks somebody for a PIN, on a screen of its own.
            home: Name of the screen that ``#HOME`` opens.
        """
        self._view, self._lane, self._bench = view, lane, bench
        self._ask_weight, self._answer_print, self._home = ask_weight, answer_print, home
        self._ask_pin = ask_pin
        self.busy = False
        self._pack = bench.pack
        self._moment = Moment()
        self._questions: tuple[PrintQuestion, ...] = ()
        self._late_weight = 0
        self.state: PackState = pack_state(self._pack, self._moment)

    @property
    def counts_scans(self) -> bool:
        """True while each scan counts a unit."""
        return self._pack is not None and isinstance(self._pack.step, Verifying)

    @property
    def takes_badges(self) -> bool:
        """True while a supervisor's badge may let a wrong weight pass."""
        return self._pack is not None and isinstance(self._pack.step, Weighing) and self._pack.step.measured > 0

    def opened(self) -> None:
        """Shows where the bench stands, also after a restart of the program."""
        if not self.busy:
            self._pack = self._bench.pack or self._pack
            kept = self._moment
            self._moment = Moment(printer=kept.printer, scale=kept.scale, question=kept.question)
            self._present("quiet")
            self._want_weight()

    def scanned(self, scan: Scan) -> None:
        """Takes a scan, a command or a typed text."""
        match scan.text.strip().upper():
            case "#HOME":
                self._view.open(self._home)
            case "#HELP":
                self._moment = replace(self._moment, helping=not self._moment.helping, note="")
                self._present("quiet")
            case "#OK" if self._moment.banner:
                self._moment = replace(self._moment, banner="", note="")
                self._present("quiet")
            case "#YES" | "#NO" as answer if self._moment.question is not None:
                self._settle_print(came_out=answer == "#YES")
            case "#REPRINT" if self._pack is None or _over(self._pack):
                self._view.open("reprint")
            case "#WEIGH" if self._weighing():
                self._say(line("pack.weigh_asked"), Mood.TODO)
                self._present("ok")
                self._ask_weight()
            case _:
                self._work(scan)

    def weight(self, grams: int) -> None:
        """Takes a stable weight from the scale; ignored unless the parcel is to be weighed now."""
        if grams <= 0 or not self._weighing():
            return
        if self.busy:
            self._late_weight = grams
            return
        self.busy = True
        self._lane.run(lambda: self._bench.weigh(grams), self._answered, self._failed)

    def printer_is(self, state: str, detail: str = "") -> None:
        """Takes how the printer is, as in ``DeviceRow``, and says so where it keeps a label from coming out."""
        self._takes(replace(self._moment, printer=Condition("printer", state, detail)))

    def scale_is(self, state: str, detail: str = "") -> None:
        """Takes how the scale is, as in ``DeviceRow``, and says so where it keeps a parcel from being weighed."""
        self._takes(replace(self._moment, scale=Condition("scale", state, detail)))

    def printer_asks(self, job_id: int, sscc: str) -> None:
        """Asks the packer whether a label came out: the printer went away while it was printing."""
        self._questions = (*self._questions, PrintQuestion(job_id, sscc))
        if self._moment.question is None:
            self._ask_next()
            self._present("attention")

    def _takes(self, moment: Moment) -> None:
        """Shows what a device said; the packer is called when the work stops for it."""
        if moment != self._moment:
            before, self._moment = self.state.frame.instruction, moment
            state = pack_state(self._pack, moment)
            calls = state.frame.mood is Mood.ATTENTION and state.frame.instruction != before
            self._present("attention" if calls and not self.busy else "quiet")

    def _work(self, scan: Scan) -> None:
        self.busy = True
        if self._pack is None or isinstance(self._pack.step, Closed):
            self._lane.run(lambda: self._bench.open(scan.text.strip()), self._opened_pack, self._failed)
        elif (voucher := self._bench.vouches(scan.text)) is not None:
            self.busy = False
            self._ask_pin(vouching(self._bench, voucher, scan.text, self._vouched))
        else:
            text = self._meant(self._pack, scan)
            self._lane.run(lambda: self._bench.scan(text, typed=scan.typed), self._answered, self._failed)

    def _vouched(self, outcome: PackOutcome) -> None:
        self._view.open("packing")
        self._answered(outcome)

    def _meant(self, pack: Pack, scan: Scan) -> str:
        """Reads typed digits by where the packer stands: a weight, a quantity, a parcel number."""
        text = scan.text.strip()
        if not (scan.typed and text.isascii() and text.isdigit()):
            return text
        match pack.step:
            case Weighing() if len(text) <= _WEIGHT_DIGITS:
                return f"#W{text}"
            case Verifying() if pack.trail and len(text) <= _QTY_DIGITS:
                return f"#QTY{text}"
            case Labelling() if len(text) == _SSCC_DIGITS:
                return f"00{text}"
            case _:
                return text

    def _opened_pack(self, pack: Pack) -> None:
        self.busy = False
        self._pack = pack
        self._late_weight = 0
        self._say("", Mood.TODO, line("pack.note.opened", ref=pack.ref))
        self._present("ok")
        self._want_weight()

    def _answered(self, outcome: PackOutcome) -> None:
        self.busy = False
        before, self._pack = self._pack, outcome.pack
        touched = _touched(before, outcome.pack)
        self._moment = replace(self._moment, last=touched if touched >= 0 else self._moment.last)
        if any(isinstance(deed, ParcelClosed) for deed in outcome.deeds):
            self._label_was_seen(before)
        self._say(_said(outcome), _MOODS.get(outcome.cue, Mood.TODO), _note(outcome, touched))
        self._present(str(outcome.cue))
        if self._weighing() and not (before is not None and isinstance(before.step, Weighing)):
            self._want_weight()
        self._weigh_late()

    def _failed(self, error: Exception) -> None:
        self.busy = False
        sentence = conflict_of(error)
        if sentence is not None:
            self._say(sentence, Mood.ERROR)
            self._present("wrong")
            return
        away = "open" if self._pack is None or _over(self._pack) else "scan"
        self._moment = replace(self._moment, banner=away, said="", note="")
        self._present("attention")

    def _say(self, said: Text, mood: Mood, note: Text = "") -> None:
        self._moment = replace(self._moment, said=said, mood=mood, note=note, banner="", helping=False)

    def _present(self, cue: str) -> None:
        self.state = pack_state(self._pack, self._moment)
        self._view.present(self.state, cue)

    def _weighing(self) -> bool:
        return self._pack is not None and isinstance(self._pack.step, Weighing)

    def _want_weight(self) -> None:
        if self._weighing():
            self._ask_weight()

    def _weigh_late(self) -> None:
        """Uses a weight that came while the bench was answering something else."""
        grams, self._late_weight = self._late_weight, 0
        if grams:
            self.weight(grams)

    def _settle_print(self, *, came_out: bool) -> None:
        question = self._moment.question
        if question is None:
            return
        self.busy = True
        self._lane.run(lambda: self._answer_print(question.job, came_out), self._print_settled, self._failed)

    def _print_settled(self, _: None) -> None:
        self.busy = False
        self._ask_next()
        self._say("", Mood.TODO)
        self._present("ok")

    def _ask_next(self) -> None:
        following, self._questions = self._questions[:1], self._questions[1:]
        self._moment = replace(self._moment, question=following[0] if following else None)

    def _label_was_seen(self, before: Pack | None) -> None:
        """A label that was scanned on its parcel did come out: then nobody needs to be asked."""
        question = self._moment.question
        if before is not None and question is not None and question.sscc == before.parcel:
            self._lane.run(lambda: self._answer_print(question.job, True), _nothing, self._failed)
            self._ask_next()


def _nothing(_: None) -> None:
    """The answer was taken; there is nothing to show."""


def _over(pack: Pack) -> bool:
    return isinstance(pack.step, Closed)


def _touched(before: Pack | None, after: Pack) -> int:
    """Finds the line that an answer changed; -1 for none. Unchanged lines are the same objects."""
    if before is None or len(before.lines) != len(after.lines):
        return -1
    pairs = enumerate(zip(before.lines, after.lines, strict=True))
    return next((at for at, (was, now) in pairs if was is not now and was.packed != now.packed), -1)


def _said(outcome: PackOutcome) -> Text:
    if outcome.reason is None or outcome.reason is Reason.DETAILS_NOTED:
        return ""
    names = {name: _short(value) for name, value in outcome.names.items()}
    own = _OWN_SENTENCES.get(outcome.reason)
    return reason_line(outcome.reason, names) if own is None else line(own, **names)


def _short(value: object) -> object:
    """Shows a parcel number by its last digits, as the label card does; anything else as it is."""
    text = str(value)
    return text[-TAIL:] if len(text) == _SSCC_DIGITS and text.isdigit() else value


def _note(outcome: PackOutcome, touched: int) -> Text:
    if outcome.reason is Reason.DETAILS_NOTED:
        return reason_line(outcome.reason, outcome.names)
    if outcome.reason is not None or touched < 0:
        return ""
    row = outcome.pack.lines[touched]
    return line("pack.note.item", sku=row.sku, packed=row.packed, need=row.need)
