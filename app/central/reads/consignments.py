"""What must be printed on an order's papers: whom it goes to, how, and what was ordered."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import order_line, parcel, parcel_line, sales_order
from app.domain.orders import OrderState

_OURS = re.compile(r"(?:OR)?([0-9]{1,12})")
_WHOLE = (OrderState.PACKED, OrderState.SHIPPED)


@dataclass(frozen=True, slots=True)
class ConsignmentLine:
    """An order line as the papers show it; quantities are units of the whole order."""

    line: int
    sku: str
    name: str
    ordered: int
    missing: int


@dataclass(frozen=True, slots=True)
class Consignment:
    """An order as the papers show it.

    Attributes:
        order: The order's number here.
        channel: Where it came from.
        ref: The order as the customer knows it.
        carrier: Who carries it.
        service: The carrier's product.
        placed_at: When it was placed, in UTC.
        recipient: Address parts by name, as the channel wrote them.
        lines: What was ordered.
    """

    order: int
    channel: str
    ref: str
    carrier: str
    service: str
    placed_at: datetime
    recipient: dict[str, str]
    lines: tuple[ConsignmentLine, ...]


@dataclass(frozen=True, slots=True)
class PackedParcel:
    """A parcel as its papers show it.

    Attributes:
        sscc: Its 18 digits.
        order: Its order's number here.
        number: Which parcel of the order, from 1.
        count: Parcels of the order; 0 while more may follow.
        weight_g: Weight in grams, 0 before it was weighed.
        closed_at: When it was closed, in UTC; None while it is open.
        units: What is in it, by order line.
    """

    sscc: str
    order: int
    number: int
    count: int
    weight_g: int
    closed_at: datetime | None
    units: Mapping[int, int]


def consignment(central: Central, order: int) -> Consignment:
    """Gives what the papers of an order say.

    Raises:
        LookupError: There is no such order.
    """
    with central.reading() as connection:
        head = connection.execute(sa.select(sales_order).where(sales_order.c.id == order)).first()
        if head is None:
            raise LookupError(f"no order {order}")
        rows = connection.execute(
            sa.select(order_line).where(order_line.c.order_id == order).order_by(order_line.c.number)
        ).all()
    lines = tuple(
        ConsignmentLine(row.id, row.sku, row.name, row.qty, max(0, row.qty - row.picked - row.reserved)) for row in rows
    )
    to = {name: text for name, text in json.loads(head.recipient).items() if text}
    return Consignment(order, head.channel, head.external_id, head.carrier, head.service, head.placed_at, to, lines)


def orders_called(central: Central, name: str) -> tuple[int, ...]:
    """Gives the orders a person may mean: those of the channel's number, else the one of ours (``17`` or ``OR17``)."""
    with central.reading() as connection:
        ids = sa.select(sales_order.c.id).order_by(sales_order.c.id)
        found = connection.scalars(ids.where(sales_order.c.external_id == name)).all()
        ours = _OURS.fullmatch(name)
        if not found and ours:
            found = connection.scalars(ids.where(sales_order.c.id == int(ours[1]))).all()
    return tuple(found)


def parcels_of(central: Central, order: int) -> tuple[str, ...]:
    """Gives the parcels of an order by their numbers."""
    with central.reading() as connection:
        statement = sa.select(parcel.c.sscc).where(parcel.c.order_id == order).order_by(parcel.c.number)
        return tuple(connection.scalars(statement).all())


def packed_parcel(central: Central, sscc: str) -> PackedParcel:
    """Gives what the papers of a parcel say.

    Raises:
        LookupError: There is no such parcel.
    """
    joined = sa.select(parcel, sales_order.c.state.label("order_state")).join(
        sales_order, parcel.c.order_id == sales_order.c.id
    )
    with central.reading() as connection:
        head = connection.execute(joined.where(parcel.c.sscc == sscc)).first()
        if head is None:
            raise LookupError(f"no parcel {sscc}")
        count = connection.scalar(sa.select(sa.func.max(parcel.c.number)).where(parcel.c.order_id == head.order_id))
        lines = sa.select(parcel_line.c.order_line_id, parcel_line.c.qty).where(parcel_line.c.sscc == sscc)
        units = {row.order_line_id: row.qty for row in connection.execute(lines)}
    of = count or 0 if head.order_state in _WHOLE else 0
    return PackedParcel(sscc, head.order_id, head.number, of, head.weight_g or 0, head.closed_at, units)
