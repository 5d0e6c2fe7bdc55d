"""Where on a walk the picker stands, in plain words: the stop, the put that is due, the totes that go down next."""

from dataclasses import dataclass
from functools import cached_property

from app.domain.picking.moves import drop_of, due, loaded
from app.domain.picking.walk import (
    AtDrop,
    AtItem,
    AtPlace,
    AtReason,
    AtSwap,
    AtTote,
    AtTotes,
    AtZero,
    Finished,
    Put,
    Slot,
    Step,
    Stop,
    Walk,
)

_NAMES: dict[type[object], str] = {
    AtTotes: "totes",
    AtPlace: "place",
    AtItem: "item",
    AtTote: "tote",
    AtReason: "reason",
    AtZero: "zero",
    AtSwap: "swap",
    AtDrop: "drop",
    Finished: "finished",
}


@dataclass(frozen=True)
class Standing:
    """A walk, looked at from where the picker stands; everything is worked out once, when first asked for."""

    walk: Walk

    @property
    def step(self) -> Step:
        """The walk's step."""
        return self.walk.step

    @cached_property
    def name(self) -> str:
        """The step's name, as ``PickState.step`` has it."""
        return _NAMES[type(self.step)]

    @cached_property
    def at(self) -> int | None:
        """Index of the stop the picker is busy with, or None."""
        match self.step:
            case AtPlace(stop) | AtItem(stop) | AtTote(stop) | AtReason(stop) | AtZero(stop):
                return stop
            case _:
                return None

    @cached_property
    def stop(self) -> Stop | None:
        """That stop."""
        return None if self.at is None else self.walk.stops[self.at]

    @cached_property
    def hand(self) -> int:
        """Units counted so far."""
        match self.step:
            case AtItem(_, hand) | AtTote(_, hand) | AtReason(_, hand):
                return hand
            case _:
                return 0

    @cached_property
    def put(self) -> Put | None:
        """The put that is due at the stop, or None."""
        return due(self.stop) if self.stop is not None and self.stop.left else None

    @cached_property
    def slot_index(self) -> int | None:
        """Index of the slot that the step is about, or None."""
        match self.step:
            case AtTotes(slot) | AtSwap(slot):
                return slot
            case _:
                return self.put.slot if self.put is not None else None

    @cached_property
    def slot(self) -> Slot | None:
        """That slot."""
        return None if self.slot_index is None else self.walk.slots[self.slot_index]

    @cached_property
    def batch(self) -> int:
        """Units that go into the due tote now: at the tote no more than are in hand."""
        if self.put is None:
            return 0
        return min(self.put.left, self.hand) if isinstance(self.step, AtTote) else self.put.left

    @cached_property
    def aboard(self) -> dict[str, int]:
        """Totes with goods that are still with the picker, each with its slot's index."""
        return loaded(self.walk)

    @cached_property
    def drop(self) -> str:
        """Place where the next totes are put down; empty while there is none to put down."""
        if isinstance(self.step, AtSwap):
            return drop_of(self.walk, self.walk.slots[self.step.slot])
        if not self.aboard:
            return ""
        first = next(iter(self.aboard))
        if isinstance(self.step, AtDrop) and self.step.tote in self.aboard:
            first = self.step.tote
        return drop_of(self.walk, self.walk.slots[self.aboard[first]])

    @cached_property
    def going(self) -> tuple[str, ...]:
        """Totes that are put down at ``drop``."""
        if isinstance(self.step, AtDrop) and self.step.tote:
            return (self.step.tote,)
        slots = self.walk.slots
        return tuple(tote for tote, at in self.aboard.items() if drop_of(self.walk, slots[at]) == self.drop)

    @cached_property
    def after(self) -> Stop | None:
        """The stop that follows the one the picker is busy with, or None when there is none."""
        return next((stop for at, stop in enumerate(self.walk.stops) if stop.left and at != self.at), None)

    @property
    def number(self) -> int:
        """Which stop this is, counting from 1 and never above their number."""
        settled = self.stop is not None and not self.stop.left
        return min(self.walk.stops_done + (0 if settled else 1), len(self.walk.stops))
