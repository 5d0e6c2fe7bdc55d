"""A batching problem in the form in which the loops work on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.planning.layout import Layout
from app.planning.measuring.lengths import all_lengths
from app.planning.measuring.shelves import Floats, Ints, Shelves, shelves
from app.planning.routing.policies import POLICIES, Policy
from app.planning.search.loops.carts import Hold, listed, widest
from app.planning.search.model import Cargo

_UNITS = (1.0, 0.5)


@dataclass(frozen=True)
class Problem:
    """Orders that each fit onto a cart.

    Attributes:
        house: The house and the orders' places; walks are measured by the policy.
        exact: The same, but walks are measured as the shortest ones.
        hold: What carts hold.
        width: The most orders that fit onto a cart.
        lengths: Length of a walk for each order alone.
        least: Length of the shortest walk for each order alone.
        unit: Every walk is a multiple of this long; 0 when no such length is known.
    """

    house: Shelves
    exact: Shelves
    hold: Hold
    width: int
    lengths: Floats
    least: Floats
    unit: float

    @property
    def orders(self) -> int:
        """How many orders."""
        return len(self.lengths)


@dataclass(frozen=True, slots=True)
class Found:
    """A plan.

    Attributes:
        carts: Orders of each cart.
        length: Length of all walks.
        bound: No plan is shorter.
    """

    carts: list[list[int]]
    length: float
    bound: float


def found(cart: Ints, length: float, bound: float) -> Found:
    """Makes a plan of the cart of each order."""
    return Found(listed(cart), length, bound)


def problem(layout: Layout, cargos: Sequence[Cargo], limits: Sequence[int], policy: Policy) -> Problem:
    """Writes a problem down for the loops.

    Raises:
        OneBlockError: A habit is asked for in a house of several blocks.
    """
    house = shelves(layout, [cargo.places for cargo in cargos], policy)
    exact = house._replace(policy=POLICIES.index("optimal"))
    loads = np.array([cargo.loads for cargo in cargos], np.int64).reshape(len(cargos), len(limits))
    hold = Hold(loads, np.array(limits, np.int64))
    lengths, least = np.zeros(len(cargos)), np.zeros(len(cargos))
    all_lengths(house, lengths)
    all_lengths(exact, least)
    return Problem(house, exact, hold, widest(hold), lengths, least, _unit(house))


def _unit(house: Shelves) -> float:
    """Finds a length that divides all pieces of walks."""
    pieces = np.concatenate([house.lengths, house.gaps, 2 * house.depths.ravel(), [house.stub]])
    return next((unit for unit in _UNITS if np.all(pieces % unit == 0)), 0.0)


def shared_bound(given: Problem) -> float:
    """Gives a length that no plan falls below, at once.

    A walk is at least as long as the one for any of its orders alone. So it is at least as long as the mean of those,
    each weighted with the share of the cart that the order takes; added up over all walks that is this number.
    """
    if not given.orders:
        return 0.0
    shares = given.hold.loads / np.maximum(given.hold.limits, 1)
    return float(max(given.least.max(), *(given.least @ shares), 0.0))
