"""Labels of the kinds most tests are about, made with the templates that come with the product."""

from collections.abc import Sequence

from app import labels
from app.labels import (
    BadgeLabel,
    CommandCard,
    CommandSheet,
    Manifest,
    PackingSlip,
    PlaceLabel,
    ShippingLabel,
    Templates,
    ToteLabel,
    make_label,
)

TEMPLATES = Templates()
SIZES = {"4x6": (101.6, 152.4), "100x150": (100.0, 150.0)}
STICKER = (100.0, 50.0)


def shipping_zpl(label: ShippingLabel, dpi: int = 203, size: str = "4x6") -> bytes:
    return make_label("shipping", label, dpi=dpi, size=size, templates=TEMPLATES)


def shipping_pdf(label: ShippingLabel, size: str = "4x6") -> bytes:
    return make_label("shipping", label, form="pdf", size=size, templates=TEMPLATES)


def tote_zpl(label: ToteLabel, dpi: int = 203) -> bytes:
    return make_label("tote", label, dpi=dpi, templates=TEMPLATES)


def place_zpl(label: PlaceLabel, dpi: int = 203) -> bytes:
    return make_label("place", label, dpi=dpi, templates=TEMPLATES)


def packing_slip_pdf(slip: PackingSlip) -> bytes:
    return make_label("slip", slip, form="pdf", templates=TEMPLATES)


def manifest_pdf(manifest: Manifest) -> bytes:
    return make_label("manifest", manifest, form="pdf", templates=TEMPLATES)


def tote_sheet_pdf(totes: Sequence[ToteLabel]) -> bytes:
    return labels.tote_sheet_pdf(totes, TEMPLATES)


def place_sheet_pdf(places: Sequence[PlaceLabel]) -> bytes:
    return labels.place_sheet_pdf(places, TEMPLATES)


def badge_sheet_pdf(badges: Sequence[BadgeLabel]) -> bytes:
    return labels.badge_sheet_pdf(badges, TEMPLATES)


def command_sheet_pdf(cards: Sequence[CommandCard], language: str) -> bytes:
    sheet = CommandSheet(cards=tuple(cards), language=language)
    return make_label("commands", sheet, form="pdf", templates=TEMPLATES)
