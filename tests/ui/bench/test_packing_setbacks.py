"""The packing presenter without a window: labels, boxes, a world that is away, restarts."""

import pytest

from app.domain.errors import Conflict, Unavailable
from app.language import load_phrases
from tests.ui.bench.bench_world import CUP, FIRST, MUG, SECOND, MemoryBench, small_pack
from tests.ui.bench.packer import RIGHT, Packer
from ui.presenters.frame import Mood, Scan


def test_a_reprint_has_a_reason_and_a_copy_number() -> None:
    packer = Packer()
    packer.to_the_label()
    packer.scan("#REPRINT")
    assert [each.code for each in packer.album.frame.choices] == ["#R1", "#R2", "#R3"]
    packer.scan("#UNDO", "#REPRINT", "#R3")
    assert packer.presenter.state.copy == 2
    assert [(ask.copy, ask.cause) for ask in packer.bench.asks] == [(1, ""), (2, "unreadable")]


def test_labels_of_before_are_printed_again_from_the_bench_only_while_no_order_is_open() -> None:
    packer = Packer()
    packer.scan("#REPRINT")
    assert packer.album.opened == ["reprint"]
    packer.to_the_label()
    packer.scan("#REPRINT")
    assert (packer.album.opened, packer.step) == (["reprint"], "reprinting")
    packer.scan("#UNDO", f"00{FIRST}", "#REPRINT")
    assert packer.album.opened == ["reprint"] * 2


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


def test_a_printer_that_stands_still_is_said_when_its_label_is_wanted_and_no_earlier() -> None:
    packer = Packer()
    packer.to_the_scale()
    packer.presenter.printer_is("attention", "ribbon_out")
    assert packer.album.cue == "quiet"
    packer.presenter.weight(RIGHT)
    assert packer.say() == "Printer: out of ribbon. Put in a new ribbon and close the printer."
    assert packer.album.frame.mood is Mood.ATTENTION
    packer.presenter.printer_is("ready")
    assert "Stick the LABEL" in packer.say()
    packer.presenter.printer_is("gone", "unplugged")
    assert packer.say().startswith("Printer: cable out.")
    assert packer.album.cue == "attention"
    packer.scan(f"00{FIRST}")
    assert packer.step == "closed", "whoever has the label goes on"


def test_a_scale_that_cannot_weigh_the_parcel_says_why_until_it_can() -> None:
    packer = Packer()
    packer.presenter.scale_is("attention", "overload")
    packer.to_the_scale()
    assert packer.say().startswith("Scale: too heavy. This scale cannot weigh that much.")
    packer.presenter.scale_is("ready")
    assert "Put the parcel on the scale" in packer.say()
    packer.presenter.scale_is("attention", "unsteady")
    assert packer.album.cue == "attention"
    packer.scan("1255", typed=True)
    assert packer.step == "labelling", "a typed weight always works"


def test_where_there_is_no_scale_the_grams_are_typed() -> None:
    packer = Packer()
    packer.presenter.scale_is("off")
    packer.to_the_scale()
    assert "type the grams (F6): 1,250 g" in packer.say()
    assert packer.album.frame.mood is Mood.TODO
