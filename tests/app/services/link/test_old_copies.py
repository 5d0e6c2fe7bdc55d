"""A station's file that is an old copy: nothing is told twice, nothing is lost, and a supervisor hears of it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.picking.walk import AtItem
from app.services.floor.signing import Door
from app.services.opening import OpenStation
from app.services.site import Site
from tests.builders import (
    PICKER,
    SUPERVISOR,
    a_site,
    a_station,
    assert_sound,
    issues,
    order,
    release,
    settled,
    states,
    table,
    until,
)
from tests.cut_line import Line
from tests.hands import Totes, walk_on


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[Site]:
    with a_site(tmp_path / "house", database=database) as opened:
        order(opened, {"500001": {"ITEM01": 2, "ITEM06": 1}, "500002": {"ITEM05": 3}})
        release(a_station(opened, "ST09", SUPERVISOR), "single")
        yield opened


def put_old_file_back(site: Site, station: OpenStation, backup: Path) -> OpenStation:
    site.leave(station)
    for file in (site.data / "ST01").glob("station.db*"):
        file.unlink()
    shutil.copy(backup, site.data / "ST01" / "station.db")
    return site.open_station("ST01")


def copied(station: OpenStation, to: Path) -> Path:
    with closing(sqlite3.connect(station._store.path)) as db:
        db.execute("VACUUM INTO ?", (str(to),))
    return to


def test_a_file_from_last_night_begins_anew_and_its_walk_is_taken_again(site: Site, tmp_path: Path) -> None:
    picker, totes = a_station(site, "ST01", PICKER), Totes()
    picker.picking.start()
    walk_on(picker, totes, until_step=AtItem)
    settled(site, picker)
    backup = copied(picker, tmp_path / "backup.db")
    before = picker.desk.journal.incarnation
    walk_on(picker, totes)
    settled(site, picker)

    again = put_old_file_back(site, picker, backup)
    assert again.desk.journal.incarnation != before
    assert again.picking.walk is None
    assert again.desk.memory.recall("aside").startswith('["walk"')
    assert again.desk.said.popleft() == ("station.begun_anew.work", {"count": 0})
    settled(site, again)
    assert issues(site) == ["old_copy"]
    assert Door(again.desk).remembered() is not None
    following = again.picking.start()
    assert following is not None
    walk_on(again, Totes(500))
    settled(site, again)
    assert set(states(site).values()) == {"picked"}
    assert_sound(site)


def test_what_only_the_copy_knows_is_told_once_under_its_new_journal(site: Site, tmp_path: Path) -> None:
    picker, totes = a_station(site, "ST01", PICKER), Totes()
    picker.picking.start()
    settled(site, picker)
    backup = copied(picker, tmp_path / "backup.db")
    walk_on(picker, totes)
    settled(site, picker)

    site.leave(picker)
    for file in (site.data / "ST01").glob("station.db*"):
        file.unlink()
    shutil.copy(backup, site.data / "ST01" / "station.db")
    real, line = site.centre, Line(site.centre, cut=True)
    site.centre = line
    copy = site.open_station("ST01")
    walk_on(copy, Totes(700), until_step=AtItem)
    made = copy.desk.journal.pending()
    assert made
    line.cut = False
    copy.desk.uplink.wake()
    until(lambda: bool(copy.desk.said), "the news that the file is a copy")
    assert copy.desk.said.popleft()[1] == {"count": made}
    assert copy.picking.walk is None
    settled(site, copy)
    site.centre = real
    kinds = [row["kind"] for row in table(site, "fact") if row["incarnation"] == copy.desk.journal.incarnation]
    assert len(kinds) == made + 1
    assert kinds.count("BegunAnew") == 1
    assert "fork" not in issues(site)
    assert "old_copy" in issues(site)
    assert copy.desk.journal.stranded() == []
    assert_sound(site)
