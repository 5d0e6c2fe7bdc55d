"""Planner's processes that behave in one way, whatever they are asked, and a small question."""

import sys
from textwrap import dedent

from app.planning.problem import House, Limits, OrderInfo, Problem, Spot, Task
from app.services.planner.messages import Ask

_HEAD = """
import time
from app.services.planner import child
from app.services.planner.messages import Failed, Found, Told
from app.services.planner.simply import plan_simply
"""


def command(think: str) -> tuple[str, ...]:
    """A process that thinks as written: the body of ``think(ask, tell, go_on)``."""
    body = "\n".join("    " + line for line in dedent(think).strip().splitlines())
    return (
        sys.executable,
        "-c",
        f"{_HEAD}\ndef think(ask, tell, go_on):\n{body}\n\nchild.think = think\nchild.main()\n",
    )


SEARCHES = command(
    """
    found, best = plan_simply(ask), 0
    tell(Found(found, last=False))
    while go_on():
        best += 1000
        tell(Told(0.5, best))
        time.sleep(0.02)
    return Found(found, last=True)
    """
)
"""Searches until it is told to stop; what it found is there from the beginning."""

DEAF = command(
    """
    tell(Told(0.1, 77000))
    time.sleep(600)
    """
)
"""Says one thing and never hears again."""

MISTAKEN = command("raise ArithmeticError('two and two')")
"""Meets a mistake of its own at every question."""

SLEEPY = (sys.executable, "-c", "import time; time.sleep(600)")
"""Never listens and never says a word."""

LACKING = (sys.executable, "-c", "import a_library_that_nobody_has")
"""Cannot even start."""

BABBLING = (sys.executable, "-c", "import time; print('Hello, world.', flush=True); time.sleep(600)")
"""Says what no planner says."""


def question(orders: int = 3, *, wish: str = "batch") -> Ask:
    """Some orders with one line each in one aisle."""
    tasks = tuple(
        Task(n, n, n, f"S{n}", f"A01-{n:05}", "A", 1, n, 3000, 500 * (n % 40 + 1), qty=1) for n in range(1, orders + 1)
    )
    house = House("PACK-1", spots={"PACK-1": Spot(0, 0)}, length_mm=21_000)
    problem = Problem(tasks, tuple(OrderInfo(n, lines=1) for n in range(1, orders + 1)), house)
    return Ask(problem, wish, Limits(), 5.0)  # type: ignore[arg-type]  # also a wish that nobody may have
