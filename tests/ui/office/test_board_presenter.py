"""The zone board without a window."""

import pytest

from app.domain.errors import Conflict, Unavailable
from app.language import load_phrases
from app.services.office.supervising import Released
from tests.ui.house import NOW, Album
from tests.ui.office.office_world import ANA, EVA, IVO, MemoryFloor
from ui.presenters.frame import Mood, Scan, speak
from ui.presenters.lane import HeldLane, InlineLane, Lane
from ui.presenters.office.board import BoardPresenter


class Lead:
    def __init__(self, floor: MemoryFloor | None = None, lane: Lane | None = None) -> None:
        self.album, self.floor = Album(), floor or MemoryFloor()
        self.presenter = BoardPresenter(self.album, lane or InlineLane(), self.floor, now=lambda: NOW)
        self.presenter.opened()

    def scan(self, *texts: str, typed: bool = False) -> None:
        for text in texts:
            self.presenter.scanned(Scan(text, "scanner-1", typed))
            frame = self.album.frame
            for language in ("es", "en"):
                for part in (frame.instruction, frame.detail, frame.note):
                    speak(part, load_phrases(language))
                for command in (*frame.commands, *frame.choices):
                    speak(command.label, load_phrases(language))

    @property
    def cues(self) -> list[str]:
        return [cue for _, cue in self.album.shown if cue != "quiet"]


def test_a_badge_and_a_zone_send_a_person_and_undo_takes_it_back() -> None:
    lead = Lead()
    lead.scan(ANA, "ZOB", IVO, "ZOC")
    assert (lead.floor.zones[ANA], lead.floor.zones[IVO]) == ("B", "C")
    assert lead.presenter.state.last == ("assigned", IVO, "C")
    lead.scan("#UNDO", "#UNDO")
    assert (lead.floor.zones[ANA], lead.floor.zones[IVO]) == ("A", "")
    lead.scan("#UNDO")
    assert lead.cues[-1] == "wrong"


def test_an_assignment_that_failed_cannot_be_undone() -> None:
    lead = Lead()
    lead.scan(ANA)
    lead.floor.error = Conflict("promises.unknown_person", badge=ANA)
    lead.scan("ZOB")
    assert lead.cues[-1] == "wrong"
    lead.scan("#UNDO")
    assert lead.floor.calls == []


def test_an_undo_that_failed_can_be_tried_again() -> None:
    lead = Lead()
    lead.scan(ANA, "ZOB")
    lead.floor.error = Unavailable("gone")
    lead.scan("#UNDO", "#UNDO")
    assert lead.floor.zones[ANA] == "A"


@pytest.mark.parametrize(
    "scans",
    [
        ("ZOA",),
        ("BA9999",),
        (ANA, "ZOX"),
        ("#P99",),
        ("#P",),
        ("#M1",),
        ("#OK",),
        ("#NONE",),
        ("8412345678905",),
        ("#CANCEL", "OR99"),
        ("#CANCEL", "#OK"),
    ],
)
def test_what_cannot_be_done_is_refused(scans: tuple[str, ...]) -> None:
    lead = Lead()
    lead.scan(*scans)
    assert (lead.cues[-1], lead.album.frame.mood) == ("wrong", Mood.ERROR)
    assert lead.floor.calls == []


def test_numbers_belong_to_people_and_do_not_change_when_they_move() -> None:
    lead = Lead()
    before = {face.badge: face.number for lane in lead.presenter.state.lanes for face in lane.people}
    lead.scan("#P1", "ZOD")
    after = {face.badge: face.number for lane in lead.presenter.state.lanes for face in lane.people}
    assert before == after == {ANA: 1, EVA: 2, IVO: 3, "BA0012": 4}
    assert lead.floor.zones[ANA] == "D"


def test_a_tenth_person_is_reached_by_badge_and_touch_though_not_by_key() -> None:
    lead = Lead(MemoryFloor({f"BA{n:04}": "A" for n in range(12)}))
    keys = [each.key for each in lead.album.frame.choices if each.code.startswith("#P")]
    assert keys == [*"123456789", "", "", ""]
    badges = {face.number: face.badge for face in lead.presenter.state.lanes[0].people}
    lead.scan("#P12", "ZOB")
    assert lead.floor.calls == [("assign", badges[12], "B")]


def test_sending_somebody_where_they_are_says_so_and_changes_nothing() -> None:
    lead = Lead()
    lead.scan(ANA, "ZOA", IVO, "#NONE")
    assert lead.floor.calls == []
    assert lead.cues == ["ok", "attention", "ok", "attention"]


@pytest.mark.parametrize(("number", "way"), [(1, "auto"), (2, "single"), (3, "batch"), (4, "zone")])
def test_a_release_asks_for_its_method_and_tells_what_it_did(number: int, way: str) -> None:
    lead = Lead()
    lead.scan("#RELEASE", f"#M{number}")
    assert lead.floor.calls == [("release", way)]
    assert lead.presenter.state.last == ("released", 43, 6)
    assert "2,140 m" in speak(lead.album.frame.instruction, load_phrases("en"))
    assert lead.cues[-1] == "done"


def test_a_release_of_nothing_is_told_as_such() -> None:
    lead = Lead()
    lead.floor.released = Released(0, 0, 0, 0, 4)
    lead.scan("#RELEASE", "#M1")
    assert lead.cues[-1] == "attention"


def test_while_the_planner_works_the_board_says_so_and_is_busy() -> None:
    lane = HeldLane()
    lead = Lead(lane=lane)
    lane.release()
    lead.scan("#RELEASE", "#M1")
    assert lead.presenter.busy
    assert "planning" in speak(lead.album.frame.instruction, load_phrases("en"))
    lane.release()
    assert not lead.presenter.busy


@pytest.mark.parametrize("text", ["OR77", "537446"])
def test_an_order_is_cancelled_after_it_was_shown_and_confirmed(text: str) -> None:
    lead = Lead()
    lead.scan("#CANCEL")
    lead.scan(text, typed=True)
    found = lead.presenter.state.found
    assert found is not None
    assert (found.customer[:5], found.state, lead.floor.calls) == ("María", "picking", [])
    lead.scan("#OK")
    assert lead.floor.calls == [("cancel", 77)]


@pytest.mark.parametrize("way_out", ["#BACK", "#UNDO", ANA])
def test_a_cancellation_is_left_without_effect(way_out: str) -> None:
    lead = Lead()
    lead.scan("#CANCEL", "OR77", way_out)
    lead.scan("#OK")
    assert lead.floor.calls == []
    assert lead.presenter.state.found is None


def test_when_the_centre_is_away_the_last_board_stays_and_a_banner_says_so() -> None:
    lead = Lead()
    lead.floor.error = Unavailable("gone")
    lead.scan(ANA, "ZOB")
    assert lead.album.frame.notice is not None
    assert len(lead.presenter.state.lanes) == 5
    lead.scan("#OK")
    assert lead.album.frame.notice is None


def test_a_bug_is_not_swallowed() -> None:
    lead = Lead()
    lead.floor.error = ZeroDivisionError()
    lead.scan(ANA)
    with pytest.raises(ZeroDivisionError):
        lead.presenter.scanned(Scan("ZOB"))


def test_badges_reach_the_board() -> None:
    assert BoardPresenter.takes_badges
