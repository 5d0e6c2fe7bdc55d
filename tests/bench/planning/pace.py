"""How long the search takes to measure one walk."""

from time import perf_counter

import numpy as np

from app.planning.measuring.lengths import all_lengths
from app.planning.measuring.shelves import shelves
from tests.bench.planning.generated import HOUSE, orders

_TOGETHER, _WALKS = 3, 20_000


def routes() -> tuple[str, float]:
    """Gives the microseconds of a walk for three orders; writing its places down is not counted."""
    day = orders(_WALKS * _TOGETHER, "random")
    walks = [frozenset().union(*(each.places for each in day[at::_WALKS])) for at in range(_WALKS)]
    house, found = shelves(HOUSE, walks, "optimal"), np.empty(_WALKS)
    all_lengths(house, found)
    begun = perf_counter()
    all_lengths(house, found)
    return f"{_WALKS:,} walks of {_TOGETHER} orders", 1e6 * (perf_counter() - begun) / _WALKS
