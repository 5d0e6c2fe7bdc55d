"""Reserving: every order that waits gets the units that are free, the most urgent first, in one set-based step.

The needs of an item are laid end to end in the order of urgency, its free units end to end in the order of the
walk; where a need and a place overlap, a pick is made of the overlap. No loop, no second look, never too much.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.audit import note
from app.central.engine import Central
from app.central.locks import Lock
from app.central.tables import order_line, pick, place, sales_order, stock
from app.domain.master.places import PlaceKind
from app.domain.orders import OrderState

_WAITING = (OrderState.OPEN, OrderState.BACKORDERED)

_PICK = [pick.c.order_line_id, pick.c.order_id, pick.c.sku, pick.c.place, pick.c.qty]
_missing = order_line.c.qty - order_line.c.reserved - order_line.c.picked
_waits = sa.and_(sales_order.c.state.in_(_WAITING), _missing > 0)


@dataclass(frozen=True, slots=True)
class Reserved:
    """What a reservation did.

    Attributes:
        orders: Orders that are reserved now, wholly or in part.
        lines: Order lines that were given units.
        units: Units set aside.
        missing_units: Units that no shelf has free; their orders are backordered or go out in part.
    """

    orders: int
    lines: int
    units: int
    missing_units: int


def reserve(central: Central, now: datetime, *, badge: str = "system", station: str = "") -> Reserved:
    """Sets free units aside for all orders that wait, the most urgent first; shelves only."""
    with central.writing() as connection:
        done = reserve_in(connection)
        note(
            connection,
            badge=badge,
            station=station,
            action="reserve",
            what="orders",
            at=now,
            orders=done.orders,
            units=done.units,
            missing=done.missing_units,
        )
        return done


def reserve_in(connection: sa.Connection) -> Reserved:
    """Does the same inside a transaction that is already open."""
    _lock(connection)
    at_once = connection.dialect.name == "postgresql"
    lines, units = _promise_at_once(connection) if at_once else _promise(connection)
    missing = connection.execute(
        sa.select(sa.func.coalesce(sa.func.sum(_missing), 0)).select_from(_lines_of_orders()).where(_waits)
    ).scalar_one()
    return Reserved(orders=_change_states(connection), lines=lines, units=units, missing_units=missing)


def _promise(connection: sa.Connection) -> tuple[int, int]:
    """Makes the picks and counts them on shelves and lines; gives the lines and units."""
    before = connection.execute(sa.select(sa.func.coalesce(sa.func.max(pick.c.id), 0))).scalar_one()
    connection.execute(sa.insert(pick).from_select(_PICK, _allocation()))
    new = sa.select(pick).where(pick.c.id > before).subquery("new")
    lines, units = connection.execute(_totals(new)).one()
    connection.execute(_on_shelves(new))
    connection.execute(_on_lines(new))
    return lines, units


def _promise_at_once(connection: sa.Connection) -> tuple[int, int]:
    """Does the same in one statement, which hands the picks on instead of looking for them three times."""
    made = sa.insert(pick).from_select(_PICK, _allocation()).returning(pick).cte("made")
    counted = (_on_shelves(made).cte("shelves"), _on_lines(made).cte("lines"))
    lines, units = connection.execute(_totals(made).add_cte(*counted)).one()
    return lines, units


def _lines_of_orders() -> sa.Join:
    return order_line.join(sales_order, sales_order.c.id == order_line.c.order_id)


def _lock(connection: sa.Connection) -> None:
    """Keeps others from the rows that count, always in the same order; SQLite has one writer anyway."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(Lock.RESERVING.value)))
    wanted = sa.select(order_line.c.sku).select_from(_lines_of_orders()).where(_waits)
    rows = sa.select(stock.c.sku).where(stock.c.sku.in_(wanted)).order_by(stock.c.sku, stock.c.place)
    connection.execute(rows.with_for_update())
    waiting = sa.select(sales_order.c.id).where(sales_order.c.state.in_(_WAITING)).order_by(sales_order.c.id)
    connection.execute(waiting.with_for_update())


