"""What each way of picking would cost for the same orders, and which one to take."""

import heapq
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.picking.walk import Method
from app.domain.waves import MethodCost
from app.planning.drafts.pace import Pace
from app.planning.plan import Plan
from app.planning.problem import Problem

_MM_IN_M = 1000


def method_costs(
    problem: Problem, plans: Mapping[Method, Plan], pace: Pace, *, people: int, now: datetime
) -> tuple[MethodCost, ...]:
    """Compares plans by method; the one that is in time and costs the fewest minutes is advised.

    Args:
        problem: What the plans were made for.
        plans: The plan of each method.
        pace: How fast people work.
        people: How many pick now.
        now: When they would begin.
    """
    costs = [_cost(problem, method, plan, pace, people=people, now=now) for method, plan in plans.items()]
    if not costs:
        return ()
    best = min(costs, key=lambda cost: (not cost.in_time, cost.minutes))
    return tuple(replace(cost, advised=cost is best) for cost in costs)


def _cost(problem: Problem, method: Method, plan: Plan, pace: Pace, *, people: int, now: datetime) -> MethodCost:
    units = {task.pick: task.qty for task in problem.tasks}
    minutes = [
        pace.minutes(walk.millimetres, len(walk.stops), sum(units[pick] for stop in walk.stops for pick in stop))
        for walk in plan.walks
    ]
    ready = _ready(plan, minutes, people, now) if people else {}
    return MethodCost(
        method=method.value,
        walks=len(plan.walks),
        metres=round(plan.millimetres / _MM_IN_M),
        minutes=sum(minutes),
        done_at=max(ready.values(), default=None),
        in_time=people > 0
        and all(one.cutoff_at is None or ready.get(one.order, now) <= one.cutoff_at for one in problem.orders),
        advised=False,
    )


def _ready(plan: Plan, minutes: list[float], people: int, now: datetime) -> dict[int, datetime]:
    """Gives when each order is ready, if whoever is free takes the next walk; a walk waits for those before it."""
    free = [now] * people
    ends: list[datetime] = []
    ready: dict[int, datetime] = {}
    for walk, needed in zip(plan.walks, minutes, strict=True):
        begin = max([heapq.heappop(free), *(ends[slot.after] for slot in walk.slots if slot.after is not None)])
        ends.append(begin + timedelta(minutes=needed))
        heapq.heappush(free, ends[-1])
        for slot in walk.slots:
            ready[slot.order] = max(ends[-1], ready.get(slot.order, now))
    return ready
