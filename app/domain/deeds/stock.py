"""Deeds that bring stock, count it or put it back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stocked:
    """Units came into a place from outside. ``source`` is opening, receipt or count."""

    place: str
    sku: str
    qty: int
    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A place was counted: ``qty`` is what really lies there."""

    place: str
    sku: str
    qty: int


@dataclass(frozen=True, slots=True)
class PutBack:
    """Units of a cancelled order went from a tote back to a shelf."""

    order: int
    line: int
    sku: str
    tote: str
    place: str
    qty: int
