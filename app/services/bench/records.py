"""What the labels and papers of an order say, put together from what the centre knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.central.reads.consignments import Consignment, ConsignmentLine
from app.labels import (
    Address,
    LabelError,
    LogisticLabel,
    PackingSlip,
    ReturnLabel,
    ShippingLabel,
    SlipLine,
    is_gtin,
)

_ADDRESS = ("name", "company", "street1", "street2", "postcode", "city", "region", "country")
_WHERE = ("street1", "street2", "postcode", "city")
_CONTENT_BETWEEN = ", "


@dataclass(frozen=True, slots=True)
class Boxed:
    """A parcel of an order.

    Attributes:
        sscc: Its 18 digits.
        number: Which parcel of the order, from 1.
        count: Parcels of the order; 0 while more follow.
        weight_g: Weight in grams.
        day: When it was packed, in UTC.
    """

    sscc: str
    number: int
    count: int
    weight_g: int
    day: datetime


def address_of(parts: Mapping[str, Any]) -> Address:
    """Makes an address of parts by name; what is missing stays empty, a missing name becomes the firm's."""
    known = {name: str(parts.get(name) or "") for name in _ADDRESS}
    known["name"] = known["name"] or known["company"] or "-"
    return Address(**known)


def shipping_label(order: Consignment, boxed: Boxed, sender: Address, language: str) -> ShippingLabel:
    """Makes what the label on a parcel says.

    Raises:
        LabelError: The order has no address to go to.
    """
    return ShippingLabel(
        sender=sender,
        recipient=destination(order),
        sscc=boxed.sscc,
        order_ref=order.ref,
        channel=order.channel,
        carrier=order.carrier,
        service=order.service,
        parcel_no=boxed.number,
        parcel_count=boxed.count,
        weight_g=boxed.weight_g,
        date=boxed.day.date(),
        language=language,
    )


def packing_slip(order: Consignment, boxed: Boxed, units: Mapping[int, int], language: str) -> PackingSlip:
    """Makes what the slip in a parcel says; ``units`` are in the parcel, by order line."""
    return PackingSlip(
        order_ref=order.ref,
        channel=order.channel,
        date=boxed.day.date(),
        recipient=address_of(order.recipient),
        lines=tuple(_slip_line(line, units.get(line.line, 0)) for line in order.lines),
        parcel_no=boxed.number,
        parcel_count=boxed.count,
        weight_g=boxed.weight_g,
        language=language,
        order_code=code_of(order),
    )


def logistic_label(
    order: Consignment,
    boxed: Boxed,
    units: Mapping[int, int],
    codes: Mapping[str, str],
    sender: Address,
    language: str,
) -> LogisticLabel:
    """Makes what the GS1 label of a parcel says: item and count where it holds one item with a trade item number.

    Args:
        order: Its order.
        boxed: The parcel.
        units: What is in it, by order line.
        codes: Barcode of one unit, by item.
        sender: Who sends it.
        language: ``"es"`` or ``"en"``.

    Raises:
        LabelError: The order has no address to go to.
    """
    held = [(line, units[line.line]) for line in order.lines if units.get(line.line)]
    skus = {line.sku for line, _ in held}
    gtin = codes.get(next(iter(skus)), "") if len(skus) == 1 else ""
    known = is_gtin(gtin)
    names = dict.fromkeys(line.name or line.sku for line, _ in held)
    return LogisticLabel(
        sender=sender,
        recipient=destination(order),
        sscc=boxed.sscc,
        content=_CONTENT_BETWEEN.join(names),
        content_gtin=gtin if known else "",
        units=sum(count for _, count in held) if known else 0,
        order_ref=order.ref,
        weight_g=boxed.weight_g,
        language=language,
    )


def return_label(order: Consignment, house: Address, day: datetime, language: str) -> ReturnLabel:
    """Makes what the label says with which an order comes back.

    Raises:
        LabelError: The order has no address to come from.
    """
    return ReturnLabel(
        sender=destination(order),
        recipient=house,
        order_ref=order.ref,
        reference=code_of(order),
        carrier=order.carrier,
        service=order.service,
        channel=order.channel,
        date=day.date(),
        language=language,
    )


def code_of(order: Consignment) -> str:
    """Gives what the barcode of an order says."""
    return f"OR{order.order}"


def destination(order: Consignment) -> Address:
    """Gives the address of an order.

    Raises:
        LabelError: It has neither street nor town.
    """
    if not any(str(order.recipient.get(part) or "").strip() for part in _WHERE):
        raise LabelError("labels.error.no_address", order=order.ref)
    return address_of(order.recipient)


def _slip_line(line: ConsignmentLine, shipped: int) -> SlipLine:
    return SlipLine(
        sku=line.sku, name=line.name or line.sku, ordered=line.ordered, shipped=shipped, backordered=line.missing
    )
