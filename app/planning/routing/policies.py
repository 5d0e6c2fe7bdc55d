"""The ways to route a walk, by the names that the command line knows."""

from collections.abc import Callable, Iterable
from typing import Literal, get_args

from app.planning.layout import Layout, Place
from app.planning.routing.exact import Route, shortest
from app.planning.routing.habits import largest_gap, s_shape

Policy = Literal["optimal", "s-shape", "largest-gap"]
"""``optimal`` is the shortest route; the others are habits, see ``app.planning.routing.habits``."""

POLICIES: tuple[Policy, ...] = get_args(Policy)

_ROUTERS: dict[Policy, Callable[[Layout, Iterable[Place]], Route]] = {
    "optimal": shortest,
    "s-shape": s_shape,
    "largest-gap": largest_gap,
}


def route(layout: Layout, places: Iterable[Place], policy: Policy = "optimal") -> Route:
    """Routes one walk from the depot through places and back.

    Raises:
        OneBlockError: A habit is asked for in a house of several blocks.
    """
    return _ROUTERS[policy](layout, places)
