"""Cancelling an order: what is set aside for it is free again, and what lies in its totes must be put back."""

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from app.central.audit import note
from app.central.engine import Central
from app.central.rows import Row
from app.central.tables import exception, order_line, pick, sales_order, stock, tote, walk, walk_slot
from app.domain.errors import Conflict
from app.domain.intake import CancelDraft
from app.domain.orders import OrderState

_TOO_LATE = (OrderState.PACKED, OrderState.SHIPPED)
_OVER = (*_TOO_LATE, OrderState.CANCELLED)
_CHUNK = 10_000


def cancel(central: Central, order: int, by: str, *, station: str, now: datetime, reason: str = "") -> None:
    """Cancels an order; allowed until it is packed.

    Raises:
        Conflict: It is packed or shipped or cancelled already, or unknown.
    """
    with central.writing() as connection:
        if not cancel_in(connection, [order], now):
            _refuse(connection, order)
        what = f"order {order}"
        note(connection, badge=by, station=station, action="cancel", what=what, at=now, reason=reason)


def _refuse(connection: sa.Connection, order: int) -> None:
    columns = (sales_order.c.external_id, sales_order.c.state)
    found = connection.execute(sa.select(*columns).where(sales_order.c.id == order)).first()
    if found is None:
        raise Conflict("promises.unknown_order", order=order)
    key = "promises.cancelled_before" if found.state == OrderState.CANCELLED else "promises.too_late_to_cancel"
    raise Conflict(key, order=found.external_id)


def cancel_drafts(connection: sa.Connection, drafts: Sequence[CancelDraft], now: datetime) -> tuple[int, int]:
    """Cancels what a file cancels, in a transaction that is open.

    Returns:
        How many orders were cancelled, and how many came too late. An order cancelled before or unknown is neither.
    """
    wanted = {(draft.channel, draft.external_id): draft for draft in drafts}
    found = _find(connection, wanted)
    live = [row.id for row in found if row.state not in _OVER]
    late = [row for row in found if row.state in _TOO_LATE]
    cancelled = cancel_in(connection, live, now)
    for row in late:
        draft = wanted[row.channel, row.external_id]
        detail = {"ref": row.external_id, "state": row.state, "reason": draft.reason, "reference": draft.reference}
        open_once(connection, "cancel_too_late", row.id, detail, now)
    return len(cancelled), len(late)


def _find(connection: sa.Connection, wanted: dict[tuple[str, str], CancelDraft]) -> list[Row]:
    columns = sa.select(sales_order.c.id, sales_order.c.channel, sales_order.c.external_id, sales_order.c.state)
    found: list[Row] = []
    for channel in {channel for channel, _ in wanted}:
        ids = [external_id for of, external_id in wanted if of == channel]
        for start in range(0, len(ids), _CHUNK):
            part = sales_order.c.external_id.in_(ids[start : start + _CHUNK])
            found += connection.execute(columns.where(sales_order.c.channel == channel, part)).all()
    return found


def cancel_in(connection: sa.Connection, orders: Sequence[int], now: datetime) -> list[int]:
    """Cancels those of the orders that still may be; set-based, in a transaction that is open.

    Locks in the order all promises use: walks, then stock, then orders.

    Returns:
        The orders that were cancelled now.
    """
    if not orders:
        return []
    _lock(connection, orders)
    may = sa.and_(sales_order.c.id.in_(orders), sales_order.c.state.not_in(_OVER))
    statement = sa.update(sales_order).where(may).values(state=OrderState.CANCELLED).returning(sales_order.c.id)
    gone = list(connection.execute(statement).scalars())
    if gone:
        _free_stock(connection, gone)
        _void_walks(connection, gone)
        _ask_to_put_back(connection, gone, now)
    return gone


