"""The published families of problems, answered as the command ``plan`` answers them."""

from collections.abc import Callable, Iterator
from itertools import chain

from app.planning.answers.answering import answer
from app.planning.answers.model import Answer, How
from app.planning.instances.model import BatchingInstance, Instance, WaveInstance
from app.planning.instances.reading import read_instance
from tests.app.planning.published import best_known, data_of
from tests.bench.planning.lines import Line, Solved

_SMALL = (30, 45)
"""Capacities for which a proof is to be had."""


def routing() -> Iterator[Line]:
    """One walk, every article in one place."""
    for blocks, column in ((1, "one_block_optimum"), (2, "two_block_optimum")):
        rows = [row for row in best_known("sprp", "optima.csv") if "_F1_" in row["file"]]
        solved = [_solved("sprp", row["file"], float(row[column]), How(), blocks) for row in rows]
        line = Line(f"routing, {blocks} block(s)", 1, solved)
        yield _judged(line, "all equal to the optimum", lambda line: line.equal == 1)


def scattered() -> Iterator[Line]:
    """One walk, articles in several places."""
    for blocks, column in ((1, "one_block_optimum"), (2, "two_block_optimum")):
        rows = [row for row in best_known("sprp", "optima.csv") if "_F1_" not in row["file"]]
        solved = [_solved("sprp", row["file"], float(row[column]), How(), blocks) for row in rows]
        line = Line(f"scattered storage, {blocks} block(s)", 1, solved)
        yield _judged(line, "99 % equal, under 1 s", lambda line: line.equal >= 0.99 and _longest(line) < 1)


def batching() -> Iterator[Line]:
    """Orders onto carts."""
    rows = best_known("henn_waescher", "best_known.csv")
    for seconds, aim, good in (
        (1.0, "mean <= 0.75 %", lambda line: line.mean <= 0.75),
        (10.0, "mean <= 0.20 %, worst <= 1.5 %", lambda line: line.mean <= 0.2 and line.worst <= 1.5),
    ):
        found: dict[int, list[Solved]] = {}
        for row in rows:
            one = _solved("henn_waescher", row["file"], float(row["optimal_routing"]), How(seconds=seconds), 1)
            found.setdefault(int(row["capacity"]), []).append(one)
        yield _judged(Line("batching", seconds, list(chain.from_iterable(found.values()))), aim, good)
        for capacity, solved in sorted(found.items()):
            yield Line(f"batching, capacity {capacity}", seconds, solved)
        small = [one for capacity in _SMALL for one in found.get(capacity, [])]
        if small and seconds > 1:
            line = Line("batching, capacities 30 and 45", seconds, small)
            yield _judged(line, "80 % proven", lambda line: line.proven >= 0.8)


def waves() -> Iterator[Line]:
    """Which orders to release next."""
    rows = best_known("wave_release", "best_known.csv")
    how = How(seconds=60)
    solved = [_solved("wave_release", row["file"], float(row["best_objective"]), how, 1) for row in rows]
    yield _judged(Line("wave release", 60, solved), "within 1 % of the best", lambda line: line.worst <= 1)


FAMILIES: dict[str, Callable[[], Iterator[Line]]] = {
    "routing": routing,
    "scattered": scattered,
    "batching": batching,
    "waves": waves,
}


def _judged(line: Line, aim: str, good: Callable[[Line], bool]) -> Line:
    return Line(line.family, line.given, line.solved, aim, good(line))


def _longest(line: Line) -> float:
    return max(one.seconds for one in line.solved)


def _solved(family: str, name: str, best: float, how: How, blocks: int) -> Solved:
    instance = read_instance(name, data_of(family, name), blocks)
    found = answer(instance, how)
    worse = best - found.objective if isinstance(instance, WaveInstance) else found.objective - best
    return Solved(name, 100 * worse / best, _proven(instance, found), found.seconds)


def _proven(instance: Instance, found: Answer) -> bool:
    if isinstance(instance, BatchingInstance) and found.left_out:
        return False
    return abs(found.objective - found.bound) <= 1e-6 * max(1.0, found.objective)
