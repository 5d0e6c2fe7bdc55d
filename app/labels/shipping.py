"""The shipping label: sender small, recipient large, the order's facts, the parcel number as bars below.

Follows the GS1 logistic label guideline: the SSCC symbol stands lowest, at least 32 mm high, with quiet
zones of ten modules and its digits written under it.
"""

from collections.abc import Iterator

from app.labels.codes import LabelError, require_sscc
from app.labels.data import Address, ShippingLabel
from app.labels.layout import (
    LEADING,
    Align,
    Bars,
    Element,
    Layout,
    Paragraph,
    Rule,
    Symbology,
    TextBox,
    text_box,
)
from app.labels.modules import SSCC_IDENTIFIER
from app.labels.wording import day, parcel, weight
from app.language import Phrases, load_phrases

SIZES = {"4x6": (101.6, 152.4), "100x150": (100.0, 150.0)}
"""Label sizes by name: width and height in mm."""

_MARGIN = 4.0
_TITLE = 2.4
_LINE = 0.4


def shipping_layout(label: ShippingLabel, size: str) -> Layout:
    """Lays a shipping label out.

    Raises:
        LabelError: No such size, no such parcel number or count, or nobody to send it to.
    """
    if size not in SIZES:
        raise LabelError("labels.error.size", size=size)
    if not label.recipient.name.strip() and not label.recipient.company.strip():
        raise LabelError("labels.error.no_recipient", order=label.order_ref)
    width, height = SIZES[size]
    phrases = load_phrases(label.language)
    inner = width - 2 * _MARGIN
    elements = (
        *_head(label, phrases, inner),
        *_recipient(label, phrases, inner, height - 78),
        *_facts(label, phrases, inner, height - 76.5),
        *_bars(require_sscc(label.sscc), width, height),
    )
    return Layout(width=width, height=height, elements=elements)


def address_paragraphs(address: Address, *, small: float = 1.0) -> tuple[Paragraph, ...]:
    """Writes an address as people expect it, name and town heavier; ``small`` scales the other lines."""
    town = f"{address.postcode} {address.city}"
    return (
        Paragraph(address.name, bold=True),
        *(Paragraph(text, scale=small) for text in (address.company, address.street1, address.street2)),
        Paragraph(town, bold=True),
        *(Paragraph(text, scale=small) for text in (address.region, address.country)),
    )


def _head(label: ShippingLabel, phrases: Phrases, inner: float) -> Iterator[Element]:
    sender = inner * 0.56
    yield _title(_MARGIN, 3.5, sender, phrases("labels.sender"))
    yield text_box(
        (_MARGIN, 6.4, sender, 16),
        *address_paragraphs(label.sender),
        size=3.2,
        least=1.8,
        too_long="labels.error.sender_long",
    )
    yield text_box(
        (_MARGIN + inner * 0.6, 3.5, inner * 0.4, 18.5),
        Paragraph(label.carrier, bold=True),
        Paragraph(label.service, scale=0.6),
        size=7.5,
        least=2.8,
        align=Align.RIGHT,
        too_long="labels.error.carrier_long",
    )
    yield Rule(x=_MARGIN, y=22.8, width=inner, height=_LINE)


def _recipient(label: ShippingLabel, phrases: Phrases, inner: float, bottom: float) -> Iterator[Element]:
    yield _title(_MARGIN, 24.4, inner, phrases("labels.recipient"))
    yield text_box(
        (_MARGIN, 28, inner, bottom - 28),
        *address_paragraphs(label.recipient, small=0.82),
        size=7,
        least=3,
        too_long="labels.error.recipient_long",
    )


def _facts(label: ShippingLabel, phrases: Phrases, inner: float, top: float) -> Iterator[Element]:
    parcels = parcel(phrases, label.parcel_no, label.parcel_count)
    rows = (
        ((0.64, "labels.order", label.order_ref), (0.36, "labels.parcel", parcels)),
        (
            (0.36, "labels.channel", label.channel),
            (0.32, "labels.weight", weight(phrases, label.weight_g)),
            (0.32, "labels.date", day(phrases, label.date)),
        ),
    )
    for number, row in enumerate(rows):
        y = top + 13 * number
        yield Rule(x=_MARGIN, y=y, width=inner, height=_LINE)
        x = _MARGIN
        for share, title, value in row:
            width = inner * share - 2
            yield _title(x, y + 1.4, width, phrases(title))
            yield text_box((x, y + 4.6, width, 8), Paragraph(value, bold=True), size=6, least=2.4)
            x += inner * share
    yield Rule(x=_MARGIN, y=top + 26, width=inner, height=_LINE)


def _bars(sscc: str, width: float, height: float) -> Iterator[Element]:
    x, room = _MARGIN / 2, width - _MARGIN
    yield Bars(x=x, y=height - 47.5, width=room, height=36, payload=sscc, symbology=Symbology.SSCC)
    digits = Paragraph(f"({SSCC_IDENTIFIER}) {sscc}", bold=True)
    yield text_box((x, height - 10.4, room, 7.2), digits, size=6, least=4, align=Align.CENTER)


def _title(x: float, y: float, width: float, text: str) -> TextBox:
    return text_box((x, y, width, _TITLE * LEADING), Paragraph(text), size=_TITLE, least=1.6)
