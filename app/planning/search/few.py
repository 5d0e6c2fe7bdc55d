"""Batching up to some hundred orders: savings, then annealing."""

from functools import partial

import numpy as np

from app.planning.search.clock import Clock
from app.planning.search.crew import CREW, together
from app.planning.search.loops.annealing import anneal, worker
from app.planning.search.loops.carts import carts, listed
from app.planning.search.loops.savings import savings
from app.planning.search.problem import Found, Problem, found, shared_bound

SPARE = 4
STEPS, ROUNDS = 500_000, 100
HOT, COLD = 0.03, 0.004
SEATS = 1 << 15


def few(given: Problem, clock: Clock, seed: int) -> Found:
    """Makes a plan.

    Args:
        given: The orders.
        clock: The time.
        seed: Decides the random numbers.
    """
    bound = shared_bound(given)
    if given.orders <= 1:
        return Found([[order] for order in range(given.orders)], float(given.lengths.sum()), bound)
    cart = np.zeros(given.orders, np.int64)
    savings(given.house, given.hold, cart)
    plans = [carts(given.house, given.hold, listed(cart), SPARE, seed) for _ in range(CREW)]
    crew = [worker(number, seed, cart.copy(), given.width, SEATS) for number in range(CREW)]
    length = float(plans[0].lengths.sum())
    near = np.array([[other for other in range(given.orders) if other != one] for one in range(given.orders)])
    owners = [np.full(len(plans[0].counts), one.number) for one in crew]
    heat = length / np.count_nonzero(plans[0].counts)
    for _ in range(ROUNDS):
        if not clock.goes_on(length):
            break
        jobs = zip(plans, owners, crew, strict=True)
        together(
            *(
                partial(anneal, plan, given.house, given.hold, near, owner, me, STEPS, (HOT * heat, COLD * heat))
                for plan, owner, me in jobs
            )
        )
        best = min(crew, key=lambda one: float(one.length[0]))
        if best.length[0] < length:
            length, cart = float(best.length[0]), best.cart.copy()
    return found(cart, length, bound)
