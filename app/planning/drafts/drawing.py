"""A plan put together as a supervisor sees it: before and after, metres, minutes, methods."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from app.domain.picking.walk import Method
from app.domain.waves import Draft
from app.planning.drafts.costs import method_costs
from app.planning.drafts.turns import s_shape
from app.planning.drafts.ways import draft_walks
from app.planning.plan import Plan
from app.planning.predicting.pace import Pace
from app.planning.problem import Problem

NOBODY: Mapping[int, str] = MappingProxyType({})

_MM_IN_M = 1000


@dataclass(frozen=True, slots=True)
class Crew:
    """Who would walk: how fast people work, how many there are, and when they would begin (UTC)."""

    pace: Pace
    people: int
    now: datetime


def draw(
    problem: Problem,
    plan: Plan,
    before: Plan,
    methods: Mapping[Method, Plan],
    crew: Crew,
    *,
    bound_mm: float = 0,
    left_out: Mapping[int, str] = NOBODY,
) -> Draft:
    """Makes a draft of a plan.

    Args:
        problem: What the plans were made for.
        plan: The walks to release.
        before: The same orders first come, first served, in S-shape.
        methods: The plan of each method, to compare them.
        crew: Who would walk.
        bound_mm: Millimetres that no plan can be below; 0 when unknown.
        left_out: Orders that are not in the plan, each with the key of the sentence that says why.
    """
    walks = draft_walks(problem, plan, crew.pace)
    return Draft(
        before=draft_walks(problem, before, crew.pace, s_shape),
        walks=walks,
        metres_before=round(before.millimetres / _MM_IN_M),
        metres=round(plan.millimetres / _MM_IN_M),
        bound=int(bound_mm // _MM_IN_M),
        minutes=sum(walk.minutes for walk in walks),
        methods=method_costs(problem, methods, crew.pace, people=crew.people, now=crew.now),
        left_out=dict(left_out),
    )


def redraw(problem: Problem, draft: Draft, plan: Plan, pace: Pace) -> Draft:
    """Makes the draft of a plan that was changed by hand; what was compared before stays."""
    walks = draft_walks(problem, plan, pace)
    minutes = sum(walk.minutes for walk in walks)
    return replace(draft, walks=walks, metres=round(plan.millimetres / _MM_IN_M), minutes=minutes)
