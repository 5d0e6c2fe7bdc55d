"""What the planner's process does with a question."""

from collections.abc import Callable
from threading import Thread
from time import perf_counter

from app.domain.picking.walk import Method
from app.planning.drafts.drawing import draw
from app.planning.drafts.turns import first_come
from app.services.planner.messages import Ask, Found, Message, Outcome, Told
from app.services.planner.simply import plan_simply

_NEWS_S = 0.1


class Compiling:
    """Compiles the search, or loads what was compiled before, on a thread of its own."""

    def __init__(self) -> None:
        self._thread: Thread | None = None

    def over(self, seconds: float) -> bool:
        """Begins if nobody has, waits so long, and tells whether it is done."""
        if self._thread is None:
            self._thread = Thread(target=_compile, name="planner-compiling", daemon=True)
            self._thread.start()
        self._thread.join(seconds)
        return not self._thread.is_alive()


def _compile() -> None:
    from app.planning.search.solving import warm_up

    warm_up()


_compiling = Compiling()


def think(ask: Ask, tell: Callable[[Message], None], go_on: Callable[[], bool]) -> Found:
    """Answers a question; a first plan is told at once, for whoever does not want to wait.

    The search is compiled once on a computer, which takes up to a minute. Nobody waits for that: the first plan is the
    answer until it is done, and the process goes on compiling while it waits for the next question.

    Args:
        ask: The question.
        tell: Takes what is known so far.
        go_on: Whether to search on.
    """
    first = plan_simply(ask)
    if ask.seconds <= 0 or not go_on():
        return Found(first, last=True)
    tell(Found(first, last=False))
    if not _compiling.over(ask.seconds):
        return Found(first, last=True)
    return Found(_searched(ask, tell, go_on), last=True)


def _searched(ask: Ask, tell: Callable[[Message], None], go_on: Callable[[], bool]) -> Outcome:
    from app.planning.site.engine import plan

    begun, told = perf_counter(), [0.0]

    def watch(_: float, __: float) -> bool:
        """Tells how long it searches; the carts it hears of are only a part of the plan, so no metres are told."""
        seconds = perf_counter() - begun
        if seconds - told[0] >= _NEWS_S:
            told[0] = seconds
            tell(Told(seconds, 0.0))
        return go_on()

    found = plan(ask.problem, ask.wish, ask.limits, seconds=ask.seconds, seed=ask.seed, watch=watch)
    if ask.crew is None:
        return Outcome(found)
    methods = {method: plan(ask.problem, method.value, ask.limits, seconds=0) for method in Method}
    before = first_come(ask.problem, ask.limits)
    return Outcome(found, draw(ask.problem, found, before, methods, ask.crew, left_out=ask.left_out))
