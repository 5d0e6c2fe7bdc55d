"""The central database as a file: torn in the middle of its log, or on a disk that is full."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.central.bookkeeper import book_all
from app.central.check import check
from app.central.engine import Central, open_central
from app.central.inbox import append
from app.central.promises.claiming import renew
from app.central.tables import fact, movement
from app.domain.deeds import Deed, Picked, Stocked
from app.domain.errors import Unavailable
from tests.app.central.floor import NOW, SHELVES, SKUS, Station, Task, add_order, add_walk, dump, lay_out_floor, rows
from tests.databases.homes import FileHome

resource = pytest.importorskip("resource")

ROUNDS = 12
MOST = 5_000
JUNK = "something else"


@pytest.fixture
def template(file_home: FileHome) -> Path:
    return Path(str(sa.make_url(file_home.template("floor", lay_out_floor)).database))


@contextmanager
def opened(path: Path) -> Iterator[Central]:
    central = open_central(f"sqlite:///{path}")
    try:
        yield central
    finally:
        central.close()


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def deeds_of(tasks: list[Task], number: int) -> list[Deed]:
    """A unit picked if there is still one on the walk, and one received."""
    task, deeds = tasks[number % len(tasks)], list[Deed]()
    if number < len(tasks):
        head = (task.walk, 1, number + 1, task.put, task.order, task.line)
        deeds.append(Picked(*head, task.sku, task.place, f"T{task.order}", 1))
    return [*deeds, Stocked(SHELVES[number % 6], SKUS[number % 3], 1, "receipt", "r")]


@pytest.mark.parametrize("tail", ["cut", "zeros", "noise"])
def test_a_torn_log_keeps_every_whole_commit_and_nothing_of_the_next(tmp_path: Path, template: Path, tail: str) -> None:
    path, torn = tmp_path / "central.db", tmp_path / "torn.db"
    shutil.copy(template, path)
    station, marks = Station(), list[tuple[int, dict[str, Any]]]()
    with opened(path) as central:
        tasks = add_walk(central, [add_order(central, [("S1", 3), ("S2", 4)]), add_order(central, [("S3", 2)])])
        for number in range(ROUNDS):
            facts = [station.seal(deed) for deed in deeds_of(tasks, number)]
            commits: tuple[Callable[[], object], ...] = (
                lambda facts=facts: append(central, facts, now=NOW),  # type: ignore[misc]
                lambda: book_all(central, now=NOW),
                lambda: renew(central, station="ST1", walk_id=tasks[0].walk, fence=1, now=NOW),
            )
            for commit in commits:
                commit()
                marks.append((log_of(path).stat().st_size, dump(central)))
        whole, dice = log_of(path).read_bytes(), random.Random(tail)  # noqa: S311 - no secret: the same cuts each time
        for _ in range(15):
            cut = dice.randrange(marks[0][0], marks[-1][0])
            shutil.copy(path, torn)
            log_of(torn).write_bytes(
                whole[:cut] + {"cut": b"", "zeros": bytes(9000), "noise": dice.randbytes(9000)}[tail]
            )
            with opened(torn) as found:
                assert dump(found) == [books for size, books in marks if size <= cut][-1]
                assert check(found) == []


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of three megabytes; writing something else there fills it."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def no_limit(_folder: Path) -> Iterator[None]:
    yield


def fill_disk(folder: Path) -> None:
    left = os.statvfs(folder)
    (folder / JUNK).write_bytes(bytes(max(0, left.f_bavail * left.f_frsize - 120_000)))


def free_disk(folder: Path) -> None:
    (folder / JUNK).unlink()


def limit_files(folder: Path) -> None:
    """Lets no file of this program grow by much more, as a quota does."""
    size = max(each.stat().st_size for each in folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 60_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def lift_limit(_folder: Path) -> None:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def work_until_full(central: Central, station: Station) -> int:
    """Tells one fact after the other until the disk does not take it; gives how many the centre said to hold."""
    kept = 0
    with suppress(Unavailable):
        for number in range(MOST):
            station.seal(Stocked(SHELVES[number % 6], SKUS[number % 3], 1, "receipt", "r"))
            append(central, station.facts[kept:], now=NOW)
            kept = len(station.facts)
            book_all(central, now=NOW)
    return kept


@pytest.mark.parametrize(
    ("disk", "fill", "free"),
    [(small_disk, fill_disk, free_disk), (no_limit, limit_files, lift_limit)],
    ids=["disk", "quota"],
)
def test_a_full_disk_is_told_and_everything_goes_on_when_there_is_room(
    tmp_path: Path, template: Path, disk: Any, fill: Any, free: Any
) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    with disk(folder):
        shutil.copy(template, folder / "central.db")
        with opened(folder / "central.db") as central:
            before, station = dump(central), Station()
            fill(folder)
            try:
                kept = work_until_full(central, station)
                assert 0 < kept < MOST
                assert check(central) == []
                assert len(rows(central, fact)) >= len(before["fact"]) + kept
            finally:
                free(folder)
            append(central, station.facts, now=NOW)
            book_all(central, now=NOW)
            assert check(central) == []
            assert len(rows(central, fact)) == len(before["fact"]) + len(station.facts)
            assert len(rows(central, movement)) == len(before["movement"]) + len(station.facts)
