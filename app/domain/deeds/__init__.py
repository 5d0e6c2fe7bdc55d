"""Deeds: everything a person (or an import) can do that moves the books, one frozen class each.

They are self-describing: every deed names item, places and quantity, so that it can be booked even when
the walk or the order it belongs to is unknown to the centre. Quantities are units, weights grams.
"""

from app.domain.deeds.bench import LabelPrinted, Packed, PackShorted, ParcelClosed, Shipped, Unpacked, WeightOverridden
from app.domain.deeds.station import BegunAnew, ScanRefused, SignedIn, SignedOut
from app.domain.deeds.stock import Counted, PutBack, Stocked
from app.domain.deeds.walk import (
    HandedOver,
    Picked,
    Shorted,
    Skipped,
    ToteBound,
    ToteFull,
    Unpicked,
    WalkFinished,
    ZeroChecked,
)

__all__ = (
    "BegunAnew",
    "Counted",
    "Deed",
    "HandedOver",
    "LabelPrinted",
    "PackShorted",
    "Packed",
    "ParcelClosed",
    "Picked",
    "PutBack",
    "ScanRefused",
    "Shipped",
    "Shorted",
    "SignedIn",
    "SignedOut",
    "Skipped",
    "Stocked",
    "ToteBound",
    "ToteFull",
    "Unpacked",
    "Unpicked",
    "WalkDeed",
    "WalkFinished",
    "WeightOverridden",
    "ZeroChecked",
)

WalkDeed = Picked | Unpicked | Shorted | ToteBound | ToteFull | HandedOver | ZeroChecked | WalkFinished | Skipped
"""Deeds of a walk: they carry its fence, and their ``n`` counts them from 1."""

Deed = (
    WalkDeed
    | ScanRefused
    | SignedIn
    | SignedOut
    | Packed
    | Unpacked
    | PackShorted
    | ParcelClosed
    | WeightOverridden
    | LabelPrinted
    | Shipped
    | Stocked
    | Counted
    | PutBack
    | BegunAnew
)
"""Every deed there is."""
