"""Measuring walks, whatever the routing policy."""

from collections.abc import Iterable, Sequence

import numpy as np

from app.planning.layout import Layout, Place
from app.planning.measuring.compiled import compiled
from app.planning.measuring.habits import largest_gap, s_shape
from app.planning.measuring.shelves import Floats, Shelves, Words, shelves
from app.planning.measuring.walks import shortest
from app.planning.routing.policies import Policy


@compiled
def length(union: Words, house: Shelves) -> float:
    """Measures one walk by the house's policy.

    Args:
        union: The places, as words: segments x words.
        house: The house.
    """
    if house.policy == 1:
        return s_shape(union, house)
    if house.policy == 2:  # noqa: PLR2004 - positions in routing.policies.POLICIES
        return largest_gap(union, house)
    return shortest(union, house)


@compiled
def all_lengths(house: Shelves, found: Floats) -> None:
    """Measures every order on a walk of its own and writes the lengths into ``found``."""
    for order in range(len(found)):
        found[order] = length(house.masks[order], house)


def lengths(layout: Layout, walks: Sequence[Iterable[Place]], policy: Policy = "optimal") -> list[float]:
    """Measures many walks of one house at once.

    Args:
        layout: The house.
        walks: The places of each walk.
        policy: How walks are routed.

    Returns:
        The length of each walk, the same as ``routing.policies.route`` gives.

    Raises:
        OneBlockError: A habit is asked for in a house of several blocks.
    """
    if not walks:
        return []
    house = shelves(layout, walks, policy)
    found = np.empty(len(walks))
    all_lengths(house, found)
    return [float(each) for each in found]
