"""Claiming a walk: one picker gets it, whatever happens; a lease says how long, a fence number which claim it is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.central.audit import note
from app.central.dialect import called, on_server
from app.central.engine import Central
from app.central.reads.walks.claimed import walk_of
from app.central.tables import Moment, pick, sales_order, walk, walk_slot
from app.domain.errors import Conflict
from app.domain.orders import OrderState
from app.domain.picking.walk import Walk

LEASE = timedelta(minutes=15)
"""How long a claim stands without being renewed; after that a supervisor sees it as stale."""


def claim(
    central: Central,
    *,
    station: str,
    badge: str,
    zone: str,
    now: datetime,
    walk_id: int | None = None,
    take_over: bool = False,
) -> Walk | None:
    """Gives a person the next walk.

    First the walk this person holds at this station already, under the same fence; then an open one of the zone,
    then one of the whole house, the earliest cut-off first. A certain walk is given when asked for by number; one
    that another station holds only as a take-over, with a higher fence.

    Args:
        central: The centre.
        station: Where the walk is done.
        badge: Who does it.
        zone: The person's zone, empty for none: then only walks of the whole house.
        now: The time.
        walk_id: The walk asked for.
        take_over: Whether it may be taken from another station.

    Returns:
        The walk as the books know it, or None when none waits.

    Raises:
        Conflict: The walk asked for is over, waits for totes of an earlier zone, or is another station's.
    """
    with central.writing() as connection:
        found: int | None
        if on_server(connection):
            found = _asked(connection, station, badge, zone, now, walk_id, take_over=take_over)
            return None if found is None else walk_of(connection, found)
        if walk_id is not None:
            found = _by_number(connection, walk_id, station, badge, now, take_over=take_over)
        else:
            found = _own(connection, station, badge, now) or _next(connection, station, badge, zone, now)
        if found is None:
            return None
        _begin_orders(connection, found)
        return walk_of(connection, found)


def renew(central: Central, *, station: str, walk_id: int, fence: int, now: datetime) -> datetime:
    """Prolongs a claim; gives until when.

    Raises:
        Conflict: The walk was taken over, given back or is over.
    """
    with central.writing() as connection:
        if on_server(connection):
            moment = sa.literal(now, Moment)
            until: datetime | None = called(connection, "renew_claim", station, walk_id, fence, LEASE, moment)
            if until is None:
                raise _lost(connection, walk_id)
            return until.replace(tzinfo=UTC)
        changed = connection.execute(
            sa.update(walk).where(_held(walk_id, station, fence)).values(lease_until=now + LEASE)
        )
        if not changed.rowcount:
            raise _lost(connection, walk_id)
    return now + LEASE


def release_claim(central: Central, *, station: str, badge: str, walk_id: int, fence: int, now: datetime) -> None:
    """Gives a walk back untouched, so that somebody else may claim it.

    Raises:
        Conflict: Something on it was done already, or this claim does not stand any more.
    """
    with central.writing() as connection:
        if on_server(connection):
            moment = sa.literal(now, Moment)
            if not called(connection, "give_back_walk", station, badge, walk_id, fence, moment):
                raise _lost(connection, walk_id, station=station, fence=fence)
            return
        touched = sa.select(pick.c.id).where(pick.c.walk_id == walk_id, pick.c.picked + pick.c.short > 0)
        untouched = sa.and_(_held(walk_id, station, fence), walk.c.deeds == 0, ~touched.exists())
        free = {"state": "open", "station": None, "badge": None, "lease_until": None, "claimed_at": None}
        if not connection.execute(sa.update(walk).where(untouched).values(free)).rowcount:
            raise _lost(connection, walk_id, station=station, fence=fence)
        _rest_orders(connection, walk_id)
        what = f"walk {walk_id}"
        note(connection, badge=badge, station=station, action="give_back", what=what, at=now, fence=fence)


def _asked(
    connection: sa.Connection,
    station: str,
    badge: str,
    zone: str,
    now: datetime,
    walk_id: int | None,
    *,
    take_over: bool,
) -> int | None:
    """Has the database give the walk, in one round trip."""
    moment = sa.literal(now, Moment)
    if walk_id is None:
        found = called(connection, "claim_walk", station, badge, zone, LEASE, moment)
        return None if found is None else int(found)
    if called(connection, "claim_this_walk", station, badge, walk_id, take_over, LEASE, moment) is None:
        raise _lost(connection, walk_id)
    return walk_id


def _held(walk_id: int, station: str, fence: int) -> sa.ColumnElement[bool]:
    return sa.and_(walk.c.id == walk_id, walk.c.state == "claimed", walk.c.station == station, walk.c.fence == fence)


def _lost(connection: sa.Connection, walk_id: int, *, station: str = "", fence: int = -1) -> Conflict:
    columns = (walk.c.state, walk.c.station, walk.c.badge, walk.c.fence)
    row = connection.execute(sa.select(*columns).where(walk.c.id == walk_id)).first()
    if row is None:
        return Conflict("promises.unknown_walk", walk=walk_id)
    if row.state == "claimed" and (row.station, row.fence) == (station, fence):
        return Conflict("promises.walk_begun", walk=walk_id)
    if row.state == "claimed":
        return Conflict("promises.walk_taken", walk=walk_id, station=row.station, badge=row.badge)
    return Conflict("promises.walk_waits" if row.state == "waiting" else "promises.walk_gone", walk=walk_id)


def _own(connection: sa.Connection, station: str, badge: str, now: datetime) -> int | None:
    mine = sa.and_(walk.c.state == "claimed", walk.c.station == station, walk.c.badge == badge)
    found = sa.select(walk.c.id).where(mine).order_by(walk.c.id).limit(1).scalar_subquery()
    statement = sa.update(walk).where(walk.c.id == found).values(lease_until=now + LEASE).returning(walk.c.id)
    return connection.execute(statement).scalar()


def _next(connection: sa.Connection, station: str, badge: str, zone: str, now: datetime) -> int | None:
    """Takes the next open walk in one statement."""
    order = (
        sa.case((walk.c.zone == zone, 0), else_=1),
        walk.c.cutoff_at.asc().nulls_last(),
        walk.c.priority.desc(),
        walk.c.id,
    )
    waiting = sa.select(walk.c.id).where(walk.c.state == sa.literal_column("'open'"), walk.c.zone.in_({zone, ""}))
    first = waiting.order_by(*order).limit(1).scalar_subquery()
    return connection.execute(_take(walk.c.id == first, station, badge, now)).scalar()


def _take(which: sa.ColumnElement[bool], station: str, badge: str, now: datetime) -> sa.UpdateBase:
    return (
        sa.update(walk)
        .where(which, walk.c.state == "open")
        .values(_claimed(station, badge, now) | {"state": "claimed", "fence": walk.c.fence + 1, "deeds": 0})
        .returning(walk.c.id)
    )


def _claimed(station: str, badge: str, now: datetime) -> dict[str, Any]:
    return {"station": station, "badge": badge, "lease_until": now + LEASE, "claimed_at": now}


def _by_number(
    connection: sa.Connection, walk_id: int, station: str, badge: str, now: datetime, *, take_over: bool
) -> int:
    if connection.execute(_take(walk.c.id == walk_id, station, badge, now)).first() is not None:
        return walk_id
    lock = sa.select(walk.c.state, walk.c.station, walk.c.badge).where(walk.c.id == walk_id)
    row = connection.execute(lock).first()
    if row is None or row.state != "claimed" or not (take_over or row.station == station):
        raise _lost(connection, walk_id)
    change: dict[str, Any] = _claimed(station, badge, now)
    if row.station != station:
        change |= {"fence": walk.c.fence + 1, "deeds": 0}
    connection.execute(sa.update(walk).where(walk.c.id == walk_id).values(change))
    if (row.station, row.badge) != (station, badge):
        what, before = f"walk {walk_id}", {"from_station": row.station, "from_badge": row.badge}
        note(connection, badge=badge, station=station, action="take_over", what=what, at=now, **before)
    return walk_id


def _orders_of(walk_id: int) -> sa.Select[int]:
    return sa.select(walk_slot.c.order_id).where(walk_slot.c.walk_id == walk_id)


def _begin_orders(connection: sa.Connection, walk_id: int) -> None:
    mine = sa.and_(sales_order.c.id.in_(_orders_of(walk_id)), sales_order.c.state == OrderState.RELEASED)
    connection.execute(sa.update(sales_order).where(mine).values(state=OrderState.PICKING))


def _rest_orders(connection: sa.Connection, walk_id: int) -> None:
    """Sends orders that nobody has begun elsewhere back to released."""
    begun = (
        sa.select(walk_slot.c.order_id)
        .join(walk, walk.c.id == walk_slot.c.walk_id)
        .where(walk_slot.c.order_id == sales_order.c.id, walk.c.state.in_(("claimed", "finished")))
    )
    mine = sa.and_(sales_order.c.id.in_(_orders_of(walk_id)), sales_order.c.state == OrderState.PICKING)
    connection.execute(sa.update(sales_order).where(mine, ~begun.exists()).values(state=OrderState.RELEASED))
