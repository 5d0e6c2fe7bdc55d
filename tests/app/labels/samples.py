"""Labels to print in tests."""

from dataclasses import replace
from datetime import date

from app.labels import (
    Address,
    Manifest,
    ManifestLine,
    PackingSlip,
    PlaceLabel,
    ShippingLabel,
    SlipLine,
    make_sscc,
)

SSCC = make_sscc("8412345", 42, extension=3)

SENDER = Address(
    name="Almacenes Pasillo, S.L.", street1="C/ Peñíscola, 12", postcode="28045", city="Madrid", country="España"
)

RECIPIENT = Address(
    name="María Núñez",
    company="Peluquería Ñandú, S.A.",
    street1="Avda. de la Constitución, 5, 3.º B",
    street2="Urbanización Las Águilas",
    postcode="03700",
    city="Dénia",
    region="Alicante",
    country="España",
)

SHIPPING = ShippingLabel(
    sender=SENDER,
    recipient=RECIPIENT,
    sscc=SSCC,
    order_ref="PK-000123",
    channel="Tienda web",
    carrier="SEUR",
    service="24 h",
    parcel_no=1,
    parcel_count=3,
    weight_g=1250,
    date=date(2026, 11, 22),
)

PLACE = PlaceLabel(code="A-01-03-B", shown="A-01-03-B", check_digits="47", barcode="A0103B")


def shipping_to(name: str, **parts: str) -> ShippingLabel:
    return replace(SHIPPING, recipient=replace(RECIPIENT, name=name, **parts))


def slip_of(count: int, *, order_code: str = "404-1234567-1234567", language: str = "es") -> PackingSlip:
    lines = tuple(
        SlipLine(
            sku=f"CAM-{number:04d}-XL",
            name=f"Camiseta de algodón orgánico, talla XL, color {number}",
            ordered=number + 2,
            shipped=number + 1,
            backordered=1,
        )
        for number in range(count)
    )
    return PackingSlip(
        order_ref="PK-000123",
        channel="Tienda web",
        date=date(2026, 11, 22),
        recipient=RECIPIENT,
        lines=lines,
        parcel_no=1,
        parcel_count=2,
        weight_g=12050,
        language=language,
        order_code=order_code,
    )


def manifest_of(count: int, *, language: str = "es") -> Manifest:
    parcels = tuple(
        ManifestLine(
            sscc=make_sscc("8412345", number),
            order_ref=f"PK-{number:06d}",
            recipient=f"María Núñez {number}",
            postcode="28045",
            weight_g=1000 + number,
        )
        for number in range(count)
    )
    return Manifest(
        carrier="SEUR",
        date=date(2026, 11, 22),
        number="M-2026-0042",
        site="Madrid Sur",
        parcels=parcels,
        language=language,
    )
