"""The work that waits: the next walks of a person's zone and of the whole house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import person, pick, walk, walk_slot

_LIVE = ("open", "claimed", "waiting")


@dataclass(frozen=True, slots=True)
class QueuedWalk:
    """A walk in the queue.

    Attributes:
        id: Its number.
        method: single, batch or zone.
        zone: Zone it stays in, empty for the whole house.
        state: open, claimed or waiting (for totes of an earlier zone).
        stops: Stops in all; ``stops_done`` of them are settled.
        stops_done: Settled stops.
        orders: Orders on the cart.
        units: Units in all; ``units_done`` of them are taken or given up.
        units_done: Settled units.
        cutoff_at: When the first of its carriers leaves.
        station: Where it is claimed, or empty.
        who: Name of the person who has it, or empty.
        lease_until: Until when the claim stands; a claim past it is stale.
        millimetres: Length of the planned way.
    """

    id: int
    method: str
    zone: str
    state: str
    stops: int
    stops_done: int
    orders: int
    units: int
    units_done: int
    cutoff_at: datetime | None
    station: str
    who: str
    lease_until: datetime | None
    millimetres: int


def queue(
    central: Central, *, zone: str | None = None, states: Iterable[str] = _LIVE, limit: int | None = None
) -> tuple[QueuedWalk, ...]:
    """Gives walks in the order in which they are claimed.

    Args:
        central: The centre.
        zone: Only what a person of this zone gets (its walks, then those of the whole house); None for all.
        states: Which states.
        limit: At most so many.
    """
    live = which(states)
    counted, carts = progress(live), _order_counts(live)
    columns = (counted.c.stops, counted.c.stops_done, counted.c.units, counted.c.units_done, carts.c.orders)
    statement = (
        sa.select(walk, person.c.name, *(sa.func.coalesce(c, 0).label(c.name) for c in columns))
        .outerjoin(counted, counted.c.walk_id == walk.c.id)
        .outerjoin(carts, carts.c.walk_id == walk.c.id)
        .outerjoin(person, person.c.badge == walk.c.badge)
        .where(live)
    )
    if zone is not None:
        statement = statement.where(walk.c.zone.in_({zone, ""})).order_by(sa.case((walk.c.zone == zone, 0), else_=1))
    urgency = (walk.c.cutoff_at.asc().nulls_last(), walk.c.priority.desc(), walk.c.id)
    with central.reading() as connection:
        rows = connection.execute(statement.order_by(*urgency).limit(limit)).all()
    return tuple(
        QueuedWalk(
            id=row.id,
            method=row.method,
            zone=row.zone,
            state=row.state,
            stops=row.stops,
            stops_done=row.stops_done,
            orders=row.orders,
            units=row.units,
            units_done=row.units_done,
            cutoff_at=row.cutoff_at,
            station=row.station or "",
            who=row.name or row.badge or "",
            lease_until=row.lease_until,
            millimetres=row.millimetres,
        )
        for row in rows
    )


def which(states: Iterable[str]) -> sa.ColumnElement[bool]:
    """Makes the condition on a walk's state; written out, so that PostgreSQL sees that a partial index holds them."""
    return walk.c.state.in_(sa.bindparam(None, list(states), expanding=True, literal_execute=True, unique=True))


def progress(live: sa.ColumnElement[bool]) -> sa.Subquery:
    """Counts per walk of which a condition is true; void picks count not.

    Its columns: ``walk_id``, ``stops``, ``stops_done``, ``units``, ``units_done``.
    """
    left = sa.func.sum(sa.case((pick.c.state == "open", pick.c.qty - pick.c.picked - pick.c.short), else_=0))
    settled = sa.func.sum(pick.c.picked + pick.c.short)
    stops = (
        sa.select(pick.c.walk_id, pick.c.position, left.label("left"), settled.label("settled"))
        .where(pick.c.walk_id.in_(sa.select(walk.c.id).where(live)), pick.c.state != "void")
        .group_by(pick.c.walk_id, pick.c.position)
        .subquery("stop")
    )
    return (
        sa.select(
            stops.c.walk_id,
            sa.func.count().label("stops"),
            sa.func.sum(sa.case((stops.c.left == 0, 1), else_=0)).label("stops_done"),
            sa.func.sum(stops.c.left + stops.c.settled).label("units"),
            sa.func.sum(stops.c.settled).label("units_done"),
        )
        .group_by(stops.c.walk_id)
        .subquery("progress")
    )


def _order_counts(live: sa.ColumnElement[bool]) -> sa.Subquery:
    """Counts the orders on the cart of each of these walks: ``walk_id``, ``orders``."""
    counted = sa.select(walk_slot.c.walk_id, sa.func.count().label("orders"))
    counted = counted.where(walk_slot.c.walk_id.in_(sa.select(walk.c.id).where(live)))
    return counted.group_by(walk_slot.c.walk_id).subquery("carts")