def _lock(connection: sa.Connection, orders: Sequence[int]) -> None:
    """Locks the rows on PostgreSQL; SQLite leaves FOR UPDATE out and has one writer anyway."""
    own = pick.c.order_id.in_(orders) & (pick.c.state == "open")
    walks = sa.select(walk.c.id).where(walk.c.id.in_(sa.select(pick.c.walk_id).where(own))).order_by(walk.c.id)
    connection.execute(walks.with_for_update())
    held = sa.select(pick.c.sku).where(own, pick.c.sku == stock.c.sku, pick.c.place == stock.c.place)
    shelves = sa.select(stock.c.sku).where(held.exists()).order_by(stock.c.sku, stock.c.place)
    connection.execute(shelves.with_for_update())


def _free_stock(connection: sa.Connection, orders: Sequence[int]) -> None:
    own = sa.and_(pick.c.order_id.in_(orders), pick.c.state == "open")
    units = sa.func.sum(pick.c.qty - pick.c.picked - pick.c.short).label("units")
    held = sa.select(pick.c.sku, pick.c.place, units).where(own).group_by(pick.c.sku, pick.c.place).subquery("held")
    connection.execute(
        sa.update(stock)
        .where(stock.c.sku == held.c.sku, stock.c.place == held.c.place)
        .values(reserved=stock.c.reserved - held.c.units)
    )
    connection.execute(sa.update(order_line).where(order_line.c.order_id.in_(orders)).values(reserved=0))
    connection.execute(sa.update(pick).where(own).values(state="void"))


def _void_walks(connection: sa.Connection, orders: Sequence[int]) -> None:
    """Voids walks nobody has claimed and nothing is left on, and opens those that waited only for them."""
    touched = sa.select(walk_slot.c.walk_id).where(walk_slot.c.order_id.in_(orders))
    left = sa.select(pick.c.id).where(pick.c.walk_id == walk.c.id, pick.c.state != "void")
    idle = sa.and_(walk.c.id.in_(touched), walk.c.state.in_(("open", "waiting")), ~left.exists())
    connection.execute(sa.update(walk).where(idle).values(state="void"))
    before = walk.alias("before")
    unmet = (
        sa.select(walk_slot.c.walk_id)
        .join(before, before.c.id == walk_slot.c.after_walk)
        .join(sales_order, sales_order.c.id == walk_slot.c.order_id)
        .where(
            walk_slot.c.walk_id == walk.c.id,
            before.c.state.not_in(("finished", "void")),
            sales_order.c.state != OrderState.CANCELLED,
        )
    )
    ready = sa.and_(walk.c.id.in_(touched), walk.c.state == "waiting", ~unmet.exists())
    connection.execute(sa.update(walk).where(ready).values(state="open"))


def _ask_to_put_back(connection: sa.Connection, orders: Sequence[int], now: datetime) -> None:
    units = sa.func.sum(order_line.c.picked - order_line.c.shipped)
    holding = sa.select(sales_order.c.id, sales_order.c.external_id, units.label("units"))
    holding = holding.join(order_line, order_line.c.order_id == sales_order.c.id).where(sales_order.c.id.in_(orders))
    for row in connection.execute(holding.group_by(sales_order.c.id, sales_order.c.external_id).having(units > 0)):
        codes = connection.execute(sa.select(tote.c.code).where(tote.c.order_id == row.id).order_by(tote.c.code))
        detail = {"ref": row.external_id, "totes": list(codes.scalars())}
        open_once(connection, "put_back", row.id, detail, now, qty=row.units)


def open_once(
    connection: sa.Connection,
    kind: str,
    order: int,
    detail: dict[str, object],
    now: datetime,
    *,
    qty: int | None = None,
) -> None:
    """Opens an exception for an order unless one of its kind is open."""
    same = sa.and_(exception.c.order_id == order, exception.c.kind == kind, exception.c.resolved_at.is_(None))
    if connection.execute(sa.select(exception.c.id).where(same)).first() is None:
        text = json.dumps(detail, ensure_ascii=False)
        connection.execute(sa.insert(exception).values(kind=kind, order_id=order, qty=qty, detail=text, opened_at=now))
