"""Orders that wait for their release, as a supervisor chooses among them, and the floor that their goods lie on."""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.rows import Row
from app.central.tables import in_house, pick, place, sales_order
from app.domain.master.places import PlaceKind
from app.domain.orders import OrderState


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """A reserved order: who bought, who carries it, when that leaves, and what is to be taken where.

    Attributes:
        order: Its number.
        ref: Its number in the channel.
        customer: Who gets the parcel.
        channel: Where it was bought.
        carrier: Who takes it, or empty.
        cutoff_at: When that leaves, or None.
        priority: Higher goes first.
        lines: Lines with units to take.
        units: Those units.
        stops: Places to halt at for them.
        zones: Zones they lie in, in walking order.
        aisles: Aisles they lie in, each as its zone and its number there.
    """

    order: int
    ref: str
    customer: str
    channel: str
    carrier: str
    cutoff_at: datetime | None
    priority: int
    lines: int
    units: int
    stops: int
    zones: tuple[str, ...]
    aisles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FloorPlace:
    """A place that stays where it is, with its position in millimetres; ``kind`` is shelf, handover or pack."""

    code: str
    kind: str
    zone: str
    aisle: int
    x_mm: int
    y_mm: int


def waiting_orders(central: Central) -> tuple[WaitingOrder, ...]:
    """Gives every reserved order that has goods to be taken, the most urgent first."""
    aisles, order = _aisles(), sales_order.c
    columns = (order.id, order.external_id, order.recipient, order.channel, order.carrier, order.cutoff_at)
    urgency = (order.cutoff_at.asc().nulls_last(), order.priority.desc(), order.placed_at, order.id)
    statement = (
        sa.select(*columns, order.priority, _lines().label("lines"))
        .add_columns(aisles.c.zone, aisles.c.aisle, aisles.c.units, aisles.c.stops)
        .join(aisles, aisles.c.order_id == order.id)
        .where(order.state == OrderState.RESERVED)
        .order_by(*urgency, aisles.c.first)
    )
    rows: dict[int, list[Row]] = {}
    with central.reading() as connection:
        for row in connection.execute(statement):
            rows.setdefault(row.id, []).append(row)
    return tuple(_waiting(parts) for parts in rows.values())


def floor_places(central: Central) -> tuple[FloorPlace, ...]:
    """Gives shelves, hand-over places and pack benches in walking order."""
    kinds = (PlaceKind.SHELF, PlaceKind.HANDOVER, PlaceKind.PACK)
    columns = (place.c.code, place.c.kind, place.c.zone, place.c.aisle, place.c.x_mm, place.c.y_mm)
    statement = sa.select(*columns).where(in_house, place.c.kind.in_(kinds)).order_by(place.c.sequence, place.c.code)
    with central.reading() as connection:
        return tuple(FloorPlace(*row) for row in connection.execute(statement))


def _aisles() -> sa.Subquery:
    """Adds up what an order takes in each aisle."""
    left = pick.c.qty - pick.c.picked - pick.c.short
    return (
        sa.select(
            pick.c.order_id,
            place.c.zone,
            place.c.aisle,
            sa.func.count(pick.c.place.distinct()).label("stops"),
            sa.func.sum(left).label("units"),
            sa.func.min(place.c.sequence).label("first"),
        )
        .join(place, place.c.code == pick.c.place)
        .where(pick.c.state == "open", pick.c.walk_id.is_(None))
        .group_by(pick.c.order_id, place.c.zone, place.c.aisle)
        .subquery("aisles")
    )


def _lines() -> sa.ScalarSelect[int]:
    counted = sa.select(sa.func.count(pick.c.order_line_id.distinct()))
    return counted.where(pick.c.order_id == sales_order.c.id, pick.c.state == "open").scalar_subquery()


def _waiting(parts: list[Row]) -> WaitingOrder:
    row = parts[0]
    to = json.loads(row.recipient)
    return WaitingOrder(
        order=row.id,
        ref=row.external_id,
        customer=to.get("name") or to.get("company") or "",
        channel=row.channel,
        carrier=row.carrier,
        cutoff_at=row.cutoff_at,
        priority=row.priority,
        lines=row.lines,
        units=sum(part.units for part in parts),
        stops=sum(part.stops for part in parts),
        zones=tuple(dict.fromkeys(part.zone for part in parts)),
        aisles=tuple(f"{part.zone}{part.aisle}" for part in parts),
    )
