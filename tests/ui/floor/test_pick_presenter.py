"""The picking presenter over the real state machine, without Qt."""

from collections.abc import Callable

import pytest

from app.domain.deeds import Picked
from app.domain.picking.walk import Walk
from app.services.floor.picking import Picking
from tests.ui.floor.floor_world import BUNTING, HOLDER, LANTERN, Picker, batch, right_scan, single, zone
from tests.ui.floor.reading import SAYS, TIMES, able, key, said
from ui.presenters.floor.home import Work
from ui.presenters.floor.picking import Walking
from ui.presenters.frame import Mood

GS = "\x1d"


def fits(picking: Picking) -> tuple[Walking, Work]:
    """Checked by mypy: the real service is what the presenters ask for."""
    return picking, picking


@pytest.mark.parametrize("made", [single, batch, zone])
def test_a_walk_is_played_to_its_end_by_doing_what_the_screen_says(made: Callable[[], Walk]) -> None:
    picker = Picker(made())
    steps = []
    while picker.presenter.state.step != "finished":
        steps.append(picker.presenter.state.step)
        assert len(steps) < 400
        state = picker.presenter.state
        for text in (state.frame.instruction, state.frame.detail, state.frame.title, state.frame.progress):
            said(text)
        picker.scan(right_scan(state))
        assert picker.cue in {"ok", "done"}
    assert picker.cue == "done"
    assert picker.presenter.state.frame.mood is Mood.DONE
    assert {"totes", "place", "item", "tote", "drop"} <= set(steps)
    wanted = sum(put.qty for stop in made().stops for put in stop.puts)
    assert sum(deed.qty for deed in picker.walking.deeds if isinstance(deed, Picked)) == wanted
    picker.scan("#OK")
    assert picker.seen.opened == ["home"]


def test_a_machine_reads_in_the_state_what_a_person_reads_on_the_screen() -> None:
    picker = Picker(batch())
    assert (picker.presenter.state.step, picker.presenter.state.slot, picker.presenter.state.tote) == ("totes", 1, "")
    at_place = picker.until("place")
    assert (at_place.walk, at_place.method, at_place.place, at_place.check_digits) == (412, "batch", "A03-07-B", "42")
    at_tote = picker.until("tote")
    assert (at_tote.sku, at_tote.qty, at_tote.hand, at_tote.left_here) == ("85123A", 2, 5, 5)
    assert (at_tote.tote, at_tote.slot, at_tote.drop) == ("TO0001", 1, "")
    at_drop = picker.until("drop")
    assert at_drop.drop == "PACK-1"
    assert Picker(zone()).presenter.state.incoming == ("TO0101", "TO0102")


def test_the_units_of_a_batch_are_shown_as_a_sum_and_each_at_its_position() -> None:
    faces = Picker(batch()).until("item").faces
    assert faces.qty is not None
    assert (faces.qty.take, faces.sums, faces.columns) == (5, "5 = 2 + 1 + 2", 3)
    assert [(slot.number, slot.state, slot.count) for slot in faces.slots if slot.count] == [
        ("1", "active", 2),
        ("5", "idle", 1),
        ("7", "idle", 2),
    ]
    assert said(faces.preview) == f"A05-01-C · 8 {TIMES} WHITE METAL LANTERN"


def test_a_single_walk_shows_one_big_tote_and_a_zone_walk_its_route() -> None:
    faces = Picker(single()).until("tote").faces
    assert [(slot.number, slot.state, slot.count) for slot in faces.slots] == [("TO0001", "active", 3)]
    assert (faces.columns, faces.sums, faces.route) == (1, "", None)
    route = Picker(zone()).presenter.state.faces.route
    assert route is not None
    assert (route.incoming, route.zone, route.drops) == (("TO0101", "TO0102"), "B", ("PASS-C", "PACK-1"))


def test_a_refused_scan_says_what_it_was_and_leaves_the_task_as_it_was() -> None:
    picker = Picker(single())
    before = picker.until("item")
    after = picker.scan(LANTERN)
    assert picker.cue == "wrong"
    assert after.frame.mood is Mood.ERROR
    assert said(after.frame.instruction).startswith("This is WHITE METAL LANTERN (71053). Put it back.")
    assert said(after.frame.detail) == f"Scanned: {LANTERN} · expected: SKU 85123A"
    assert said(after.frame.note) == "expected SKU 85123A"
    assert (after.faces, after.step) == (before.faces, "item")
    assert picker.scan(HOLDER).frame.mood is Mood.TODO


def test_a_labels_second_code_is_noted_or_asks_for_the_first_and_is_never_wrong() -> None:
    picker = Picker(single())
    picker.until("item")
    asked = picker.scan("]C110L-42")
    assert (picker.cue, asked.frame.mood) == ("attention", Mood.ATTENTION)
    assert said(asked.frame.instruction).startswith("This code only says: lot L-42.")
    task = picker.scan(HOLDER).frame.instruction
    noted = picker.scan(f"]C110L-42{GS}17271231")
    assert (picker.cue, noted.frame.instruction) == ("ok", task)
    assert said(noted.frame.note) == "Noted: lot L-42, good until 2027-12-31. Go on."


