"""The day in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import exception, fact, order_line, parcel, pick, sales_order, stock, walk


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the whole database.

    Attributes:
        orders: Orders by state.
        lines: Order lines.
        units_ordered: Units of all lines.
        units_picked: Units taken.
        units_short: Units given up on walks.
        units_shipped: Units that left the house.
        units_missing: Units of live orders that are neither set aside nor taken.
        walks: Walks by method.
        walks_finished: Finished walks by method.
        millimetres: Length of the ways of all finished walks.
        parcels: Parcels by state.
        facts: Facts by kind.
        facts_waiting: Facts that are not booked yet.
        exceptions: Exceptions by kind, open and resolved.
        exceptions_open: Those nobody has resolved.
        units_on_hand: Units in all counted places.
    """

    orders: Mapping[str, int] = field(hash=False)
    lines: int
    units_ordered: int
    units_picked: int
    units_short: int
    units_shipped: int
    units_missing: int
    walks: Mapping[str, int] = field(hash=False)
    walks_finished: Mapping[str, int] = field(hash=False)
    millimetres: int
    parcels: Mapping[str, int] = field(hash=False)
    facts: Mapping[str, int] = field(hash=False)
    facts_waiting: int
    exceptions: Mapping[str, int] = field(hash=False)
    exceptions_open: int
    units_on_hand: int


def totals(central: Central) -> Totals:
    """Counts everything at one moment."""
    with central.reading() as connection:
        finished = walk.c.state == "finished"
        live = sales_order.c.state.not_in(("cancelled", "shipped"))
        missing = order_line.c.qty - order_line.c.reserved - order_line.c.picked
        missed = sa.select(_sum(missing)).join(sales_order, sales_order.c.id == order_line.c.order_id)
        return Totals(
            orders=_by(connection, sales_order.c.state),
            lines=_one(connection, sa.select(sa.func.count(order_line.c.id))),
            units_ordered=_one(connection, sa.select(_sum(order_line.c.qty))),
            units_picked=_one(connection, sa.select(_sum(order_line.c.picked))),
            units_short=_one(connection, sa.select(_sum(pick.c.short))),
            units_shipped=_one(connection, sa.select(_sum(order_line.c.shipped))),
            units_missing=_one(connection, missed.where(live, missing > 0)),
            walks=_by(connection, walk.c.method),
            walks_finished=_by(connection, walk.c.method, finished),
            millimetres=_one(connection, sa.select(_sum(walk.c.millimetres)).where(finished)),
            parcels=_by(connection, parcel.c.state),
            facts=_by(connection, fact.c.kind),
            facts_waiting=_one(connection, sa.select(sa.func.count(fact.c.id)).where(fact.c.booked_at.is_(None))),
            exceptions=_by(connection, exception.c.kind),
            exceptions_open=_one(
                connection, sa.select(sa.func.count(exception.c.id)).where(exception.c.resolved_at.is_(None))
            ),
            units_on_hand=_one(connection, sa.select(_sum(stock.c.on_hand))),
        )


def _sum(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(column), 0)


def _one(connection: sa.Connection, statement: sa.Select[int]) -> int:
    return int(connection.execute(statement).scalar_one())


def _by(connection: sa.Connection, column: sa.Column[str], *only: sa.ColumnElement[bool]) -> dict[str, int]:
    rows = connection.execute(sa.select(column, sa.func.count()).where(*only).group_by(column).order_by(column))
    return {row[0]: row[1] for row in rows}
