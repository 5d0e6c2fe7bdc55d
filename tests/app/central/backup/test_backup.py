import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.central import tables as t
from app.central.backup import BackupTrouble, restore, take
from app.central.backup.anew import GAPS, SERIALS
from app.central.backup.archive import read_manifest, write_archive
from app.central.bookkeeper import book_all
from app.central.check import check
from app.central.engine import Central, open_central
from app.central.inbox import watermark
from app.central.promises.numbers import allot, peek
from app.central.promises.site import setting
from app.domain.deeds import Picked
from app.services.link import CentreLine
from app.station.journal import Journal
from app.station.store import Store
from app.station.uplink import Uplink
from tests.app.central.floor import NOW, Station, add_order, add_walk, dump, issues, one, rows
from tests.app.central.keeping.test_seat import receipts


class Still:
    """A clock that stands."""

    def now(self) -> Any:
        return NOW


def refusal(place: Central, file: Path, *, instead: bool = True) -> str:
    with pytest.raises(BackupTrouble) as trouble:
        restore(place, file, NOW, replace=instead)
    return trouble.value.reason


def rewritten(file: Path, target: Path, **changes: Any) -> Path:
    """Writes a backup anew that says something else of itself."""
    manifest = read_manifest(file)
    with zipfile.ZipFile(file) as archive:
        data = archive.read("database")
    write_archive(target, replace(manifest, **changes), lambda out: out.write(data))
    return target


@pytest.fixture
def backup(floor: Central, tmp_path: Path) -> Path:
    """A backup of the floor with an order on a claimed walk."""
    add_walk(floor, [add_order(floor, [("S1", 2)])])
    allot(floor, "sscc", 200)
    file = tmp_path / "night.pasillo"
    take(floor, file, NOW)
    return file


def test_what_was_backed_up_comes_back_whole(floor: Central, place: Central, backup: Path) -> None:
    before = dump(floor)
    came = restore(place, backup, NOW, replace=False)
    assert (came.kept, list(came.violations)) == ("", [])
    after = dump(place)
    assert {name for name in before if before[name] != after[name]} == {"site", "number_range"}
    assert came.manifest.counts["fact"] == len(rows(floor, t.fact))


def test_a_restored_centre_begins_a_new_life(floor: Central, place: Central, backup: Path) -> None:
    first = restore(place, backup, NOW, replace=False)
    assert setting(place, "centre.incarnation") == first.identity
    second = restore(place, backup, NOW, replace=True)
    assert setting(place, "centre.incarnation") == second.identity != first.identity
    assert peek(place, "sscc") == peek(floor, "sscc") + SERIALS


def test_numbers_that_a_lost_past_may_have_given_away_are_not_given_again(place: Central, backup: Path) -> None:
    restore(place, backup, NOW, replace=False)
    (task,) = add_walk(place, [add_order(place, [("S2", 1)])])
    assert task.walk > GAPS["walk"]
    assert task.order > GAPS["sales_order"]
    assert task.line > GAPS["order_line"]
    assert task.put > GAPS["pick"]
    take(place, backup, NOW)
    restore(place, backup, NOW, replace=True)
    (again,) = add_walk(place, [add_order(place, [("S2", 1)])])
    assert again.walk > task.walk + GAPS["walk"]
    assert check(place) == []


def test_facts_are_never_replaced_unawares_and_are_kept_aside(floor: Central, backup: Path) -> None:
    station = Station("ST7")
    station.tell(floor, *receipts(3))
    assert refusal(floor, backup, instead=False) == "restore.holds_facts"
    assert len(rows(floor, t.fact, t.fact.c.station == "ST7")) == 3
    floor.close()
    came = restore(floor, backup, NOW, replace=True)
    assert rows(floor, t.fact, t.fact.c.station == "ST7") == []
    url = floor.engine.url
    kept = open_central(url.set(database=came.kept).render_as_string(hide_password=False))
    assert len(rows(kept, t.fact, t.fact.c.station == "ST7")) == 3
    kept.close()
    if url.get_backend_name() == "postgresql":
        with floor.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text(f'DROP DATABASE "{came.kept}"'))


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    floor: Central, backup: Path, tmp_path: Path, at: float
) -> None:
    data = bytearray(backup.read_bytes())
    data[int(len(data) * at)] ^= 0xFF
    spoiled = tmp_path / "spoiled"
    spoiled.write_bytes(data)
    before = dump(floor)
    assert refusal(floor, spoiled) in {"restore.damaged", "restore.no_backup"}
    spoiled.write_bytes(bytes(data[: int(len(data) * at)]))
    assert refusal(floor, spoiled) == "restore.no_backup"
    assert dump(floor) == before


