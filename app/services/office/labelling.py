"""Any label of what the site knows: of an order or a parcel, of a place, an item, a person, a tote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.central.engine import Central
from app.central.reads.catalogue import Catalogue, catalogue
from app.central.reads.consignments import (
    Consignment,
    PackedParcel,
    consignment,
    orders_called,
    packed_parcel,
    parcels_of,
)
from app.labels import (
    SSCC_LENGTH,
    BadgeLabel,
    CommandCard,
    ItemLabel,
    LabelError,
    PlaceLabel,
    ReturnLabel,
    ToteLabel,
    is_gtin,
)
from app.services.bench.papers import Stationery
from app.services.bench.records import Boxed, logistic_label, packing_slip, return_label, shipping_label
from app.services.office.first_run import command_sheet
from app.services.office.sheets import badge_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a label is asked for.

    Attributes:
        kind: Which kind of label.
        order: An order, by the channel's number or as ``OR17`` by ours; empty for none.
        parcel: A parcel's 18 digits, or empty.
        code: Code of a place, item, person, tote or command, or empty.
        language: ``"es"`` or ``"en"``.
    """

    kind: str
    order: str = ""
    parcel: str = ""
    code: str = ""
    language: str = "es"


class Labelling:
    """Finds out what a label says."""

    def __init__(self, centre: Central, stationery: Stationery, now: datetime) -> None:
        """Takes the central database, how the site prints, and what time it is."""
        self._centre, self._stationery, self._now = centre, stationery, now

    def record(self, wanted: Wanted) -> Any:
        """Gives what is printed on a label.

        Raises:
            LabelError: What it is asked for is not there, or the kind needs something else.
            Unavailable: The centre cannot be read.
        """
        if wanted.kind == "commands":
            return command_sheet(wanted.language)
        if wanted.kind in _OF_CODE:
            if not wanted.code:
                raise LabelError("labels.error.needs_code", kind=wanted.kind)
            return _OF_CODE[wanted.kind](catalogue(self._centre), wanted)
        if wanted.kind not in _OF_ORDER:
            raise LabelError("labels.error.sample_only", kind=wanted.kind)
        if wanted.kind == "return" and not wanted.parcel:
            return self._returned(self._order(wanted), wanted.language)
        parcel = self._parcel(wanted)
        if wanted.kind == "return":
            return self._returned(parcel.order, wanted.language)
        return self._of_parcel(wanted, consignment(self._centre, parcel.order), parcel)

    def _returned(self, order: int, language: str) -> ReturnLabel:
        return return_label(consignment(self._centre, order), self._stationery.sender, self._now, language)

    def _of_parcel(self, wanted: Wanted, order: Consignment, parcel: PackedParcel) -> Any:
        boxed = Boxed(parcel.sscc, parcel.number, parcel.count, parcel.weight_g, parcel.closed_at or self._now)
        sender, language = self._stationery.sender, wanted.language
        match wanted.kind:
            case "shipping":
                return shipping_label(order, boxed, sender, language)
            case "slip":
                return packing_slip(order, boxed, parcel.units, language)
            case _:
                codes = {each.sku: each.code for each in catalogue(self._centre).barcodes if each.quantity == 1}
                return logistic_label(order, boxed, parcel.units, codes, sender, language)

    def _parcel(self, wanted: Wanted) -> PackedParcel:
        if wanted.parcel:
            sscc = wanted.parcel.replace("(00)", "")[-SSCC_LENGTH:]
            try:
                return packed_parcel(self._centre, sscc)
            except LookupError as error:
                raise LabelError("labels.error.no_parcel", parcel=wanted.parcel) from error
        found = parcels_of(self._centre, self._order(wanted))
        if not found:
            raise LabelError("labels.error.parcel_none", kind=wanted.kind, order=wanted.order)
        if len(found) > 1:
            raise LabelError("labels.error.parcel_needed", order=wanted.order, known=", ".join(found))
        return packed_parcel(self._centre, found[0])

    def _order(self, wanted: Wanted) -> int:
        if not wanted.order:
            raise LabelError("labels.error.needs_order", kind=wanted.kind)
        found = orders_called(self._centre, wanted.order)
        if not found:
            raise LabelError("labels.error.no_order", order=wanted.order)
        if len(found) > 1:
            known = ", ".join(f"OR{order}" for order in found)
            raise LabelError("labels.error.order_twice", order=wanted.order, known=known)
        return found[0]


def _tote(_known: Catalogue, wanted: Wanted) -> ToteLabel:
    return ToteLabel(code=wanted.code.upper())


def _place(known: Catalogue, wanted: Wanted) -> PlaceLabel:
    for each in known.places:
        if wanted.code.upper() in {each.place.code.upper(), each.barcode.upper()}:
            place = each.place
            return PlaceLabel(code=place.code, shown=place.code, check_digits=place.check_digits, barcode=each.barcode)
    raise LabelError("labels.error.no_such", code=wanted.code)


def _item(known: Catalogue, wanted: Wanted) -> ItemLabel:
    skus = {each.code: each.sku for each in known.barcodes} | {each.sku: each.sku for each in known.items}
    sku = skus.get(wanted.code, skus.get(wanted.code.upper()))
    if sku is None:
        raise LabelError("labels.error.no_such", code=wanted.code)
    name = next((each.name for each in known.items if each.sku == sku), sku)
    units = [each.code for each in known.barcodes if each.sku == sku and each.quantity == 1]
    code = wanted.code if wanted.code in {each.code for each in known.barcodes} else (units or [sku])[0]
    gtin = code if is_gtin(code) else ""
    return ItemLabel(name=name or sku, sku=sku, barcode=code, gtin=gtin, language=wanted.language)


def _badge(known: Catalogue, wanted: Wanted) -> BadgeLabel:
    for each in known.people:
        if each.badge == wanted.code.upper():
            return badge_of(each)
    raise LabelError("labels.error.no_such", code=wanted.code)


def _command(_known: Catalogue, wanted: Wanted) -> CommandCard:
    for card in command_sheet(wanted.language).cards:
        if card.code == wanted.code.upper():
            return card
    raise LabelError("labels.error.no_such", code=wanted.code)


_OF_CODE: Mapping[str, Callable[[Catalogue, Wanted], Any]] = {
    "tote": _tote,
    "place": _place,
    "item": _item,
    "badge": _badge,
    "command": _command,
}
_OF_ORDER = frozenset({"shipping", "logistic", "return", "slip"})
