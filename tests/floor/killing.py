"""Runs the floor in a child program, kills it at random moments, and holds it to every word it said."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from tests.floor.words import PACK, PICK

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("kill_child.py")
FIRST_MS, LAST_MS = 5, 120
AT_A_WORD = 0.5
"""Share of kills that come right upon a word: if it was said too early, that is when it is found out."""
PATIENCE_S = 60.0


class BrokenError(AssertionError):
    """The floor did not keep what it had said."""


@dataclass
class Word:
    """What a station said last: where it stands, and where it would stand next if that was journaled unsaid."""

    digest: str = ""
    seq: int = 0
    words: str = ""
    will: str = ""


@dataclass
class Heard:
    """Everything the floor said, over all its lives."""

    last: dict[str, Word] = field(default_factory=lambda: {PICK: Word(), PACK: Word()})
    ids: dict[str, list[str]] = field(default_factory=lambda: {PICK: [], PACK: []})
    acks: int = 0
    further: int = 0
    done: bool = False

    def line(self, line: str) -> None:
        """Takes one whole line."""
        match line.split():
            case ["stand", station, seq, fresh, digest, words]:
                self._stood(station, Word(digest, int(seq), words), fresh=fresh == "1")
            case ["will", station, digest]:
                self.last[station].will = digest
            case ["ack", station, seq, ids, digest, words]:
                self.acks += 1
                self.last[station] = Word(digest, int(seq), words)
                self.ids[station] += [] if ids == "-" else ids.split(",")
            case ["done"]:
                self.done = True

    def _stood(self, station: str, now: Word, *, fresh: bool) -> None:
        before = self.last[station]
        if before.digest and before.digest != now.digest:
            self.further += 1
            if before.will not in {now.digest, "*"} and not (before.will == "+" and fresh):
                raise BrokenError(f"{station} said {before} and stands at {now}")
        if now.seq < before.seq:
            raise BrokenError(f"{station} had journaled {before.seq} facts, now it has {now.seq}")
        self.last[station] = now


class Life:
    """One child: started ahead of time, so that its life begins at once when it is wanted."""

    def __init__(self, folder: Path, seed: int, number: int, *, peaceful: bool = False, mutant: str = "") -> None:
        self._log = folder / f"life-{number}.log"
        how = "peaceful" if peaceful else "hasty"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "KILL_MUTANT": mutant}
        with self._log.open("w") as log:
            self._child = subprocess.Popen(
                [sys.executable, str(CHILD), str(folder), str(seed), str(number), how],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._lines: list[str] = []
        self._working = Event()
        self._ear = Thread(target=self._listen, name=f"ear-{number}")

    def _listen(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            if line.endswith("\n"):
                self._lines.append(line)
                if line.startswith("ack "):
                    self._working.set()
        self._working.set()

    def begin(self) -> None:
        """Lets it live."""
        assert self._child.stdin is not None
        self._ear.start()
        self._child.stdin.write("go\n")
        self._child.stdin.flush()

    def kill(self, after_s: float, *, at_a_word: bool) -> list[str]:
        """Kills it some time after the first thing it journaled, or at the word after that; gives what it said."""
        assert self._working.wait(PATIENCE_S), "it never journaled anything"
        Event().wait(after_s)
        if at_a_word:
            self._working.clear()
            self._working.wait(PATIENCE_S / 60)  # it may have nothing to do just now
        self._child.kill()
        self._end()
        if self._child.returncode != -9:
            raise AssertionError(f"it ended by itself: {self._log.read_text()[-3000:]}")
        return self._lines

    def end(self) -> list[str]:
        """Waits until it ends by itself."""
        self._child.wait(PATIENCE_S)
        self._end()
        if self._child.returncode:
            raise AssertionError(f"it failed: {self._log.read_text()[-3000:]}")
        return self._lines

    def drop(self) -> None:
        """Ends it whatever it is doing."""
        self._child.kill()
        if self._ear.ident is None:
            self._ear.start()
        self._end()

    def _end(self) -> None:
        self._child.wait(PATIENCE_S)
        self._ear.join(PATIENCE_S)
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def lives(folder: Path, seed: int, count: int, mutant: str) -> Iterator[Iterator[Life]]:
    """Gives one life after the other; the next one is always being made ready."""
    waiting: list[Life] = []

    def each() -> Iterator[Life]:
        for number in range(count):
            while len(waiting) < 2 and number + len(waiting) < count:
                at = number + len(waiting)
                waiting.append(Life(folder, seed, at, peaceful=at == count - 1, mutant=mutant))
            yield waiting.pop(0)

    try:
        yield each()
    finally:
        for left in waiting:
            left.drop()


def run(folder: Path, *, seed: int, kills: int, mutant: str = "") -> Heard:
    """Kills the floor so many times, then lets it finish.

    Raises:
        BrokenError: It stood elsewhere than it had said.
    """
    heard, dice = Heard(), random.Random(seed)  # noqa: S311 - no secret: the same moments each time
    with lives(folder, seed, kills + 1, mutant) as each:
        for number, life in enumerate(each):
            life.begin()
            try:
                after_s, at_a_word = dice.uniform(FIRST_MS, LAST_MS) / 1000, dice.random() < AT_A_WORD
                said = life.end() if number == kills else life.kill(after_s, at_a_word=at_a_word)
            except BaseException:
                life.drop()
                raise
            for line in said:
                heard.line(line)
    return heard
