"""The door: what is packed for each carrier, and what should still come."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import manifest, parcel, sales_order
from app.domain.orders import OrderState

_COMING = (
    OrderState.RESERVED,
    OrderState.RELEASED,
    OrderState.PICKING,
    OrderState.PICKED,
    OrderState.PACKING,
)


@dataclass(frozen=True, slots=True)
class CarrierLoad:
    """One carrier.

    Attributes:
        carrier: Its name; empty for orders that name none.
        parcels: Closed parcels that wait; ``weight_g`` is their weight together.
        weight_g: Grams.
        waiting_orders: Orders not packed yet.
        cutoff_at: The earliest cut-off of these.
    """

    carrier: str
    parcels: int
    weight_g: int
    waiting_orders: int
    cutoff_at: datetime | None


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A manifest of the past: when, where and by whom it was made, and its parcels."""

    id: int
    carrier: str
    closed_at: datetime
    station: str
    badge: str
    parcels: int


def ship_board(central: Central) -> tuple[CarrierLoad, ...]:
    """Gives every carrier that has parcels or orders waiting, by name."""
    with central.reading() as connection:
        grams = sa.func.coalesce(sa.func.sum(parcel.c.weight_g), 0)
        ready = sa.select(sales_order.c.carrier, sa.func.count(), grams).join(
            parcel, parcel.c.order_id == sales_order.c.id
        )
        closed = connection.execute(
            ready.where(parcel.c.state == sa.literal_column("'closed'")).group_by(sales_order.c.carrier)
        )
        parcels = {carrier: (count, weight) for carrier, count, weight in closed}
        coming = sa.select(sales_order.c.carrier, sa.func.count(), sa.func.min(sales_order.c.cutoff_at))
        rows = connection.execute(coming.where(sales_order.c.state.in_(_COMING)).group_by(sales_order.c.carrier))
        orders = {carrier: (count, cutoff) for carrier, count, cutoff in rows}
    return tuple(
        CarrierLoad(carrier, *parcels.get(carrier, (0, 0)), *orders.get(carrier, (0, None)))
        for carrier in sorted(parcels.keys() | orders.keys())
    )


def manifests(central: Central, *, limit: int = 100) -> tuple[ManifestRow, ...]:
    """Gives the manifests, the last one first."""
    columns = (manifest.c.id, manifest.c.carrier, manifest.c.closed_at, manifest.c.station, manifest.c.badge)
    statement = (
        sa.select(*columns, sa.func.count(parcel.c.sscc))
        .outerjoin(parcel, parcel.c.manifest_id == manifest.c.id)
        .group_by(*columns)
        .order_by(manifest.c.id.desc())
        .limit(limit)
    )
    with central.reading() as connection:
        return tuple(ManifestRow(*tuple(row)) for row in connection.execute(statement))
