"""Books facts, one after the other: reads the deed, applies its rule, and says what became of the fact."""

import logging
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from app.domain import deeds
from app.domain.books.books import Books
from app.domain.books.reading import Unreadable, read
from app.domain.books.rules import journals, packing, people, picking, shipping, shorting, stocking, walking
from app.domain.deeds import Deed
from app.domain.facts import Fact

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of a fact: in the books, nothing to book, or set aside for a supervisor."""

    BOOKED = "booked"
    NOTED = "noted"
    PARKED = "parked"


def _nothing(_books: Books, _deed: Deed) -> None:
    """Changes nothing: the fact itself is the record."""


_RULES: Mapping[type, Callable[[Books, Any], None]] = {
    deeds.Picked: picking.picked,
    deeds.Unpicked: picking.unpicked,
    deeds.Shorted: shorting.shorted,
    deeds.ToteBound: walking.tote_bound,
    deeds.ToteFull: walking.only_claimed,
    deeds.HandedOver: walking.handed_over,
    deeds.ZeroChecked: walking.zero_checked,
    deeds.WalkFinished: walking.walk_finished,
    deeds.Skipped: walking.only_claimed,
    deeds.ScanRefused: _nothing,
    deeds.SignedIn: people.signed_in,
    deeds.SignedOut: _nothing,
    deeds.Packed: packing.packed,
    deeds.Unpacked: packing.unpacked,
    deeds.PackShorted: packing.pack_shorted,
    deeds.ParcelClosed: shipping.parcel_closed,
    deeds.WeightOverridden: shipping.weight_overridden,
    deeds.LabelPrinted: shipping.label_printed,
    deeds.Shipped: shipping.shipped,
    deeds.Stocked: stocking.stocked,
    deeds.Counted: stocking.counted,
    deeds.PutBack: stocking.put_back,
    deeds.BegunAnew: journals.begun_anew,
}

_NOTED = (
    deeds.ToteFull,
    deeds.Skipped,
    deeds.ZeroChecked,
    deeds.ScanRefused,
    deeds.SignedIn,
    deeds.SignedOut,
)


def book(books: Books, fact: Fact, deed: Deed | Unreadable | None = None) -> Outcome:
    """Applies one fact to the books; whatever it says, the books stay consistent and the next fact can follow.

    Args:
        books: The open books; they must hold every row the fact touches.
        fact: The fact.
        deed: What ``read`` gave for it, if it was read already.

    Returns:
        What became of it.
    """
    books.begin(fact)
    deed = read(fact) if deed is None else deed
    if isinstance(deed, Unreadable):
        return park(books, fact, deed)
    try:
        _RULES[type(deed)](books, deed)
    except Exception as error:  # whatever it is, it must not hold up the facts behind it
        log.exception("fact %s (%s) cannot be booked and is parked", fact.id, fact.kind)
        books.take_back()
        return park(books, fact, Unreadable.FAILED, error)
    return Outcome.NOTED if isinstance(deed, _NOTED) else Outcome.BOOKED


def park(books: Books, fact: Fact, why: Unreadable, error: Exception | None = None) -> Outcome:
    """Sets a fact aside with an exception that says why."""
    books.begin(fact)
    books.open_issue("parked", reason=str(why), deed=fact.kind, error="" if error is None else repr(error))
    return Outcome.PARKED
