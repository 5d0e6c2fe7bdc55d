"""Labels and papers: what is known about a parcel, a place or a person goes in, ZPL or PDF bytes come out.

Nothing here knows a printer, a screen or a database. What cannot be printed whole raises ``LabelError``,
a refusal with the key of a sentence; nothing is ever cut or repaired quietly.
"""

from app.labels.codes import LabelError, check_digit, is_gtin, is_sscc, make_sscc
from app.labels.data import (
    Address,
    BadgeLabel,
    CommandCard,
    Manifest,
    ManifestLine,
    PackingSlip,
    PlaceLabel,
    ShippingLabel,
    SlipLine,
    ToteLabel,
)
from app.labels.pages.canvas import layout_pdf
from app.labels.pages.manifest import manifest_pdf
from app.labels.pages.sheets import badge_sheet_pdf, command_sheet_pdf, place_sheet_pdf, tote_sheet_pdf
from app.labels.pages.slip import packing_slip_pdf
from app.labels.shipping import SIZES, shipping_layout
from app.labels.small import STICKER, place_layout, tote_layout
from app.labels.zpl import DOTS_PER_MM, to_zpl

__all__ = [
    "DOTS_PER_MM",
    "SIZES",
    "STICKER",
    "Address",
    "BadgeLabel",
    "CommandCard",
    "LabelError",
    "Manifest",
    "ManifestLine",
    "PackingSlip",
    "PlaceLabel",
    "ShippingLabel",
    "SlipLine",
    "ToteLabel",
    "badge_sheet_pdf",
    "check_digit",
    "command_sheet_pdf",
    "is_gtin",
    "is_sscc",
    "make_sscc",
    "manifest_pdf",
    "packing_slip_pdf",
    "place_sheet_pdf",
    "place_zpl",
    "shipping_pdf",
    "shipping_zpl",
    "tote_sheet_pdf",
    "tote_zpl",
]


def shipping_zpl(label: ShippingLabel, dpi: int = 203, size: str = "4x6") -> bytes:
    """Makes a shipping label for a label printer.

    Args:
        label: What it says.
        dpi: The print head, 203 or 300 dots per inch.
        size: ``"4x6"`` (101.6 by 152.4 mm) or ``"100x150"`` (mm).

    Raises:
        LabelError: It cannot be shown whole, or its numbers are wrong.
    """
    return to_zpl(shipping_layout(label, size), dpi)


def shipping_pdf(label: ShippingLabel, size: str = "4x6") -> bytes:
    """Makes a shipping label as a PDF page of exactly the label's size.

    Raises:
        LabelError: It cannot be shown whole, or its numbers are wrong.
    """
    return layout_pdf(shipping_layout(label, size), label.sscc)


def tote_zpl(label: ToteLabel, dpi: int = 203) -> bytes:
    """Makes a tote label of 100 by 50 mm for a label printer.

    Raises:
        LabelError: The code is not capitals, digits and ``#``, or too long.
    """
    return to_zpl(tote_layout(label, *STICKER), dpi)


def place_zpl(label: PlaceLabel, dpi: int = 203) -> bytes:
    """Makes a shelf label of 100 by 50 mm for a label printer.

    Raises:
        LabelError: The barcode is not capitals, digits and ``#``, or something is too long.
    """
    return to_zpl(place_layout(label, *STICKER), dpi)
