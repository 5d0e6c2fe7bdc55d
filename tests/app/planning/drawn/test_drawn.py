from itertools import pairwise, permutations
from math import inf

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.planning.drawn.layout import DrawnLayout, Way
from app.planning.drawn.network import network
from app.planning.drawn.parallel import DEPOT, Direction, parallel, point_of
from app.planning.drawn.routing import route
from app.planning.drawn.trouble import DrawingError, Lost
from app.planning.layout import Layout, Place
from app.planning.routing.exact import shortest
from tests.app.planning.houses import houses, places_in

HOUSE = Layout(6, 10, 3, 1, 1, 1, 2, depot_at_top=True, blocks=2)


def length_of(drawing: DrawnLayout, stops: list[str]) -> float:
    table = network(drawing).distances(stops)
    return float(sum(table[i, i + 1] for i in range(len(stops) - 1)))


def steps_of(drawing: DrawnLayout, corners: tuple[str, ...]) -> float:
    """The length of a walk way by way, each of which has to be open in that direction."""
    open_: dict[tuple[str, str], float] = {}
    for way in drawing.ways:
        if {(way.start, way.end), (way.end, way.start)} & drawing.closed:
            continue
        open_[way.start, way.end] = way.length
        if not way.one_way:
            open_[way.end, way.start] = way.length
    return sum(open_[step] for step in pairwise(corners))


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_house_of_parallel_aisles_keeps_its_distances_when_drawn(data: st.DataObject) -> None:
    house = data.draw(houses(st.integers(1, 3)))
    places = data.draw(places_in(house, 6))
    drawing = parallel(house)
    table = network(drawing).distances([point_of(place) for place in places])
    assert table.tolist() == [[house.distance(one, other) for other in places] for one in places]
    found = route(drawing, map(point_of, places))
    assert found.length == pytest.approx(shortest(house, places).length)
    assert steps_of(drawing, found.corners) == pytest.approx(found.length)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_order_is_shorter_whatever_is_one_way_or_closed(data: st.DataObject) -> None:
    house = data.draw(houses(st.integers(1, 2)))
    directions: st.SearchStrategy[Direction] = st.sampled_from(["down", "up"])
    one_way = data.draw(st.dictionaries(st.integers(0, house.aisles - 1), directions))
    depth = st.floats(0, house.crossings[-1])
    blocked = data.draw(st.lists(st.tuples(st.integers(0, house.aisles - 1), depth, depth), max_size=2))
    drawing = parallel(house, one_way, blocked)
    end = f"{house.aisles - 1}|0"
    assume(length_of(drawing, [DEPOT, end]) < inf)
    found = route(drawing, map(point_of, data.draw(places_in(house, 5))), end=end)
    orders = permutations(found.places)
    assert found.length == pytest.approx(min(length_of(drawing, [DEPOT, *o, found.corners[-1]]) for o in orders))
    assert steps_of(drawing, found.corners) == pytest.approx(found.length)
    for lost in found.lost:
        more = permutations([*found.places, lost.place])
        assert min(length_of(drawing, [DEPOT, *order, end]) for order in more) == inf


@settings(deadline=None, max_examples=10)
@given(st.data())
def test_many_places_are_ordered_nearly_as_short_as_can_be(data: st.DataObject) -> None:
    house = Layout(8, 20, 3, 1, 1, 1, data.draw(st.integers(0, 7)), depot_at_top=False, blocks=2)
    places = data.draw(st.sets(st.builds(Place, st.integers(0, 7), st.integers(0, 19)), min_size=14, max_size=24))
    found = route(parallel(house), map(point_of, places))
    assert sorted(found.places) == sorted(map(point_of, places))
    assert found.length <= 1.02 * shortest(house, places).length


def test_one_way_aisles_make_a_walk_of_many_places_longer_but_no_wrong_way_is_taken() -> None:
    places = {Place(aisle, cell) for aisle in range(6) for cell in (2, 5, 8)}
    turns: dict[int, Direction] = {aisle: "up" if aisle % 2 else "down" for aisle in range(6)}
    drawing = parallel(HOUSE, turns)
    found = route(drawing, map(point_of, places), seconds=0.02)
    assert sorted(found.places) == sorted(map(point_of, places))
    assert shortest(HOUSE, places).length <= found.length == steps_of(drawing, found.corners)
    assert found.length == 6 * HOUSE.crossings[-1] + 2 * 5 * HOUSE.pitch


def test_a_lift_joins_two_floors() -> None:
    ways = [Way("door", "a", 5), Way("a", "lift0", 3), Way("lift0", "lift1", 40), Way("lift1", "b", 2)]
    drawing = DrawnLayout(dict.fromkeys(["door", "a", "lift0", "lift1", "b", "out"], (0, 0)), ways, "door", ("out",))
    found = route(drawing, ["b", "a", "b"])
    assert (found.length, sorted(found.places)) == (100, ["a", "b"])
    assert found.corners == ("door", "a", "lift0", "lift1", "b", "lift1", "lift0", "a", "door")


def test_what_cannot_be_reached_is_named_and_the_rest_is_walked() -> None:
    drawing = parallel(HOUSE, blocked=[(1, 0, 3.5), (1, 4.5, 6.5)])
    found = route(drawing, ["0/0", "1/2", "1/4", "9/9", "1/5"])
    assert sorted(found.places) == ["0/0", "1/5"] or sorted(found.places) == ["0/0", "1/2", "1/5"]
    assert Lost("drawn.unknown", "9/9") in found.lost
    assert {each.key for each in found.lost} == {"drawn.unknown", "drawn.unreachable"}


def test_either_of_two_dead_ends_is_walked_when_both_cannot_be() -> None:
    ways = [Way("s", "a", 1, one_way=True), Way("s", "b", 1, one_way=True)]
    ways += [Way("a", "e", 1, one_way=True), Way("b", "e", 1, one_way=True)]
    found = route(DrawnLayout(dict.fromkeys("sabe", (0, 0)), ways, "s"), ["a", "b"], end="e")
    assert (len(found.places), len(found.lost), found.length) == (1, 1, 2)


@pytest.mark.parametrize(
    ("ways", "start", "end", "key"),
    [
        ([Way("s", "x", 1)], "s", "e", "drawn.way.end"),
        ([Way("s", "e", -1)], "s", "e", "drawn.way.length"),
        ([Way("s", "e", inf)], "s", "e", "drawn.way.length"),
        ([Way("e", "s", 1, one_way=True)], "s", "e", "drawn.apart"),
        ([Way("e", "s", 1)], "x", "e", "drawn.start"),
    ],
)
def test_a_drawing_that_cannot_be_walked_is_told(ways: list[Way], start: str, end: str, key: str) -> None:
    with pytest.raises(DrawingError) as trouble:
        route(DrawnLayout({"s": (0, 0), "e": (1, 1)}, ways, "s"), [], start=start, end=end)
    assert trouble.value.key == key


def test_distances_are_kept_until_the_drawing_changes() -> None:
    one, same, other = parallel(HOUSE), parallel(HOUSE), parallel(HOUSE, blocked=[(0, 2, 3)])
    assert network(one) is network(same)
    assert network(one) is not network(other)
