from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.instances.model import RoutingInstance
from app.planning.instances.reading import read_instance
from app.planning.layout import Layout, Place
from app.planning.measuring.compiled import cache_folder
from app.planning.measuring.lengths import lengths
from app.planning.routing.habits import OneBlockError
from app.planning.routing.policies import POLICIES, Policy, route
from tests.app.planning.houses import houses, places_in
from tests.app.planning.published import best_known, data_of, wanted

PLAIN = [row for row in best_known("sprp", "optima.csv") if "_F1_" in row["file"]]


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_measured_walk_is_as_long_as_the_walk_itself(data: st.DataObject) -> None:
    house = data.draw(houses(st.integers(1, 3)))
    walks = data.draw(st.lists(places_in(house, 14), max_size=4))
    for policy in POLICIES if house.blocks == 1 else POLICIES[:1]:
        assert lengths(house, walks, policy) == pytest.approx([route(house, walk, policy).length for walk in walks])


def test_aisles_of_many_cells_take_several_words() -> None:
    house = Layout(2, 300, 3, 1, 1, 1, 0, depot_at_top=True)
    walk = [Place(aisle, cell) for aisle in range(2) for cell in range(0, 300, 2) if (aisle, cell) != (0, 40)]
    assert lengths(house, [walk]) == [route(house, walk).length]


def test_a_depot_between_two_aisles_stands_in_a_closed_one() -> None:
    house = Layout(3, 10, 4, 1, 1, 1, 1, depot_at_top=True, xs=(0, 2, 4), closed=frozenset({1}))
    walk = [Place(0, 9), Place(2, 9)]
    assert lengths(house, [walk], "optimal") == [2 * 4 + 2 * 11]
    assert lengths(house, [[Place(2, 0)]]) == [2 * 2 + 2 * 1]


@pytest.mark.parametrize("policy", ["s-shape", "largest-gap"])
def test_a_habit_is_not_measured_in_several_blocks(policy: Policy) -> None:
    with pytest.raises(OneBlockError):
        lengths(Layout(4, 8, 5, 1, 1, 1, 0, depot_at_top=False, blocks=2), [[Place(0, 0)]], policy)


def test_no_walks_have_no_lengths() -> None:
    assert lengths(Layout(4, 8, 5, 1, 1, 1, 0, depot_at_top=False), []) == []


def test_loops_are_kept_elsewhere_where_the_home_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert cache_folder(tmp_path / "own" / "cache") == tmp_path / "own" / "cache"
    other = cache_folder(tmp_path / "file" / "cache")
    assert other.is_dir()
    other.rmdir()


@wanted
@pytest.mark.parametrize(("blocks", "column"), [(1, "one_block_optimum"), (2, "two_block_optimum")])
def test_every_published_walk_measures_as_proven(blocks: int, column: str) -> None:
    assert len(PLAIN) > 40
    for row in PLAIN:
        instance = read_instance(row["file"], data_of("sprp", row["file"]), blocks)
        assert isinstance(instance, RoutingInstance)
        assert lengths(instance.layout, [[each.place for each in instance.stock]]) == [float(row[column])]
