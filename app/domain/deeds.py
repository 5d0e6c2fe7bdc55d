"""Deeds: everything a person (or an import) can do that moves the books, one frozen class each.

They are self-describing: every deed names item, places and quantity, so that it can be booked even when
the walk or the order it belongs to is unknown to the centre. Quantities are units, weights grams.
"""

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


@dataclass(frozen=True, slots=True)
class ScanRefused:
    """A scan did not fit and was refused; kept so that bad labels and look-alike items can be found."""

    screen: str
    text: str
    reason: str
    expected: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person began to work at the station; ``role`` is what a PIN opened, empty for a badge alone."""

    badge: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A person left the station."""

    badge: str


@dataclass(frozen=True, slots=True)
class Packed:
    """Units were verified at the bench and went from a tote into a parcel."""

    parcel: str
    order: int
    line: int
    sku: str
    tote: str
    qty: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A packing step was undone: units went from the parcel back into the tote."""

    parcel: str
    order: int
    line: int
    sku: str
    tote: str
    qty: int


@dataclass(frozen=True, slots=True)
class PackShorted:
    """Units the books have in a tote are not there or damaged. ``cause`` is missing or damaged."""

    order: int
    line: int
    sku: str
    tote: str
    qty: int
    cause: str


@dataclass(frozen=True, slots=True)
class ParcelClosed:
    """A parcel was verified, weighed, labelled and closed. ``last`` ends the packing of its order."""

    parcel: str
    order: int
    number: int
    weight_g: int
    expected_g: int
    last: bool


@dataclass(frozen=True, slots=True)
class WeightOverridden:
    """A supervisor let a parcel pass whose weight does not fit its contents."""

    parcel: str
    order: int
    weight_g: int
    expected_g: int
    by: str


@dataclass(frozen=True, slots=True)
class LabelPrinted:
    """A label left for a printer. ``copy`` counts from 1; ``cause`` says why a copy above 1 was made.

    ``order`` is 0 where the print queue does not know it; the parcel does. ``outcome`` is sent or unknown.
    """

    parcel: str
    order: int
    copy: int
    cause: str
    printer: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Shipped:
    """A parcel was handed to the carrier on a manifest."""

    parcel: str
    order: int
    manifest: int


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


@dataclass(frozen=True, slots=True)
class BegunAnew:
    """A station's file was an old copy, so it began a new journal and laid down the work it had open.

    ``before`` is what it left at ``seq``, of which the centre has ``held``; ``carried`` facts were written down again.
    """

    before: str
    seq: int
    held: int
    carried: int
    walk: int
    order: int


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
