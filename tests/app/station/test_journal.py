from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.deeds import Picked, ScanRefused, ZeroChecked
from app.domain.facts import GENESIS, is_sound
from app.station.journal import Journal
from app.station.numbers import Numbers
from app.station.store import Store
from app.station.trouble import StationTrouble
from app.station.work import Claimed, Event, Remember, Work

Make = Callable[[int], Picked]


def test_facts_are_numbered_chained_and_read_back_as_they_were(journal: Journal, picked: Make, now: datetime) -> None:
    made = [
        *journal.append([picked(1), picked(2)], who="BA0001", now=now),
        *journal.append([ZeroChecked(7, 1, 3, "A03-07-B", "85123A", empty=True)], who="BA0001", now=now),
    ]
    assert [fact.seq for fact in made] == [1, 2, 3]
    assert [fact.prev_hash for fact in made] == [GENESIS, made[0].hash, made[1].hash]
    assert all(map(is_sound, made))
    assert journal.unsent(0, 10) == made
    assert made[0].deed == picked(1)
    assert journal.first_unsound() is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_scanned_text_comes_back_sound(journal: Journal, now: datetime, text: str) -> None:
    (made,) = journal.append([ScanRefused("pick", text, "unknown", text)], who="BA0001", now=now)
    assert journal.unsent(made.seq - 1, 1) == [made]
    assert is_sound(journal.unsent(made.seq - 1, 1)[0])


def test_facts_and_notes_are_kept_together_or_not_at_all(
    store: Store, journal: Journal, picked: Make, now: datetime
) -> None:
    work = Work(store)
    journal.append([], who="BA0001", now=now, notes=[Claimed("walk", "{}"), Event("one")])
    with pytest.raises(RuntimeError):  # a second claim is a bug
        journal.append([picked(1)], who="BA0001", now=now, notes=[Event("two"), Claimed("walk", "{}")])
    opened = work.open_work()
    assert opened is not None
    assert opened.events == ("one",)
    assert journal.last_seq == 0
    (fact,) = journal.append([picked(1)], who="BA0001", now=now, notes=[Event("two")])
    assert fact.seq == 1


def test_a_full_disk_keeps_neither_fact_nor_note_and_the_chain_goes_on(
    store: Store, journal: Journal, picked: Make, now: datetime
) -> None:
    journal.append([picked(1)], who="BA0001", now=now, notes=[Claimed("walk", "{}")])
    pages = store._writer.execute("PRAGMA page_count").fetchone()[0]
    store._writer.execute(f"PRAGMA max_page_count = {pages}")
    kept = 1
    with suppress(StationTrouble):
        for n in range(2, 1000):
            journal.append([picked(n)], who="BA0001", now=now, notes=[Event(str(n))])
            kept = n
    with pytest.raises(StationTrouble, match="disk is full"):
        journal.append([picked(kept + 1)] * 50, who="BA0001", now=now, notes=[Event("lost")])
    store._writer.execute("PRAGMA max_page_count = 100000")
    opened = Work(store).open_work()
    assert opened is not None
    assert opened.events == tuple(str(n) for n in range(2, kept + 1))
    assert journal.last_seq == kept
    journal.append([picked(kept + 1)], who="BA0001", now=now)
    assert journal.first_unsound() is None


@pytest.mark.parametrize("statement", ["UPDATE fact SET who = 'x'", "DELETE FROM fact"])
def test_facts_can_be_neither_changed_nor_deleted(
    store: Store, journal: Journal, picked: Make, now: datetime, statement: str
) -> None:
    made = journal.append([picked(1)], who="BA0001", now=now)
    with pytest.raises(RuntimeError, match="facts are never"), store.write() as db:
        db.execute(statement)
    assert journal.unsent(0, 10) == list(made)


