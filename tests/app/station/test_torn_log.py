import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.deeds import Picked
from app.station.journal import Journal
from app.station.store import Store
from app.station.trouble import StationTrouble
from app.station.work import Claimed, Event, Work

Make = Callable[[int], Picked]
COMMITS = 60


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


@pytest.mark.parametrize("tail", ["cut", "zeros", "noise"])
def test_a_torn_log_keeps_every_whole_commit_and_nothing_of_the_next(
    tmp_path: Path, picked: Make, now: datetime, tail: str
) -> None:
    path, torn = tmp_path / "station.db", tmp_path / "torn.db"
    ends = []
    with Store(path) as store:
        journal = Journal(store, "ST1")
        for n in range(1, COMMITS + 1):
            first = [Claimed("walk", "{}")] if n == 1 else []
            journal.append([picked(n), picked(n)], who="BA0001", now=now, notes=[*first, Event(str(n))])
            ends.append(log_of(path).stat().st_size)
        dice = random.Random(tail)  # noqa: S311 - no secret: the same cuts each time
        for _ in range(40):
            cut = dice.randrange(ends[0], ends[-1])
            shutil.copy(path, torn)
            whole = log_of(path).read_bytes()
            rest = {"cut": b"", "zeros": bytes(9000), "noise": dice.randbytes(9000)}[tail]
            log_of(torn).write_bytes(whole[:cut] + rest)
            look_at(torn, sum(end <= cut for end in ends))


def look_at(torn: Path, commits: int) -> None:
    with Store(torn) as store:
        journal, opened = Journal(store, "ST1"), Work(store).open_work()
        assert journal.last_seq == 2 * commits
        assert journal.first_unsound() is None
        assert opened is not None
        assert opened.events == tuple(str(n) for n in range(1, commits + 1))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full_is_told_and_work_goes_on_when_there_is_room(
    small_disk: Path, picked: Make, now: datetime
) -> None:
    path = small_disk / "station.db"
    room = small_disk / "something else"
    with Store(path) as store:
        journal = Journal(store, "ST1")
        journal.append([], who="BA0001", now=now, notes=[Claimed("walk", "{}")])
        room.write_bytes(bytes(400_000))
        kept = 0
        with suppress(StationTrouble):
            for n in range(1, 10_000):
                journal.append([picked(n)], who="BA0001", now=now, notes=[Event(str(n))])
                kept = n
        for _ in range(3):
            with pytest.raises(StationTrouble, match="disk is full"):
                journal.append([picked(kept + 1)] * 50, who="BA0001", now=now, notes=[Event(str(kept + 1))])
        assert journal.last_seq == kept > 0
        room.unlink()
        journal.append([picked(kept + 1)], who="BA0001", now=now, notes=[Event(str(kept + 1))])
    with Store(path) as store:
        opened = Work(store).open_work()
        assert opened is not None
        assert opened.events == tuple(str(n) for n in range(1, kept + 2))
        assert Journal(store, "ST1").first_unsound() is None
