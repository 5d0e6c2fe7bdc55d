"""The packing presenter without a window: refusals, weights, prints, and what the demo reads."""

import pytest

from app.domain.errors import Conflict, Unavailable
from app.domain.packing.pack import Content, PackLine
from app.language import load_phrases
from tests.ui.bench.bench_world import (
    CUP,
    FIRST,
    LEADER,
    MUG,
    PEN,
    SECOND,
    Answers,
    MemoryBench,
    Scale,
    small_pack,
)
from tests.ui.house import Album
from ui.presenters.bench.packing import PackingPresenter
from ui.presenters.frame import Mood, Scan, speak
from ui.presenters.lane import HeldLane, InlineLane, Lane

RIGHT, WRONG = 1255, 1500


class Packer:
    def __init__(self, bench: MemoryBench | None = None, lane: Lane | None = None) -> None:
        self.bench = bench or MemoryBench(small_pack())
        self.album, self.scale, self.answers = Album(), Scale(), Answers()
        self.presenter = PackingPresenter(
            self.album,
            lane or InlineLane(),
            self.bench,
            ask_weight=self.scale.ask,
            answer_print=self.answers.take,
        )
        self.presenter.opened()

    def scan(self, *texts: str, typed: bool = False) -> None:
        for text in texts:
            self.presenter.scanned(Scan(text, "scanner-1", typed))
            self.say()

    def say(self) -> str:
        """Says the present sentence in both languages; a missing key or name fails the test."""
        frame = self.album.frame
        said = [speak(frame.instruction, load_phrases(each)) for each in ("es", "en")]
        for language in ("es", "en"):
            for text in (frame.detail, frame.title, frame.progress, frame.note):
                speak(text, load_phrases(language))
            for command in (*frame.commands, *frame.choices):
                speak(command.label, load_phrases(language))
        return said[1]

    @property
    def step(self) -> str:
        return self.presenter.state.step

    def to_the_scale(self) -> None:
        self.scan("TO0002", MUG, MUG, MUG, CUP, CUP)

    def to_the_label(self) -> None:
        self.to_the_scale()
        self.presenter.weight(RIGHT)


def test_an_order_goes_from_tote_to_closed_parcel() -> None:
    packer = Packer()
    steps = [packer.step]
    packer.scan("TO0001", MUG)
    steps.append(packer.step)
    packer.scan(MUG, MUG, CUP, CUP)
    steps.append(packer.step)
    packer.presenter.weight(RIGHT)
    steps.append(packer.step)
    packer.scan(f"00{FIRST}")
    steps.append(packer.step)
    assert steps == ["idle", "verifying", "weighing", "labelling", "closed"]
    assert packer.album.cue == "done"
    assert packer.album.frame.mood is Mood.DONE
    assert packer.presenter.state.complete


def test_the_state_tells_a_machine_everything() -> None:
    packer = Packer()
    packer.scan("TO0001", MUG, MUG)
    state = packer.presenter.state
    assert (state.ref, state.totes, state.sscc) == ("537446", ("TO0001", "TO0002"), FIRST)
    assert [(each.sku, each.left, each.need) for each in state.lines] == [("MUG", 1, 3), ("CUP", 2, 2)]
    assert (state.expected_g, state.last, state.need, state.packed) == (750, 0, 5, 2)
    assert not state.complete


def test_each_scan_counts_only_while_verifying() -> None:
    packer = Packer()
    assert not packer.presenter.counts_scans
    packer.scan("TO0001")
    assert packer.presenter.counts_scans
    packer.scan(MUG, MUG, MUG, CUP, CUP)
    assert not packer.presenter.counts_scans


@pytest.mark.parametrize(
    ("before", "scan"),
    [
        ((), MUG),
        ((), "TO0099"),
        (("TO0001",), PEN),
        (("TO0001",), "???"),
        (("TO0001",), "TO0001"),
        (("TO0001",), "#UNDO"),
        (("TO0001",), "#BOX"),
        (("TO0001",), "#QTY3"),
        (("TO0001", MUG), "#QTY9"),
        (("TO0001", CUP, CUP), CUP),
        (("TO0001", "#SHORT"), "#R9"),
        (("TO0001", MUG, "#BOX"), MUG),
        (("TO0001", MUG, "#BOX"), "BA0777"),
        (("TO0001", MUG, "#BOX", "#W450"), MUG),
        (("TO0001", MUG, "#BOX", "#W450"), "#UNDO"),
        (("TO0001", MUG, "#BOX", "#W450"), f"00{SECOND}"),
        (("TO0001", MUG, "#BOX", "#W450", "#REPRINT"), "#R7"),
    ],
)
def test_a_refusal_is_said_in_red_and_changes_nothing(before: tuple[str, ...], scan: str) -> None:
    packer = Packer()
    packer.scan(*before)
    was = packer.presenter.state
    packer.scan(scan)
    assert packer.album.cue == "wrong"
    assert packer.album.frame.mood is Mood.ERROR
    assert (packer.step, packer.presenter.state.lines) == (was.step, was.lines)
    assert "{" not in packer.say()


