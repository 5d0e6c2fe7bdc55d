from itertools import permutations, product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.trouble import ImpossibleError
from app.planning.zones.matching import cheapest
from app.planning.zones.wall import Cell, SortedOrder, fewest, in_waves, reused

CELLS = [Cell("near", 5, 1), Cell("far", 20, 4), Cell("middle", 5, 2)]


def order(number: int, units: int, opens: int = 0, closes: int = 0) -> SortedOrder:
    return SortedOrder(number, units, opens, closes)


def test_the_busiest_order_gets_the_nearest_cell_that_holds_it() -> None:
    (only,) = in_waves([order(1, 2), order(2, 5), order(3, 9)], CELLS)
    assert only.cells == {1: "middle", 2: "near", 3: "far"}
    assert only.metres == 2 * 2 + 5 * 1 + 9 * 4


def test_with_few_cells_orders_go_in_waves() -> None:
    waves = in_waves([order(1, 9), order(2, 8), order(3, 1), order(4, 1), order(5, 1)], CELLS)
    assert [set(wave.cells) for wave in waves] == [{1}, {2, 3, 4}, {5}]
    assert in_waves([], CELLS) == ()


def test_a_cell_is_used_again_once_its_order_is_complete() -> None:
    found = reused([order(1, 2, 0, 1), order(2, 3, 1, 2), order(3, 4, 2, 3)], CELLS[:1] + CELLS[2:])
    assert found.cells == {1: "near", 2: "middle", 3: "near"}
    assert found.metres == 2 + 4 + 3 * 2


def test_where_sizes_forbid_sharing_evenly_the_small_cell_takes_what_is_small() -> None:
    small, large = Cell("small", 2, 1), Cell("large", 9, 9)
    orders = [order(1, 2), order(2, 2), order(3, 9, 1, 1), order(4, 9, 2, 2)]
    assert reused(orders, [small, large]).cells == {1: "small", 2: "large", 3: "large", 4: "large"}


@pytest.mark.parametrize(
    ("orders", "cells", "key"),
    [
        ([order(1, 1)], [], "advice.error.no_cells"),
        ([order(1, 21)], CELLS, "advice.error.cell_small"),
        ([order(n, 1) for n in range(4)], CELLS, "advice.error.few_cells"),
        ([order(1, 9), order(2, 9)], CELLS, "advice.error.few_cells"),
    ],
)
def test_what_finds_no_cell_is_said(orders: list[SortedOrder], cells: list[Cell], key: str) -> None:
    with pytest.raises(ImpossibleError) as caught:
        reused(orders, cells)
    assert caught.value.key == key


def test_an_order_that_closes_before_it_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="closes"):
        fewest([(3, 2)])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)).map(lambda span: (span[0], sum(span))), max_size=12))
def test_fewest_cells_is_what_is_open_at_once_and_none_holds_two(spans: list[tuple[int, int]]) -> None:
    rows = fewest(spans)
    assert sorted(at for row in rows for at in row) == list(range(len(spans)))
    for row in rows:
        walks = [walk for at in row for walk in range(spans[at][0], spans[at][1] + 1)]
        assert len(walks) == len(set(walks))
    assert len(rows) == max((sum(a <= walk <= b for a, b in spans) for walk in range(14)), default=0)


sizes = st.integers(1, 6)
walls = st.lists(st.tuples(sizes, st.integers(1, 9)), min_size=1, max_size=5).map(
    lambda found: [Cell(f"C{at}", *each) for at, each in enumerate([*found, (6, 5)])]
)


@settings(deadline=None)
@given(walls, st.lists(sizes, max_size=7))
def test_waves_walk_as_little_as_can_be_and_end_only_where_they_must(cells: list[Cell], units: list[int]) -> None:
    held = {cell.place: cell for cell in cells}
    waves = in_waves([order(n, each) for n, each in enumerate(units)], cells)
    assert [number for wave in waves for number in sorted(wave.cells)] == list(range(len(units)))

    def least(numbers: list[int]) -> float:
        ways = permutations(cells, len(numbers))
        fitting = [way for way in ways if all(units[n] <= cell.units for n, cell in zip(numbers, way, strict=True))]
        return min(
            (sum(units[n] * c.metres for n, c in zip(numbers, way, strict=True)) for way in fitting), default=inf
        )

    for at, wave in enumerate(waves):
        assert len(set(wave.cells.values())) == len(wave.cells)
        assert all(units[n] <= held[place].units for n, place in wave.cells.items())
        assert wave.metres == least(sorted(wave.cells))
        if at + 1 < len(waves) and len(wave.cells) < len(cells):
            assert least([*sorted(wave.cells), min(waves[at + 1].cells)]) == inf


@settings(deadline=None)
@given(walls, st.lists(st.tuples(sizes, st.integers(0, 5), st.integers(0, 2)), max_size=7))
def test_a_cell_that_is_used_again_never_holds_two_open_orders(
    cells: list[Cell], found: list[tuple[int, int, int]]
) -> None:
    orders = [order(n, units, opens, opens + length) for n, (units, opens, length) in enumerate(found)]
    held = {cell.place: cell for cell in cells}
    try:
        sorting = reused(orders, cells)
    except ImpossibleError:
        open_ = max(sum(each.opens <= walk <= each.closes for each in orders) for walk in range(9))
        assert open_ > sum(cell.units >= max(each.units for each in orders) for cell in cells)
        return
    assert sorting.cells.keys() == {each.order for each in orders}
    assert sorting.metres == sum(each.units * held[sorting.cells[each.order]].metres for each in orders)
    taken = [(sorting.cells[each.order], walk) for each in orders for walk in range(each.opens, each.closes + 1)]
    assert len(taken) == len(set(taken))
    assert all(each.units <= held[sorting.cells[each.order]].units for each in orders)


tables = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(-5, 9).map(float) | st.just(inf), min_size=columns, max_size=columns), max_size=columns
    )
)


@given(tables)
def test_no_assignment_is_cheaper(costs: list[list[float]]) -> None:
    ways = [way for way in product(*(range(len(row)) for row in costs)) if len(set(way)) == len(way)]
    least = min(sum(costs[row][column] for row, column in enumerate(way)) for way in ways)
    found = cheapest(costs)
    assert len(found) == (len(costs) if least < inf else 0)
    assert len(set(found)) == len(found)
    if found:
        assert sum(costs[row][column] for row, column in enumerate(found)) == least
