"""A station's own disk fails: it says what to do, keeps what it had, and begins anew only when told to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from app.domain.picking.walk import AtItem
from app.services.opening import OpenStation, set_damaged_aside
from app.services.site import Site
from app.station.trouble import StationTrouble
from tests.builders import PICKER, SUPERVISOR, a_site, a_station, assert_sound, order, release, settled, states
from tests.hands import Totes, walk_on

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with a_site(tmp_path) as opened:
        order(opened, {"500001": {"ITEM01": 2, "ITEM06": 1}})
        release(a_station(opened, "ST09", SUPERVISOR), "single")
        yield opened


def test_a_damaged_file_is_kept_and_the_walk_is_taken_again_from_the_centre(site: Site) -> None:
    picker, totes = a_station(site, "ST01", PICKER), Totes()
    picker.picking.start()
    walk_on(picker, totes, until_step=AtItem)
    settled(site, picker)
    site.leave(picker)
    folder = site.data / "ST01"
    assert set_damaged_aside(folder, NOW) is None
    (folder / "station.db").write_bytes(b"this is no database" * 99)
    with pytest.raises(StationTrouble) as told:
        site.open_station("ST01")
    assert told.value.reason == "station.damaged"
    kept = set_damaged_aside(folder, NOW)
    assert kept is not None
    assert kept.read_bytes() == b"this is no database" * 99
    again = a_station(site, "ST01", PICKER)
    assert again.picking.start() is not None
    walk_on(again, Totes(500))
    settled(site, again)
    assert set(states(site).values()) == {"picked"}
    assert_sound(site)


def scan_on(picker: OpenStation) -> None:
    for _ in range(500):
        picker.picking.scan("#NOTHING")


def test_a_full_disk_refuses_the_scan_and_the_walk_stands_where_it_stood(site: Site) -> None:
    picker, totes = a_station(site, "ST01", PICKER), Totes()
    picker.picking.start()
    walk_on(picker, totes, until_step=AtItem)
    settled(site, picker)
    stood = picker.picking.walk
    writer = picker._store._writer
    full = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count = {full}")
    with pytest.raises(Unavailable) as told:
        scan_on(picker)
    assert told.value.reason == "station.disk_full"
    writer.execute("PRAGMA max_page_count = 1073741823")
    assert picker.picking.walk == stood
    walk_on(picker, totes)
    settled(site, picker)
    assert_sound(site)
