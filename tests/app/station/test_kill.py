import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.domain.codes import CheckDigits
from app.domain.deeds import Picked
from app.station.journal import Journal
from app.station.printing import JobState, PrintQueue
from app.station.store import Store
from app.station.stored import MEANING_CLASSES, from_json
from app.station.work import Work

ROOT = Path(__file__).resolve().parents[3]
CHILD = Path(__file__).with_name("killed_station.py")
KILLS = 32


@dataclass
class Heard:
    """What the station said was done."""

    facts: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def line(self, line: str) -> None:
        first, _, second = line.rstrip("\n").partition(" ")
        if not line.endswith("\n"):
            return  # cut off in the middle: nothing was said
        if first == "printed":
            self.printed.append(second)
        else:
            self.facts.append(first)
            self.numbers.append(second)


def run_and_kill(path: Path, heard: Heard, lines: int) -> None:
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(path)], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=-1, text=True
    )
    assert child.stdout is not None
    with child, child.stdout as said:
        for _ in range(lines):
            heard.line(said.readline())
        child.kill()
        for line in said:
            heard.line(line)
    assert child.returncode < 0, "it ended by itself instead of being killed"


@pytest.mark.slow
def test_whatever_moment_it_is_killed_all_that_was_said_is_there_exactly_once(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    heard = Heard()
    dice = random.Random(20260302)  # noqa: S311 - no secret: the same moments each time
    for _ in range(KILLS):
        run_and_kill(path, heard, dice.choice([0, 1, 2, dice.randrange(40), dice.randrange(200)]))

    with Store(path) as store:
        journal, opened = Journal(store, "ST1"), Work(store).open_work()
        facts = journal.unsent(0, 1_000_000)
        jobs = PrintQueue(store).in_state(JobState.UNKNOWN)
    seqs = {fact.id: fact.seq for fact in facts}
    assert len(heard.facts) > KILLS
    assert len(seqs) == len(facts)
    assert set(heard.facts) <= set(seqs)
    assert len(facts) <= len(heard.facts) + KILLS  # at most the one in the making, each time
    assert [seqs[said] for said in heard.facts] == sorted(seqs[said] for said in heard.facts)
    assert journal_is_whole(path)
    assert opened is not None
    replayed = [from_json(event, MEANING_CLASSES) for event in opened.events]
    assert replayed == [CheckDigits(str(n)) for n in range(1, len(facts) + 1)]
    assert [fact.deed for fact in facts] == [
        Picked(7, 1, n, n, 3, 4, "85123A", "A03-07-B", "TO00001", 1) for n in range(1, len(facts) + 1)
    ]
    assert len(set(heard.numbers)) == len(heard.numbers), "a number was given twice"
    assert len(set(heard.printed)) == len(heard.printed), "a label was printed twice"
    assert set(heard.printed) <= {job.wanted.parcel for job in jobs}


def journal_is_whole(path: Path) -> bool:
    with Store(path) as store:
        return Journal(store, "ST1").first_unsound() is None
