"""Deeds of a walk: from shelf to tote, and what happened on the way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picked:
    """Units went from a shelf into a tote. ``put`` is the reservation, ``n`` counts the walk's deeds."""

    walk: int
    fence: int
    n: int
    put: int
    order: int
    line: int
    sku: str
    place: str
    tote: str
    qty: int


@dataclass(frozen=True, slots=True)
class Unpicked:
    """A pick was undone: the units went from the tote back to the shelf. ``reverses`` is the n of the pick."""

    walk: int
    fence: int
    n: int
    reverses: int
    put: int
    order: int
    line: int
    sku: str
    place: str
    tote: str
    qty: int


@dataclass(frozen=True, slots=True)
class Shorted:
    """Units that should lie in a place cannot be taken; ``cause`` is one of ``picking.outcome.CAUSES``."""

    walk: int
    fence: int
    n: int
    put: int
    order: int
    line: int
    sku: str
    place: str
    qty: int
    cause: str


@dataclass(frozen=True, slots=True)
class ToteBound:
    """A tote was taken for an order on a walk; from now on it holds that order only."""

    walk: int
    fence: int
    n: int
    tote: str
    order: int


@dataclass(frozen=True, slots=True)
class ToteFull:
    """A tote was declared full; the order goes on in another one."""

    walk: int
    fence: int
    n: int
    tote: str
    order: int


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A tote was put down at a hand-over place, a pack bench or the hospital."""

    walk: int
    fence: int
    n: int
    tote: str
    order: int
    place: str


@dataclass(frozen=True, slots=True)
class ZeroChecked:
    """The picker looked whether a place is empty, as the books say."""

    walk: int
    fence: int
    n: int
    place: str
    sku: str
    empty: bool


@dataclass(frozen=True, slots=True)
class WalkFinished:
    """Every stop of a walk is done and every tote handed over. ``millimetres`` is the way walked by the plan."""

    walk: int
    fence: int
    n: int
    millimetres: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A stop was put off to the end of the walk."""

    walk: int
    fence: int
    n: int
    place: str
    sku: str
