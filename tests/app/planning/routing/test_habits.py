import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.layout import Layout, Place
from app.planning.routing.habits import OneBlockError
from app.planning.routing.policies import POLICIES, Policy, route
from tests.app.planning.houses import houses, places_in, walked

HOUSE = Layout(4, 8, pitch=5, step=1, top=1, bottom=1, depot_aisle=0, depot_at_top=False)
"""Aisles of length 9; cell c lies 8 - c above the front, where the depot is."""


@pytest.mark.parametrize(
    ("places", "s_shape", "largest_gap"),
    [
        ([], 0, 0),
        ([(0, 7)], 2, 2),
        ([(3, 0)], 2 * 15 + 2 * 8, 2 * 15 + 2 * 8),
        ([(0, 7), (1, 7)], 2 * 5 + 2 * 9, 2 * 5 + 2 * 9),
        ([(0, 7), (1, 7), (2, 7)], 2 * 10 + 2 * 9 + 2 * 1, 2 * 10 + 2 * 9 + 2 * 1),
        ([(0, 7), (1, 7), (1, 0), (3, 4)], 2 * 15 + 2 * 9 + 2 * 4, 2 * 15 + 2 * 9 + 2 * 2),
        ([(0, 7), (1, 3), (2, 5), (3, 4)], 2 * 15 + 4 * 9, 2 * 15 + 2 * 9 + 2 * 4 + 2 * 3),
    ],
)
def test_habits_by_hand(places: list[tuple[int, int]], s_shape: float, largest_gap: float) -> None:
    spots = [Place(*each) for each in places]
    assert route(HOUSE, spots, "s-shape").length == s_shape
    assert route(HOUSE, spots, "largest-gap").length == largest_gap


def test_places_come_in_the_order_of_the_habit() -> None:
    spots = [Place(*each) for each in [(0, 7), (1, 7), (1, 0), (2, 4), (3, 4), (3, 2)]]
    by_s = route(HOUSE, spots, "s-shape").places
    by_gap = route(HOUSE, spots, "largest-gap").places
    assert by_s == ((0, 7), (1, 0), (1, 7), (2, 4), (3, 2), (3, 4))
    assert by_gap == ((0, 7), (1, 0), (3, 2), (3, 4), (2, 4), (1, 7))


@settings(deadline=None)
@given(st.data())
def test_a_habit_visits_everything_and_is_never_shorter_than_the_shortest_walk(data: st.DataObject) -> None:
    house = data.draw(houses(st.just(1)))
    places = data.draw(places_in(house, 12))
    shortest, *habits = (route(house, places, policy) for policy in POLICIES)
    for each in habits:
        assert sorted(each.places) == sorted(places)
        assert shortest.length <= walked(house, each.places) <= each.length


@pytest.mark.parametrize("policy", ["s-shape", "largest-gap"])
def test_a_habit_has_no_meaning_in_several_blocks(policy: Policy) -> None:
    house = Layout(4, 8, 5, 1, 1, 1, 0, depot_at_top=False, blocks=2)
    with pytest.raises(OneBlockError):
        route(house, [Place(0, 0)], policy)
