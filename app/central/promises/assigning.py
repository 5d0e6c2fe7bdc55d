"""Who works in which zone now."""

from datetime import datetime

import sqlalchemy as sa

from app.central.audit import note
from app.central.engine import Central
from app.central.tables import assignment, person, place
from app.domain.errors import Conflict


def assign(central: Central, badge: str, zone: str | None, *, by: str, station: str, now: datetime) -> None:
    """Sends a person to a zone, or with None to none in particular; nobody has two.

    Raises:
        Conflict: Nobody active has that badge, or no shelf is in that zone.
    """
    with central.writing() as connection:
        known = sa.select(person.c.badge).where(person.c.badge == badge, person.c.active)
        if connection.execute(known).first() is None:
            raise Conflict("promises.unknown_person", badge=badge)
        if zone and connection.execute(sa.select(place.c.code).where(place.c.zone == zone).limit(1)).first() is None:
            raise Conflict("promises.unknown_zone", zone=zone)
        connection.execute(sa.delete(assignment).where(assignment.c.badge == badge))
        if zone:
            connection.execute(sa.insert(assignment).values(badge=badge, zone=zone, by=by, at=now))
        note(connection, badge=by, station=station, action="assign", what=badge, at=now, zone=zone)
