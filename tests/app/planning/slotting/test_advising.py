from collections.abc import Collection
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.slotting.advising import Advice, Advised, Costs, advise
from app.planning.slotting.stock import Item, Past, Slot

FREE_WORK = Costs(weeks=1e9, seconds_per_metre=1, seconds=0)
METRES = {"near": 10.0, "middle": 30.0, "far": 100.0}


def way(places: Collection[str]) -> float:
    """One aisle, the bench at its end: a walk is as long as the way to the farthest place and back."""
    return max(METRES[place] for place in places)


def slot(place: str, zone: str = "", kinds: frozenset[str] | None = None, *, open_: bool = True) -> Slot:
    return Slot(place, METRES[place], zone, kinds, open_)


SLOTS = [slot("near"), slot("middle"), slot("far")]


def test_the_busy_item_changes_places_with_the_quiet_one() -> None:
    items = [Item("slow", "near", 1), Item("fast", "far", 10)]
    found = advise(items, [SLOTS[0], SLOTS[2]], Past([["slow"], *[["fast"]] * 10], 1), way, costs=Costs(8, 1, 120))
    (only,) = found.changes
    assert (only.change.sku, only.change.source, only.change.target, only.change.other) == (
        "fast",
        "far",
        "near",
        "slow",
    )
    assert (only.saved, only.change.by_visits, only.cost_metres) == (810, 810, 200)
    assert [only.cost_minutes, only.weeks] == pytest.approx([440 / 60, 440 / 810])
    assert (found.before, found.after, found.by_visits) == (1010, 200, 810)


def test_a_free_place_costs_less_than_an_exchange() -> None:
    items = [Item("slow", "near", 1), Item("fast", "far", 10)]
    found = advise(items, SLOTS, Past([["slow"], *[["fast"]] * 10], 1), way, costs=Costs(1, 1, 120))
    assert [(each.change.target, each.change.other) for each in found.changes] == [("middle", "")]
    assert found.changes[0].cost_metres == 100


def test_an_item_that_is_always_taken_with_a_far_one_is_not_moved() -> None:
    items = [Item("fast", "middle", 10), Item("heavy", "far", 10, kind="heavy")]
    slots = [slot("near", kinds=frozenset({"light"})), *SLOTS[1:]]
    together, apart = [["fast", "heavy"]] * 10, [["fast"], ["heavy"]] * 10
    assert advise(items, slots, Past(together, 1), way, costs=FREE_WORK).changes == ()
    moved = advise(items, slots, Past(apart, 1), way, costs=FREE_WORK)
    assert [(each.change.sku, each.change.target) for each in moved.changes] == [("fast", "near")]


@pytest.mark.parametrize(
    ("item", "near"),
    [
        (Item("fast", "far", 10, kind="cold"), slot("near", kinds=frozenset({"dry"}))),
        (Item("fast", "far", 10, zones=frozenset({"B"})), slot("near", zone="A")),
        (Item("fast", "far", 10), slot("near", open_=False)),
    ],
)
def test_a_place_that_does_not_suit_is_never_advised(item: Item, near: Slot) -> None:
    walks = [["fast"]] * 10
    assert advise([item], [near, SLOTS[2]], Past(walks, 1), way, costs=FREE_WORK).changes == ()
    suits = replace(item, kind="", zones=None)
    (only,) = advise([suits], [SLOTS[0], SLOTS[2]], Past(walks, 1), way, costs=FREE_WORK).changes
    assert only.saved == 900


def test_what_does_not_pay_is_not_advised() -> None:
    items, walks = [Item("fast", "far", 1)], [["fast"]]
    assert (
        advise(items, SLOTS, Past(walks, 1), way, costs=Costs(weeks=1, seconds_per_metre=1, seconds=60)).changes == ()
    )
    paid = advise(items, SLOTS, Past(walks, 1), way, costs=Costs(weeks=2, seconds_per_metre=1, seconds=60)).changes
    assert [each.change.target for each in paid] == ["near"]
    assert advise(items, SLOTS, Past(walks, 100), way, costs=Costs(weeks=2, seconds_per_metre=1)).changes == ()


def test_shared_places_and_scattered_items_are_left_alone() -> None:
    shared = [Item("a", "far", 10), Item("b", "far", 9)]
    scattered = [Item("a", "far", 10), Item("a", "middle", 9)]
    for items in (shared, scattered):
        assert advise(items, SLOTS, Past([["a"]] * 10, 1), way, costs=FREE_WORK).changes == ()


def test_no_walks_and_no_weeks() -> None:
    assert advise([Item("a", "far", 3)], SLOTS, Past([], 1), way) == Advice((), 0, 0)
    assert advise([], SLOTS, Past([["gone"]], 1), way) == Advice((), 0, 0)
    with pytest.raises(ValueError, match="weeks"):
        advise([], [], Past([], 0), way)


def house(draw: st.DrawFn) -> tuple[list[Item], list[Slot]]:
    metres = draw(st.lists(st.integers(1, 40), min_size=2, max_size=6))
    slots = [Slot(f"P{at}", each, draw(st.sampled_from("AB"))) for at, each in enumerate(metres)]
    taken = draw(st.lists(st.sampled_from(slots), min_size=1, unique=True))
    zones = st.none() | st.just(frozenset("A"))
    return [Item(f"I{at}", each.place, 0, zones=draw(zones)) for at, each in enumerate(taken)], slots


