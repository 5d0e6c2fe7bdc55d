"""Where a person works now."""

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import assignment


def zone_of(central: Central, badge: str) -> str:
    """Gives the zone a person is assigned to, empty for none."""
    with central.reading() as connection:
        return connection.execute(sa.select(assignment.c.zone).where(assignment.c.badge == badge)).scalar() or ""
