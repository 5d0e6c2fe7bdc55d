"""Reads a scanned text.

A scanner delivers only text. ``read_code`` turns it into exactly one *meaning*, the same on every screen: commands
first, then our own codes by their prefix, then the parcel number, then the items' barcodes, at last what their forms
say: GS1 codes and in-store codes. A text that an AIM identifier marks as GS1 is nothing else.
Our own codes are letters and digits only, because a keyboard scanner on a foreign layout garbles anything else.
"""

import re

from app.domain.codes.gs1 import guessed_meaning, marked_meaning
from app.domain.codes.in_store import LENGTH as IN_STORE_LENGTH
from app.domain.codes.marks import MARK_LENGTH, readable, says_gs1
from app.domain.codes.meanings import (
    BadgeCode,
    CheckDigits,
    Command,
    Directory,
    ItemCode,
    Meaning,
    OrderCode,
    ParcelCode,
    PlaceCode,
    PrinterCode,
    StationCode,
    ToteCode,
    Unknown,
    ZoneCode,
)

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
    if says_gs1(text):
        return marked_meaning(text[MARK_LENGTH:], directory)
    upper = text.upper()
    return (
        _command(upper)
        or _own(upper, directory)
        or _item(text, directory)
        or guessed_meaning(text, directory)
        or (_typed(text, directory) if typed else None)
        or Unknown(readable(text))
    )


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


def _item(text: str, directory: Directory) -> Meaning | None:
    found = directory.item_of(text) or directory.item_of(text.upper())
    return ItemCode(*found) if found is not None else _in_store(text, directory)


def _in_store(text: str, directory: Directory) -> Meaning | None:
    if len(text) != IN_STORE_LENGTH or not text.startswith("2"):
        return None
    for template in directory.templates:
        read = template.read(text)
        found = next(filter(None, map(directory.item_of, read.candidates)), None) if read is not None else None
        if read is not None and found is not None:
            sku, name, quantity = found
            return ItemCode(sku, name, quantity * read.pieces, grams=read.grams)
    return None


def _typed(text: str, directory: Directory) -> Meaning | None:
    if _DIGITS.match(text):
        return CheckDigits(text)
    place = directory.place_of(place_barcode(text))
    return PlaceCode(place) if place is not None else None
