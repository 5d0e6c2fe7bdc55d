from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.instances.model import RoutingInstance
from app.planning.instances.reading import read_instance
from app.planning.layout import Layout, Place
from app.planning.routing.exact import shortest
from app.planning.scattered.choosing import Chosen, grain, pick
from app.planning.scattered.wants import NoSuchPlaceError, Offer, ShortError
from tests.app.planning.houses import houses, walked
from tests.app.planning.published import best_known, data_of, wanted

HOUSE = Layout(4, 10, 3, 1, 1, 1, 0, depot_at_top=True)
SAMPLE = [row for row in best_known("sprp", "optima.csv") if "unit_F1_" not in row["file"] and "_a7_" in row["file"]]


def takes_what_it_may(offers: Sequence[Offer], demand: dict[int, int], chosen: Chosen) -> bool:
    """Whether exactly what is wanted is taken, from no place more than it holds, and lower ranks first."""
    for article, count in demand.items():
        if sum(own.get(article, 0) for own in chosen.units.values()) != count:
            return False
        held: dict[int, dict[Place, int]] = {}
        for offer in offers:
            if offer.article == article:
                by_place = held.setdefault(offer.rank, {})
                by_place[offer.place] = by_place.get(offer.place, 0) + offer.units
        left = {place: own[article] for place, own in chosen.units.items() if own.get(article)}
        short = False
        for _, by_place in sorted(held.items()):
            for place, units in by_place.items():
                taken = min(units, left.get(place, 0))
                if short and taken:
                    return False
                left[place] = left.get(place, 0) - taken
            used = count - sum(left.values())
            short = short or used < sum(sum(x.values()) for rank, x in held.items() if rank <= _)
        if any(left.values()):
            return False
    return set(chosen.units) == set(chosen.route.places)


def choices(offers: Sequence[Offer], article: int, need: int) -> Iterator[set[Place]]:
    """All sets of places that give enough of an article in the order of its ranks."""
    fixed: set[Place] = set()
    for rank in sorted({offer.rank for offer in offers if offer.article == article}):
        own = [offer for offer in offers if offer.article == article and offer.rank == rank]
        if sum(offer.units for offer in own) < need:
            fixed |= {offer.place for offer in own}
            need -= sum(offer.units for offer in own)
            continue
        for size in range(1, len(own) + 1):
            for some in combinations(own, size):
                if sum(offer.units for offer in some) >= need:
                    yield fixed | {offer.place for offer in some}
        return


@st.composite
def questions(draw: st.DrawFn, ranks: int) -> tuple[Layout, list[Offer], dict[int, int]]:
    house = draw(houses(st.integers(1, 2)))
    open_ = [aisle for aisle in range(house.aisles) if aisle not in house.closed]
    spot = st.builds(Place, st.sampled_from(open_), st.integers(0, house.cells - 1))
    offers, demand = [], {}
    for article in range(draw(st.integers(1, 3))):
        spots = draw(st.lists(spot, min_size=1, max_size=4, unique=True))
        own = [Offer(article, p, draw(st.integers(1, 3)), draw(st.integers(0, ranks))) for p in spots]
        demand[article] = draw(st.integers(1, sum(offer.units for offer in own)))
        offers += own
    return house, offers, demand


@settings(deadline=None, max_examples=60)
@given(questions(0))
def test_no_choice_of_places_allows_a_shorter_walk(question: tuple[Layout, list[Offer], dict[int, int]]) -> None:
    house, offers, demand = question
    chosen = pick(house, offers, demand)
    sets = [list(choices(offers, article, need)) for article, need in demand.items()]
    best = min(shortest(house, set[Place]().union(*each)).length for each in product(*sets))
    assert chosen.proven
    assert chosen.route.length == pytest.approx(best)
    assert chosen.lower_bound == pytest.approx(best)
    assert takes_what_it_may(offers, demand, chosen)


@settings(deadline=None, max_examples=40)
@given(questions(2))
def test_lower_ranks_are_used_up_before_higher_ones(question: tuple[Layout, list[Offer], dict[int, int]]) -> None:
    house, offers, demand = question
    chosen = pick(house, offers, demand)
    sets = [list(choices(offers, article, need)) for article, need in demand.items()]
    best = min(shortest(house, set[Place]().union(*each)).length for each in product(*sets))
    assert chosen.route.length == pytest.approx(best)
    assert takes_what_it_may(offers, demand, chosen)


