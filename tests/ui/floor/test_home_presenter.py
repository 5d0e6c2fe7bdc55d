"""The work queue's presenter, without Qt."""

from datetime import UTC

import pytest

from app.domain.boards import Queue
from app.domain.errors import Conflict, Unavailable
from app.domain.master.people import Person, Role
from app.language import load_phrases
from tests.ui.floor.floor_world import ANA, BEN, EVA, Seen, Walking, batch, single
from tests.ui.floor.queue_world import NOW, job, jobs
from ui.presenters.floor.home import HomePresenter
from ui.presenters.floor.home_state import HomeState
from ui.presenters.frame import Line, Mood, Scan, speak
from ui.presenters.lane import HeldLane, InlineLane, Lane


class Home:
    def __init__(self, person: Person | None = ANA, *, lane: Lane | None = None, queue: Queue | None = None) -> None:
        self.walking, self.seen = Walking(), Seen()
        self.queue: Queue | Exception = queue or Queue(None, jobs())
        self.presenter = HomePresenter(
            self.seen, lane or InlineLane(), self.walking, self.ask, lambda: person, now=lambda: NOW, zone=UTC
        )
        self.presenter.opened()

    def ask(self) -> Queue:
        if isinstance(self.queue, Exception):
            raise self.queue
        return self.queue

    def scan(self, text: str) -> HomeState:
        self.presenter.scanned(Scan(text, "scanner-1"))
        return self.presenter.state

    @property
    def state(self) -> HomeState:
        return self.presenter.state

    @property
    def key(self) -> str:
        assert isinstance(self.state.frame.instruction, Line)
        return self.state.frame.instruction.key


def test_the_best_job_is_big_and_the_others_are_ranked_with_keys() -> None:
    home = Home()
    assert (home.state.step, home.state.walk) == ("start", 413)
    assert [(face.walk, face.key, face.waits) for face in home.state.others] == [
        (414, "1", False),
        (415, "2", False),
        (416, "3", True),
        (417, "4", False),
        (418, "5", False),
    ]
    keyed = home.state.frame.command_for("2")
    assert keyed is not None
    assert keyed.code == "#JOB415"


def test_a_cut_off_is_told_by_words_icon_and_colour() -> None:
    state = Home().state
    assert state.big is not None
    say = load_phrases("en")
    marks = [(speak(face.mark, say), face.tone) for face in (state.big, *state.others)]
    assert marks == [
        ("leaves 10:22", "attention"),
        ("leaves 09:37", "error"),
        ("leaves 12:42", None),
        ("waits for totes", "attention"),
        ("", None),
        ("leaves 24.11. 09:42", None),
    ]


def test_ok_starts_the_big_job_and_a_key_one_of_the_others() -> None:
    home = Home()
    home.walking.waiting = [single()]
    assert home.presenter.state.walk == 413
    home.queue = Queue(None, (job(412, "single"),))
    home.presenter.refresh()
    home.scan("#OK")
    assert (home.seen.opened, home.walking.walk) == (["picking"], single())
    other = Home()
    other.walking.waiting = [batch()]
    other.scan("#JOB412")
    assert other.seen.opened == ["picking"]


def test_work_already_begun_comes_first_with_its_banner() -> None:
    home = Home(queue=Queue(job(410, state="claimed", stops_left=5), jobs()))
    assert (home.state.step, home.state.walk, home.key) == ("resume", 410, "home.do.resume")
    assert home.state.big is not None
    assert speak(home.state.big.size, load_phrases("en")).startswith("Stops left: 5 of 12")
    assert home.state.others[0].walk == 413


def test_the_walk_in_hand_is_resumed_without_the_centre() -> None:
    home = Home()
    home.walking.walk = batch()
    home.queue = Unavailable("away")
    home.presenter.refresh()
    assert (home.state.step, home.state.walk, home.key) == ("resume", 412, "home.offline.resume")
    assert (home.state.frame.mood, home.state.others) == (Mood.ATTENTION, ())
    home.scan("#OK")
    assert home.seen.opened == ["picking"]


def test_an_empty_queue_and_one_that_only_waits_say_what_happens_next() -> None:
    assert Home(queue=Queue(None, ())).state.step == "empty"
    waiting = Home(queue=Queue(None, (job(7, "zone", zone="B", state="waiting"),)))
    assert (waiting.state.step, waiting.key) == ("waiting", "home.do.waiting")
    assert waiting.state.walk == 0


def test_before_the_first_answer_it_says_so_and_a_scan_is_taken_all_the_same() -> None:
    lane = HeldLane()
    home = Home(lane=lane)
    assert home.state.step == "loading"
    assert not home.presenter.busy
    home.walking.waiting = [single()]
    home.scan("#OK")
    lane.release()
    assert home.seen.opened == ["picking"]


