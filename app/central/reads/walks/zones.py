"""The supervisor's board: zones, the people in them, and how much waits in each."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.central.engine import Central
from app.central.reads.walks.queue import progress, which
from app.central.rows import Row
from app.central.tables import assignment, in_house, person, place, walk
from app.domain.master.people import Role
from app.domain.master.places import PlaceKind

STATES = ("open", "claimed", "waiting")


@dataclass(frozen=True, slots=True)
class Backlog:
    """Work in one state: walks, and what is still to do on them."""

    walks: int = 0
    stops: int = 0
    units: int = 0


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody and what this person does now.

    Attributes:
        badge: The badge.
        name: As shown.
        role: What the person may do.
        zone: Assigned zone, empty for none.
        walk: Number of the claimed walk, None for none.
        station: Where, or empty.
        stops: Stops of the walk; ``stops_done`` of them are settled.
        stops_done: Settled stops.
    """

    badge: str
    name: str
    role: str
    zone: str
    walk: int | None
    station: str
    stops: int
    stops_done: int


@dataclass(frozen=True, slots=True)
class ZoneLoad:
    """A zone (empty: walks through the whole house) with its backlog by state and its people."""

    zone: str
    open: Backlog
    claimed: Backlog
    waiting: Backlog
    people: tuple[Worker, ...]

    @property
    def units(self) -> int:
        """Units still to take in the zone, whoever has them."""
        return self.open.units + self.claimed.units + self.waiting.units


def zones(central: Central) -> tuple[ZoneLoad, ...]:
    """Gives every zone that has shelves, and last the whole house with the people who have no zone."""
    with central.reading() as connection:
        names = sa.select(place.c.zone).where(in_house, place.c.kind == PlaceKind.SHELF, place.c.zone != "").distinct()
        known = list(connection.execute(names.order_by(place.c.zone)).scalars())
        backlog = _backlog(connection)
        people = _people(connection)
    return tuple(
        ZoneLoad(
            zone,
            open=backlog.get((zone, "open"), Backlog()),
            claimed=backlog.get((zone, "claimed"), Backlog()),
            waiting=backlog.get((zone, "waiting"), Backlog()),
            people=tuple(one for one in people if one.zone == zone),
        )
        for zone in (*known, "")
    )


def _backlog(connection: sa.Connection) -> dict[tuple[str, str], Backlog]:
    live = which(STATES)
    counted = progress(live)
    stops = sa.func.coalesce(sa.func.sum(counted.c.stops - counted.c.stops_done), 0)
    units = sa.func.coalesce(sa.func.sum(counted.c.units - counted.c.units_done), 0)
    statement = (
        sa.select(walk.c.zone, walk.c.state, sa.func.count(), stops, units)
        .outerjoin(counted, counted.c.walk_id == walk.c.id)
        .where(live)
        .group_by(walk.c.zone, walk.c.state)
    )
    return {(row[0], row[1]): Backlog(row[2], row[3], row[4]) for row in connection.execute(statement)}


def _people(connection: sa.Connection) -> tuple[Worker, ...]:
    claimed = which(["claimed"])
    counted = progress(claimed)
    held = sa.and_(walk.c.badge == person.c.badge, claimed)
    statement = (
        sa.select(person, assignment.c.zone, walk.c.id.label("walk"), walk.c.station)
        .add_columns(counted.c.stops, counted.c.stops_done)
        .outerjoin(assignment, assignment.c.badge == person.c.badge)
        .outerjoin(walk, held)
        .outerjoin(counted, counted.c.walk_id == walk.c.id)
        .where(person.c.active, person.c.role.in_((Role.PICKER, Role.PACKER)))
        .order_by(person.c.name, walk.c.id)
    )
    first: dict[str, Worker] = {}
    for row in connection.execute(statement):
        first.setdefault(row.badge, _worker(row))
    return tuple(first.values())


def _worker(row: Row) -> Worker:
    return Worker(
        badge=row.badge,
        name=row.name,
        role=row.role,
        zone=row.zone or "",
        walk=row.walk,
        station=row.station or "",
        stops=row.stops or 0,
        stops_done=row.stops_done or 0,
    )
