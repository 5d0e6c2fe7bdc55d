"""Puts orders onto carts so that all walks together are as short as the time allows, and says how near that is.

The same seed gives the same plan, provided that the search ends before its time is up: it is made of rounds of a fixed
number of steps and ends by itself when the plan is proven to be shortest or when it has done all its rounds. When the
time ends it in the middle, how many rounds were done depends on the computer, and so may the plan.
"""

from collections.abc import Sequence
from functools import cache

from app.planning.layout import Layout, Place
from app.planning.routing.policies import Policy
from app.planning.search.clock import Clock
from app.planning.search.few import few
from app.planning.search.many import many
from app.planning.search.model import Batches, Cargo, Watch
from app.planning.search.problem import problem

FEW = 250
"""Up to so many orders the search proves how near its plan is; for more, its strength is speed."""


def solve(
    layout: Layout,
    cargos: Sequence[Cargo],
    limits: Sequence[int],
    *,
    policy: Policy = "optimal",
    seconds: float = 1.0,
    seed: int = 1,
    watch: Watch | None = None,
) -> Batches:
    """Makes a plan.

    Args:
        layout: The house.
        cargos: The orders. One that exceeds a limit by itself gets a cart of its own.
        limits: The most that the orders of a cart may take together, of each load.
        policy: How the walks are routed and measured.
        seconds: Time to search; the loops are compiled before it begins. A plan is made however short it is.
        seed: Decides the random numbers.
        watch: Is told of the progress and may stop the search, several times a second in most cases.

    Returns:
        The best plan found.

    Raises:
        OneBlockError: A habit is asked for in a house of several blocks.
        ValueError: An order has not as many loads as there are limits.
    """
    warm_up()
    return _solved(layout, cargos, limits, policy, Clock(seconds, watch), seed)


@cache
def warm_up() -> None:
    """Compiles the loops, or loads what was compiled before, by planning very little; once in a process."""
    layout = Layout(2, 2, 1, 1, 1, 1, 0, depot_at_top=True)
    cargos = [Cargo(frozenset({Place(each % 2, each // 2 % 2)}), (1,)) for each in range(5)]
    for planned in (few, many):
        turns = iter((True, False))
        planned(problem(layout, cargos, (3,), "optimal"), Clock(1e9, lambda _, __: next(turns)), 1)  # noqa: B023


def _solved(
    layout: Layout, cargos: Sequence[Cargo], limits: Sequence[int], policy: Policy, clock: Clock, seed: int
) -> Batches:
    alone = [number for number, cargo in enumerate(cargos) if _exceeds(cargo, limits)]
    shared = [number for number, cargo in enumerate(cargos) if not _exceeds(cargo, limits)]
    single = problem(layout, [cargos[number] for number in alone], limits, policy)
    clock.aside = float(single.lengths.sum())
    together = problem(layout, [cargos[number] for number in shared], limits, policy)
    found = (few if len(shared) <= FEW else many)(together, clock, seed)
    carts = [(number,) for number in alone] + [tuple(sorted(shared[each] for each in cart)) for cart in found.carts]
    return Batches(
        carts=tuple(sorted(carts)),
        length=found.length + clock.aside,
        lower_bound=min(found.length, found.bound) + float(single.least.sum()),
        seconds=clock.seconds,
    )


def _exceeds(cargo: Cargo, limits: Sequence[int]) -> bool:
    return any(load > limit for load, limit in zip(cargo.loads, limits, strict=True))