def test_somebody_elses_luck_is_told_and_the_queue_is_read_again() -> None:
    home = Home()
    home.queue = Queue(None, (job(500),))
    home.scan("#JOB415")
    assert (home.seen.cues[-2:], home.key) == (["wrong", "quiet"], "promises.walk_gone")
    assert (home.state.walk, home.state.frame.mood) == (500, Mood.ERROR)


def test_no_job_left_is_told() -> None:
    home = Home()
    home.scan("#OK")  # the world's queue shows 413, but nothing can be had by that number
    assert home.key == "promises.walk_gone"
    empty = Home(queue=Queue(None, ()))
    empty.scan("#OK")
    assert (empty.key, empty.seen.cues[-1]) == ("home.taken", "attention")


def test_a_refresh_shows_only_changes_and_makes_no_sound() -> None:
    home = Home()
    shown = len(home.seen.states)
    for _ in range(3):
        home.presenter.refresh()
    assert len(home.seen.states) == shown
    home.queue = Queue(None, (job(500),))
    home.presenter.refresh()
    assert (len(home.seen.states), home.seen.cues[-1], home.state.walk) == (shown + 1, "quiet", 500)


def test_a_refresh_never_answers_for_a_job_that_is_being_claimed() -> None:
    lane = HeldLane()
    home = Home(lane=lane)
    lane.release()
    home.presenter.refresh()
    home.presenter.refresh()
    home.queue = Queue(None, (job(500),))
    home.scan("#OK")
    shown = len(home.seen.states)
    assert home.presenter.busy
    assert lane.release() == 2, "one refresh at a time, and the claim"
    assert all(state.walk != 500 for state in home.seen.states[:shown])


def test_an_offline_centre_is_said_and_forgotten_when_it_is_back() -> None:
    home = Home()
    home.walking.broken = Unavailable("away")
    home.scan("#OK")
    assert (home.state.step, home.key, home.seen.cues[-1]) == ("offline", "home.offline", "attention")
    home.presenter.refresh()
    assert home.key == "home.do.start"


@pytest.mark.parametrize(
    ("person", "places"),
    [
        (ANA, []),
        (BEN, ["#PACK"]),
        (EVA, ["#PICK", "#PACK", "#SHIP", "#BOARD", "#TROUBLE", "#DEVICES"]),
        (
            Person("BA1", "Root", Role.ADMIN, "en"),
            ["#PICK", "#PACK", "#SHIP", "#BOARD", "#TROUBLE", "#DEVICES", "#PINS"],
        ),
    ],
)
def test_each_role_has_its_places_and_each_place_its_own_key(person: Person, places: list[str]) -> None:
    home = Home(person)
    assert [place.code for place in home.state.places] == places
    frame = home.state.frame
    keys = [command.key for command in (*frame.commands, *frame.choices)]
    assert len(keys) == len(set(keys))


def test_a_packer_goes_to_the_bench_with_one_key() -> None:
    home = Home(BEN)
    assert (home.state.step, home.state.big, home.state.others) == ("pack", None, ())
    home.scan("#OK")
    assert home.seen.opened == ["packing"]


def test_a_supervisor_goes_everywhere_and_may_pick() -> None:
    home = Home(EVA)
    for code in ("#PACK", "#SHIP", "#BOARD", "#TROUBLE", "#DEVICES"):
        home.scan(code)
    assert home.seen.opened == ["packing", "shipping", "board", "trouble", "devices"]
    home.queue = Queue(None, (job(412, "single"),))
    home.presenter.refresh()
    home.walking.waiting = [single()]
    home.scan("#PICK")
    assert home.seen.opened[-1] == "picking"


def test_what_a_badge_does_not_open_is_refused_with_words() -> None:
    home = Home(ANA)
    home.scan("#BOARD")
    assert (home.key, home.seen.cues[-1], home.seen.opened) == ("home.not_yours", "wrong", [])
    home.scan("TO0001")
    assert home.key == "home.unknown"


def test_nobody_signed_in_gets_no_job() -> None:
    home = Home(None)
    assert (home.state.step, home.key) == ("nobody", "sign.first")
    home.scan("#OK")
    assert home.seen.opened == []


def test_help_comes_and_goes_and_bugs_are_raised() -> None:
    home = Home()
    assert home.scan("#HELP").frame.notice is not None
    assert home.scan("#HELP").frame.notice is None
    home.walking.broken = Conflict("promises.walk_taken", walk=1, station="ST02", badge="BA7")
    home.scan("#OK")
    assert home.key == "promises.walk_taken"
    home.walking.broken = ZeroDivisionError("bug")
    with pytest.raises(ZeroDivisionError):
        home.scan("#OK")
    home.queue = ZeroDivisionError("bug")
    with pytest.raises(ZeroDivisionError):
        home.presenter.refresh()
