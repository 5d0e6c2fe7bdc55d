"""The answer without a search: the simple planner's walks, at once and without anything that has to be compiled."""

from app.domain.picking.walk import Method
from app.planning.drafts.drawing import draw
from app.planning.drafts.turns import first_come
from app.planning.simple import plan
from app.services.planner.messages import Ask, Outcome


def plan_simply(ask: Ask) -> Outcome:
    """Answers a question with the simple planner."""
    found = plan(ask.problem, ask.wish, ask.limits)
    if ask.crew is None:
        return Outcome(found)
    methods = {method: plan(ask.problem, method.value, ask.limits) for method in Method}
    before = first_come(ask.problem, ask.limits)
    return Outcome(found, draw(ask.problem, found, before, methods, ask.crew, left_out=ask.left_out))
