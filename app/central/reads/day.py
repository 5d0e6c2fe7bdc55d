"""The day at a glance: orders by state, what must still leave by which cut-off, parcels that wait at the door."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import parcel, sales_order
from app.domain.boards import ParcelRow
from app.domain.orders import OrderState

_LEAVING = (
    OrderState.OPEN,
    OrderState.RESERVED,
    OrderState.RELEASED,
    OrderState.PICKING,
    OrderState.PICKED,
    OrderState.PACKING,
    OrderState.PACKED,
)
_ENDED = (OrderState.SHIPPED, OrderState.CANCELLED)
_LIVE = tuple(state for state in OrderState if state not in _ENDED)


def orders_by_state(central: Central) -> Mapping[str, int]:
    """Counts orders by state."""
    statement = sa.select(sales_order.c.state, sa.func.count()).group_by(sales_order.c.state)
    with central.reading() as connection:
        rows = connection.execute(statement).all()
        return {row[0]: row[1] for row in rows}


def orders_of_day(central: Central, since: datetime) -> Mapping[str, int]:
    """Counts by state the orders that are not ended, and of the ended ones those that came since a moment.

    What was shipped long ago is left out, so that counting takes as long as there is work, not as the site is old.
    """
    count = sa.func.count()
    live = sa.select(sales_order.c.state, count).where(sales_order.c.state.in_(_as_written(_LIVE)))
    ended = sales_order.c.state.in_(_as_written(_ENDED)), sales_order.c.imported_at >= since
    both = live.group_by(sales_order.c.state).union_all(
        sa.select(sales_order.c.state, count).where(*ended).group_by(sales_order.c.state)
    )
    with central.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(both)}


def _as_written(states: Sequence[str]) -> sa.BindParameter[Sequence[str]]:
    """Writes states into the statement itself, so that PostgreSQL sees that a partial index holds them."""
    return sa.bindparam(None, [str(state) for state in states], expanding=True, literal_execute=True, unique=True)


def cutoffs(central: Central) -> tuple[tuple[datetime, int], ...]:
    """Gives each cut-off with the orders that must still leave by it, the earliest first."""
    statement = (
        sa.select(sales_order.c.cutoff_at, sa.func.count())
        .where(sales_order.c.state.in_(_LEAVING), sales_order.c.cutoff_at.is_not(None))
        .group_by(sales_order.c.cutoff_at)
        .order_by(sales_order.c.cutoff_at)
    )
    with central.reading() as connection:
        return tuple((row[0], row[1]) for row in connection.execute(statement))


def closed_parcels(central: Central) -> tuple[ParcelRow, ...]:
    """Gives every closed parcel that has not left, by order and number."""
    columns = (parcel.c.sscc, parcel.c.number, parcel.c.weight_g)
    statement = (
        sa.select(*columns, sales_order.c.external_id, sales_order.c.carrier, sales_order.c.recipient)
        .join(sales_order, sales_order.c.id == parcel.c.order_id)
        .where(parcel.c.state == sa.literal_column("'closed'"))
        .order_by(parcel.c.order_id, parcel.c.number)
    )
    with central.reading() as connection:
        rows = connection.execute(statement).all()
    found = []
    for row in rows:
        to = json.loads(row.recipient)
        name, postcode = to.get("name") or to.get("company") or "", to.get("postcode") or ""
        found.append(ParcelRow(row.sscc, row.external_id, row.number, row.weight_g or 0, name, postcode, row.carrier))
    return tuple(found)
