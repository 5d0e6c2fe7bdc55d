import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.deeds import Picked
from app.domain.errors import Unavailable
from app.station.journal import Journal
from app.station.store import Store
from app.station.uplink import CatchingUp, Forked, LinkState, Offline, Online, Pace, Uplink
from tests.app.station.memory_centre import MOODS, MemoryCentre, holds_exactly

Make = Callable[[int], Picked]
Until = Callable[[Callable[[], bool]], None]
QUICK = Pace(period=0.01, first_wait=0.001, longest_wait=0.01)


@settings(deadline=None, max_examples=60)
@given(
    moods=st.lists(st.sampled_from(MOODS), max_size=40),
    bursts=st.lists(st.integers(0, 12), min_size=1, max_size=8),
    batch=st.integers(1, 7),
)
def test_whatever_goes_wrong_the_centre_ends_with_every_fact_once_and_in_order(
    moods: list[str], bursts: list[int], batch: int
) -> None:
    left = iter(moods)
    centre = MemoryCentre(lambda: next(left, "well"))
    with TemporaryDirectory() as folder, Store(Path(folder) / "station.db") as store:
        journal = Journal(store, "ST1")
        uplink = Uplink(journal, centre, batch=batch)
        for burst in bursts:
            deeds = [Picked(1, 1, n, n, 1, 1, "A", "P", "T", 1) for n in range(burst)]
            journal.append(deeds, who="BA0001", now=datetime.now(UTC))
            try_once(uplink)
        while journal.pending() or not holds_exactly(centre, journal):
            try_once(Uplink(journal, centre, batch=batch))  # as after a restart: begins with a handshake
        assert not centre.forks


def try_once(uplink: Uplink) -> None:
    with suppress(Unavailable):
        uplink.deliver()


