"""Where things are: shelves, totes, benches, parcels, and the places outside the house."""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """What sort of place it is. Stock is counted in the real ones; the virtual ones are the world outside."""

    SHELF = "shelf"
    TOTE = "tote"
    HANDOVER = "handover"
    PACK = "pack"
    PARCEL = "parcel"
    DOCK = "dock"
    HOSPITAL = "hospital"
    STRAY = "stray"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    LOSS = "loss"
    FOUND = "found"

    @property
    def virtual(self) -> bool:
        """Tells whether the place is the other end of a movement only and holds no counted stock."""
        return self in (PlaceKind.SUPPLIER, PlaceKind.CUSTOMER, PlaceKind.LOSS, PlaceKind.FOUND)


SUPPLIER = "SUPPLIER"
CUSTOMER = "CUSTOMER"
LOSS = "LOSS"
FOUND = "FOUND"
STRAY = "STRAY"
VIRTUAL = frozenset({SUPPLIER, CUSTOMER, LOSS, FOUND})
"""Codes of the virtual places: movements start or end there, and no stock row exists for them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with a label.

    Attributes:
        code: As people read it, e.g. ``"A03-07-B"``; a tote's is the same as its barcode.
        kind: What sort of place it is.
        zone: Zone letter, empty for places of the whole house.
        aisle: Number of the aisle inside the house, 0 where it means nothing.
        sequence: Where it comes on the walk through the house (serpentine order).
        x_mm: Position across the aisles in millimetres.
        y_mm: Position along the aisle in millimetres.
        check_digits: Two or three digits on the label, typed when the code will not scan.
    """

    code: str
    kind: PlaceKind
    zone: str = ""
    aisle: int = 0
    sequence: int = 0
    x_mm: int = 0
    y_mm: int = 0
    check_digits: str = ""
