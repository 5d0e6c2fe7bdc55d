"""An example of every kind of label and paper, in both languages: to look at, to try a printer, to test a template."""

from datetime import date

from app.labels.codes import make_sscc
from app.labels.records.papers import CommandSheet, Manifest, ManifestLine, PackingSlip, SlipLine
from app.labels.records.parcels import Address, LogisticLabel, ReturnLabel, ShippingLabel
from app.labels.records.small import BadgeLabel, CommandCard, ItemLabel, PlaceLabel, ToteLabel

_DAY, _LATER = date(2026, 11, 23), date(2027, 12, 31)
_PREFIX = "9520000"
"""GS1 keeps 952 for demonstrations: nobody's goods have these numbers."""

_GTIN, _LOT, _ORDER = "9520000123451", "L0427", "PK-000123"
_HOUSE = Address(
    name="Almacenes Pasillo, S.L.", street1="C/ Peñíscola, 12", postcode="28045", city="Madrid", country="España"
)
_PERSON = Address(
    name="María Núñez",
    company="Peluquería Ñandú, S.A.",
    street1="Avda. de la Constitución, 5, 3.º B",
    street2="Urbanización Las Águilas",
    postcode="03700",
    city="Dénia",
    region="Alicante",
    country="España",
)
_WORDS = {
    "es": {
        "channel": "Tienda web",
        "content": "Aceite de oliva virgen extra, 1 l",
        "item": "Taza de cerámica, roja",
        "role": "Preparadora",
        "undo": "Deshacer",
        "ok": "Aceptar",
    },
    "en": {
        "channel": "Web shop",
        "content": "Extra virgin olive oil, 1 l",
        "item": "Ceramic mug, red",
        "role": "Picker",
        "undo": "Undo",
        "ok": "Accept",
    },
}


def shipping(language: str) -> ShippingLabel:
    """The first of two parcels."""
    return ShippingLabel(
        sender=_HOUSE,
        recipient=_PERSON,
        sscc=make_sscc(_PREFIX, 42),
        order_ref=_ORDER,
        channel=_WORDS[language]["channel"],
        carrier="SEUR",
        service="24 h",
        parcel_no=1,
        parcel_count=2,
        weight_g=1250,
        date=_DAY,
        language=language,
    )


def logistic(language: str) -> LogisticLabel:
    """A pallet of one item, lot and date known."""
    return LogisticLabel(
        sender=_HOUSE,
        recipient=_PERSON,
        sscc=make_sscc(_PREFIX, 43, extension=3),
        content=_WORDS[language]["content"],
        content_gtin=_GTIN,
        units=144,
        lot=_LOT,
        best_before=_LATER,
        order_ref=_ORDER,
        weight_g=182_500,
        language=language,
    )


def returned(language: str) -> ReturnLabel:
    """The way back of ``shipping``."""
    return ReturnLabel(
        sender=_PERSON,
        recipient=_HOUSE,
        order_ref=_ORDER,
        reference="OR123",
        carrier="SEUR",
        service="24 h",
        channel=_WORDS[language]["channel"],
        date=_DAY,
        language=language,
    )


def tote(_language: str) -> ToteLabel:
    """A tote."""
    return ToteLabel(code="TO0042")


def place(_language: str) -> PlaceLabel:
    """A shelf."""
    return PlaceLabel(code="A03-07-B", shown="A03-07-B", check_digits="47", barcode="PLA0307B")


def item(language: str) -> ItemLabel:
    """A mug of a known lot."""
    words = _WORDS[language]
    return ItemLabel(
        name=words["item"], sku="MUG-RED", barcode=_GTIN, gtin=_GTIN, lot=_LOT, expiry=_LATER, language=language
    )


def badge(language: str) -> BadgeLabel:
    """A picker's badge."""
    return BadgeLabel(name="Lucía Fernández", role_text=_WORDS[language]["role"], code="BA2001")


def command(language: str) -> CommandCard:
    """One card of the command sheet."""
    return CommandCard(code="#UNDO", title=_WORDS[language]["undo"])


def commands(language: str) -> CommandSheet:
    """A sheet of two cards."""
    cards = (CommandCard(code="#OK", title=_WORDS[language]["ok"]), command(language))
    return CommandSheet(cards=cards, language=language)


def slip(language: str) -> PackingSlip:
    """The slip of ``shipping``: one line whole, one line with units that follow."""
    words = _WORDS[language]
    return PackingSlip(
        order_ref=_ORDER,
        channel=words["channel"],
        date=_DAY,
        recipient=_PERSON,
        lines=(
            SlipLine(sku="MUG-RED", name=words["item"], ordered=2, shipped=2),
            SlipLine(sku="OIL-1L", name=words["content"], ordered=12, shipped=8, backordered=4),
        ),
        parcel_no=1,
        parcel_count=2,
        weight_g=1250,
        language=language,
        order_code="OR123",
    )


def manifest(language: str) -> Manifest:
    """Two parcels of a day."""
    return Manifest(
        carrier="SEUR",
        date=_DAY,
        number="42",
        site="Madrid Sur",
        parcels=tuple(
            ManifestLine(
                sscc=make_sscc(_PREFIX, serial),
                order_ref=_ORDER,
                recipient=_PERSON.name,
                postcode=_PERSON.postcode,
                weight_g=weight_g,
            )
            for serial, weight_g in ((42, 1250), (44, 980))
        ),
        language=language,
    )
