"""What is answered to a problem of a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.planning.instances.model import BatchingInstance, Instance, RoutingInstance
from app.planning.layout import Place
from app.planning.routing.policies import Policy

Tour = tuple[int, ...] | tuple[Place, ...]
"""One walk: the orders on its cart, or the places in walking order where there is one walk only."""


@dataclass(frozen=True, slots=True)
class How:
    """How a problem is to be answered.

    Attributes:
        policy: How walks are routed; of no meaning for the release of a wave.
        seconds: Time to search; compiling comes on top.
        seed: Decides the random numbers.
    """

    policy: Policy = "optimal"
    seconds: float = 1.0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An order that is not in the plan.

    Attributes:
        order: Its position in the file, from 0.
        key: Key of the sentence that says why.
        names: What the sentence's placeholders stand for.
    """

    order: int
    key: str
    names: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan and how good it is.

    Attributes:
        objective: Length of all walks, to be small; or units per aisle of a wave, to be large.
        bound: No plan has a better objective.
        seconds: How long the search took; compiling does not count.
        tours: The walks.
        routes: For each walk of carts, the places in walking order.
        orders: The orders of a wave.
        aisles: The aisles that a wave visits.
        left_out: Orders that no plan can hold.
    """

    objective: float
    bound: float
    seconds: float
    tours: tuple[Tour, ...] = ()
    routes: tuple[tuple[Place, ...], ...] = ()
    orders: tuple[int, ...] = ()
    aisles: tuple[int, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def kind_of(instance: Instance) -> str:
    """Names the kind of a problem."""
    if isinstance(instance, BatchingInstance):
        return "batching"
    return "routing" if isinstance(instance, RoutingInstance) else "waves"