@st.composite
def days(draw: st.DrawFn, most: int) -> tuple[list[Item], list[Slot], list[list[str]]]:
    """A small house and a week's walks with up to ``most`` items each; visits are counted from the walks."""
    items, slots = house(draw)
    skus = st.sampled_from([item.sku for item in items])
    walks = draw(st.lists(st.lists(skus, min_size=1, max_size=most, unique=True), max_size=8))
    counted = [replace(item, visits=sum(item.sku in walk for walk in walks)) for item in items]
    return counted, slots, walks


def measure(slots: list[Slot], walks: list[list[str]], places: dict[str, str]) -> float:
    metres = {slot.place: slot.metres for slot in slots}
    return sum(max(metres[places[sku]] for sku in walk) for walk in walks)


def ask(day: tuple[list[Item], list[Slot], list[list[str]]], most: int, costs: Costs) -> Advice:
    items, slots, walks = day
    metres = {slot.place: slot.metres for slot in slots}
    return advise(
        items, slots, Past(walks, 1), lambda places: max(metres[each] for each in places), most=most, costs=costs
    )


def all_changes(items: list[Item], slots: list[Slot]) -> list[tuple[frozenset[str], dict[str, str]]]:
    """Every move to a free place and every exchange that the items allow: both places, and where items then lie."""
    at = {item.place: item for item in items}
    found = []
    for one, other in combinations(slots, 2):
        here, there = at.get(one.place), at.get(other.place)
        if (here or there) and (not here or other.holds(here)) and (not there or one.holds(there)):
            moved = {here.sku: other.place} if here else {}
            found.append((frozenset((one.place, other.place)), moved | ({there.sku: one.place} if there else {})))
    return found


def best_total(changes: list[tuple[frozenset[str], float]], most: int) -> float:
    """The most that disjoint changes save together, by trying all."""
    best = 0.0
    for at, (places, saved) in enumerate(changes if most else []):
        rest = [each for each in changes[at + 1 :] if not each[0] & places]
        best = max(best, saved + best_total(rest, most - 1))
    return best


@settings(deadline=None)
@given(days(most=1), st.integers(1, 3))
def test_where_each_visit_is_a_walk_the_first_change_is_the_best_and_all_are_at_least_half_of_it(
    day: tuple[list[Item], list[Slot], list[list[str]]], most: int
) -> None:
    items, slots, walks = day
    places = {item.sku: item.place for item in items}
    now = measure(slots, walks, places)
    savings = [(both, now - measure(slots, walks, places | moved)) for both, moved in all_changes(items, slots)]
    found = ask(day, most, FREE_WORK)
    assert found.changes[:1] or max([0, *(saved for _, saved in savings)]) == 0
    if found.changes:
        assert found.changes[0].saved == max(saved for _, saved in savings)
    assert all(each.saved == each.change.by_visits for each in found.changes)
    assert 2 * (found.before - found.after) >= best_total(savings, most)


@settings(deadline=None)
@given(days(most=4), st.integers(1, 3), st.integers(0, 30), st.randoms())
def test_savings_are_those_of_the_walks_and_every_rule_is_kept(
    day: tuple[list[Item], list[Slot], list[list[str]]], most: int, seconds: int, random: Random
) -> None:
    items, slots, walks = day
    costs = Costs(weeks=2, seconds_per_metre=1, seconds=seconds)
    found = ask(day, most, costs)
    assert len(found.changes) <= most
    places = {item.sku: item.place for item in items}
    possible = {(both, *sorted(moved.items())) for both, moved in all_changes(items, slots)}
    assert found.before == measure(slots, walks, places)
    for each in found.changes:
        moved = {each.change.sku: each.change.target} | (
            {each.change.other: each.change.source} if each.change.other else {}
        )
        before = measure(slots, walks, places)
        assert (each.change.places, *sorted(moved.items())) in possible
        places |= moved
        assert each.saved == before - measure(slots, walks, places)
        assert each.saved * costs.weeks >= each.cost_metres + seconds * len(moved) - 1e-6
        assert each.cost_minutes * 60 == pytest.approx(each.cost_metres + seconds * len(moved))
    assert found.after == measure(slots, walks, places)
    touched = [place for each in found.changes for place in each.change.places]
    assert len(touched) == len(set(touched))
    random.shuffle(items)
    random.shuffle(slots)
    assert ask((items, slots, walks), most, costs) == found


def test_gains_are_net_of_the_work() -> None:
    """The exchange saves a little more in a week, but twice the work makes it the worse one."""

    def gain(each: Advised) -> float:
        return each.saved * 2 - each.cost_minutes * 60

    items = [Item("fast", "far", 10), Item("none", "near", 0)]
    slots = [slot("near"), Slot("beside", 11), slot("far")]
    lengths = METRES | {"beside": 11.0}
    found = advise(
        items,
        slots,
        Past([["fast"]] * 10, 1),
        lambda places: max(lengths[each] for each in places),
        costs=Costs(2, 1, 60),
    )
    assert [each.change.target for each in found.changes] == ["beside"]
    assert gain(found.changes[0]) == 890 * 2 - 100 - 60
