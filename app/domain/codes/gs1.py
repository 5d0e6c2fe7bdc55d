"""What a GS1 text means: an item with its lot and dates, only lot and dates, or a parcel."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from app.domain.codes.elements import Element, Gs1Error, elements
from app.domain.codes.marks import GROUP_SEPARATOR, readable
from app.domain.codes.meanings import Directory, ItemCode, ItemDetails, MalformedGs1, Meaning, ParcelCode, Unknown, Why

_LAST_DAY = ("17", "16", "15")
"""Expiry, sell-by and best-before date: the first of them that a code says is its last day."""

_COUNT = ("37", "30")
_NET_WEIGHT = tuple(f"310{decimals}" for decimals in range(6))
_GTIN = ("01", "02")
_GUESSED = ("00", "01", "02")
_SHORTEST_GUESS = 16
_HRI = re.compile(r"\(0[0-2]\)[^()]+(\([0-9]{2,4}\)[^()]+)*")
_HRI_FIELD = re.compile(r"\(([0-9]{2,4})\)")


def marked_meaning(text: str, directory: Directory) -> Meaning:
    """Says what a text means that is a GS1 code for certain.

    A house may have registered the whole text as a barcode; that counts where the rules of GS1 lead to no item.

    Args:
        text: The text behind the AIM identifier.
        directory: Where the GTIN is looked up.
    """
    try:
        meaning = _meaning(elements(text), directory)
    except Gs1Error as error:
        meaning = MalformedGs1(readable(text), error.why)
    if not isinstance(meaning, Unknown | MalformedGs1):
        return meaning
    registered = directory.item_of(text)
    return ItemCode(*registered) if registered is not None else meaning


def guessed_meaning(text: str, directory: Directory) -> Meaning | None:
    """Says what a text without an AIM identifier means if it can only be a GS1 code, else None.

    That is so for a text with a group separator, for one written as under the bars, ``(01)08412345678905(17)271231``,
    and for one that begins with the identifier and the right check digit of a GTIN. Anything shorter or weaker is not:
    the in-store code ``2112345012509`` would also be the serial number ``21`` ``12345012509``.
    """
    if _HRI.fullmatch(text):
        return marked_meaning(_HRI_FIELD.sub(GROUP_SEPARATOR + r"\1", text), directory)
    likely = len(text) >= _SHORTEST_GUESS and text.startswith(_GUESSED)
    if not likely and (GROUP_SEPARATOR not in text or not text[:2].isdigit()):
        return None
    try:
        return _meaning(elements(text), directory)
    except Gs1Error as error:
        return MalformedGs1(readable(text), error.why) if error.read else None


def _meaning(found: Mapping[str, Element], directory: Directory) -> Meaning:
    if sscc := found.get("00"):
        return ParcelCode(sscc.value)
    details = ItemDetails(
        lot=_value(found, "10"),
        expires=_last_day(found),
        serial=_value(found, "21"),
        grams=_grams(found),
        count=_count(found),
    )
    gtin = next((found[ai].value for ai in _GTIN if ai in found), "")
    if gtin:
        return _item(gtin, details, directory)
    if details != ItemDetails():
        return details
    return Unknown("".join(f"({each.ai}){each.value}" for each in found.values()))


def _item(gtin: str, details: ItemDetails, directory: Directory) -> Meaning:
    item = directory.item_of(gtin)
    if item is None:
        return Unknown(gtin)
    sku, name, quantity = item
    times = details.count or 1
    return ItemCode(sku, name, quantity * times, gtin, details.lot, details.expires, details.serial, details.grams)


def _value(found: Mapping[str, Element], ai: str) -> str:
    return found[ai].value if ai in found else ""


def _last_day(found: Mapping[str, Element]) -> str:
    day = next((found[ai].day for ai in _LAST_DAY if ai in found), None)
    return day.isoformat() if day is not None else ""


def _count(found: Mapping[str, Element]) -> int:
    said = next((found[ai] for ai in _COUNT if ai in found), None)
    if said is None:
        return 0
    if not int(said.value):
        raise Gs1Error(Why.VALUE, len(found))
    return int(said.value)


def _grams(found: Mapping[str, Element]) -> int:
    kilograms = next((found[ai].amount for ai in _NET_WEIGHT if ai in found), None) or Decimal()
    return int((kilograms * 1000).quantize(Decimal(1), ROUND_HALF_UP))
