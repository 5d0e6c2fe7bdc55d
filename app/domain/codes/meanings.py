"""The meanings a scanned text can have, and what a reader of codes must be able to look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.domain.codes.in_store import Template


@dataclass(frozen=True, slots=True)
class Command:
    """An instruction to the screen, such as ``#UNDO`` or ``#QTY12`` (number 12)."""

    name: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ItemCode:
    """A barcode of an item; one scan stands for ``quantity`` units.

    Attributes:
        sku: The item.
        name: What it is called.
        quantity: Units the scan stands for.
        gtin: The GTIN as a GS1 code said it, 14 digits; empty when the code was not such a one.
        lot: Batch or lot, empty when the code does not say.
        expires: Last day the goods may be used or sold, e.g. ``"2027-12-31"``; empty when the code does not say.
        serial: Serial number of this very piece, empty when the code does not say.
        grams: Net weight of the goods in the pack, 0 when the code does not say.
    """

    sku: str
    name: str
    quantity: int
    gtin: str = ""
    lot: str = ""
    expires: str = ""
    serial: str = ""
    grams: int = 0


@dataclass(frozen=True, slots=True)
class ItemDetails:
    """The second code of a label: it says something of the goods, but not which item they are.

    Attributes:
        lot: As in ``ItemCode``; so are ``expires``, ``serial`` and ``grams``.
        count: Pieces in the pack, 0 when the code does not say.
    """

    lot: str = ""
    expires: str = ""
    serial: str = ""
    grams: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Expired:
    """A code of goods whose last day is over.

    Attributes:
        expires: That day, e.g. ``"2025-12-31"``.
        sku: The item; empty when only the label's second code was read.
        name: What it is called.
    """

    expires: str
    sku: str = ""
    name: str = ""


class Why(StrEnum):
    """What is wrong with a GS1 code; each has a sentence under ``reason.malformed_gs1.<value>``."""

    CHECK_DIGIT = "check_digit"
    UNKNOWN_AI = "unknown_ai"
    DATE = "date"
    SEPARATOR = "separator"
    VALUE = "value"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class MalformedGs1:
    """A code that calls itself a GS1 code and breaks the rules of one.

    Attributes:
        text: What was read, fit to be shown.
        why: Which rule.
    """

    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class PlaceCode:
    """A place's own label; ``place`` is the code as people read it."""

    place: str


@dataclass(frozen=True, slots=True)
class ToteCode:
    """A tote's label."""

    tote: str


@dataclass(frozen=True, slots=True)
class CheckDigits:
    """Two or three typed digits that stand on a place's label."""

    digits: str


@dataclass(frozen=True, slots=True)
class BadgeCode:
    """Somebody's badge."""

    badge: str


@dataclass(frozen=True, slots=True)
class ZoneCode:
    """A zone's sign."""

    zone: str


@dataclass(frozen=True, slots=True)
class StationCode:
    """A station's sign."""

    station: str


@dataclass(frozen=True, slots=True)
class PrinterCode:
    """A label printer's sign: labels go there from now on."""

    printer: str


@dataclass(frozen=True, slots=True)
class OrderCode:
    """An order's number on a packing slip."""

    order: int


@dataclass(frozen=True, slots=True)
class ParcelCode:
    """A parcel's SSCC: 18 digits, without the application identifier 00."""

    sscc: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A text that means nothing here."""

    text: str


Meaning = (
    Command
    | ItemCode
    | ItemDetails
    | Expired
    | MalformedGs1
    | PlaceCode
    | ToteCode
    | CheckDigits
    | BadgeCode
    | ZoneCode
    | StationCode
    | PrinterCode
    | OrderCode
    | ParcelCode
    | Unknown
)


class Directory(Protocol):
    """What a reader of codes must be able to look up; the station's catalogue copy is one."""

    @property
    def templates(self) -> Sequence[Template]:
        """Gives the forms of the site's in-store codes, in the order they are tried."""
        ...

    def item_of(self, code: str) -> tuple[str, str, int] | None:
        """Gives (sku, name, units a scan stands for) of an item's barcode, or None."""
        ...

    def place_of(self, barcode: str) -> str | None:
        """Gives the place a place label's barcode names, or None."""
        ...
