import csv
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.instances.model import RoutingInstance
from app.planning.instances.reading import read_instance
from app.planning.layout import Layout, Place
from app.planning.routing.exact import shortest
from app.planning.routing.states import tables
from tests.app.planning.houses import Walked, depot_of, held_karp, houses, open_aisles, places_in, walked
from tests.app.planning.published import best_known, data_of, wanted

FACTS = Path(__file__).resolve().parents[3] / "data" / "planning" / "sprp.csv"
PLAIN = [row for row in best_known("sprp", "optima.csv") if "_F1_" in row["file"]]


def facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as lines:
        next(lines)
        return list(csv.DictReader(lines))


def is_a_shortest_walk(house: Layout, places: set[Place], length: float) -> None:
    route = shortest(house, places)
    assert route.length == length
    assert sorted(route.places) == sorted(places)
    assert walked(house, route.places) == length


@settings(deadline=None)
@given(st.data())
def test_distances_are_those_of_a_drawn_map(data: st.DataObject) -> None:
    house = data.draw(houses(st.integers(1, 3)))
    for place in data.draw(places_in(house, 3)):
        spot = place.aisle, house.depths[place.cell]
        assert house.from_depot(place) == house.stub + Walked(house).between(depot_of(house), spot)
        other = Place(open_aisles(house)[-1], house.cells - 1)
        assert house.distance(place, other) == Walked(house).between(spot, (other.aisle, house.depths[other.cell]))


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_no_walk_is_shorter_whatever_the_house(data: st.DataObject) -> None:
    house = data.draw(houses(st.integers(1, 3)))
    places = data.draw(places_in(house))
    is_a_shortest_walk(house, {*places}, held_karp(house, places))


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_order_of_a_few_places_is_shorter(data: st.DataObject) -> None:
    house = data.draw(houses(st.integers(1, 2)))
    places = data.draw(places_in(house, 5))
    assert shortest(house, places).length == min(walked(house, order) for order in permutations(places))


@pytest.mark.parametrize("row", facts(), ids=lambda row: row["name"])
@pytest.mark.parametrize(("blocks", "column"), [(1, "one_block"), (2, "two_blocks")])
def test_published_walks_are_as_short_as_proven(row: dict[str, str], blocks: int, column: str) -> None:
    aisles, cells, depot = (int(row[name]) for name in ("aisles", "cells", "depot_aisle"))
    house = Layout(aisles, cells, 3, 1, 1, 1, depot, depot_at_top=True, blocks=blocks)
    places = {Place(*map(int, pair.split(":"))) for pair in row["places"].split()}
    is_a_shortest_walk(house, places, float(row[column]))


@wanted
@pytest.mark.parametrize(("blocks", "column"), [(1, "one_block_optimum"), (2, "two_block_optimum")])
def test_every_published_walk_is_as_short_as_proven(blocks: int, column: str) -> None:
    assert len(PLAIN) > 40
    for row in PLAIN:
        instance = read_instance(row["file"], data_of("sprp", row["file"]), blocks)
        assert isinstance(instance, RoutingInstance)
        is_a_shortest_walk(instance.layout, {each.place for each in instance.stock}, float(row[column]))


def test_so_many_states_are_known_from_the_literature() -> None:
    """Six states and the empty one for a block; 25 for two, see Roodbergen & de Koster (2001)."""
    assert [len(tables(blocks).states) for blocks in (1, 2)] == [7, 25]


def test_nothing_to_visit_is_no_walk() -> None:
    house = Layout(3, 4, 3, 1, 1, 1, 2, depot_at_top=False, stub=5)
    assert shortest(house, []).length == 0
