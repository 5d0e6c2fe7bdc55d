"""What records must hold before they are printed, and the texts put together of several of their parts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.labels.codes import GTIN_LENGTHS, LabelError, is_gtin, require_plain, require_printable, require_sscc
from app.labels.records.papers import Manifest, ManifestLine, PackingSlip
from app.labels.records.parcels import Address, LogisticLabel, ReturnLabel, ShippingLabel
from app.labels.records.small import BadgeLabel, CommandCard, ItemLabel, PlaceLabel, ToteLabel
from app.labels.wording import parcel, weight
from app.language import Phrases

_EAN13 = 13
_CENTURY = range(2000, 2100)


def accept(_record: Any) -> None:
    """Refuses nothing: the barcodes and texts themselves refuse what cannot be shown."""


def nothing_more(_record: Any, _phrases: Phrases) -> Mapping[str, str]:
    """Adds nothing to a record's own parts."""
    return {}


def check_shipping(label: ShippingLabel) -> None:
    """Refuses a wrong parcel number, and a label with nobody to send it to."""
    require_sscc(label.sscc)
    _somebody(label.recipient, label.order_ref)


def check_return(label: ReturnLabel) -> None:
    """Refuses a label that says no warehouse, or whose reference cannot be a barcode."""
    require_printable(label.reference)
    _somebody(label.recipient, label.order_ref)


def check_logistic(label: LogisticLabel) -> None:
    """Refuses wrong numbers, and an item without its count: GS1 lets 02 and 37 stand only together."""
    require_sscc(label.sscc)
    _somebody(label.recipient, label.order_ref or label.sscc)
    _gtin(label.content_gtin)
    if bool(label.content_gtin) != (label.units > 0):
        raise LabelError("labels.error.content_pair", gtin=label.content_gtin or "-", units=label.units)
    _sayable(label.best_before)


def check_tote(label: ToteLabel) -> None:
    """Refuses a code that some keyboard layout would garble."""
    require_plain(label.code)


def check_place(label: PlaceLabel) -> None:
    """Refuses a place without a name, or with a barcode that some keyboard layout would garble."""
    if not label.shown.strip():
        raise LabelError("labels.error.place_unnamed", place=label.code)
    require_plain(label.barcode)


def check_item(label: ItemLabel) -> None:
    """Refuses a barcode or trade item number that is none."""
    require_printable(label.barcode)
    _gtin(label.gtin)
    _sayable(label.expiry)


def check_code(label: BadgeLabel | CommandCard) -> None:
    """Refuses a code that cannot be a barcode."""
    require_printable(label.code)


def check_manifest(manifest: Manifest) -> None:
    """Refuses a parcel number that is none."""
    for line in manifest.parcels:
        require_sscc(line.sscc)


def of_shipping(label: ShippingLabel, phrases: Phrases) -> Mapping[str, str]:
    """Which parcel of how many, and its weight."""
    return {
        "parcel": parcel(phrases, label.parcel_no, label.parcel_count),
        "weight": weight(phrases, label.weight_g),
    }


def of_logistic(label: LogisticLabel, phrases: Phrases) -> Mapping[str, str]:
    """What is only said where it is known: weight and units."""
    return {
        "weight": weight(phrases, label.weight_g) if label.weight_g else "",
        "units": str(label.units) if label.units else "",
    }


def of_item(label: ItemLabel, _phrases: Phrases) -> Mapping[str, str]:
    """The barcode under the name of how it is encoded; the other name is empty."""
    as_ean = len(label.barcode) == _EAN13 and is_gtin(label.barcode)
    return {"ean13": label.barcode if as_ean else "", "code128": "" if as_ean else label.barcode}


def of_slip(slip: PackingSlip, phrases: Phrases) -> Mapping[str, str]:
    """Which parcel of how many, its weight and units, and how to send something back."""
    return {
        "parcel": parcel(phrases, slip.parcel_no, slip.parcel_count),
        "weight": weight(phrases, slip.weight_g),
        "units": phrases("labels.slip_units", count=sum(line.shipped for line in slip.lines)),
        "return_note": phrases("labels.slip_return", order=slip.order_ref),
    }


def of_manifest(manifest: Manifest, phrases: Phrases) -> Mapping[str, str]:
    """How many parcels, what they weigh, and what the driver signs."""
    count, grams = len(manifest.parcels), sum(line.weight_g for line in manifest.parcels)
    return {
        "count": str(count),
        "weight": weight(phrases, grams),
        "total": phrases("labels.manifest_total", parcels=count, weight=weight(phrases, grams)),
        "received": phrases("labels.manifest_received", carrier=manifest.carrier),
    }


def of_row(row: Any, phrases: Phrases) -> Mapping[str, str]:
    """The weight of a manifest's parcel; a line of a slip has nothing more."""
    return {"weight": weight(phrases, row.weight_g)} if isinstance(row, ManifestLine) else {}


def _somebody(address: Address, order: str) -> None:
    if not address.name.strip() and not address.company.strip():
        raise LabelError("labels.error.no_recipient", order=order)


def _gtin(code: str) -> None:
    if code and not is_gtin(code):
        raise LabelError("labels.error.gtin", code=code, lengths=", ".join(map(str, GTIN_LENGTHS)))


def _sayable(day: date | None) -> None:
    """Refuses a day whose last two digits of the year, all a GS1 barcode holds, would be read as another century."""
    if day and day.year not in _CENTURY:
        raise LabelError("labels.error.century", year=f"{day.year:04}", first=_CENTURY[0], last=_CENTURY[-1])
