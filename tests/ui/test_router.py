import random
import threading
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.ui.conftest import HandClock
from ui.presenters.frame import Scan
from ui.presenters.lane import HeldLane
from ui.router import Fate, Logged, Router


class Clerk:
    """Answers later: ``no…`` is refused, all else accepted; every scan is remembered."""

    def __init__(self, router: Router, lane: HeldLane) -> None:
        self.router, self.lane = router, lane
        self.busy = False
        self.counts_scans = False
        self.seen: list[str] = []

    def opened(self) -> None:
        pass

    def scanned(self, scan: Scan) -> None:
        assert not self.busy, "a scan came while the last one was not answered"
        self.busy = True
        self.seen.append(scan.text)
        self.lane.run(lambda: "wrong" if scan.text.startswith("no") else "ok", self.answer, self.fail)

    def answer(self, cue: str) -> None:
        self.busy = False
        self.router.answered(self, cue)

    def fail(self, error: Exception) -> None:
        raise error


class Bench:
    def __init__(self, guard_s: float = 0.3) -> None:
        self.clock = HandClock()
        self.router = Router(clock=self.clock, guard_s=guard_s)
        self.lane = HeldLane()
        self.clerk = Clerk(self.router, self.lane)
        self.router.open(self.clerk)
        self.log: list[Logged] = []
        self.queue: list[tuple[int, int]] = []
        self.router.logged.connect(self.log.append)
        self.router.queue_changed.connect(self._queued)

    def _queued(self, waiting: int, dropped: int) -> None:
        self.queue.append((waiting, dropped))

    def fates(self) -> list[tuple[str, Fate]]:
        return [(each.scan.text, each.fate) for each in self.log]

    def settle(self) -> None:
        while self.lane.release():
            pass


@pytest.fixture
def bench(qapp: object) -> Bench:
    return Bench()


def test_scans_that_arrive_while_an_answer_is_awaited_wait_in_order_and_are_shown(bench: Bench) -> None:
    for text in ("a", "b", "c"):
        bench.router.scan(text, "s1")
    assert bench.clerk.seen == ["a"]
    assert bench.router.waiting == 2
    assert bench.queue[-1] == (2, 0)
    bench.settle()
    assert bench.clerk.seen == ["a", "b", "c"]
    assert bench.queue[-1] == (0, 0)
    assert bench.fates() == [("a", Fate.TAKEN), ("b", Fate.TAKEN), ("c", Fate.TAKEN)]


def test_after_a_refused_scan_the_waiting_ones_are_dropped_and_counted(bench: Bench) -> None:
    for text in ("no", "b", "c"):
        bench.router.scan(text, "s1")
    bench.settle()
    assert bench.clerk.seen == ["no"]
    assert bench.fates() == [("no", Fate.REFUSED), ("b", Fate.DROPPED), ("c", Fate.DROPPED)]
    assert bench.queue[-1] == (0, 2)
    bench.router.scan("d", "s1")
    bench.settle()
    assert bench.queue[-1] == (0, 0)
    assert bench.fates()[-1] == ("d", Fate.TAKEN)


def test_progress_shown_while_busy_is_not_taken_for_the_answer(bench: Bench) -> None:
    bench.router.scan("a", "s1")
    bench.router.scan("b", "s1")
    bench.router.answered(bench.clerk, "quiet")
    assert bench.clerk.seen == ["a"]
    bench.settle()
    assert bench.clerk.seen == ["a", "b"]


def test_the_same_code_of_one_device_within_the_guard_is_a_double_read(bench: Bench) -> None:
    bench.router.scan("a", "s1")
    bench.clock.on(0.29)
    bench.router.scan("a", "s1")
    bench.router.scan("a", "s2")
    bench.clock.on(0.31)
    bench.router.scan("a", "s1")
    bench.settle()
    assert [fate for _, fate in bench.fates()].count(Fate.DOUBLE) == 1
    assert bench.clerk.seen == ["a", "a", "a"]


def test_a_code_between_two_equal_ones_makes_them_two_scans(bench: Bench) -> None:
    for text in ("a", "b", "a"):
        bench.router.scan(text, "s1")
    bench.settle()
    assert bench.clerk.seen == ["a", "b", "a"]


def test_a_code_held_in_front_of_the_scanner_stays_one_scan(bench: Bench) -> None:
    for _ in range(10):
        bench.router.scan("a", "s1")
        bench.clock.on(0.2)
    bench.settle()
    assert bench.clerk.seen == ["a"]


def test_counting_by_scanning_shortens_the_guard(bench: Bench) -> None:
    bench.clerk.counts_scans = True
    for pause in (0.11, 0.13, 0.29):
        bench.router.scan("a", "s1")
        bench.clock.on(pause)
    bench.router.scan("a", "s1")
    bench.settle()
    assert len(bench.clerk.seen) == 3


@pytest.mark.parametrize(("guard_ms", "taken"), [(0, 4), (100, 4), (200, 3), (1000, 1)])
def test_the_guard_is_as_long_as_the_site_says_and_nought_lets_all_pass(
    qapp: object, guard_ms: int, taken: int
) -> None:
    made = Bench(guard_s=guard_ms / 1000)
    for pause in (0.15, 0.25, 0.3, 0):
        made.router.scan("a", "s1")
        made.clock.on(pause)
    made.settle()
    assert len(made.clerk.seen) == taken


@pytest.mark.parametrize(("guard_ms", "taken"), [(0, 3), (50, 3), (1000, 2)])
def test_while_counting_the_guard_is_never_longer_than_usual(qapp: object, guard_ms: int, taken: int) -> None:
    made = Bench(guard_s=guard_ms / 1000)
    made.clerk.counts_scans = True
    for pause in (0.1, 0.2, 0):
        made.router.scan("a", "s1")
        made.clock.on(pause)
    made.settle()
    assert len(made.clerk.seen) == taken


