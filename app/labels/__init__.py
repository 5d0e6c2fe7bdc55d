"""Labels and papers: what is known about a parcel, a place or a person goes in, printer commands or PDF bytes come out.

Nothing here knows a printer, a screen or a database. What cannot be printed whole raises ``LabelError``,
a refusal with the key of a sentence; nothing is ever cut or repaired quietly. Carriers' own labels are read by
``app.labels.carrier``, which stands apart because few stations need what it loads.
"""

from app.labels.codes import SSCC_LENGTH, LabelError, check_digit, is_gtin, is_sscc, make_sscc
from app.labels.drawing.dots import DOTS_PER_MM
from app.labels.kinds import FORMATS, KINDS, Kind
from app.labels.making import make_label
from app.labels.pages.letter import letter_pdf
from app.labels.pages.sheets import badge_sheet_pdf, place_sheet_pdf, tote_sheet_pdf
from app.labels.records.papers import CommandSheet, Manifest, ManifestLine, PackingSlip, SlipLine
from app.labels.records.parcels import Address, LogisticLabel, ReturnLabel, ShippingLabel
from app.labels.records.small import BadgeLabel, CommandCard, ItemLabel, PlaceLabel, ToteLabel
from app.labels.templates.shelf import Templates

__all__ = [
    "DOTS_PER_MM",
    "FORMATS",
    "KINDS",
    "SSCC_LENGTH",
    "Address",
    "BadgeLabel",
    "CommandCard",
    "CommandSheet",
    "ItemLabel",
    "Kind",
    "LabelError",
    "LogisticLabel",
    "Manifest",
    "ManifestLine",
    "PackingSlip",
    "PlaceLabel",
    "ReturnLabel",
    "ShippingLabel",
    "SlipLine",
    "Templates",
    "ToteLabel",
    "badge_sheet_pdf",
    "check_digit",
    "is_gtin",
    "is_sscc",
    "letter_pdf",
    "make_label",
    "make_sscc",
    "place_sheet_pdf",
    "tote_sheet_pdf",
]
