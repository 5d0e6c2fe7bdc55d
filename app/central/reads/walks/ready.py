"""What may be released: reserved orders, where their goods lie, and where totes are put down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import item, pick, place, sales_order
from app.domain.master.places import PlaceKind
from app.domain.orders import OrderState

_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class ReadyOrder:
    """A reserved order that waits for its release."""

    order: int
    priority: int
    cutoff_at: datetime | None
    lines: int


@dataclass(frozen=True, slots=True)
class ReadyPick:
    """Units set aside for it, and where they lie; weight in grams of all of them."""

    pick: int
    order: int
    line: int
    sku: str
    place: str
    zone: str
    aisle: int
    sequence: int
    x_mm: int
    y_mm: int
    qty: int
    weight_g: int


@dataclass(frozen=True, slots=True)
class DropPlace:
    """A place where totes are put down; ``kind`` is handover or pack."""

    code: str
    kind: str
    zone: str
    x_mm: int
    y_mm: int


@dataclass(frozen=True, slots=True)
class Ready:
    """What may be released, the most urgent order first.

    Attributes:
        orders: The orders.
        picks: Their reservations.
        drops: Hand-over places and pack benches in walking order.
        length_mm: Length of the aisles: the last shelf is as far from the back as the first from the front.
    """

    orders: tuple[ReadyOrder, ...]
    picks: tuple[ReadyPick, ...]
    drops: tuple[DropPlace, ...]
    length_mm: int


def candidates(
    central: Central,
    *,
    cutoff: datetime | None = None,
    orders: Sequence[int] | None = None,
    limit: int | None = None,
) -> Ready:
    """Gives reserved orders and where their goods lie.

    Args:
        central: The centre.
        cutoff: Only orders whose carrier leaves at or before this moment.
        orders: Only these.
        limit: At most so many, the most urgent ones.
    """
    with central.reading() as connection:
        ready = _orders(connection, cutoff, orders, limit)
        picks = tuple(_picks(connection, [one.order for one in ready]))
        return Ready(ready, picks, *floor_of(connection))


def _orders(
    connection: sa.Connection, cutoff: datetime | None, orders: Sequence[int] | None, limit: int | None
) -> tuple[ReadyOrder, ...]:
    lines = (
        sa.select(sa.func.count(pick.c.order_line_id.distinct()))
        .where(pick.c.order_id == sales_order.c.id, pick.c.state == "open")
        .scalar_subquery()
    )
    columns = (sales_order.c.id, sales_order.c.priority, sales_order.c.cutoff_at, lines)
    urgency = (sales_order.c.cutoff_at.asc().nulls_last(), sales_order.c.priority.desc(), sales_order.c.placed_at)
    statement = sa.select(*columns).where(sales_order.c.state == OrderState.RESERVED)
    if cutoff is not None:
        statement = statement.where(sales_order.c.cutoff_at <= cutoff)
    if orders is not None:
        statement = statement.where(sales_order.c.id.in_(orders))
    rows = connection.execute(statement.order_by(*urgency, sales_order.c.id).limit(limit))
    return tuple(ReadyOrder(*row) for row in rows)


def _picks(connection: sa.Connection, orders: Sequence[int]) -> Sequence[ReadyPick]:
    left = pick.c.qty - pick.c.picked - pick.c.short
    where = (place.c.code, place.c.zone, place.c.aisle, place.c.sequence, place.c.x_mm, place.c.y_mm)
    statement = (
        sa.select(pick.c.id, pick.c.order_id, pick.c.order_line_id, pick.c.sku, *where, left, left * item.c.weight_g)
        .join(place, place.c.code == pick.c.place)
        .join(item, item.c.sku == pick.c.sku)
        .where(pick.c.state == "open", pick.c.walk_id.is_(None))
        .order_by(pick.c.id)
    )
    found: list[ReadyPick] = []
    for start in range(0, len(orders), _CHUNK):
        part = statement.where(pick.c.order_id.in_(orders[start : start + _CHUNK]))
        found += [ReadyPick(*tuple(row)) for row in connection.execute(part)]
    return found


def floor_of(connection: sa.Connection) -> tuple[tuple[DropPlace, ...], int]:
    """Gives hand-over places and pack benches in walking order, and the length of the aisles."""
    kinds = (PlaceKind.HANDOVER, PlaceKind.PACK)
    columns = (place.c.code, place.c.kind, place.c.zone, place.c.x_mm, place.c.y_mm)
    statement = sa.select(*columns).where(place.c.kind.in_(kinds)).order_by(place.c.sequence, place.c.code)
    drops = tuple(DropPlace(*row) for row in connection.execute(statement))
    ends = sa.select(sa.func.max(place.c.y_mm) + sa.func.min(place.c.y_mm)).where(place.c.kind == PlaceKind.SHELF)
    return drops, connection.execute(ends).scalar() or 0