def test_a_broken_gs1_code_says_which_rule_and_what_to_do() -> None:
    picker = Picker(single())
    picker.until("item")
    frame = picker.scan(f"]C1010{HOLDER}{GS}17271233").frame
    assert picker.cue == "wrong"
    assert said(frame.instruction).startswith("This GS1 code names a day that does not exist.")
    assert said(frame.detail).startswith("Scanned: ]C1010841234567…17271233 · expected: ")


@pytest.mark.parametrize("step", ["totes", "place", "item", "tote", "drop"])
@pytest.mark.parametrize("text", ["nonsense", "PLB0102A", "TO0999", "#BOX", "BA0042", "OR17", "]C1AB", "]C110L1"])
@pytest.mark.parametrize("made", [single, batch, zone])
def test_whatever_is_scanned_wherever_there_is_an_answer_in_both_languages(
    made: Callable[[], Walk], step: str, text: str
) -> None:
    picker = Picker(made())
    picker.until(step)
    frame = picker.scan(text).frame
    for each in (frame.instruction, frame.detail, frame.note):
        said(each)
    if picker.cue == "wrong":
        assert frame.mood is Mood.ERROR
        assert "expected: " in said(frame.detail)


def test_digits_typed_while_counting_are_a_quantity() -> None:
    picker = Picker(batch())
    picker.until("item")
    picker.scan(HOLDER)
    assert picker.type("5").step == "tote"
    assert picker.walking.texts[-1] == "#QTY5"


def test_digits_typed_at_a_place_are_its_check_digits() -> None:
    picker = Picker(single())
    picker.until("place")
    assert picker.type("42").step == "item"
    assert picker.walking.texts[-1] == "42"


def test_digits_that_are_an_items_own_code_stay_a_code() -> None:
    picker = Picker(single())
    picker.until("item")
    assert key(picker.type("10002")) == "reason.wrong_item"
    picker.scan("2")
    assert picker.walking.texts[-1] == "2", "scanned digits are no quantity either"


def test_a_big_quantity_is_asked_for_twice() -> None:
    picker = Picker(batch())
    while picker.presenter.state.sku != "47566":
        picker.scan(right_scan(picker.presenter.state))
    picker.until("item")
    picker.scan(BUNTING)
    asked = picker.type("120")
    assert (picker.cue, asked.frame.mood, asked.step) == ("attention", Mood.ATTENTION, "item")
    assert "#QTY120" in said(asked.frame.instruction)
    assert said(asked.frame.detail).startswith("1 of 120")
    assert picker.scan("#QTY120").step == "tote"


def test_the_guard_against_double_reads_is_short_only_while_units_are_counted() -> None:
    picker = Picker(single())
    assert not picker.presenter.counts_scans
    picker.until("item")
    assert picker.presenter.counts_scans
    picker.until("tote")
    assert not picker.presenter.counts_scans
    while picker.presenter.state.sku != "71053":
        picker.scan(right_scan(picker.presenter.state))
    picker.until("item")
    assert not picker.presenter.counts_scans, "one unit is wanted"


def test_commands_that_do_nothing_now_are_dim() -> None:
    picker = Picker(single())
    assert able(picker) == {"#TYPE", "#HELP"}
    picker.until("place")
    assert able(picker) == {"#SHORT", "#SKIP", "#TYPE", "#HELP"}
    picker.until("item")
    picker.scan(HOLDER)
    assert able(picker) == {"#UNDO", "#SHORT", "#TYPE", "#HELP"}
    picker.scan("#UNDO", "#SKIP")
    picker.until("drop")
    assert able(picker) == {"#UNDO", "#TYPE", "#HELP"}


@pytest.mark.parametrize("made", [single, batch, zone])
def test_no_enabled_command_is_ever_refused_as_not_possible_now(made: Callable[[], Walk]) -> None:
    picker = Picker(made())
    for _ in range(30):
        if picker.presenter.state.step == "finished":
            break
        for command in picker.presenter.state.frame.commands[:4]:
            probe = Picker(picker.walking.walk)
            answer = probe.scan(command.code)
            refused = probe.cue == "wrong"
            assert refused is not command.enabled, (picker.presenter.state.step, command.code, key(answer))
        picker.scan(right_scan(picker.presenter.state))


def test_help_explains_the_step_and_is_closed_by_the_same_scan_or_the_next() -> None:
    picker = Picker(single())
    for step in ("totes", "place", "item", "tote", "drop", "finished"):
        picker.until(step)
        notice = picker.scan("#HELP").frame.notice
        assert notice is not None
        assert notice.key == f"pick.help.{step}"
        for say in SAYS.values():
            assert say(notice.key)
            assert say(notice.closes_key)
        assert picker.scan("#HELP").frame.notice is None
    other = Picker(single())
    other.scan("#HELP", "TO0001")
    assert other.presenter.state.frame.notice is None


def test_home_leaves_the_walk_open() -> None:
    picker = Picker(single())
    picker.until("item")
    picker.scan("#HOME")
    assert picker.seen.opened == ["home"]
    assert picker.walking.walk is not None
    picker.presenter.opened()
    assert picker.presenter.state.step == "item"


def test_without_a_walk_the_screen_leads_home() -> None:
    picker = Picker(None)
    assert key(picker.presenter.state) == "pick.do.none"
    picker.scan("TO0001")
    assert (picker.cue, picker.walking.texts) == ("attention", [])
    picker.scan("#OK")
    assert picker.seen.opened == ["home"]
