"""What the search over batches is asked, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass

from app.planning.layout import Place

Watch = Callable[[float, float], bool]
"""Is told the seconds so far and the length of the best plan; False stops the search."""


@dataclass(frozen=True, slots=True)
class Cargo:
    """An order that goes whole onto one cart.

    Attributes:
        places: Where its goods lie.
        loads: What it takes of each of a cart's limits, in the order of the limits; never negative.
    """

    places: frozenset[Place]
    loads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Batches:
    """A plan.

    Attributes:
        carts: Positions of the orders on each cart, ascending; every order is on exactly one.
        length: Length of all walks together.
        lower_bound: No plan is shorter than this; equal to ``length`` when the plan is proven to be shortest.
        seconds: How long the search took; compiling its loops does not count.
    """

    carts: tuple[tuple[int, ...], ...]
    length: float
    lower_bound: float
    seconds: float
