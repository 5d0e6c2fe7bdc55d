"""Opening a tote at a pack bench: granted when everything of its order is booked, to one bench only."""

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from app.central.audit import note
from app.central.dialect import called, on_server
from app.central.engine import Central
from app.central.rows import Row
from app.central.settings import read_settings
from app.central.tables import (
    Moment,
    item,
    movement,
    order_line,
    parcel,
    parcel_line,
    person,
    sales_order,
    tote,
    walk,
    walk_slot,
)
from app.domain.errors import Conflict
from app.domain.orders import OrderState
from app.domain.packing.pack import Content, Pack, PackLine, Verifying, Weighing

_SETTINGS = ("tare_g", "tolerance", "tolerance_g", "count_limit")


def open_for_packing(
    central: Central, *, station: str, tote: str, numbers: Sequence[str], now: datetime, badge: str = ""
) -> Pack:
    """Opens the order of a tote at a bench, or opens it again where it was left.

    Args:
        central: The centre.
        station: The bench.
        tote: The tote that was scanned.
        numbers: Free parcel numbers (SSCC), at least one.
        now: The time.
        badge: Who packs.

    Raises:
        Conflict: The tote is empty or unknown, its order is cancelled, packed, open at another bench, or a walk
            that feeds it is not booked to its end.
    """
    with central.writing() as connection:
        if on_server(connection):
            moment = sa.literal(now, Moment)
            opened = called(connection, "open_pack", station, badge, tote, moment)
            order = _order_of(connection, tote)
            if opened is None:
                _refuse_unready(connection, order, station)
                raise _refusal(order)
            return _pack(connection, order, station, tuple(numbers))
        order = _order_of(connection, tote)
        _refuse_unready(connection, order, station)
        mine = sa.and_(sales_order.c.state == OrderState.PACKING, sales_order.c.packer == station)
        guard = sa.and_(sales_order.c.id == order.id, sa.or_(sales_order.c.state == OrderState.PICKED, mine))
        change = sa.update(sales_order).where(guard).values(state=OrderState.PACKING, packer=station)
        if not connection.execute(change).rowcount:
            raise _refusal(order)
        what = f"order {order.id}"
        note(connection, badge=badge, station=station, action="open_pack", what=what, at=now, tote=tote)
        return _pack(connection, order, station, tuple(numbers))


def _order_of(connection: sa.Connection, code: str) -> Row:
    found = connection.execute(
        sa.select(sales_order).join(tote, tote.c.order_id == sales_order.c.id).where(tote.c.code == code)
    ).first()
    if found is None:
        raise Conflict("promises.tote_empty", tote=code)
    return found


def _refuse_unready(connection: sa.Connection, order: Row, station: str) -> None:
    """Refuses an order that is not whole yet: a walk that feeds it is not booked to its end."""
    if order.state == OrderState.CANCELLED or (order.state == OrderState.PACKING and order.packer != station):
        raise _refusal(order)
    waiting = connection.execute(
        sa.select(walk.c.id, walk.c.station, walk.c.zone, person.c.name)
        .join(walk_slot, walk_slot.c.walk_id == walk.c.id)
        .outerjoin(person, person.c.badge == walk.c.badge)
        .where(walk_slot.c.order_id == order.id, walk.c.state.in_(("waiting", "open", "claimed")))
        .order_by(walk.c.station.is_(None), walk.c.id)
    ).first()
    if waiting is None:
        return
    if waiting.station is None:
        raise Conflict(
            "promises.waits_to_be_picked", order=order.external_id, walk=waiting.id, zone=waiting.zone or "-"
        )
    names = {"station": waiting.station, "person": waiting.name or "-", "walk": waiting.id}
    raise Conflict("promises.waits_for_walk", order=order.external_id, **names)


