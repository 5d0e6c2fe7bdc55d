"""What a scanned code means, in words, for the screen where scanners are tried."""

from dataclasses import fields

from app.domain.codes import (
    BadgeCode,
    CheckDigits,
    Command,
    Expired,
    ItemCode,
    ItemDetails,
    MalformedGs1,
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
from ui.presenters.details import details_in_words
from ui.presenters.frame import Line, line

_KINDS: dict[type[Meaning], str] = {
    Command: "command",
    ItemCode: "item",
    ItemDetails: "details",
    Expired: "expired",
    MalformedGs1: "malformed",
    PlaceCode: "place",
    ToteCode: "tote",
    CheckDigits: "digits",
    BadgeCode: "badge",
    ZoneCode: "zone",
    StationCode: "station",
    PrinterCode: "printer",
    OrderCode: "order",
    ParcelCode: "parcel",
    Unknown: "unknown",
}


def meaning_in_words(meaning: Meaning) -> Line:
    """Says what a code means; the names are the fields of the meaning."""
    names = {each.name: getattr(meaning, each.name) for each in fields(meaning)}
    return line(f"devices.meaning.{_KINDS[type(meaning)]}{_variant(meaning)}", **names | _words(meaning))


def _variant(meaning: Meaning) -> str:
    match meaning:
        case ItemCode() if details_in_words(meaning):
            return ".detailed"
        case Expired(sku=""):
            return ".details"
        case _:
            return ""


def _words(meaning: Meaning) -> dict[str, object]:
    """Gives the names that are words or are made of several fields."""
    match meaning:
        case Command(number=None):
            return {"number": ""}
        case ItemCode() | ItemDetails():
            return {"details": details_in_words(meaning)}
        case MalformedGs1(why=why):
            return {"why": line(f"reason.malformed_gs1.{why}")}
        case _:
            return {}