def scattered(articles: int) -> tuple[list[Offer], dict[int, int]]:
    """Every article in seven places of a house of 12 aisles with 30 cells, spread by a fixed rule."""
    offers = [
        Offer(article, Place((article * 5 + copy * 7) % 12, (article * 11 + copy * 13) % 30), 1 + (article + copy) % 3)
        for article in range(articles)
        for copy in range(7)
    ]
    return offers, {article: 1 + article % 5 for article in range(articles)}


@pytest.mark.parametrize("blocks", [1, 2])
def test_a_walk_of_many_articles_is_feasible_and_bounded_from_below(blocks: int) -> None:
    house = Layout(12, 30, 3, 1, 1, 1, 4, depot_at_top=False, stub=2, blocks=blocks)
    offers, demand = scattered(25)
    chosen = pick(house, offers, demand, seconds=0.4)
    assert takes_what_it_may(offers, demand, chosen)
    assert chosen.route.length == walked(house, chosen.route.places)
    nearest = {place for article, need in demand.items() for place in next(choices(offers, article, need))}
    assert 0 < chosen.lower_bound <= chosen.route.length < shortest(house, nearest).length


def test_a_walk_takes_what_lies_on_its_way_anyway() -> None:
    offers = [Offer(0, Place(0, 3), 1), Offer(1, Place(0, 1), 1), Offer(1, Place(3, 9), 5)]
    chosen = pick(HOUSE, offers, {0: 1, 1: 1})
    assert chosen.units == {Place(0, 3): {0: 1}, Place(0, 1): {1: 1}}
    assert (chosen.route.length, chosen.proven) == (8, True)


def test_a_far_place_is_walked_to_when_its_units_expire_first() -> None:
    near, far = Offer(0, Place(0, 0), 5, rank=1), Offer(0, Place(3, 4), 2, rank=0)
    assert pick(HOUSE, [near, far], {0: 2}).units == {Place(3, 4): {0: 2}}
    assert pick(HOUSE, [near, far], {0: 3}).units == {Place(3, 4): {0: 2}, Place(0, 0): {0: 1}}


def test_nothing_wanted_is_no_walk() -> None:
    chosen = pick(HOUSE, [Offer(0, Place(0, 0), 5)], {0: 0})
    assert (chosen.units, chosen.route.length, chosen.proven) == ({}, 0, True)


def test_an_article_of_which_too_little_is_free_is_named() -> None:
    offers = [Offer(7, Place(0, 0), 2, rank=1), Offer(7, Place(1, 0), 1), Offer(8, Place(1, 1), 1)]
    with pytest.raises(ShortError) as trouble:
        pick(HOUSE, offers, {8: 1, 7: 4})
    assert (trouble.value.article, trouble.value.wanted, trouble.value.held) == (7, 4, 3)


def test_a_place_outside_the_house_is_named() -> None:
    with pytest.raises(NoSuchPlaceError) as trouble:
        pick(HOUSE, [Offer(7, Place(4, 0), 2)], {7: 1})
    assert trouble.value.place == Place(4, 0)


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_every_round_is_a_whole_multiple_of_the_grain(data: st.DataObject) -> None:
    house = data.draw(houses(st.integers(1, 2)))
    open_ = [aisle for aisle in range(house.aisles) if aisle not in house.closed]
    spot = st.builds(Place, st.sampled_from(open_), st.integers(0, house.cells - 1))
    length = shortest(house, data.draw(st.sets(spot, max_size=5))).length
    if length:
        assert ((length - 2 * house.stub) / grain(house)) % 1 == 0


@wanted
@pytest.mark.parametrize(("blocks", "column"), [(1, "one_block_optimum"), (2, "two_block_optimum")])
def test_a_sample_of_published_walks_is_as_short_as_proven(blocks: int, column: str) -> None:
    rows = [row for row in SAMPLE if blocks == 1 or row["file"].startswith("unit")]
    assert len(rows) > 15
    for row in rows:
        instance = read_instance(row["file"], data_of("sprp", row["file"]), blocks)
        assert isinstance(instance, RoutingInstance)
        offers = [Offer(each.article, each.place, each.quantity) for each in instance.stock]
        chosen = pick(instance.layout, offers, instance.demand, seconds=3)
        assert chosen.route.length == float(row[column]), row["file"]
