"""Releasing asks the planner's process; when it cannot be had, the waves go all the same and the supervisor is told."""

import pytest

from app.services.office import releasing
from app.services.office.house_rules import set_house_rules
from app.services.office.supervising import Supervising
from app.services.opening import OpenStation
from app.services.planner.planning import Planner
from app.services.planner.process import Child
from app.services.site import Site
from tests.app.services.planner import children
from tests.builders import assert_sound, order

ORDERS = {
    "500001": {"ITEM01": 2, "ITEM05": 1},
    "500002": {"ITEM02": 3},
    "500003": {"ITEM09": 1},
    "500004": {"ITEM01": 1},
}


@pytest.fixture
def searching(site: Site) -> Site:
    set_house_rules(site.centre, {"planning_seconds": 1})
    return site


def test_waves_are_planned_by_the_planners_process(searching: Site, office: OpenStation) -> None:
    order(searching, ORDERS)
    assert Supervising(office.desk).release("batch").orders == 4
    assert not office.desk.said
    assert_sound(searching)


def test_waves_go_all_the_same_when_the_planner_cannot_start_and_the_supervisor_is_told(
    searching: Site, office: OpenStation, monkeypatch: pytest.MonkeyPatch, expected_logs: list[str]
) -> None:
    expected_logs.append("planner.not_started")
    started: list[Child] = []

    def failing() -> Child:
        started.append(Child(children.LACKING))
        return started[-1]

    monkeypatch.setattr(releasing, "Planner", lambda: Planner(failing))
    set_house_rules(searching.centre, {"cutoffs": {"Garza": "23:59"}})
    order(searching, ORDERS)
    order(searching, {"500009": {"ITEM07": 1}}, carrier="Zancuda")
    done = Supervising(office.desk).release("batch")
    assert (done.orders, done.waves) == (5, 2)
    assert list(office.desk.said) == [("planner.not_started", {})]
    assert len(started) == 1, "two waves, one attempt"
    assert not started[0].alive
    assert_sound(searching)
