"""Codes: what a scanned text can mean.

``read_code`` turns a text into one ``Meaning``; ``without_mark`` takes off what a scanner put in front of it.
"""

from app.domain.codes.expiry import if_fresh
from app.domain.codes.in_store import Template, templates
from app.domain.codes.marks import readable, without_mark
from app.domain.codes.meanings import (
    BadgeCode,
    CheckDigits,
    Command,
    Directory,
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
    Why,
    ZoneCode,
)
from app.domain.codes.reading import BADGE, COMMAND_PREFIX, place_barcode, read_code

__all__ = [
    "BADGE",
    "COMMAND_PREFIX",
    "BadgeCode",
    "CheckDigits",
    "Command",
    "Directory",
    "Expired",
    "ItemCode",
    "ItemDetails",
    "MalformedGs1",
    "Meaning",
    "OrderCode",
    "ParcelCode",
    "PlaceCode",
    "PrinterCode",
    "StationCode",
    "Template",
    "ToteCode",
    "Unknown",
    "Why",
    "ZoneCode",
    "if_fresh",
    "place_barcode",
    "read_code",
    "readable",
    "templates",
    "without_mark",
]
