import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.answers.answering import answer
from app.planning.answers.checking import ShapeError, prove
from app.planning.answers.measuring import Drawing
from app.planning.answers.model import How
from app.planning.instances.model import BatchingInstance
from app.planning.instances.reading import read_instance
from app.planning.layout import Layout, Place
from app.planning.routing.policies import POLICIES, Policy, route
from tests.app.planning.houses import houses, places_in
from tests.app.planning.instances.texts import BATCHING, ROUTING, WAVE

Said = dict[str, Any]

BATCHES = read_instance("batches.txt", BATCHING.encode())
WALK = read_instance("walk.txt", ROUTING.encode())
WAVES = read_instance("waves.txt", WAVE.encode())

GOOD_WAVE: Said = {"objective": 3, "lower_bound": 3, "plan": {"orders": [1], "aisles": [1]}}


def said(instance: Any, policy: Policy = "optimal") -> Said:
    """The answer as a file would hold it."""
    found = answer(instance, How(policy, seconds=0.05))
    plan = {"plan": found.tours, "routes": found.routes, "policy": policy}
    written: Said = json.loads(json.dumps({"objective": found.objective, "lower_bound": found.bound, **plan}))
    return written


@given(st.data(), houses(st.sampled_from([1, 2, 3])))
def test_a_walk_is_as_long_as_the_planner_says(data: st.DataObject, house: Layout) -> None:
    house = replace(house, xs=(), closed=frozenset())
    places: list[Place] = data.draw(places_in(house))
    best = route(house, places)
    assert Drawing(house).length(best.places) == pytest.approx(best.length)
    if house.blocks == 1:
        assert Drawing(house).s_shape(places) == pytest.approx(route(house, places, "s-shape").length)
        assert Drawing(house).largest_gap(places) == pytest.approx(route(house, places, "largest-gap").length)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("instance", [BATCHES, WALK], ids=["batches", "walk"])
def test_an_answer_stands_its_proof(instance: Any, policy: Policy) -> None:
    proof = prove(instance, said(instance, policy))
    assert proof.faults == []
    assert proof.objective > 0


def test_an_order_that_no_cart_holds_stays_out_and_the_rest_is_planned() -> None:
    assert isinstance(BATCHES, BatchingInstance)
    found = answer(replace(BATCHES, capacity=3))
    assert found.tours == ((0,),)
    assert [(each.order, each.names) for each in found.left_out] == [(1, {"weight": 4, "capacity": 3})]
    assert prove(replace(BATCHES, capacity=3), said(replace(BATCHES, capacity=3))).faults == []


def test_a_day_without_orders_is_planned() -> None:
    assert isinstance(BATCHES, BatchingInstance)
    found = answer(replace(BATCHES, orders=()))
    assert (found.objective, found.bound, found.tours) == (0, 0, ())


SPOILT: list[tuple[str, Callable[[Said], object]]] = [
    ("plan.fault.no_order", lambda plan: plan["plan"][0].append(9)),
    ("plan.fault.twice", lambda plan: plan["plan"][0].append(1)),
    ("plan.fault.missing", lambda plan: plan["plan"][0].clear()),
    ("plan.fault.overloaded", lambda plan: plan["plan"][0].append(1)),
    ("plan.fault.not_visited", lambda plan: plan["routes"][1].clear()),
    ("plan.fault.no_place", lambda plan: plan["routes"][1].append([3, 0])),
    ("plan.fault.objective", lambda plan: plan.update(objective=1)),
    ("plan.fault.bound", lambda plan: plan.update(lower_bound=1e6)),
]


@pytest.mark.parametrize(("fault", "spoil"), SPOILT, ids=[fault for fault, _ in SPOILT])
def test_carts_that_break_a_rule_are_found_out(fault: str, spoil: Callable[[Said], object]) -> None:
    plan = said(BATCHES)
    spoil(plan)
    assert fault in {key for key, _ in prove(BATCHES, plan).faults}


def test_a_walk_that_leaves_units_or_is_two_is_found_out() -> None:
    plan = said(WALK)
    short = {**plan, "plan": [plan["plan"][0][:1]]}
    assert "plan.fault.units" in {key for key, _ in prove(WALK, short).faults}
    assert "plan.fault.one_walk" in {key for key, _ in prove(WALK, {**plan, "plan": plan["plan"] * 2}).faults}


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("plan.fault.wave_order", {"orders": [1, 1], "aisles": [1]}),
        ("plan.fault.wave_aisle", {"orders": [1], "aisles": [1, 2]}),
        ("plan.fault.stock", {"orders": [0], "aisles": [1]}),
        ("plan.fault.size", {"orders": [], "aisles": [1]}),
        ("plan.fault.objective", {"orders": [1], "aisles": [0, 1]}),
    ],
)
def test_a_wave_that_breaks_a_rule_is_found_out(fault: str, change: Said) -> None:
    assert prove(WAVES, GOOD_WAVE).faults == []
    assert fault in {key for key, _ in prove(WAVES, {**GOOD_WAVE, "plan": change}).faults}


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("plan", {"plan": [[True]]}),
        ("plan", {"plan": "0"}),
        ("routes", {"routes": None}),
        ("routes", {"routes": []}),
        ("plan", {"routes": [[[0, 1, 2]], []]}),
        ("objective", {"objective": "7"}),
        ("lower_bound", {"lower_bound": None}),
    ],
)
def test_what_is_no_plan_is_said_to_be_none(what: str, change: Said) -> None:
    with pytest.raises(ShapeError) as raised:
        prove(BATCHES, {**deepcopy(said(BATCHES)), **change})
    assert raised.value.what == what