@pytest.mark.parametrize("seed", range(5))
def test_the_thread_tells_everything_while_work_goes_on(
    journal: Journal, picked: Make, now: datetime, until: Until, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret: the same troubles each time
    bad = iter(dice.choices(MOODS, k=200))
    centre = MemoryCentre(lambda: next(bad, "well"))
    uplink = Uplink(journal, centre, batch=20, pace=QUICK)
    uplink.start()
    for n in range(1, 301):
        journal.append([picked(n)], who="BA0001", now=now)
        uplink.wake()
    until(lambda: journal.pending() == 0 and holds_exactly(centre, journal))
    assert uplink.stop()


def test_a_centre_restored_while_nothing_happens_is_found_out(
    journal: Journal, picked: Make, now: datetime, until: Until
) -> None:
    centre = MemoryCentre()
    uplink = Uplink(journal, centre, pace=QUICK)
    journal.append([picked(n) for n in range(50)], who="BA0001", now=now)
    uplink.start()
    until(lambda: holds_exactly(centre, journal))
    centre.books = {journal.incarnation: centre.books[journal.incarnation][:10]}
    until(lambda: holds_exactly(centre, journal))
    assert uplink.stop()


def test_what_was_told_is_not_told_again_after_a_restart(tmp_path: Path, picked: Make, now: datetime) -> None:
    centre = MemoryCentre()
    for n in range(3):
        with Store(tmp_path / "station.db") as store:
            journal = Journal(store, "ST1")
            journal.append([picked(n)], who="BA0001", now=now)
            calls = centre.calls
            Uplink(journal, centre).deliver()
            assert centre.calls == calls + 2  # a handshake and one batch
            assert holds_exactly(centre, journal)


def test_the_state_is_shown_as_it_changes(journal: Journal, picked: Make, now: datetime) -> None:
    mood = "refuse"
    seen: list[LinkState] = []
    uplink = Uplink(journal, MemoryCentre(lambda: mood), batch=10, on_state=seen.append)
    assert isinstance(uplink.state, Offline)
    journal.append([picked(n) for n in range(35)], who="BA0001", now=now)
    with pytest.raises(Unavailable):
        uplink.deliver()
    mood = "well"
    uplink.deliver()
    uplink.deliver()
    assert seen == [CatchingUp(35), CatchingUp(25), CatchingUp(15), Online()]


def test_a_centre_that_goes_away_is_shown_with_the_moment(
    journal: Journal, picked: Make, now: datetime, until: Until
) -> None:
    class Stopped:
        def now(self) -> datetime:
            return now

    moods = ["well"]
    seen: list[LinkState] = []
    uplink = Uplink(journal, MemoryCentre(lambda: moods[-1]), pace=QUICK, clock=Stopped(), on_state=seen.append)
    uplink.start()
    until(lambda: uplink.state == Online())
    moods.append("refuse")
    until(lambda: uplink.state == Offline(now))
    journal.append([picked(1)], who="BA0001", now=now)
    moods.append("well")
    until(lambda: uplink.state == Online() and journal.pending() == 0)
    assert uplink.stop()
    assert seen == [Online(), Offline(now), Online()]


@pytest.fixture
def old_copy(tmp_path: Path, picked: Make, now: datetime) -> Iterator[tuple[MemoryCentre, Journal]]:
    """A station's file as it was after two facts, while the centre holds five."""
    centre = MemoryCentre()
    path, backup = tmp_path / "station.db", tmp_path / "backup.db"
    with Store(path) as store:
        Journal(store, "ST1").append([picked(1), picked(2)], who="BA0001", now=now)
        Uplink(Journal(store, "ST1"), centre).deliver()
    shutil.copy(path, backup)
    with Store(path) as store:
        Journal(store, "ST1").append([picked(3), picked(4), picked(5)], who="BA0001", now=now)
        Uplink(Journal(store, "ST1"), centre).deliver()
    shutil.copy(backup, path)
    with Store(path) as store:
        yield centre, Journal(store, "ST1")


def test_an_old_copy_of_a_station_says_so_until_it_begins_anew(
    old_copy: tuple[MemoryCentre, Journal], picked: Make, now: datetime, until: Until
) -> None:
    centre, journal = old_copy
    old, told = journal.incarnation, list(centre.books[journal.incarnation])
    uplink = Uplink(journal, centre, pace=QUICK)
    uplink.start()
    until(lambda: uplink.state == Forked())
    strange = journal.append([picked(6)], who="BA0001", now=now)
    until(lambda: list(centre.forks.values()) == list(strange))
    assert uplink.state == Forked()
    assert centre.books == {old: told}
    journal.begin_anew()
    journal.append([picked(7)], who="BA0001", now=now)
    until(lambda: uplink.state == Online() and holds_exactly(centre, journal))
    assert uplink.stop()
    assert centre.books[old] == told
    assert journal.stranded() == list(strange)


def test_an_old_copy_that_worked_on_beyond_the_true_one_loses_nothing(
    old_copy: tuple[MemoryCentre, Journal], picked: Make, now: datetime
) -> None:
    centre, journal = old_copy
    made = journal.append([picked(n) for n in range(100, 120)], who="BA0001", now=now)
    Uplink(journal, centre, batch=3).deliver()
    arrived = {fact.id for fact in centre.books[journal.incarnation]} | set(centre.forks)
    assert {fact.id for fact in made} <= arrived
    assert set(centre.forks) == {fact.id for fact in made[:3]}


def test_errands_run_each_period_and_none_hinders_another(
    journal: Journal, picked: Make, now: datetime, until: Until, expected_logs: list[str]
) -> None:
    expected_logs.append("an errand met a mistake")
    runs = {"away": 0, "bug": 0, "fine": 0}

    def away() -> None:
        runs["away"] += 1
        raise Unavailable("no catalogue today")

    def bug() -> None:
        runs["bug"] += 1
        raise ZeroDivisionError

    def fine() -> None:
        runs["fine"] += 1

    centre = MemoryCentre()
    uplink = Uplink(journal, centre, pace=QUICK, errands=[away, bug, fine])
    uplink.start()
    journal.append([picked(1)], who="BA0001", now=now)
    uplink.wake()
    until(lambda: min(runs.values()) >= 3 and holds_exactly(centre, journal))
    assert uplink.state == Online()
    assert uplink.stop()


def test_a_hint_brings_the_errands_forward(journal: Journal, until: Until) -> None:
    runs: list[int] = []
    uplink = Uplink(journal, MemoryCentre(), pace=Pace(3600, 3600, 3600), errands=[lambda: runs.append(1)])
    uplink.start()
    until(lambda: len(runs) == 1)
    until(lambda: uplink._due > 0)
    uplink.hint()
    until(lambda: len(runs) == 2)
    assert uplink.stop()


def test_a_mistake_in_the_program_is_logged_and_the_thread_goes_on(
    journal: Journal,
    picked: Make,
    now: datetime,
    until: Until,
    expected_logs: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    expected_logs += ["the uplink met a mistake", "somebody who listens"]
    left = iter(["well", "bug"])

    def mood() -> str:
        if next(left, "well") == "bug":
            raise ZeroDivisionError
        return "well"

    def listen(state: LinkState) -> None:
        raise KeyError(state)

    centre = MemoryCentre(mood)
    uplink = Uplink(journal, centre, pace=QUICK, on_state=listen)
    journal.append([picked(1)], who="BA0001", now=now)
    uplink.start()
    until(lambda: holds_exactly(centre, journal) and uplink.state == Online())
    assert uplink.stop()
    assert "ZeroDivisionError" in caplog.text
    assert "KeyError" in caplog.text


def test_it_stops_at_once_even_in_a_long_wait_and_leaves_no_thread(journal: Journal, until: Until) -> None:
    before = set(threading.enumerate())
    uplink = Uplink(journal, MemoryCentre(lambda: "refuse"), pace=Pace(3600, 3600, 3600))
    assert uplink.stop()
    centre = MemoryCentre(lambda: "refuse")
    waiting = Uplink(journal, centre, pace=Pace(3600, 3600, 3600))
    waiting.start()
    until(lambda: centre.calls == 1)
    assert waiting.stop()
    idle = Uplink(journal, MemoryCentre(), pace=Pace(3600, 3600, 3600))
    idle.start()
    until(lambda: idle.state == Online())
    assert idle.stop()
    assert set(threading.enumerate()) == before


def test_waits_grow_to_a_limit_and_differ() -> None:
    pace = Pace(first_wait=1.0, longest_wait=15.0)
    for failures, longest in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (1000, 15)]:
        waits = [pace.wait_after(failures) for _ in range(50)]
        assert longest / 2 <= min(waits) < max(waits) <= longest
