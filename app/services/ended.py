"""Work that ended at this station, so that it is not begun again before the centre has booked its end.

The centre learns of an end a moment later, or much later while its bookkeeper is away. Until then its books would
give the same walk or the same order to the same station once more, with everything still to do.
"""

import json

import sqlalchemy as sa

from app.central.tables import fact
from app.domain.picking.walk import Walk
from app.services.desk import Desk
from app.station.work import Remember

_WALKS = "walks_ended"
_ORDERS = "orders_ended"

_KEPT = 100
"""Ends that are remembered; more walks than this are not finished at one station before any of them is booked."""


def walk_ended(desk: Desk, walk: Walk) -> Remember:
    """Gives the note that a walk is over here."""
    return _and(desk, _WALKS, [walk.id, walk.fence])


def is_over(desk: Desk, walk: Walk) -> bool:
    """Tells whether a walk under this claim is over here already."""
    return [walk.id, walk.fence] in _kept(desk, _WALKS)


def walks_over(desk: Desk) -> frozenset[int]:
    """Gives the numbers of the walks that are over here."""
    return frozenset(walk for walk, _ in _kept(desk, _WALKS))


def order_ended(desk: Desk, order: int) -> Remember:
    """Gives the note that an order left this bench."""
    return _and(desk, _ORDERS, [order])


def has_left(desk: Desk, order: int) -> bool:
    """Tells whether an order was at this bench before; it may rightly come again, with goods that followed."""
    return [order] in _kept(desk, _ORDERS)


def is_booked(desk: Desk) -> bool:
    """Tells whether everything this station told is in the books.

    Raises:
        Unavailable: The centre cannot be reached.
    """
    if desk.journal.pending():
        return False
    mine = sa.and_(fact.c.incarnation == desk.journal.incarnation, fact.c.booked_at.is_(None))
    with desk.centre.reading() as connection:
        return connection.execute(sa.select(fact.c.seq).where(mine).limit(1)).first() is None


def _kept(desk: Desk, key: str) -> list[list[int]]:
    kept: list[list[int]] = json.loads(desk.memory.recall(key) or "[]")
    return kept


def _and(desk: Desk, key: str, one: list[int]) -> Remember:
    others = [other for other in _kept(desk, key) if other != one]
    return Remember(key, json.dumps([*others, one][-_KEPT:]))
