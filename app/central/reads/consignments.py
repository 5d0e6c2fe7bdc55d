"""What must be printed on an order's papers: whom it goes to, how, and what was ordered."""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import order_line, sales_order


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
