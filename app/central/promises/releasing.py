"""Releasing: which orders may go to the floor, and the wave of walks that takes them there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from app.central.audit import note
from app.central.engine import Central
from app.central.reads.walks.ready import Ready, ReadyOrder, ReadyPick, candidates
from app.central.rows import Row
from app.central.tables import pick, sales_order, walk, walk_slot, wave
from app.domain.errors import Conflict
from app.domain.orders import OrderState

__all__ = ["Ready", "ReadyOrder", "ReadyPick", "SlotPlan", "WalkPlan", "Wave", "candidates", "store_wave"]

_CHUNK = 10_000


class SlotPlan(Protocol):
    """An order on a planned walk; ``after`` is the index in the plan of the walk its totes come from."""

    @property
    def order(self) -> int: ...  # noqa: D102 - said by the class
    @property
    def drop(self) -> str: ...  # noqa: D102 - said by the class
    @property
    def after(self) -> int | None: ...  # noqa: D102 - said by the class


class WalkPlan(Protocol):
    """A planned walk; the planner's own class fits."""

    @property
    def method(self) -> str: ...  # noqa: D102 - said by the class
    @property
    def zone(self) -> str: ...  # noqa: D102 - said by the class
    @property
    def stops(self) -> Sequence[Sequence[int]]: ...  # noqa: D102 - said by the class
    @property
    def slots(self) -> Sequence[SlotPlan]: ...  # noqa: D102 - said by the class
    @property
    def millimetres(self) -> int: ...  # noqa: D102 - said by the class


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave that was released.

    Attributes:
        id: Its number.
        orders: Orders in it.
        walks: Its walks, in the order of the plan.
    """

    id: int
    orders: int
    walks: tuple[int, ...]


def store_wave(
    central: Central, walks: Sequence[WalkPlan], *, name: str, badge: str, station: str, now: datetime
) -> Wave:
    """Releases the orders of a plan and stores its walks, all or none.

    Raises:
        Conflict: An order or one of its reservations changed since the plan was made; plan again.
    """
    orders = sorted({slot.order for planned in walks for slot in planned.slots})
    with central.writing() as connection:
        urgency = _urgency(connection, orders)
        wave_id = _new_wave(connection, urgency, name=name, badge=badge, now=now)
        _release_orders(connection, wave_id, orders)
        ids = _store_walks(connection, wave_id, walks, urgency)
        _store_slots(connection, walks, ids)
        _place_picks(connection, walks, ids, wave_id)
        what = f"wave {wave_id}"
        note(connection, badge=badge, station=station, action="release", what=what, at=now, orders=len(orders))
    return Wave(wave_id, len(orders), tuple(ids))


def _urgency(connection: sa.Connection, orders: Sequence[int]) -> dict[int, Row]:
    columns = (sales_order.c.id, sales_order.c.cutoff_at, sales_order.c.priority)
    found: dict[int, Row] = {}
    for start in range(0, len(orders), _CHUNK):
        part = sales_order.c.id.in_(orders[start : start + _CHUNK])
        found.update((row.id, row) for row in connection.execute(sa.select(*columns).where(part)))
    return found


def _earliest(rows: Sequence[Row]) -> datetime | None:
    return min((row.cutoff_at for row in rows if row.cutoff_at is not None), default=None)


def _new_wave(connection: sa.Connection, urgency: dict[int, Row], *, name: str, badge: str, now: datetime) -> int:
    row = {"name": name, "cutoff_at": _earliest(list(urgency.values())), "released_at": now, "released_by": badge}
    return int(connection.execute(sa.insert(wave).values(row).returning(wave.c.id)).scalar_one())


def _release_orders(connection: sa.Connection, wave_id: int, orders: Sequence[int]) -> None:
    change = {"state": OrderState.RELEASED, "wave_id": wave_id}
    released = 0
    for start in range(0, len(orders), _CHUNK):
        part = sales_order.c.id.in_(orders[start : start + _CHUNK])
        guarded = sa.update(sales_order).where(part, sales_order.c.state == OrderState.RESERVED)
        released += connection.execute(guarded.values(change)).rowcount
    if released != len(orders):
        raise Conflict("promises.plan_outdated")


def _store_walks(
    connection: sa.Connection, wave_id: int, walks: Sequence[WalkPlan], urgency: dict[int, Row]
) -> list[int]:
    rows = []
    for planned in walks:
        known = [urgency[slot.order] for slot in planned.slots]
        rows.append(
            {
                "wave_id": wave_id,
                "method": planned.method,
                "zone": planned.zone,
                "state": "waiting" if any(slot.after is not None for slot in planned.slots) else "open",
                "priority": max((row.priority for row in known), default=0),
                "cutoff_at": _earliest(known),
                "millimetres": planned.millimetres,
            }
        )
    statement = sa.insert(walk).returning(walk.c.id, sort_by_parameter_order=True)
    return list(connection.execute(statement, rows).scalars()) if rows else []


def _store_slots(connection: sa.Connection, walks: Sequence[WalkPlan], ids: Sequence[int]) -> None:
    rows = [
        {
            "walk_id": walk_id,
            "number": number,
            "order_id": slot.order,
            "drop": slot.drop,
            "after_walk": None if slot.after is None else ids[slot.after],
        }
        for walk_id, planned in zip(ids, walks, strict=True)
        for number, slot in enumerate(planned.slots, 1)
    ]
    if rows:
        connection.execute(sa.insert(walk_slot), rows)


def _place_picks(connection: sa.Connection, walks: Sequence[WalkPlan], ids: Sequence[int], wave_id: int) -> None:
    """Gives each reservation its walk and the position of its stop; none of the wave's orders may keep one without."""
    rows = [
        {"one": pick_id, "walk_id": walk_id, "position": position}
        for walk_id, planned in zip(ids, walks, strict=True)
        for position, stop in enumerate(planned.stops, 1)
        for pick_id in stop
    ]
    free = sa.and_(pick.c.id == sa.bindparam("one"), pick.c.walk_id.is_(None), pick.c.state == "open")
    change: dict[str, Any] = {"walk_id": sa.bindparam("walk_id"), "position": sa.bindparam("position")}
    placed = connection.execute(sa.update(pick).where(free).values(change), rows).rowcount if rows else 0
    members = sa.select(sales_order.c.id).where(sales_order.c.wave_id == wave_id)
    homeless = sa.and_(pick.c.order_id.in_(members), pick.c.state == "open", pick.c.walk_id.is_(None))
    if placed != len(rows) or connection.execute(sa.select(pick.c.id).where(homeless).limit(1)).first() is not None:
        raise Conflict("promises.plan_outdated")
