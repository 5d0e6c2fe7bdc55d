"""The planner's process answers, stops, dies, hangs, cannot start: there is always a plan, and no process stays."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from app.planning.simple import plan
from app.services.planner.messages import Ask
from app.services.planner.planning import Planner
from app.services.planner.process import ROOT, Child
from app.services.planner.running import Patience, Run
from tests.app.services.planner import children
from tests.builders import until

IMPATIENT = Patience(start=20.0, between=0.3, stop=0.3)

Begin = Callable[..., Run]


class Nursery:
    """Starts processes and knows them all."""

    def __init__(self, command: Sequence[str] | None) -> None:
        self._command = command
        self.children: list[Child] = []

    def __call__(self) -> Child:
        self.children.append(Child(self._command) if self._command else Child())
        return self.children[-1]


@pytest.fixture
def nurseries() -> Iterator[list[tuple[Nursery, Planner]]]:
    opened: list[tuple[Nursery, Planner]] = []
    yield opened
    for nursery, planner in opened:
        planner.close()
        assert not any(child.alive for child in nursery.children)


@pytest.fixture
def begin(nurseries: list[tuple[Nursery, Planner]]) -> Begin:
    def start(command: Sequence[str] | None, ask: Ask | None = None, patience: Patience = IMPATIENT) -> Run:
        nursery = Nursery(command)
        planner = Planner(nursery, patience)
        nurseries.append((nursery, planner))
        return planner.begin(ask or children.question())

    return start


def is_the_simple_plan(run: Run, ask: Ask) -> bool:
    return run.wait().plan == plan(ask.problem, ask.wish, ask.limits)


def test_an_answer_takes_every_order_along_and_the_next_question_finds_the_process_warm(
    begin: Begin, nurseries: list[tuple[Nursery, Planner]]
) -> None:
    ask = children.question(20)
    found = begin(None, ask).wait().plan
    nursery, planner = nurseries[0]
    assert {slot.order for walk in found.walks for slot in walk.slots} == {one.order for one in ask.problem.orders}
    run = planner.begin(children.question(5))
    assert len(run.wait().plan.walks) == 1
    assert run.progress().state == "done"
    assert len(nursery.children) == 1


def test_a_search_tells_how_far_it_is_and_stops_with_what_it_found(begin: Begin) -> None:
    run = begin(children.SEARCHES)
    until(lambda: run.progress().metres > 2, "news")
    assert run.best() is not None, "before the end"
    assert run.progress().state == "running"
    assert run.progress().limit == 5.0
    run.stop()
    assert is_the_simple_plan(run, children.question())
    assert run.progress().state == "stopped"


def test_a_killed_process_leaves_what_it_found_so_far(
    begin: Begin, nurseries: list[tuple[Nursery, Planner]], expected_logs: list[str]
) -> None:
    expected_logs.append("planner.died")
    run = begin(children.SEARCHES)
    until(lambda: run.best() is not None, "a first plan")
    first = run.best()
    os.kill(nurseries[0][0].children[0].pid, signal.SIGKILL)
    assert run.wait() is first
    assert (run.progress().state, run.progress().why) == ("failed", "planner.died")
    assert begin(None).wait().plan.walks, "a new one answers"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (children.DEAF, "planner.silent"),
        (children.LACKING, "planner.not_started"),
        (("/no/such/python",), "planner.not_started"),
        (children.MISTAKEN, "planner.mistaken"),
        (children.BABBLING, "planner.not_started"),
    ],
)
def test_the_simple_planner_stands_in_for_one_that_fails(
    begin: Begin, expected_logs: list[str], command: Sequence[str], why: str
) -> None:
    expected_logs.append(why)
    run = begin(command)
    assert is_the_simple_plan(run, children.question())
    assert (run.progress().state, run.progress().why) == ("failed", why)


def test_a_process_that_never_listens_is_given_up_also_while_a_long_question_is_put(
    begin: Begin, expected_logs: list[str]
) -> None:
    expected_logs.append("planner.silent")
    ask = children.question(3000)
    run = begin(children.SLEEPY, ask, Patience(start=0.5))
    run.stop()
    assert is_the_simple_plan(run, ask)
    assert run.progress().why == "planner.silent"


def test_one_that_does_not_stop_is_stopped(begin: Begin, expected_logs: list[str]) -> None:
    expected_logs.append("planner.silent")
    run = begin(children.DEAF, patience=Patience(start=60, between=60, stop=0.2))
    until(lambda: run.progress().metres == 77, "news")
    run.stop()
    assert run.wait().plan.walks
    assert run.progress().why == "planner.silent"


def test_the_log_says_why_it_could_not_start(
    begin: Begin, expected_logs: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    expected_logs.append("planner")
    begin(children.LACKING).wait()
    begin(children.MISTAKEN).wait()
    assert "a_library_that_nobody_has" in caplog.text
    assert "two and two" in caplog.text


def test_a_new_question_and_closing_drop_what_is_worked_on(
    begin: Begin, nurseries: list[tuple[Nursery, Planner]]
) -> None:
    first = begin(children.SEARCHES)
    nursery, planner = nurseries[0]
    until(lambda: first.best() is not None, "a first plan")
    second = planner.begin(children.question(4))
    until(lambda: second.best() is not None, "a first plan")
    assert [child.alive for child in nursery.children] == [False, True]
    planner.close()
    assert [child.alive for child in nursery.children] == [False, False]
    planner.close()


def test_a_question_that_nobody_can_answer_is_no_plan(begin: Begin, expected_logs: list[str]) -> None:
    expected_logs.append("planner")
    with pytest.raises(ValueError, match="teleport"):
        begin(None, children.question(wish="teleport")).wait()


def test_the_process_ends_when_the_program_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(
        "from tests.app.services.planner import children\n"
        "from app.services.planner.process import Child\n"
        "child = Child(children.DEAF)\n"
        "child.say(children.question())\n"
        "child.hear()\n"
        "print(child.pid, flush=True)\n"
        "child.hear()\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], cwd=ROOT, env=environment, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        assert runs(pid)
        program.kill()
    until(lambda: not runs(pid), "its end")


def runs(pid: int) -> bool:
    """Whether a process runs; a dead one whose parent has not looked yet does not."""
    if not Path("/proc").is_dir():
        return subprocess.run(["ps", "-p", str(pid)], capture_output=True, check=False).returncode == 0
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
