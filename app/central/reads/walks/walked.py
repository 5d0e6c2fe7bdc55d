"""How long finished walks took, for learning the site's own pace."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import pick, walk


@dataclass(frozen=True, slots=True)
class WalkedWalk:
    """A walk that was walked.

    Attributes:
        claimed_at: When somebody took it.
        finished_at: When its totes were handed over.
        millimetres: Length of its way as planned.
        stops: Places at which something was taken.
        lines: Order lines it served there.
        units: Units taken.
    """

    claimed_at: datetime
    finished_at: datetime
    millimetres: int
    stops: int
    lines: int
    units: int


def walked_walks(central: Central, last: int) -> tuple[WalkedWalk, ...]:
    """Gives the last walks on which something was taken, in the order in which they ended.

    Args:
        central: The centre.
        last: At most so many, the ones released last.
    """
    times = (walk.c.id, walk.c.claimed_at, walk.c.finished_at, walk.c.millimetres)
    both = sa.and_(walk.c.claimed_at.is_not(None), walk.c.finished_at.is_not(None))
    ended = sa.select(*times).where(walk.c.state == "finished", both).order_by(walk.c.id.desc()).limit(last).subquery()
    taken = (
        sa.func.count(pick.c.position.distinct()).label("stops"),
        sa.func.count(pick.c.id).label("lines"),
        sa.func.sum(pick.c.picked).label("units"),
    )
    columns = (ended.c.claimed_at, ended.c.finished_at, ended.c.millimetres)
    statement = (
        sa.select(*columns, *taken)
        .join(pick, sa.and_(pick.c.walk_id == ended.c.id, pick.c.picked > 0))
        .group_by(ended.c.id, *columns)
        .order_by(ended.c.finished_at, ended.c.id)
    )
    with central.reading() as connection:
        return tuple(WalkedWalk(*row) for row in connection.execute(statement))
