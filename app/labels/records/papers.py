"""What is printed on the papers that go with parcels: the slip inside, the list a driver signs, the command sheet."""

from dataclasses import dataclass
from datetime import date

from app.labels.records.parcels import Address
from app.labels.records.small import CommandCard


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """One line of a packing slip; the quantities are of the order line.

    Attributes:
        sku: The article's code.
        name: The article in words.
        ordered: Units ordered.
        shipped: Units in this parcel.
        backordered: Units that follow later.
    """

    sku: str
    name: str
    ordered: int
    shipped: int
    backordered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PackingSlip:
    """The paper inside the parcel that says what is in it; it never shows a price.

    Attributes:
        order_ref: The order as the customer knows it.
        channel: Where the order came from.
        date: Day of packing.
        recipient: Who gets it.
        lines: What was ordered and what is in here.
        parcel_no: This parcel, from 1.
        parcel_count: Parcels of the order; 0 while more follow and nobody knows how many.
        weight_g: Weight in grams.
        language: ``"es"`` or ``"en"``.
        order_code: What the order's barcode says (printable ASCII).
    """

    order_ref: str
    channel: str
    date: date
    recipient: Address
    lines: tuple[SlipLine, ...]
    parcel_no: int
    parcel_count: int
    weight_g: int
    language: str
    order_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestLine:
    """One parcel on a manifest.

    Attributes:
        sscc: The parcel's 18 digits.
        order_ref: Its order.
        recipient: Who gets it.
        postcode: Where to.
        weight_g: Weight in grams.
    """

    sscc: str
    order_ref: str
    recipient: str
    postcode: str
    weight_g: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The list a driver signs when the parcels of a day are handed over.

    Attributes:
        carrier: Who takes the parcels.
        date: Day of the hand-over.
        number: The manifest's own number.
        site: The warehouse that hands over.
        parcels: What is handed over.
        language: ``"es"`` or ``"en"``.
    """

    carrier: str
    date: date
    number: str
    site: str
    parcels: tuple[ManifestLine, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSheet:
    """The sheet that hangs at a station: one barcode for each thing a button does.

    Attributes:
        cards: What to print, in order; titles already in the reader's language.
        language: ``"es"`` or ``"en"``, for the headline.
    """

    cards: tuple[CommandCard, ...]
    language: str = "es"
