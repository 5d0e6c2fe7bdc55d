from app.planning.layout import Layout, Place

ONE = Layout(10, 45, pitch=5, step=1, top=1.5, bottom=1.5, depot_aisle=0, depot_at_top=False, stub=2)
TWO = Layout(10, 45, pitch=5, step=1, top=1.5, bottom=1.5, depot_aisle=0, depot_at_top=False, blocks=2)


def test_an_aisle_is_as_long_as_its_cells_and_the_ways_in() -> None:
    assert ONE.crossings == (0, 47)
    assert (ONE.depths[0], ONE.depths[44]) == (1.5, 45.5)


def test_a_cross_aisle_in_the_middle_gives_each_block_its_own_ways_in() -> None:
    assert TWO.block_starts == (0, 22, 45)
    assert TWO.crossings == (0, 24, 49)
    assert (TWO.depths[21], TWO.depths[22]) == (22.5, 25.5)
    assert [TWO.block(cell) for cell in (0, 21, 22, 44)] == [0, 0, 1, 1]


def test_the_way_leads_over_the_nearest_cross_aisle() -> None:
    assert ONE.distance(Place(0, 0), Place(0, 44)) == 44
    assert ONE.distance(Place(0, 0), Place(2, 1)) == 10 + 1.5 + 2.5
    assert ONE.distance(Place(0, 20), Place(1, 22)) == 5 + 21.5 + 23.5
    assert TWO.distance(Place(0, 20), Place(1, 22)) == 5 + 4
    assert ONE.from_depot(Place(1, 44)) == 2 + 5 + 1.5
