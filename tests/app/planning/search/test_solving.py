import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.layout import Layout, Place
from app.planning.routing.habits import OneBlockError
from app.planning.routing.policies import POLICIES, Policy
from app.planning.search.model import Cargo
from app.planning.search.solving import solve
from tests.app.planning.search.drawn import Wave, is_a_plan, shortest_plan, waves

HOUSE = Layout(4, 8, 5, 1, 1, 1, 0, depot_at_top=True)


@settings(deadline=None, max_examples=40)
@given(waves(), st.sampled_from(POLICIES), st.integers(0, 1 << 70))
def test_a_plan_is_feasible_and_no_plan_is_below_the_bound(wave: Wave, policy: Policy, seed: int) -> None:
    plan = solve(wave.house, wave.cargos, wave.limits, policy=policy, seconds=0.02, seed=seed)
    is_a_plan(wave, plan, policy)
    best = shortest_plan(wave, policy)
    assert plan.lower_bound - 1e-6 <= best <= plan.length + 1e-6


@pytest.mark.parametrize("cargos", [[], [Cargo(frozenset({Place(1, 2)}), (3,))], [Cargo(frozenset(), (0,))]])
def test_an_empty_day_and_a_day_of_one_order(cargos: list[Cargo]) -> None:
    plan = solve(HOUSE, cargos, [5])
    assert plan.carts == tuple((each,) for each in range(len(cargos)))
    assert plan.length == plan.lower_bound == (2 * (5 + 3) if cargos and cargos[0].places else 0)


def test_an_order_that_exceeds_a_limit_goes_alone() -> None:
    cargos = [Cargo(frozenset({Place(0, each)}), (each, 1)) for each in range(8)]
    plan = solve(HOUSE, cargos, [5, 10], seconds=0.1)
    assert {(6,), (7,)} <= set(plan.carts)
    is_a_plan(Wave(HOUSE, tuple(cargos), (5, 10)), plan, "optimal")


def test_an_order_needs_as_many_loads_as_there_are_limits() -> None:
    with pytest.raises(ValueError, match="argument"):
        solve(HOUSE, [Cargo(frozenset(), (1,))], [5, 5])


def test_a_habit_is_not_planned_for_several_blocks() -> None:
    with pytest.raises(OneBlockError):
        solve(Layout(4, 8, 5, 1, 1, 1, 0, depot_at_top=True, blocks=2), [], [5], policy="s-shape")
