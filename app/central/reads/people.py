"""Everybody the site knows, those who left included."""

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import person
from app.domain.master.people import Person, Role


def everybody(central: Central) -> tuple[tuple[Person, bool], ...]:
    """Gives each person with whether they work here now, by badge.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    statement = sa.select(person.c.badge, person.c.name, person.c.role, person.c.language, person.c.active)
    with central.reading() as connection:
        rows = connection.execute(statement.order_by(person.c.badge)).all()
    return tuple((Person(row.badge, row.name, Role(row.role), row.language), row.active) for row in rows)
