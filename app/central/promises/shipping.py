"""A manifest: every closed parcel of a carrier, promised to one hand-over at the door."""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.audit import note
from app.central.dialect import called, on_server
from app.central.engine import Central
from app.central.tables import Moment, manifest, parcel, sales_order
from app.domain.errors import Conflict


@dataclass(frozen=True, slots=True)
class ManifestParcel:
    """A parcel on a manifest: its number within the order, its weight in grams, and whom it goes to."""

    sscc: str
    order: int
    ref: str
    number: int
    weight_g: int
    service: str
    recipient: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is handed to a carrier now; the caller journals a ``Shipped`` for each parcel."""

    id: int
    parcels: tuple[ManifestParcel, ...]


def open_manifest(central: Central, carrier: str, *, station: str, badge: str, now: datetime) -> Manifest:
    """Puts every closed parcel of a carrier on a manifest; no parcel is ever on two.

    When this station was interrupted after an earlier manifest, its parcels that are not booked as shipped
    yet are on that manifest still: then it is continued, with whatever was closed since.

    Raises:
        Conflict: Nothing is ready for the carrier.
    """
    with central.writing() as connection:
        if on_server(connection):
            sheet = called(connection, "put_on_manifest", carrier, station, badge, sa.literal(now, Moment))
            if sheet is None:
                raise Conflict("promises.nothing_to_ship", carrier=carrier)
            return Manifest(int(sheet), _parcels(connection, int(sheet)))
        number = _unfinished(connection, carrier, station) or _new(connection, carrier, station, badge, now)
        of_carrier = sa.select(sales_order.c.id).where(sales_order.c.carrier == carrier)
        ready = sa.and_(parcel.c.state == "closed", parcel.c.manifest_id.is_(None), parcel.c.order_id.in_(of_carrier))
        connection.execute(sa.update(parcel).where(ready).values(manifest_id=number))
        parcels = _parcels(connection, number)
        if not parcels:
            raise Conflict("promises.nothing_to_ship", carrier=carrier)
        what, count = f"manifest {number}", len(parcels)
        note(connection, badge=badge, station=station, action="ship", what=what, at=now, carrier=carrier, count=count)
        return Manifest(number, parcels)


def _unfinished(connection: sa.Connection, carrier: str, station: str) -> int | None:
    shipped = sa.select(parcel.c.sscc).where(parcel.c.manifest_id == manifest.c.id, parcel.c.state == "shipped")
    waiting = sa.select(parcel.c.sscc).where(parcel.c.manifest_id == manifest.c.id, parcel.c.state == "closed")
    mine = sa.and_(manifest.c.carrier == carrier, manifest.c.station == station)
    statement = sa.select(manifest.c.id).where(mine, waiting.exists(), ~shipped.exists())
    return connection.execute(statement.order_by(manifest.c.id).limit(1)).scalar()


def _new(connection: sa.Connection, carrier: str, station: str, badge: str, now: datetime) -> int:
    row = {"carrier": carrier, "closed_at": now, "station": station, "badge": badge}
    return int(connection.execute(sa.insert(manifest).values(row).returning(manifest.c.id)).scalar_one())


def _parcels(connection: sa.Connection, number: int) -> tuple[ManifestParcel, ...]:
    columns = (parcel.c.sscc, parcel.c.order_id, parcel.c.number, parcel.c.weight_g)
    statement = (
        sa.select(*columns, sales_order.c.external_id, sales_order.c.service, sales_order.c.recipient)
        .join(sales_order, sales_order.c.id == parcel.c.order_id)
        .where(parcel.c.manifest_id == number, parcel.c.state == "closed")
        .order_by(parcel.c.order_id, parcel.c.number)
    )
    found = []
    for row in connection.execute(statement):
        to = json.loads(row.recipient)
        found.append(
            ManifestParcel(
                sscc=row.sscc,
                order=row.order_id,
                ref=row.external_id,
                number=row.number,
                weight_g=row.weight_g or 0,
                service=row.service,
                recipient=to.get("name") or to.get("company") or "",
                postcode=to.get("postcode", ""),
                city=to.get("city", ""),
                country=to.get("country", ""),
            )
        )
    return tuple(found)
