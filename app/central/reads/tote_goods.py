"""What lies in the totes of an order, line by line, and which shelf each unit came from."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import movement, order_line, place, sales_order
from app.domain.master.places import PlaceKind
from app.domain.orders import OrderState


@dataclass(frozen=True, slots=True)
class ToteGoods:
    """Units of an order line that lie in a tote, and the shelf they were taken from."""

    line: int
    sku: str
    tote: str
    shelf: str
    qty: int


def goods_of_cancelled(central: Central, order: int) -> tuple[ToteGoods, ...]:
    """Gives what is still in the totes of a cancelled order; nothing for an order that is not cancelled."""
    tote, shelf = place.alias("tote"), place.alias("shelf")
    of_order = sa.and_(
        order_line.c.id == movement.c.order_line_id,
        order_line.c.order_id == order,
    )
    live = sa.select(sales_order.c.id).where(sales_order.c.id == order, sales_order.c.state == OrderState.CANCELLED)
    columns = (movement.c.order_line_id, movement.c.sku)
    ends = sa.and_(tote.c.kind == PlaceKind.TOTE, shelf.c.kind == PlaceKind.SHELF, live.exists())
    came = (
        sa.select(*columns, movement.c.dst.label("tote"), movement.c.src.label("shelf"), movement.c.qty.label("qty"))
        .join(order_line, of_order)
        .join(tote, tote.c.code == movement.c.dst)
        .join(shelf, shelf.c.code == movement.c.src)
        .where(ends)
    )
    went = (
        sa.select(*columns, movement.c.src, movement.c.dst, -movement.c.qty)
        .join(order_line, of_order)
        .join(tote, tote.c.code == movement.c.src)
        .join(shelf, shelf.c.code == movement.c.dst)
        .where(ends)
    )
    both = sa.union_all(came, went).subquery("moved")
    units = sa.func.sum(both.c.qty)
    keys = (both.c.order_line_id, both.c.sku, both.c.tote, both.c.shelf)
    with central.reading() as connection:
        rows = connection.execute(sa.select(*keys, units).group_by(*keys).having(units > 0).order_by(*keys)).all()
    return tuple(ToteGoods(*row) for row in rows)
