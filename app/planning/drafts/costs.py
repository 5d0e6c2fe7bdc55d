"""What each way of picking would cost for the same orders, and which one to take."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.domain.picking.walk import Method
from app.domain.waves import MethodCost
from app.planning.drafts.efforts import effort_of
from app.planning.plan import Plan
from app.planning.predicting.comparing import MethodFigures, Proposal, advised, compare
from app.planning.predicting.pace import Pace
from app.planning.problem import Problem

_S_IN_MIN = 60


def method_costs(
    problem: Problem, plans: Mapping[Method, Plan], pace: Pace, *, people: int, now: datetime
) -> tuple[MethodCost, ...]:
    """Compares the plans of the methods, and says which one to take.

    Args:
        problem: What the plans were made for.
        plans: The plan of each method.
        pace: How fast people work.
        people: How many pick now.
        now: When they would begin.
    """
    figures = compare([_proposal(problem, method, plan, now) for method, plan in plans.items()], pace, [0.0] * people)
    advice = advised(figures)
    return tuple(_cost(each, now, advised=advice is not None and each is advice.figures) for each in figures)


def _proposal(problem: Problem, method: Method, plan: Plan, now: datetime) -> Proposal:
    tasks = {task.pick: task for task in problem.tasks}
    leaves = {one.order: one.cutoff_at for one in problem.orders if one.cutoff_at is not None}
    due: list[float | None] = []
    after: dict[int, set[int]] = {}
    for at, walk in enumerate(plan.walks):
        moments = [leaves[slot.order] for slot in walk.slots if slot.order in leaves]
        due.append((min(moments) - now).total_seconds() / _S_IN_MIN if moments else None)
        if earlier := {slot.after for slot in walk.slots if slot.after is not None}:
            after[at] = earlier
    return Proposal(method, tuple(effort_of(walk, tasks) for walk in plan.walks), after, tuple(due))


def _cost(figures: MethodFigures, now: datetime, *, advised: bool) -> MethodCost:
    return MethodCost(
        method=figures.method.value,
        walks=figures.walks,
        metres=round(figures.metres),
        minutes=figures.minutes,
        done_at=None if figures.finish is None else now + timedelta(minutes=figures.finish),
        in_time=figures.in_time,
        advised=advised,
    )
