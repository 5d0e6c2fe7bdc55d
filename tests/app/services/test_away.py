"""The centre goes away and comes back: the floor goes on with what it holds, and nothing is told twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.errors import Conflict, Unavailable
from app.domain.packing.pack import Verifying
from app.domain.picking.walk import AtItem
from app.services.link import LOW, fetch_numbers
from app.services.site import Site
from app.services.views import queue_of
from app.station.numbers import SSCC
from tests.builders import (
    PACKER,
    PICKER,
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
from tests.cut_line import Line
from tests.hands import Totes, open_when_ready, right_work, walk_on, work_on


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[Site, Line]]:
    with a_site(tmp_path) as site:
        order(site, {"500001": {"ITEM01": 2, "ITEM02": 1}, "500002": {"ITEM05": 3}})
        release(a_station(site, "ST09", SUPERVISOR), "single")
        cuttable = Line(site.centre)
        site.centre = cuttable
        yield site, cuttable


def test_a_claimed_walk_goes_on_without_the_centre_and_is_told_exactly_once_later(line: tuple[Site, Line]) -> None:
    site, way = line
    picker, totes = a_station(site, "ST01", PICKER), Totes()
    walk = picker.picking.start()
    assert walk is not None
    walk_on(picker, totes, until_step=AtItem)
    settled(site, picker)
    way.cut = True
    walk_on(picker, totes)
    assert picker.picking.walk is None
    waiting = picker.desk.journal.pending()
    assert waiting > 3
    for needs_the_centre in (picker.picking.start, lambda: queue_of(picker.desk)):
        with pytest.raises(Unavailable):
            needs_the_centre()
    until(lambda: not picker.online, "the news that the line is cut")
    way.cut = False
    picker.desk.uplink.wake()
    settled(site, picker)
    told = [row["id"] for row in table(site, "fact") if row["station"] == "ST01"]
    assert sorted(told) == sorted(fact.id for fact in picker.desk.journal.unsent(0, 500))
    assert "picked" in states(site).values()
    assert_sound(site)
    assert picker.picking.start() is not None


def test_an_open_order_is_packed_to_its_end_without_the_centre_in_two_boxes(line: tuple[Site, Line]) -> None:
    site, way = line
    picker, totes = a_station(site, "ST01", PICKER), Totes()
    picker.picking.start()
    walk_on(picker, totes)
    packer = a_station(site, "ST02", PACKER)
    with a_bench(packer) as bench:
        pack = open_when_ready(bench.packing, totes.taken[0])
        way.cut = True
        assert isinstance(pack.step, Verifying)
        bench.packing.scan(str(right_work(pack)))
        bench.packing.scan("#BOX")
        work_on(bench.packing)
        until(lambda: len(bench.printed) == 2, "two labels")
        with pytest.raises(Unavailable):
            bench.packing.open(totes.taken[0])
        way.cut = False
    settled(site, packer)
    assert [(row["number"], row["state"]) for row in table(site, "parcel")] == [(1, "closed"), (2, "closed")]
    assert "packed" in states(site).values()
    assert_sound(site)


def test_a_station_opened_without_the_centre_stands_where_it_stood(line: tuple[Site, Line]) -> None:
    site, way = line
    picker, totes = a_station(site, "ST01", PICKER), Totes()
    picker.picking.start()
    walk_on(picker, totes, until_step=AtItem)
    stood = picker.picking.walk
    picker.close()
    way.cut = True
    again = site.open_station("ST01")
    assert again.picking.walk == stood
    walk_on(again, totes)
    assert again.picking.walk is None
    way.cut = False
    settled(site, again)
    assert_sound(site)


def test_a_tote_that_is_refused_uses_no_parcel_number_up(line: tuple[Site, Line]) -> None:
    site, _ = line
    packer = a_station(site, "ST02", PACKER)
    with a_bench(packer) as bench:
        for _ in range(3):
            with pytest.raises(Conflict, match="tote_empty"):
                bench.packing.open("TO00001")
    assert packer.desk.numbers.left(SSCC) == 199


def test_numbers_that_a_restored_centre_allots_again_are_passed_over(line: tuple[Site, Line]) -> None:
    site, _ = line
    packer = a_station(site, "ST02", PACKER)
    used = []
    while packer.desk.numbers.left(SSCC) >= LOW:
        used.append(packer.desk.numbers.take(SSCC))
    with site.centre.writing() as connection:
        again = sa.text("UPDATE number_range SET next = :first WHERE name = 'sscc'")
        connection.execute(again, {"first": used[0]})
    fetch_numbers(packer.desk)
    following = {packer.desk.numbers.take(SSCC) for _ in range(packer.desk.numbers.left(SSCC))}
    assert len(following) > 200
    assert not following & set(used)
