from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from app.central import tables as t
from app.central.engine import Central
from app.central.keeping.sweeping import PROOF, Sweeper, Swept
from app.central.promises.claiming import LEASE, claim, renew
from app.central.promises.resolving import resolve
from app.central.reads.exceptions import open_exceptions
from app.domain.deeds import Picked
from app.domain.errors import Conflict
from tests.app.central.floor import NOW, Station, Task, add_order, add_walk, issues, one

LATER = NOW + LEASE + timedelta(minutes=1)


@pytest.fixture
def task(floor: Central) -> Task:
    """A walk that station ST1 has claimed a moment ago."""
    (task,) = add_walk(floor, [add_order(floor, [("S1", 2)], state="released")], state="open")
    assert claim(floor, station="ST1", badge="BA1", zone="", now=NOW) is not None
    return task


def seen(central: Central, at: datetime, code: str = "ST1") -> None:
    """The centre heard of a station."""
    with central.writing() as connection:
        connection.execute(sa.delete(t.station).where(t.station.c.code == code))
        connection.execute(sa.insert(t.station).values(code=code, incarnation="j", last_seen=at))


def walk_of(central: Central, task: Task) -> tuple[str, int]:
    row = one(central, t.walk, t.walk.c.id == task.walk)
    return row.state, row.fence


def test_a_claim_within_its_lease_is_nobodys_business(floor: Central, task: Task) -> None:
    assert Sweeper(floor).sweep(NOW + LEASE) == Swept()
    assert issues(floor) == []


def test_a_claim_past_its_lease_is_told_once(floor: Central, task: Task) -> None:
    sweeper = Sweeper(floor)
    assert sweeper.sweep(LATER) == Swept(stale=1, marked=1)
    assert sweeper.sweep(LATER) == Swept(stale=1)
    (told,) = open_exceptions(floor)
    assert told.kind == "stale_claim"
    assert told.names()["walk"] == task.walk
    assert told.names()["station"] == "ST1"
    assert walk_of(floor, task) == ("claimed", 1)


def test_what_a_supervisor_closed_is_not_told_again(floor: Central, task: Task) -> None:
    sweeper = Sweeper(floor)
    sweeper.sweep(LATER)
    resolve(floor, open_exceptions(floor)[0].id, "BA9", LATER)
    assert sweeper.sweep(LATER).marked == 0
    assert issues(floor) == []


def test_it_closes_by_itself_when_the_claim_is_renewed_and_is_told_again_when_that_runs_out(
    floor: Central, task: Task
) -> None:
    sweeper = Sweeper(floor)
    sweeper.sweep(LATER)
    renew(floor, station="ST1", walk_id=task.walk, fence=1, now=LATER)
    assert sweeper.sweep(LATER) == Swept(closed=1)
    assert issues(floor) == []
    assert sweeper.sweep(LATER + 2 * LEASE).marked == 1


def test_it_closes_by_itself_when_the_walk_was_taken_over(floor: Central, task: Task) -> None:
    sweeper = Sweeper(floor)
    sweeper.sweep(LATER)
    claim(floor, station="ST2", badge="BA2", zone="", now=LATER, walk_id=task.walk, take_over=True)
    assert sweeper.sweep(LATER).closed == 1


def test_the_walk_of_a_station_that_is_offline_stays_its_own(floor: Central, task: Task) -> None:
    seen(floor, NOW)
    sweeper = Sweeper(floor)
    for hours in range(1, 100):
        sweeper.sweep(NOW + timedelta(hours=hours))
    assert walk_of(floor, task) == ("claimed", 1)


def test_the_walk_of_a_station_that_comes_back_for_a_moment_stays_its_own(floor: Central, task: Task) -> None:
    sweeper = Sweeper(floor)
    seen(floor, LATER)
    for minutes in range(10):
        sweeper.sweep(LATER + timedelta(minutes=minutes))
    assert walk_of(floor, task) == ("claimed", 1)


def test_the_walk_that_a_station_has_forgotten_may_be_claimed_again(floor: Central, task: Task) -> None:
    sweeper = Sweeper(floor)
    seen(floor, LATER)
    assert sweeper.sweep(LATER).freed == 0
    seen(floor, LATER + PROOF)
    assert sweeper.sweep(LATER + PROOF).freed == 1
    assert walk_of(floor, task) == ("open", 1)
    assert one(floor, t.audit).badge == "system"
    assert sweeper.sweep(LATER + PROOF).closed == 1
    with pytest.raises(Conflict):
        renew(floor, station="ST1", walk_id=task.walk, fence=1, now=LATER + PROOF)


def test_a_walk_on_which_something_was_done_is_never_given_back(floor: Central, task: Task) -> None:
    station = Station()
    station.tell(
        floor,
        Picked(task.walk, 1, 1, task.put, task.order, task.line, task.sku, task.place, "T1", 1),
    )
    sweeper = Sweeper(floor)
    for minutes in range(10):
        seen(floor, LATER + timedelta(minutes=minutes))
        sweeper.sweep(LATER + timedelta(minutes=minutes))
    assert walk_of(floor, task) == ("claimed", 1)
    assert "stale_claim" in issues(floor)
