"""Deeds of the bench: from tote to parcel, label and carrier."""

from dataclasses import dataclass


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
