"""Orders as screens list them: by state, by number, and what the backordered ones wait for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.rows import Row
from app.central.tables import order_line, sales_order


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line: ordered, in open reservations, taken, in parcels, gone; ``missing`` is none of these."""

    line: int
    number: int
    sku: str
    name: str
    qty: int
    reserved: int
    picked: int
    packed: int
    shipped: int

    @property
    def missing(self) -> int:
        """Units that are neither set aside nor taken."""
        return self.qty - self.reserved - self.picked


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list.

    Attributes:
        order: Its number here; ``ref`` is its number in the channel.
        channel: Key of the channel.
        ref: The channel's number.
        state: Where it stands.
        recipient: Person or firm it goes to.
        carrier: Who carries it.
        placed_at: When the customer ordered.
        cutoff_at: When the carrier leaves.
        priority: Higher goes first.
        wave: Number of its wave, None before release.
        lines: How many lines.
        units: Units ordered.
        picked: Units taken so far.
        missing: Units neither set aside nor taken.
    """

    order: int
    channel: str
    ref: str
    state: str
    recipient: str
    carrier: str
    placed_at: datetime
    cutoff_at: datetime | None
    priority: int
    wave: int | None
    lines: int
    units: int
    picked: int
    missing: int


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """One order with its lines and the address as imported."""

    order: OrderRow
    lines: tuple[OrderLine, ...]
    address: dict[str, str]


def orders(
    central: Central, *, states: Iterable[str] | None = None, ref: str = "", limit: int = 500
) -> tuple[OrderRow, ...]:
    """Lists orders, the most urgent first.

    Args:
        central: The centre.
        states: Only these states; None for all.
        ref: Only orders whose number in the channel begins so.
        limit: At most so many.
    """
    statement = _summed()
    if states is not None:
        statement = statement.where(sales_order.c.state.in_(list(states)))
    if ref:
        statement = statement.where(sales_order.c.external_id.startswith(ref, autoescape=True))
    urgency = (sales_order.c.cutoff_at.asc().nulls_last(), sales_order.c.priority.desc(), sales_order.c.placed_at)
    with central.reading() as connection:
        rows = connection.execute(statement.order_by(*urgency, sales_order.c.id).limit(limit)).all()
    return tuple(_row(row) for row in rows)


def order_sheet(central: Central, order: int) -> OrderSheet | None:
    """Gives one order with its lines, or None when there is none of that number."""
    with central.reading() as connection:
        head = connection.execute(_summed().where(sales_order.c.id == order)).first()
        if head is None:
            return None
        return OrderSheet(_row(head), _lines(connection, order), json.loads(head.recipient))


def backorders(central: Central) -> tuple[OrderSheet, ...]:
    """Gives every backordered order with those of its lines that miss units."""
    with central.reading() as connection:
        waiting = sales_order.c.state == "backordered"
        heads = connection.execute(_summed().where(waiting).order_by(sales_order.c.placed_at, sales_order.c.id)).all()
        missing: dict[int, list[OrderLine]] = {head.id: [] for head in heads}
        short = order_line.c.qty > order_line.c.reserved + order_line.c.picked
        statement = sa.select(order_line).join(sales_order, sales_order.c.id == order_line.c.order_id)
        for row in connection.execute(statement.where(waiting, short).order_by(order_line.c.id)):
            missing[row.order_id].append(_line(row))
    return tuple(OrderSheet(_row(head), tuple(missing[head.id]), json.loads(head.recipient)) for head in heads)


def _summed() -> sa.Select[*tuple[object, ...]]:
    missing = order_line.c.qty - order_line.c.reserved - order_line.c.picked
    return (
        sa.select(
            sales_order,
            sa.func.count(order_line.c.id).label("lines"),
            sa.func.coalesce(sa.func.sum(order_line.c.qty), 0).label("units"),
            sa.func.coalesce(sa.func.sum(order_line.c.picked), 0).label("picked"),
            sa.func.coalesce(sa.func.sum(sa.case((missing > 0, missing), else_=0)), 0).label("missing"),
        )
        .outerjoin(order_line, order_line.c.order_id == sales_order.c.id)
        .group_by(sales_order.c.id)
    )


def _row(row: Row) -> OrderRow:
    to = json.loads(row.recipient)
    return OrderRow(
        order=row.id,
        channel=row.channel,
        ref=row.external_id,
        state=row.state,
        recipient=to.get("name") or to.get("company") or "",
        carrier=row.carrier,
        placed_at=row.placed_at,
        cutoff_at=row.cutoff_at,
        priority=row.priority,
        wave=row.wave_id,
        lines=row.lines,
        units=row.units,
        picked=row.picked,
        missing=row.missing,
    )


def _lines(connection: sa.Connection, order: int) -> tuple[OrderLine, ...]:
    statement = sa.select(order_line).where(order_line.c.order_id == order).order_by(order_line.c.number)
    return tuple(_line(row) for row in connection.execute(statement))


def _line(row: Row) -> OrderLine:
    return OrderLine(
        line=row.id,
        number=row.number,
        sku=row.sku,
        name=row.name,
        qty=row.qty,
        reserved=row.reserved,
        picked=row.picked,
        packed=row.packed,
        shipped=row.shipped,
    )
