"""Batching thousands of orders: a plan at once from orders that visit the same aisles, then annealing among neighbours.

Two searches work on the same plan at the same time. Before every round it is drawn by lot which carts belong to which
of them, so that neither ever touches what the other one does.
"""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import numpy as np

from app.planning.measuring.shelves import Ints
from app.planning.search.clock import Clock
from app.planning.search.crew import CREW, together
from app.planning.search.loops.annealing import anneal, worker
from app.planning.search.loops.carts import NOBODY, Carts, carts, listed
from app.planning.search.loops.luck import luck
from app.planning.search.loops.nearness import in_a_row, nearest, rows
from app.planning.search.problem import Found, Problem, found, shared_bound

NEIGHBOURS, REACH, SPARE = 40, 60, 64
ROUND = 200_000
"""Changes that each search proposes in a round."""
PACE = 1_000_000
"""Changes that each search proposes for every second it is given."""
HOT, COLD = 0.05, 0.002
"""Temperatures at the beginning and at the end, as parts of a walk's mean length."""


def many(given: Problem, clock: Clock, seed: int) -> Found:
    """Makes a plan for any number of orders.

    Args:
        given: The orders.
        clock: The time.
        seed: Decides the random numbers.

    Returns:
        The plan; its bound is a rough one.
    """
    if given.orders <= 1:
        return Found([[order] for order in range(given.orders)], float(given.lengths.sum()), float(given.least.sum()))
    row = rows(given.house)
    cart = np.zeros(given.orders, np.int64)
    in_a_row(given.house, given.hold, row[0], REACH, cart)
    plan = carts(given.house, given.hold, listed(cart), SPARE, seed)
    best, best_length = plan.cart.copy(), float(plan.lengths.sum())
    if clock.goes_on(best_length):
        near = _near(given, row, seed)
        for _ in _rounds(given, plan, near, clock, seed):
            length = float(plan.lengths.sum())
            if length < best_length:
                best, best_length = plan.cart.copy(), length
            if not clock.goes_on(best_length):
                break
    return found(best, best_length, shared_bound(given))


def _rounds(given: Problem, plan: Carts, near: Ints, clock: Clock, seed: int) -> Iterator[None]:
    """Anneals a plan, round after round; cools faster where the computer is too slow for all rounds."""
    crew = [worker(number, seed, np.empty(0, np.int64), given.width, 0) for number in range(CREW)]
    own = [plan._replace(union=np.empty_like(plan.union)) for _ in crew]
    heat = float(plan.lengths.sum()) / np.count_nonzero(plan.counts)
    lots = np.random.default_rng(seed)
    rounds = max(1, round(clock.limit * PACE / ROUND))
    for turn in range(rounds):
        begin, end = (max(done / rounds, clock.share) for done in (turn, turn + 1))
        heats = (heat * HOT * (COLD / HOT) ** begin, heat * HOT * (COLD / HOT) ** end)
        owner = lots.integers(0, CREW, len(plan.counts))
        jobs = zip(own, crew, strict=True)
        together(*(partial(anneal, mine, given.house, given.hold, near, owner, me, ROUND, heats) for mine, me in jobs))
        yield


def _near(given: Problem, row: Ints, seed: int) -> Ints:
    """Finds the neighbours of all orders."""
    near = np.full((given.orders, min(NEIGHBOURS, given.orders - 1)), NOBODY, np.int64)
    seats = np.argsort(row, axis=1)
    ends = np.linspace(0, given.orders, CREW + 1).astype(int).tolist()
    parts = enumerate(pairwise(ends))
    together(
        *(partial(nearest, given.house, given.lengths, row, seats, luck(seed, n), part, near) for n, part in parts)
    )
    return near
