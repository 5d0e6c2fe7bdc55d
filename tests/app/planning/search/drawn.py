"""Batching problems of a few orders, and the shortest plan found by trying all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st

from app.planning.layout import Layout
from app.planning.routing.policies import Policy, route
from app.planning.search.model import Batches, Cargo
from tests.app.planning.houses import houses, places_in


@dataclass(frozen=True)
class Wave:
    house: Layout
    cargos: tuple[Cargo, ...]
    limits: tuple[int, ...]


@st.composite
def waves(draw: st.DrawFn, most: int = 6, blocks: int = 1) -> Wave:
    house = draw(houses(st.just(blocks)))
    limits = tuple(draw(st.lists(st.integers(0, 12), max_size=3)))
    loads = st.tuples(*(st.integers(0, 7) for _ in limits))
    cargo = st.builds(Cargo, places_in(house, 4).map(frozenset), loads)
    return Wave(house, tuple(draw(st.lists(cargo, max_size=most))), limits)


def fits(wave: Wave, cart: Sequence[int]) -> bool:
    return all(sum(wave.cargos[each].loads[k] for each in cart) <= limit for k, limit in enumerate(wave.limits))


def length_of(wave: Wave, cart: Sequence[int], policy: Policy) -> float:
    return route(wave.house, {place for each in cart for place in wave.cargos[each].places}, policy).length


def partitions(orders: Sequence[int]) -> Iterator[list[list[int]]]:
    if not orders:
        yield []
        return
    first, *rest = orders
    for share in range(1 << len(rest)):
        with_first = [first, *(each for number, each in enumerate(rest) if share >> number & 1)]
        for others in partitions([each for each in rest if each not in with_first]):
            yield [with_first, *others]


def shortest_plan(wave: Wave, policy: Policy) -> float:
    @cache
    def length(cart: tuple[int, ...]) -> float:
        return length_of(wave, cart, policy) if len(cart) == 1 or fits(wave, cart) else float("inf")

    return min(sum(length(tuple(cart)) for cart in plan) for plan in partitions(range(len(wave.cargos))))


def is_a_plan(wave: Wave, plan: Batches, policy: Policy) -> None:
    """Every order is on one cart, no cart holds more than it may, and the length is that of the walks."""
    assert sorted(each for cart in plan.carts for each in cart) == list(range(len(wave.cargos)))
    assert all(len(cart) == 1 or fits(wave, cart) for cart in plan.carts)
    assert abs(plan.length - sum(length_of(wave, cart, policy) for cart in plan.carts)) < 1e-6
