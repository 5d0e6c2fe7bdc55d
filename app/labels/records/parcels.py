"""What is printed on the labels of parcels and pallets: plain records, filled by whoever asks for a label.

Weights are whole grams, dates are calendar days, texts are as people wrote them (any script, any
length): the labels wrap and shrink them, and refuse what cannot be shown whole.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a parcel comes from or goes to; empty parts are left out of the print.

    Attributes:
        name: The person.
        company: The firm, if any.
        street1: Street and number.
        street2: Floor, door, building.
        postcode: As the country writes it.
        city: Town.
        region: Province or state.
        country: Country in words or as its code.
    """

    name: str
    company: str = ""
    street1: str = ""
    street2: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingLabel:
    """The label stuck on one parcel.

    Attributes:
        sender: Who sends it; printed small.
        recipient: Who gets it; printed large.
        sscc: The parcel's 18 digits, check digit included.
        order_ref: The order as the customer knows it.
        channel: Where the order came from.
        carrier: Who carries it.
        service: The carrier's product, e.g. ``"24h"``.
        parcel_no: This parcel, from 1.
        parcel_count: Parcels of the order; 0 while more follow and nobody knows how many.
        weight_g: Weight in grams.
        date: Day of shipping.
        language: ``"es"`` or ``"en"``, for the titles.
    """

    sender: Address
    recipient: Address
    sscc: str
    order_ref: str
    channel: str
    carrier: str
    service: str
    parcel_no: int
    parcel_count: int
    weight_g: int
    date: date
    language: str = "es"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogisticLabel:
    """The GS1 logistic label of a pallet or a case: its number, and what it holds in codes that a receiver scans.

    Attributes:
        sender: Who sends it; printed small.
        recipient: Who gets it.
        sscc: The unit's 18 digits, check digit included.
        content: What is in it, in words.
        content_gtin: Trade item number of what it holds, 8 to 14 digits, or empty where the contents are mixed.
        units: How many of that item it holds; 0 says nothing.
        lot: Lot of the contents, at most 20 letters and digits, or empty.
        best_before: Day until which the contents are at their best, or None.
        order_ref: The order as the customer knows it.
        weight_g: Gross weight in grams.
        language: ``"es"`` or ``"en"``, for the titles.
    """

    sender: Address
    recipient: Address
    sscc: str
    content: str
    content_gtin: str = ""
    units: int = 0
    lot: str = ""
    best_before: date | None = None
    order_ref: str = ""
    weight_g: int = 0
    language: str = "es"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLabel:
    """The label that brings a parcel back: whoever received it sends it to the warehouse.

    Attributes:
        sender: The customer who sends it back; printed small.
        recipient: The warehouse; printed large.
        order_ref: The order as the customer knows it.
        reference: What the barcode says, e.g. ``"OR17"``; the bench that takes returns scans it.
        carrier: Who carries it.
        service: The carrier's product.
        channel: Where the order came from.
        date: Day the label was made.
        language: ``"es"`` or ``"en"``, for the titles.
    """

    sender: Address
    recipient: Address
    order_ref: str
    reference: str
    carrier: str
    service: str
    channel: str
    date: date
    language: str = "es"