def test_a_fact_that_was_tampered_with_is_found(store: Store, journal: Journal, picked: Make, now: datetime) -> None:
    journal.append([picked(n) for n in range(1, 6)], who="BA0001", now=now)
    with store.write() as db:
        db.execute("DROP TRIGGER fact_stays")
        db.execute("UPDATE fact SET who = 'BA0002' WHERE seq = 3")
    found = journal.first_unsound()
    assert found is not None
    assert found.seq == 3


def test_what_waits_for_the_centre_is_counted(journal: Journal, picked: Make, now: datetime) -> None:
    journal.append([picked(n) for n in range(1, 6)], who="BA0001", now=now)
    assert journal.pending() == 5
    journal.acknowledge(4)
    assert journal.pending() == 1
    assert [fact.seq for fact in journal.unsent(2, 2)] == [3, 4]
    journal.acknowledge(0)  # the centre was restored from a backup
    assert journal.pending() == 5


@pytest.mark.parametrize("seq", [-1, 2])
def test_more_than_there_is_cannot_be_acknowledged(journal: Journal, picked: Make, now: datetime, seq: int) -> None:
    journal.append([picked(1)], who="BA0001", now=now)
    with pytest.raises(ValueError, match="cannot be acknowledged"):
        journal.acknowledge(seq)


def test_a_moment_outside_utc_is_refused(journal: Journal, picked: Make, now: datetime) -> None:
    for moment in (now.replace(tzinfo=None), now.astimezone(timezone(timedelta(hours=1)))):
        with pytest.raises(ValueError, match="UTC"):
            journal.append([picked(1)], who="BA0001", now=moment)
    assert journal.last_seq == 0


def test_a_restart_goes_on_with_the_same_journal(tmp_path: Path, picked: Make, now: datetime) -> None:
    path = tmp_path / "station.db"
    with Store(path) as store:
        first = Journal(store, "ST1")
        first.append([picked(1)], who="BA0001", now=now)
        incarnation = first.incarnation
    with Store(path) as store:
        second = Journal(store, "ST1")
        (fact,) = second.append([picked(2)], who="BA0001", now=now)
        assert (second.incarnation, fact.seq, second.first_unsound()) == (incarnation, 2, None)


def test_the_file_of_another_station_is_refused(store: Store, journal: Journal) -> None:
    with pytest.raises(StationTrouble, match="belongs to station ST1, this is station ST2"):
        Journal(store, "ST2")


def test_a_new_incarnation_strands_what_was_not_told_and_gives_up_its_numbers(
    store: Store, journal: Journal, picked: Make, now: datetime
) -> None:
    old = journal.append([picked(1), picked(2)], who="BA0001", now=now, notes=[Remember("badge", "BA0001")])
    journal.acknowledge(1)
    numbers = Numbers(store)
    numbers.refill("sscc", 100, 5)
    before = journal.incarnation
    assert journal.begin_anew() == journal.incarnation != before
    (fact,) = journal.append([picked(3)], who="BA0001", now=now)
    assert (fact.seq, fact.prev_hash, fact.incarnation) == (1, GENESIS, journal.incarnation)
    assert journal.stranded() == [old[1]]
    assert journal.unsent(0, 10) == [fact]
    assert (journal.pending(), numbers.take("sscc")) == (1, None)


def test_what_only_an_old_copy_knows_goes_on_in_the_new_journal(journal: Journal, picked: Make, now: datetime) -> None:
    old = journal.append([picked(1), picked(2), picked(3)], who="BA0001", now=now)
    journal.acknowledge(1)
    fresh = journal.begin_anew(old[1:], [picked(9)], now=now, notes=[Remember("aside", "walk")])
    told = journal.unsent(0, 10)
    assert [fact.deed for fact in told] == [picked(2), picked(3), picked(9)]
    assert [fact.who for fact in told] == ["BA0001", "BA0001", "system"]
    assert {fact.incarnation for fact in told} == {fresh}
    assert not {fact.id for fact in told} & {fact.id for fact in old}
    assert journal.first_unsound() is None
    assert journal.stranded() == []
