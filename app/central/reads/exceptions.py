"""What a supervisor must look at, with every name its sentence needs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import exception, fact, item, person, sales_order


@dataclass(frozen=True, slots=True)
class OpenException:
    """An exception nobody has resolved.

    Attributes:
        id: Its number.
        kind: What sort, e.g. ``"short"``.
        opened_at: When.
        order: Number of the order it concerns, None for none; ``ref`` is its number in the channel.
        ref: The channel's number, or empty.
        sku: The item, or empty; ``item`` is its name.
        item: Name of the item, or empty.
        place: The place, or empty.
        qty: Units, 0 where it means nothing.
        station: Station of the fact behind it, or empty.
        who: Name of the person who did it, or empty.
        detail: Further names for its sentence.
    """

    id: int
    kind: str
    opened_at: datetime
    order: int | None
    ref: str
    sku: str
    item: str
    place: str
    qty: int
    station: str
    who: str
    detail: Mapping[str, object] = field(hash=False)

    def names(self) -> dict[str, object]:
        """Gives everything its sentence may name; the detail does not overrule the rest."""
        own = ("order", "ref", "sku", "item", "place", "qty", "station", "who")
        said = {name: value for name in own if (value := getattr(self, name)) not in ("", None)}
        return {**dict.fromkeys(own, "-"), "qty": 0, **self.detail, **said}


def open_exceptions(central: Central, *, limit: int = 500) -> tuple[OpenException, ...]:
    """Gives the exceptions that are open, the oldest first."""
    statement = (
        sa.select(exception, sales_order.c.external_id, item.c.name.label("item"))
        .add_columns(fact.c.station, fact.c.who, person.c.name.label("person"))
        .outerjoin(sales_order, sales_order.c.id == exception.c.order_id)
        .outerjoin(item, item.c.sku == exception.c.sku)
        .outerjoin(fact, fact.c.id == exception.c.fact_id)
        .outerjoin(person, person.c.badge == fact.c.who)
        .where(exception.c.resolved_at.is_(None))
        .order_by(exception.c.opened_at, exception.c.id)
        .limit(limit)
    )
    with central.reading() as connection:
        rows = connection.execute(statement).all()
    return tuple(
        OpenException(
            id=row.id,
            kind=row.kind,
            opened_at=row.opened_at,
            order=row.order_id,
            ref=row.external_id or "",
            sku=row.sku or "",
            item=row.item or "",
            place=row.place or "",
            qty=row.qty or 0,
            station=row.station or "",
            who=row.person or row.who or "",
            detail=json.loads(row.detail),
        )
        for row in rows
    )
