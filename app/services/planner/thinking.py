"""What the planner's process does with a question."""

from collections.abc import Callable

from app.services.planner.messages import Ask, Found, Message, Told
from app.services.planner.simply import plan_simply


def think(ask: Ask, tell: Callable[[Message], None], go_on: Callable[[], bool]) -> Found:
    """Answers a question; a first plan is told at once, for whoever does not want to wait.

    Args:
        ask: The question.
        tell: Takes what is known so far.
        go_on: Whether to search on.
    """
    first = plan_simply(ask)
    if go_on():
        tell(Told(0.0, first.plan.millimetres))
    return Found(first, last=True)
