"""What a planner answers: walks, their stops in order, and where the totes go."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.picking.walk import Method


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """An order's position on the cart of a planned walk.

    Attributes:
        order: The order.
        drop: Place where its totes go after the walk.
        after: Index in the plan of the walk its totes come from; None when it begins here.
    """

    order: int
    drop: str
    after: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedWalk:
    """One tour.

    Attributes:
        method: How it was made.
        zone: The zone that holds all of its stops; empty when there are several.
        stops: In walking order; each is the reservations taken there, all of one item in one place.
        slots: Orders on the cart.
        millimetres: Length of the way.
        chain: Number of the group that passes through the zones together; None outside a chain.
    """

    method: Method
    zone: str
    stops: tuple[tuple[int, ...], ...]
    slots: tuple[PlannedSlot, ...]
    millimetres: int
    chain: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All walks of a wave; a walk in a chain comes after the walks it waits for."""

    walks: tuple[PlannedWalk, ...]

    @property
    def millimetres(self) -> int:
        """Length of all ways together."""
        return sum(walk.millimetres for walk in self.walks)


def shifted(walks: Iterable[PlannedWalk], by: int) -> list[PlannedWalk]:
    """Takes walks over whose indexes in the plan change: they wait for each other by index."""
    return [
        replace(
            walk,
            slots=tuple(slot if slot.after is None else replace(slot, after=slot.after + by) for slot in walk.slots),
        )
        for walk in walks
    ]
