"""What a scanned text can mean.

A scanner delivers only text. ``read_code`` turns it into exactly one *meaning*, the same on every screen:
commands first, then our own codes by their prefix, then the parcel number, then the items' barcodes.
Our own codes are letters and digits only, because a keyboard scanner on a foreign layout garbles anything else.
"""

import re
from dataclasses import dataclass
from typing import Protocol

COMMAND_PREFIX = "#"
BADGE = re.compile(r"BA\d{4,10}\Z")
"""The form of a badge's code."""

_TOTE = re.compile(r"TO\d{3,8}\Z")
_ZONE = re.compile(r"ZO([A-Z]{1,3})\Z")
_STATION = re.compile(r"ST\d{1,4}\Z")
_ORDER = re.compile(r"OR(\d{1,12})\Z")
_PRINTER = re.compile(r"PR\d{2,4}[A-Z0-9]{0,12}\Z")
_SSCC = re.compile(r"(?:\(00\)|00)(\d{18})\Z")
_COMMAND = re.compile(r"#([A-Z]+)(\d{0,6})\Z")
_DIGITS = re.compile(r"\d{2,3}\Z")


@dataclass(frozen=True, slots=True)
class Command:
    """An instruction to the screen, such as ``#UNDO`` or ``#QTY12`` (number 12)."""

    name: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ItemCode:
    """A barcode of an item; one scan stands for ``quantity`` units."""

    sku: str
    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PlaceCode:
    """A place's own label; ``shown`` is the code as people read it."""

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

    def item_of(self, code: str) -> tuple[str, str, int] | None:
        """Gives (sku, name, units a scan stands for) of an item's barcode, or None."""
        ...

    def place_of(self, barcode: str) -> str | None:
        """Gives the place a place label's barcode names, or None."""
        ...


def place_barcode(code: str) -> str:
    """Gives what a place's label says to a scanner: ``"A03-07-B"`` becomes ``"PLA0307B"``."""
    return "PL" + "".join(c for c in code.upper() if c.isalnum())


def read_code(text: str, directory: Directory, *, typed: bool = False) -> Meaning:
    """Says what a text means.

    Args:
        text: What the scanner delivered or a person typed, without the end mark.
        directory: Where barcodes of items and places are looked up.
        typed: True when a person typed it: then two or three digits are check digits.
    """
    text = text.strip()
    upper = text.upper()
    return _command(upper) or _own(upper, directory) or _item(text, directory, typed=typed) or Unknown(text)


def _command(text: str) -> Meaning | None:
    found = _COMMAND.match(text)
    if found is None:
        return None
    return Command(found[1], int(found[2]) if found[2] else None)


def _own(text: str, directory: Directory) -> Meaning | None:
    if _TOTE.match(text):
        return ToteCode(text)
    if BADGE.match(text):
        return BadgeCode(text)
    if _STATION.match(text):
        return StationCode(text)
    if _PRINTER.match(text):
        return PrinterCode(text)
    if found := _ZONE.match(text):
        return ZoneCode(found[1])
    if found := _ORDER.match(text):
        return OrderCode(int(found[1]))
    if found := _SSCC.match(text):
        return ParcelCode(found[1])
    place = directory.place_of(text) if text.startswith("PL") else None
    return PlaceCode(place) if place is not None else None


def _item(text: str, directory: Directory, *, typed: bool) -> Meaning | None:
    found = directory.item_of(text) or directory.item_of(text.upper())
    if found is not None:
        return ItemCode(*found)
    if typed:
        if _DIGITS.match(text):
            return CheckDigits(text)
        place = directory.place_of(place_barcode(text))
        return PlaceCode(place) if place is not None else None
    return None
