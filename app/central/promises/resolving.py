"""A supervisor has dealt with an exception."""

from datetime import datetime

import sqlalchemy as sa

from app.central.audit import note
from app.central.engine import Central
from app.central.tables import exception, rejected_row
from app.domain.errors import Conflict


def resolve(central: Central, exception_id: int, badge: str, now: datetime, *, station: str = "") -> None:
    """Closes an exception.

    Raises:
        Conflict: Somebody else has already closed it, or it does not exist.
    """
    with central.writing() as connection:
        closed = connection.execute(
            sa.update(exception)
            .where(exception.c.id == exception_id, exception.c.resolved_at.is_(None))
            .values(resolved_at=now, resolved_by=badge)
            .returning(exception.c.kind)
        ).first()
        if closed is None:
            by = connection.execute(sa.select(exception.c.resolved_by).where(exception.c.id == exception_id)).scalar()
            raise Conflict("promises.exception_closed", exception=exception_id, badge=by or "-")
        what = f"exception {exception_id}"
        note(connection, badge=badge, station=station, action="resolve", what=what, at=now, kind=closed.kind)


def dismiss_row(central: Central, row_id: int, badge: str, now: datetime, *, station: str = "") -> None:
    """Lets a refused row of a file go: nobody will mend it.

    Raises:
        Conflict: It is not there any more.
    """
    with central.writing() as connection:
        gone = connection.execute(
            sa.delete(rejected_row)
            .where(rejected_row.c.id == row_id)
            .returning(rejected_row.c.file, rejected_row.c.row, rejected_row.c.value)
        ).first()
        if gone is None:
            raise Conflict("promises.exception_closed", exception=row_id, badge="-")
        what, detail = f"{gone.file}:{gone.row}", {"value": gone.value}
        note(connection, badge=badge, station=station, action="dismiss_row", what=what, at=now, **detail)
