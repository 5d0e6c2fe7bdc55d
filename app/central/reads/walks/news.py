"""News for stations: whether their claims still stand and which of their orders were cancelled."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import person, sales_order, walk, walk_slot
from app.domain.orders import OrderState


class WalkNews(NamedTuple):
    """A walk as the centre knows it: its fence, its state, who has it, and its orders that were cancelled."""

    fence: int
    state: str
    who: str
    cancelled: tuple[int, ...]


def walk_news(central: Central, walk_ids: Sequence[int]) -> dict[int, WalkNews]:
    """Gives the news of the walks a station holds; a walk the centre does not know is left out."""
    if not walk_ids:
        return {}
    gone = sa.and_(sales_order.c.id == walk_slot.c.order_id, sales_order.c.state == OrderState.CANCELLED)
    statement = (
        sa.select(walk.c.id, walk.c.fence, walk.c.state, person.c.name, sales_order.c.id)
        .outerjoin(walk_slot, walk_slot.c.walk_id == walk.c.id)
        .outerjoin(sales_order, gone)
        .outerjoin(person, person.c.badge == walk.c.badge)
        .where(walk.c.id.in_(walk_ids))
        .order_by(walk.c.id, walk_slot.c.number)
    )
    news: dict[int, WalkNews] = {}
    with central.reading() as connection:
        for walk_id, fence, state, who, order in connection.execute(statement):
            before = news.get(walk_id, WalkNews(fence, state, who or "-", ()))
            news[walk_id] = before if order is None else before._replace(cancelled=(*before.cancelled, order))
    return news