def test_what_says_only_the_kind_of_barcode_is_taken_off_at_the_door(bench: Bench) -> None:
    for text in ("]C0#HOME", "]E08412345678905", "]C110L-42", "\x1d17271231", "plain"):
        bench.router.scan(text, "s1")
    bench.router.scan("]C0typed", "typed", True)
    bench.settle()
    assert bench.clerk.seen == ["#HOME", "8412345678905", "]C110L-42", "]C117271231", "plain", "]C0typed"]


def test_keys_touch_and_typed_texts_are_never_double_reads(bench: Bench) -> None:
    for source in ("key", "touch"):
        bench.router.command("#UNDO", source)
        bench.router.command("#UNDO", source)
    bench.router.scan("37", "typed", True)
    bench.router.scan("37", "typed", True)
    bench.settle()
    assert bench.clerk.seen == ["#UNDO"] * 4 + ["37"] * 2


def test_a_gate_looks_at_scans_first_and_holds_the_others_while_it_is_busy(bench: Bench) -> None:
    class Door:
        busy = False
        badges: list[str] = []  # noqa: RUF012  # one door, one test

        def takes(self, scan: Scan) -> bool:
            if scan.text.startswith("BA"):
                self.busy = True
                self.badges.append(scan.text)
                return True
            return False

    door = Door()
    bench.router.add_gate(door)
    bench.router.scan("BA0042", "s1")
    bench.router.scan("a", "s1")
    assert (door.badges, bench.clerk.seen) == (["BA0042"], [])
    door.busy = False
    bench.router.resume()
    assert bench.clerk.seen == ["a"]


def test_waiting_scans_go_to_the_screen_that_is_open_at_their_turn(bench: Bench) -> None:
    other = Clerk(bench.router, bench.lane)
    bench.router.scan("a", "s1")
    bench.router.scan("b", "s1")
    bench.router.open(other)
    assert other.seen == []
    bench.settle()
    assert (bench.clerk.seen, other.seen) == (["a"], ["b"])


def test_a_presenter_that_answers_by_opening_another_screen_holds_nothing_up(bench: Bench) -> None:
    other = Clerk(bench.router, bench.lane)

    class Doorman(Clerk):
        def answer(self, cue: str) -> None:  # noqa: ARG002  # the lane hands it over
            self.busy = False
            bench.router.open(other)

    bench.router.open(Doorman(bench.router, bench.lane))
    bench.router.scan("#OK", "s1")
    bench.router.scan("a", "s1")
    bench.settle()
    assert other.seen == ["a"]
    assert bench.fates() == [("#OK", Fate.TAKEN), ("a", Fate.TAKEN)]


def test_a_scan_without_a_screen_is_told_not_lost(bench: Bench) -> None:
    bench.router.open(None)
    bench.router.scan("a", "s1")
    assert bench.fates() == [("a", Fate.HOMELESS)]


def test_a_bug_in_a_presenter_is_raised_and_the_road_stays_open(bench: Bench) -> None:
    class Broken(Clerk):
        def scanned(self, scan: Scan) -> None:
            raise LookupError(scan.text)

    bench.router.open(Broken(bench.router, bench.lane))
    with pytest.raises(LookupError):
        bench.router.scan("a", "s1")
    bench.router.open(bench.clerk)
    bench.router.scan("b", "s1")
    assert bench.clerk.seen == ["b"]


def test_another_thread_is_refused(bench: Bench) -> None:
    caught: list[Exception] = []

    def intrude() -> None:
        try:
            bench.router.scan("a", "s1")
        except RuntimeError as error:
            caught.append(error)

    thread = threading.Thread(target=intrude)
    thread.start()
    thread.join()
    assert len(caught) == 1
    assert bench.log == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "no", "#UNDO"]), st.booleans(), st.floats(0, 1)), max_size=40))
def test_every_scan_has_exactly_one_fate_and_keeps_its_order(steps: list[tuple[str, bool, float]]) -> None:
    bench = Bench()
    for text, settle, pause in steps:
        bench.router.scan(text, "s1")
        if settle:
            bench.lane.release()
        bench.clock.on(pause)
    bench.settle()
    assert len(bench.log) == len(steps)
    through = [each.scan.text for each in bench.log if each.answered]
    assert through == bench.clerk.seen


def test_ten_thousand_random_scans_add_up(bench: Bench, qtbot: QtBot) -> None:
    dice = random.Random(7)  # noqa: S311  # a test's dice
    sent: Counter[str] = Counter()
    for _ in range(10_000):
        text = dice.choice(["8410000000017", "8410000000024", "PLA0302", "no", "#SKIP", "TO0001"])
        source = dice.choice(["s1", "s2", "key", "typed"])
        bench.router.scan(text, source, source == "typed")
        sent[text] += 1
        bench.clock.on(dice.choice([0.01, 0.1, 0.4]))
        if dice.random() < 0.7:
            bench.lane.release()
    bench.settle()
    assert Counter(each.scan.text for each in bench.log) == sent
    kinds = Counter(each.fate for each in bench.log)
    assert sum(kinds.values()) == 10_000
    assert kinds[Fate.TAKEN] + kinds[Fate.REFUSED] == len(bench.clerk.seen)
    assert min(kinds[kind] for kind in (Fate.TAKEN, Fate.REFUSED, Fate.DROPPED, Fate.DOUBLE)) > 100
    assert bench.router.waiting == 0