def test_a_file_that_is_something_else_is_refused(place: Central, tmp_path: Path, backup: Path) -> None:
    other = tmp_path / "other"
    assert refusal(place, other) == "restore.unreadable"
    other.write_text("a letter", encoding="utf-8")
    assert refusal(place, other) == "restore.no_backup"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"product": "another"}))
    assert refusal(place, other) == "restore.no_backup"
    kind = "sqlite" if place.engine.dialect.name == "postgresql" else "postgresql"
    assert refusal(place, rewritten(backup, other, kind=kind)) == f"restore.other_kind.{kind}"
    assert refusal(place, rewritten(backup, other, schema="9999")) == "restore.newer"
    assert refusal(place, rewritten(backup, other, format=2)) == "restore.newer"
    assert refusal(place, rewritten(backup, other, counts={"fact": 1})) == "restore.damaged"


def test_a_backup_that_cannot_be_written_leaves_the_one_before(floor: Central, tmp_path: Path, backup: Path) -> None:
    before = backup.read_bytes()
    Path(f"{backup}.part").mkdir()
    with pytest.raises(BackupTrouble) as trouble:
        take(floor, backup, NOW)
    assert trouble.value.reason == "backup.unwritable"
    assert backup.read_bytes() == before
    with pytest.raises(BackupTrouble):
        take(floor, tmp_path / "nowhere" / "file", NOW)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
def test_a_full_disk_is_said(floor: Central, tmp_path: Path) -> None:
    for ending in ("part", "copy"):
        (tmp_path / f"file.{ending}").symlink_to("/dev/full")
    with pytest.raises(BackupTrouble) as trouble:
        take(floor, tmp_path / "file", NOW)
    assert trouble.value.reason == "backup.disk_full"
    assert not (tmp_path / "file").exists()


def test_what_stations_told_after_the_backup_comes_back_from_them(
    floor: Central, place: Central, tmp_path: Path
) -> None:
    (task,) = add_walk(floor, [add_order(floor, [("S1", 2)])])
    store = Store(tmp_path / "ST1" / "station.db")
    journal = Journal(store, "ST1")

    def told(n: int, to: Central) -> None:
        deed = Picked(task.walk, 1, n, task.put, task.order, task.line, task.sku, task.place, "T1", 1)
        journal.append((deed, *receipts(50)), who="BA1", now=NOW)
        deliver(to)

    def deliver(to: Central) -> None:
        Uplink(journal, CentreLine(to, Still(), lambda: None), clock=Still()).deliver()
        book_all(to, now=NOW)

    told(1, floor)
    take(floor, tmp_path / "night", NOW)
    told(2, floor)
    restore(place, tmp_path / "night", NOW, replace=False)
    assert watermark(place, journal.incarnation) == 51
    assert journal.acknowledged == 102
    deliver(place)
    assert watermark(place, journal.incarnation) == 102
    assert one(place, t.pick).picked == 2
    assert check(place) == []
    assert issues(place) == issues(floor)
    assert dump(place)["stock"] == dump(floor)["stock"]
    store.close()


def test_a_file_in_use_is_not_replaced(file_floor: Central, tmp_path: Path) -> None:
    take(file_floor, tmp_path / "backup", NOW)
    with file_floor.reading() as connection:
        connection.execute(sa.select(t.fact.c.id).limit(1))
        other = open_central(str(file_floor.engine.url))
        assert refusal(other, tmp_path / "backup") == "restore.in_use"
    assert len(rows(file_floor, t.fact)) > 0


def test_a_damaged_file_is_not_backed_up_and_may_be_replaced(file_floor: Central, tmp_path: Path) -> None:
    take(file_floor, tmp_path / "backup", NOW)
    file_floor.close()
    path = Path(str(file_floor.engine.url.database))
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xaa" * 8192)
    with pytest.raises(BackupTrouble) as trouble:
        take(file_floor, tmp_path / "second", NOW)
    assert trouble.value.reason == "backup.damaged_source"
    came = restore(file_floor, tmp_path / "backup", NOW, replace=True)
    assert Path(came.kept).is_file()
    assert check(file_floor) == []


def test_what_is_no_database_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(BackupTrouble) as trouble:
        take(open_central(f"sqlite:///{tmp_path / 'none.db'}"), tmp_path / "file", NOW)
    assert trouble.value.reason == "backup.no_database"
    assert list(tmp_path.iterdir()) == []


def test_programs_that_are_missing_or_too_old_are_said(
    served: Central, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PASILLO_PG_BIN", str(tmp_path))
    with pytest.raises(BackupTrouble) as trouble:
        take(served, tmp_path / "file", NOW)
    assert trouble.value.reason == "backup.no_program"
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n", encoding="utf-8")
    old.chmod(0o755)
    with pytest.raises(BackupTrouble) as trouble:
        take(served, tmp_path / "file", NOW)
    assert trouble.value.reason == "backup.old_program"
    assert trouble.value.names["found"] == 9
    shutil.copy("/bin/false", old)
    with pytest.raises(BackupTrouble) as trouble:
        take(served, tmp_path / "file", NOW)
    assert trouble.value.reason == "backup.no_program"
    assert not (tmp_path / "file").exists()
