"""What was taken on finished walks, in the words of what may be released: to compare other ways of picking the same."""

import sqlalchemy as sa

from app.central.engine import Central
from app.central.reads.walks.ready import Ready, ReadyOrder, ReadyPick, floor_of
from app.central.rows import Row
from app.central.tables import item, pick, place, sales_order, walk


def taken_by_wave(central: Central) -> tuple[Ready, ...]:
    """Gives what the finished walks of each wave took, as if it were still to be released."""
    waves: dict[int | None, list[Row]] = {}
    with central.reading() as connection:
        for row in connection.execute(_picks()):
            waves.setdefault(row.wave_id, []).append(row)
        drops, length = floor_of(connection)
    return tuple(Ready(_orders(rows), tuple(map(_pick, rows)), drops, length) for rows in waves.values())


def _picks() -> sa.Select[tuple[object, ...]]:
    order = sales_order.c
    where = (place.c.zone, place.c.aisle, place.c.sequence, place.c.x_mm, place.c.y_mm)
    urgency = (order.cutoff_at.asc().nulls_last(), order.priority.desc(), order.placed_at, order.id)
    return (
        sa.select(pick, *where, item.c.weight_g, walk.c.wave_id, order.priority, order.cutoff_at)
        .join(walk, walk.c.id == pick.c.walk_id)
        .join(sales_order, order.id == pick.c.order_id)
        .join(place, place.c.code == pick.c.place)
        .join(item, item.c.sku == pick.c.sku)
        .where(walk.c.state == "finished", pick.c.picked > 0)
        .order_by(*urgency, pick.c.id)
    )


def _orders(rows: list[Row]) -> tuple[ReadyOrder, ...]:
    lines: dict[int, set[int]] = {}
    for row in rows:
        lines.setdefault(row.order_id, set()).add(row.order_line_id)
    first = {row.order_id: row for row in reversed(rows)}
    return tuple(
        ReadyOrder(order, first[order].priority, first[order].cutoff_at, len(own)) for order, own in lines.items()
    )


def _pick(row: Row) -> ReadyPick:
    return ReadyPick(
        pick=row.id,
        order=row.order_id,
        line=row.order_line_id,
        sku=row.sku,
        place=row.place,
        zone=row.zone,
        aisle=row.aisle,
        sequence=row.sequence,
        x_mm=row.x_mm,
        y_mm=row.y_mm,
        qty=row.picked,
        weight_g=row.picked * row.weight_g,
    )
