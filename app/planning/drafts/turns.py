"""How it would go without a planner: orders as they come, each cart walked in the house's serpentine (S-shape)."""

from app.domain.picking.walk import Method
from app.planning.batching import in_turn
from app.planning.loads import loads_of
from app.planning.plan import Plan, PlannedSlot
from app.planning.problem import Limits, Problem
from app.planning.tours import tour


def first_come(problem: Problem, limits: Limits) -> Plan:
    """Plans walks first come, first served, the next orders onto each cart until one does not fit."""
    loads = loads_of(problem)
    house = problem.house
    return Plan(
        tuple(
            tour(
                Method.BATCH if len(cart) > 1 else Method.SINGLE,
                [task for order in cart for task in loads[order].tasks],
                [PlannedSlot(order, house.pack) for order in cart],
                house,
            )
            for cart in in_turn(loads, limits)
        )
    )