def test_the_next_accepted_scan_brings_the_task_back() -> None:
    packer = Packer()
    packer.scan("TO0001", PEN, MUG)
    assert packer.album.frame.mood is Mood.TODO
    assert packer.album.cue == "ok"


@pytest.mark.parametrize(
    ("before", "typed", "meant"),
    [
        (("TO0001", MUG), "3", 3),
        (("TO0001", MUG, MUG, MUG, CUP, CUP), "1255", 5),
    ],
)
def test_typed_digits_are_a_quantity_or_a_weight(before: tuple[str, ...], typed: str, meant: int) -> None:
    packer = Packer()
    packer.scan(*before)
    packer.scan(typed, typed=True)
    assert packer.album.cue == "ok"
    assert packer.presenter.state.packed == meant


def test_a_typed_barcode_and_a_typed_parcel_number_are_read_as_such() -> None:
    packer = Packer()
    packer.scan("TO0001")
    packer.scan(MUG, MUG, MUG, CUP, CUP, "1255", FIRST, typed=True)
    assert packer.step == "closed"


def test_a_quantity_above_the_limit_is_asked_for_twice() -> None:
    lines = (PackLine(1, "MUG", "Taza", 300, 200),)
    packer = Packer(MemoryBench(small_pack(lines=lines, contents=(Content("TO0001", 1, "MUG", 200),))))
    packer.scan("TO0001", MUG, "#QTY150")
    assert (packer.album.cue, packer.presenter.state.packed) == ("attention", 1)
    packer.scan("#QTY150")
    assert packer.presenter.state.packed == 150


def test_the_scale_is_asked_when_the_parcel_is_to_be_weighed_and_again_on_demand() -> None:
    packer = Packer()
    packer.presenter.weight(RIGHT)
    assert packer.step == "idle", "a weight that nobody wants is not taken"
    packer.to_the_scale()
    assert packer.scale.asked == 1
    packer.presenter.weight(0)
    assert packer.step == "weighing"
    packer.scan("#WEIGH")
    assert packer.scale.asked == 2


def test_a_wrong_weight_shows_both_numbers_and_takes_a_supervisors_badge() -> None:
    packer = Packer()
    packer.to_the_scale()
    assert not packer.presenter.takes_badges
    packer.presenter.weight(WRONG)
    state = packer.presenter.state
    assert (state.wrong_weight, state.measured_g, state.expected_g) == (True, WRONG, 1250)
    assert "1,500 g" in packer.say()
    assert packer.presenter.takes_badges
    packer.scan(LEADER)
    assert packer.step == "labelling"
    assert not packer.presenter.takes_badges


def test_a_weight_that_comes_while_the_bench_answers_is_used_afterwards() -> None:
    lane = HeldLane()
    packer = Packer(lane=lane)
    packer.presenter.scanned(Scan("TO0001"))
    lane.release()
    for code in (MUG, MUG, MUG, CUP, CUP):
        packer.presenter.scanned(Scan(code))
        lane.release()
    packer.presenter.scanned(Scan("???"))
    packer.presenter.weight(RIGHT)
    assert packer.presenter.busy
    lane.release()
    lane.release()
    assert packer.step == "labelling"


def test_a_reprint_has_a_reason_and_a_copy_number() -> None:
    packer = Packer()
    packer.to_the_label()
    packer.scan("#REPRINT")
    assert [each.code for each in packer.album.frame.choices] == ["#R1", "#R2", "#R3"]
    packer.scan("#UNDO", "#REPRINT", "#R3")
    assert packer.presenter.state.copy == 2
    assert [(ask.copy, ask.cause) for ask in packer.bench.asks] == [(1, ""), (2, "unreadable")]


