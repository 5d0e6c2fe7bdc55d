"""Whose a walk is: nobody gets another's, and nobody gets one that is done."""

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest

from app.domain.errors import Conflict
from app.domain.picking.walk import Walk
from app.services.office.supervising import Supervising
from app.services.opening import OpenStation
from app.services.site import Site
from app.services.views import queue_of
from tests.builders import (
    PACKER,
    PICKER,
    PICKER_B,
    PICKER_C,
    SUPERVISOR,
    a_bench,
    a_site,
    a_station,
    assert_sound,
    order,
    release,
    settled,
    states,
    table,
    until,
)
from tests.hands import Totes, open_when_ready, walk_on, work_on


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[Site]:
    """The tiny warehouse on either kind of central database."""
    with a_site(tmp_path, database=database) as opened:
        yield opened


def test_stations_that_claim_at_the_same_moment_never_get_the_same_walk(site: Site, office: OpenStation) -> None:
    order(site, {str(500_001 + n): {"ITEM01": 1, "ITEM05": 1} for n in range(9)})
    assert release(office, "single").walks == 9
    stations = [a_station(site, f"ST0{n}", badge) for n, badge in enumerate((PICKER, PICKER_B, PICKER_C), 1)]
    together, got = Barrier(len(stations), timeout=20), []

    def claim_on(station: OpenStation, fresh: Totes) -> None:
        together.wait()
        while (walk := station.picking.start()) is not None:
            got.append(walk)
            walk_on(station, fresh)

    threads = [Thread(target=claim_on, args=(each, Totes(n * 1000))) for n, each in enumerate(stations, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(walk.id for walk in got) == sorted({walk.id for walk in got})
    assert len(got) == 9
    assert {walk.fence for walk in got} == {1}
    settled(site, *stations)
    assert set(states(site).values()) == {"picked"}
    assert_sound(site)


def test_a_walk_chosen_from_an_old_list_is_not_taken_from_a_colleague(site: Site, office: OpenStation) -> None:
    order(site, {"500001": {"ITEM01": 1}})
    release(office, "single")
    first, second = a_station(site, "ST01", PICKER), a_station(site, "ST02", PICKER_B)
    seen = queue_of(second.desk).jobs[0].walk
    walk = first.picking.start()
    assert walk is not None
    assert walk.id == seen
    with pytest.raises(Conflict) as refused:
        second.picking.start(seen)
    assert refused.value.reason == "promises.walk_taken"
    assert refused.value.names == {"walk": seen, "station": "ST01", "badge": PICKER}
    walk_on(first, Totes())
    leader = a_station(site, "ST03", SUPERVISOR)
    assert leader.picking.start() is None


def test_a_supervisor_may_take_a_walk_over(site: Site, office: OpenStation) -> None:
    order(site, {"500001": {"ITEM01": 1}})
    release(office, "single")
    walk = a_station(site, "ST01", PICKER).picking.start()
    assert walk is not None
    taken = office.picking.start(walk.id)
    assert taken is not None
    assert (taken.id, taken.fence) == (walk.id, walk.fence + 1)


def test_nobody_claims_without_signing_in(site: Site) -> None:
    with pytest.raises(Conflict, match=r"sign\.first"):
        a_station(site, "ST01").picking.start()


def finished_but_unbooked(site: Site) -> tuple[OpenStation, Walk]:
    order(site, {"500001": {"ITEM01": 1, "ITEM05": 1}, "500002": {"ITEM02": 1, "ITEM06": 1}})
    release(a_station(site, "ST09", SUPERVISOR), "single")
    picker = a_station(site, "ST01", PICKER)
    walk = picker.picking.start()
    assert walk is not None
    walk_on(picker, Totes())
    return picker, walk


def test_a_walk_that_is_done_does_not_come_again_while_nobody_books(tmp_path: Path, database: str) -> None:
    with a_site(tmp_path, booking=False, database=database) as site:
        picker, done = finished_but_unbooked(site)
        assert queue_of(picker.desk).mine is None
        following = picker.picking.start(done.id)
        assert following is not None
        assert following.id != done.id
        walk_on(picker, Totes(500))
        assert picker.picking.start() is None
        until(lambda: not picker.desk.journal.pending())
        site.book_everything()
        assert set(states(site).values()) == {"picked"}
        assert_sound(site)


def test_an_order_that_left_the_bench_is_not_opened_again_while_nobody_books(tmp_path: Path, database: str) -> None:
    with a_site(tmp_path, booking=False, database=database) as site:
        picker, _ = finished_but_unbooked(site)
        until(lambda: not picker.desk.journal.pending())
        site.book_everything()
        packer = a_station(site, "ST02", PACKER)
        with a_bench(packer) as bench:
            open_when_ready(bench.packing, "TO00001")
            work_on(bench.packing)
            with pytest.raises(Conflict, match="already_packed"):
                bench.packing.open("TO00001")
            assert packer.desk.work.open_work() is None
        until(lambda: not packer.desk.journal.pending())
        site.book_everything()
        assert states(site)["500001"] == "packed"
        assert_sound(site)


def test_a_walk_that_is_taken_over_with_nothing_left_to_do_ends_at_once(site: Site, office: OpenStation) -> None:
    order(site, {"500001": {"ITEM01": 1}, "500002": {"ITEM05": 1}})
    release(office, "single")
    first = a_station(site, "ST01", PICKER)
    walk = first.picking.start()
    assert walk is not None
    Supervising(office.desk).cancel(walk.slots[0].order)
    following = office.picking.start(walk.id)
    assert following is not None
    assert following.id != walk.id
    walk_on(office, Totes())
    settled(site, office)
    assert {row["state"] for row in table(site, "walk")} == {"finished"}
    assert_sound(site)
