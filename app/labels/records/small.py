"""What is printed on the small labels: totes, shelf places, articles, badges and command cards."""

from dataclasses import dataclass
from datetime import date


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
class ItemLabel:
    """The label of one article, or of a pack of it.

    Attributes:
        name: The article in words.
        sku: The article's code.
        barcode: What a scan says: 13 digits become an EAN-13, any other printable ASCII a Code 128.
        gtin: Trade item number for the square GS1 DataMatrix, 8 to 14 digits, or empty for none.
        lot: Lot, at most 20 letters and digits, or empty.
        expiry: Last day of use, or None.
        language: ``"es"`` or ``"en"``, for the titles.
    """

    name: str
    sku: str
    barcode: str
    gtin: str = ""
    lot: str = ""
    expiry: date | None = None
    language: str = "es"


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