def _refusal(order: Row) -> Conflict:
    match order.state:
        case OrderState.CANCELLED:
            return Conflict("promises.order_cancelled", order=order.external_id)
        case OrderState.PACKING:
            return Conflict("promises.packed_elsewhere", order=order.external_id, station=order.packer or "-")
        case OrderState.PACKED | OrderState.SHIPPED:
            return Conflict("promises.already_packed", order=order.external_id)
        case _:
            return Conflict("promises.not_picked", order=order.external_id)


def _pack(connection: sa.Connection, order: Row, station: str, numbers: tuple[str, ...]) -> Pack:
    settings = read_settings(connection)
    recipient = json.loads(order.recipient)
    totes = tuple(
        connection.execute(sa.select(tote.c.code).where(tote.c.order_id == order.id).order_by(tote.c.code)).scalars()
    )
    contents = _contents(connection, order.id, totes)
    opened, count = _parcels(connection, order.id, station)
    lines = _lines(connection, order.id, contents, opened.sscc if opened else "")
    full = not any(line.left for line in lines) and any(line.boxed for line in lines)
    return Pack(
        order=order.id,
        ref=order.external_id,
        recipient=recipient.get("name") or recipient.get("company") or "",
        carrier=order.carrier,
        totes=totes,
        lines=lines,
        contents=contents,
        numbers=(opened.sscc, *(n for n in numbers if n != opened.sscc)) if opened else numbers,
        step=Weighing() if full else Verifying(),
        parcel_no=opened.number if opened else count + 1,
        **{name: settings[name] for name in _SETTINGS if name in settings},
    )


def _contents(connection: sa.Connection, order: int, totes: Sequence[str]) -> tuple[Content, ...]:
    """Adds the ledger up: what went into each tote for each line, less what left it."""
    moved = sa.select(movement.c.order_line_id, movement.c.sku).join(
        order_line, order_line.c.id == movement.c.order_line_id
    )
    moved = moved.where(order_line.c.order_id == order, movement.c.sku == order_line.c.sku)
    came = moved.add_columns(movement.c.dst.label("tote"), movement.c.qty.label("qty")).where(movement.c.dst.in_(totes))
    went = moved.add_columns(movement.c.src.label("tote"), -movement.c.qty).where(movement.c.src.in_(totes))
    both = sa.union_all(came, went).subquery("moved")
    units = sa.func.sum(both.c.qty)
    rows = connection.execute(
        sa.select(both.c.tote, both.c.order_line_id, both.c.sku, units)
        .group_by(both.c.tote, both.c.order_line_id, both.c.sku)
        .having(units > 0)
        .order_by(both.c.order_line_id, both.c.tote)
    )
    return tuple(Content(*row) for row in rows)


def _parcels(connection: sa.Connection, order: int, station: str) -> tuple[Row | None, int]:
    """Gives the parcel this bench has open for the order, and how many parcels the order has."""
    rows = connection.execute(sa.select(parcel).where(parcel.c.order_id == order).order_by(parcel.c.number)).all()
    return next((row for row in rows if row.state == "open" and row.station == station), None), len(rows)


def _lines(connection: sa.Connection, order: int, contents: Sequence[Content], sscc: str) -> tuple[PackLine, ...]:
    boxed = sa.and_(parcel_line.c.order_line_id == order_line.c.id, parcel_line.c.sscc == sscc)
    statement = (
        sa.select(order_line, item.c.weight_g, sa.func.coalesce(parcel_line.c.qty, 0).label("boxed"))
        .join(item, item.c.sku == order_line.c.sku)
        .outerjoin(parcel_line, boxed)
        .where(order_line.c.order_id == order)
        .order_by(order_line.c.number)
    )
    lines = []
    for row in connection.execute(statement):
        packed = row.packed - row.shipped
        need = packed + sum(content.qty for content in contents if content.line == row.id)
        if need:
            lines.append(PackLine(row.id, row.sku, row.name, row.weight_g, need, packed, row.boxed))
    return tuple(lines)