def _allocation() -> sa.Select[int, int, str, str, int]:
    """Gives the picks: where the stretch of a need overlaps the stretch of a place."""
    need, have = _needs(), _haves()
    upper = sa.case((need.c.upto < have.c.upto, need.c.upto), else_=have.c.upto)
    need_from, have_from = need.c.upto - need.c.missing, have.c.upto - have.c.free
    lower = sa.case((need_from > have_from, need_from), else_=have_from)
    return (
        sa.select(need.c.line, need.c.order_id, need.c.sku, have.c.place, (upper - lower).label("qty"))
        .select_from(need.join(have, have.c.sku == need.c.sku))
        .where(have_from < need.c.upto, need_from < have.c.upto)
        .order_by(need.c.line, have.c.upto)
    )


def _needs() -> sa.CTE:
    urgency = (
        sales_order.c.cutoff_at.asc().nulls_last(),
        sales_order.c.priority.desc(),
        sales_order.c.placed_at,
        sales_order.c.id,
        order_line.c.number,
    )
    upto = sa.func.sum(_missing).over(partition_by=order_line.c.sku, order_by=urgency, rows=(None, 0))
    return (
        sa.select(
            order_line.c.id.label("line"),
            order_line.c.order_id,
            order_line.c.sku,
            _missing.label("missing"),
            upto.label("upto"),
        )
        .select_from(_lines_of_orders())
        .where(_waits)
        .cte("need")
    )


def _haves() -> sa.CTE:
    free = stock.c.on_hand - stock.c.reserved
    walk = (place.c.sequence, place.c.code)
    upto = sa.func.sum(free).over(partition_by=stock.c.sku, order_by=walk, rows=(None, 0))
    wanted = sa.select(order_line.c.sku).select_from(_lines_of_orders()).where(_waits)
    return (
        sa.select(stock.c.sku, stock.c.place, free.label("free"), upto.label("upto"))
        .select_from(stock.join(place, place.c.code == stock.c.place))
        .where(place.c.kind == PlaceKind.SHELF, free > 0, stock.c.sku.in_(wanted))
        .cte("have")
    )


def _totals(new: sa.FromClause) -> sa.Select[int, int]:
    return sa.select(sa.func.count(new.c.order_line_id.distinct()), sa.func.coalesce(sa.func.sum(new.c.qty), 0))


def _on_shelves(new: sa.FromClause) -> sa.Update:
    shelves = sa.select(new.c.sku, new.c.place, sa.func.sum(new.c.qty).label("units"))
    shelf = shelves.group_by(new.c.sku, new.c.place).subquery("shelf")
    return (
        sa.update(stock)
        .where(stock.c.sku == shelf.c.sku, stock.c.place == shelf.c.place)
        .values(reserved=stock.c.reserved + shelf.c.units)
    )


def _on_lines(new: sa.FromClause) -> sa.Update:
    lines = sa.select(new.c.order_line_id, sa.func.sum(new.c.qty).label("units"))
    line = lines.group_by(new.c.order_line_id).subquery("line")
    return (
        sa.update(order_line)
        .where(order_line.c.id == line.c.order_line_id)
        .values(reserved=order_line.c.reserved + line.c.units)
    )


def _change_states(connection: sa.Connection) -> int:
    """Makes orders with units set aside reserved, the others that wait backordered; counts the first."""
    holding = sa.select(pick.c.order_id).where(pick.c.order_id == sales_order.c.id, pick.c.state == "open")
    reserved = connection.execute(
        sa.update(sales_order)
        .where(sales_order.c.state.in_(_WAITING), holding.exists())
        .values(state=OrderState.RESERVED)
    )
    connection.execute(
        sa.update(sales_order).where(sales_order.c.state == OrderState.OPEN).values(state=OrderState.BACKORDERED)
    )
    return reserved.rowcount
