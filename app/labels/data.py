"""What is printed on each kind of label and paper: plain records, filled by whoever asks for a label.

Weights are whole grams, dates are calendar days, texts are as people wrote them (any script, any
length): the layouts wrap and shrink them, and refuse what cannot be shown whole.
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
class ToteLabel:
    """The label of a tote (a box that travels with a picker).

    Attributes:
        code: What the barcode says; capitals, digits and ``#`` only.
    """

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLabel:
    """The label of a shelf location.

    Attributes:
        code: The location's code in the books.
        shown: The location as people read it, e.g. ``"A-01-03"``; printed large.
        check_digits: Digits a picker says or types when the barcode cannot be read.
        barcode: What the barcode says; capitals, digits and ``#`` only.
    """

    code: str
    shown: str
    check_digits: str
    barcode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeLabel:
    """A person's badge, the size of a credit card.

    Attributes:
        name: The person.
        role_text: What the person does, in the reader's language.
        code: What the barcode says (printable ASCII).
    """

    name: str
    role_text: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandCard:
    """A barcode on the command sheet; scanning it does what a button does.

    Attributes:
        code: What the barcode says, e.g. ``"#OK"`` (printable ASCII).
        title: What it does, in the reader's language.
    """

    code: str
    title: str