def test_a_full_box_is_closed_and_the_next_one_begun() -> None:
    packer = Packer()
    packer.scan("TO0001", MUG, "#BOX", "#W450", f"00{FIRST}")
    assert (packer.step, packer.presenter.state.sscc) == ("verifying", SECOND)
    assert "box 2" in packer.say()


def test_an_order_of_which_nothing_can_be_packed_is_over_without_a_parcel() -> None:
    packer = Packer()
    packer.scan("TO0001", "#SHORT", "#R1")
    assert packer.step == "closed"
    assert packer.album.cue == "attention"
    assert "could be packed" in packer.say()


def test_after_an_order_the_next_tote_opens_the_next_one() -> None:
    other = small_pack(order=6, ref="537447", totes=("TO0003",), contents=(), lines=())
    packer = Packer(MemoryBench(small_pack(), other))
    packer.to_the_label()
    packer.scan(f"00{FIRST}", "TO0003")
    assert packer.presenter.state.ref == "537447"


@pytest.mark.parametrize(("answer", "out"), [("#YES", True), ("#NO", False)])
def test_a_print_nobody_is_sure_of_is_asked_about(answer: str, out: bool) -> None:  # noqa: FBT001  # a parameter
    packer = Packer()
    packer.to_the_label()
    packer.presenter.printer_asks(7, FIRST)
    packer.presenter.printer_asks(8, SECOND)
    assert (packer.step, packer.album.cue) == ("asking", "attention")
    packer.scan(answer)
    assert packer.step == "asking", "the second question waits for its turn"
    packer.scan(answer)
    assert packer.answers.given == [(7, out), (8, out)]
    assert packer.step == "labelling"


def test_scanning_the_label_answers_whether_it_came_out() -> None:
    packer = Packer()
    packer.to_the_label()
    packer.presenter.printer_asks(7, FIRST)
    packer.scan(f"00{FIRST}")
    assert packer.answers.given == [(7, True)]
    assert packer.step == "closed"


@pytest.mark.parametrize(("before", "scan"), [((), "TO0001"), (("TO0001",), MUG)])
def test_when_the_world_is_away_a_banner_says_what_still_works(before: tuple[str, ...], scan: str) -> None:
    packer = Packer()
    packer.scan(*before)
    was = packer.presenter.state.lines
    packer.bench.error = Unavailable("gone")
    packer.scan(scan)
    notice = packer.album.frame.notice
    assert notice is not None
    assert load_phrases("es").has(notice.key)
    assert (packer.album.cue, packer.presenter.busy) == ("attention", False)
    assert packer.presenter.state.lines == was
    packer.scan("#OK")
    assert packer.album.frame.notice is None


def test_a_lost_race_is_said_with_its_names() -> None:
    packer = Packer()
    packer.bench.error = Conflict("promises.packed_elsewhere", order="537446", station="ST02")
    packer.scan("TO0001")
    assert "ST02" in packer.say()
    assert packer.album.cue == "wrong"


def test_a_bug_is_not_swallowed() -> None:
    packer = Packer()
    packer.bench.error = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        packer.presenter.scanned(Scan("TO0001"))
    assert not packer.presenter.busy


def test_the_bench_stands_where_it_stood_before_a_restart() -> None:
    first = Packer()
    first.to_the_label()
    again = Packer(first.bench)
    assert (again.step, again.presenter.state.packed) == ("labelling", 5)


def test_restarting_before_the_scale_asks_the_scale() -> None:
    first = Packer()
    first.to_the_scale()
    assert Packer(first.bench).scale.asked == 1


def test_help_comes_and_goes_and_home_leads_home() -> None:
    packer = Packer()
    packer.scan("#HELP")
    assert packer.album.frame.notice is not None
    packer.scan("#HELP")
    assert packer.album.frame.notice is None
    packer.scan("#HOME")
    assert packer.album.opened == ["home"]


def test_the_commands_never_move() -> None:
    packer = Packer()
    keys = set()
    for texts in (("TO0001",), (MUG,), ("#SHORT",), ("#UNDO",), (MUG, MUG, CUP, CUP), ("#W1255",), ("#REPRINT",)):
        packer.scan(*texts)
        commands = packer.album.frame.commands
        keys.add((len(commands), commands[0].key, commands[1].key, commands[3].key, commands[4].key, commands[5].key))
    assert keys == {(6, "F1", "F2", "F5", "F6", "F10")}
