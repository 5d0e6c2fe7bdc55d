"""Asks the database what it says of everything the model knows, and learns the numbers it gave to what is new."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import (
    exception,
    fact,
    order_line,
    parcel,
    parcel_line,
    pick,
    sales_order,
    stock,
    tote,
    walk,
    walk_slot,
)
from tests.app.central.machine.model.world import Promise, World

TOLD = (
    *("stray_pick", "found_stock", "old_fence", "tote_conflict", "oversold", "parked", "stray_pack"),
    *("left_open", "left_in_tote", "short", "pack_short", "put_back", "fork"),
)
"""Kinds of exceptions of which the model knows how often each was told."""

_left = pick.c.qty - pick.c.picked - pick.c.short
_open = sa.case((pick.c.state == "open", _left), else_=0)


def learn(central: Central, world: World) -> None:
    """Gives promises and walks that the model expected the numbers that the database gave them."""
    if world.last:
        with central.reading() as connection:
            _learn_walks(connection, world)
            _learn_promises(connection, world)
        world.last = 0


def _learn_walks(connection: sa.Connection, world: World) -> None:
    unknown = walk.c.id.not_in([n for n in world.walks if n > 0])
    found = list(connection.scalars(sa.select(walk.c.id).where(unknown).order_by(walk.c.id)))
    expected = sorted((n for n in world.walks if n < 0), reverse=True)
    for before, number in _pairs(expected, found, "walks"):
        world.walks[number] = world.walks.pop(before)
        for promise in world.promises.values():
            promise.walk = number if promise.walk == before else promise.walk


def _learn_promises(connection: sa.Connection, world: World) -> None:
    columns = (pick.c.order_line_id, pick.c.place, sa.func.coalesce(pick.c.walk_id, 0), pick.c.id)
    unknown = pick.c.id.not_in([n for n in world.promises if n > 0])
    found = sorted(tuple(row) for row in connection.execute(sa.select(*columns).where(unknown)))
    mine = {n: promise for n, promise in world.promises.items() if n < 0}
    expected = sorted((one.line, one.place, one.walk or 0, -n) for n, one in mine.items())
    for before, number in _pairs(expected, found, "promises"):
        assert before[:3] == number[:3], f"{before} was expected to be promised, {number} was"
        world.promises[number[3]] = world.promises.pop(-before[3])


def _pairs(expected: Sequence[Any], found: Sequence[Any], what: str) -> list[tuple[Any, Any]]:
    assert len(expected) == len(found), f"{what}: {expected} were expected, {found} are new"
    return list(zip(expected, found, strict=True))


def compare(central: Central, world: World, waiting: int) -> None:
    """Asserts that the books and the model say the same of everything."""
    with central.reading() as connection:
        said, known = _said(connection), _known(world, waiting)
    for name, theirs in said.items():
        assert theirs == known[name], _difference(name, theirs, known[name])


def _difference(name: str, books: dict[Any, Any], model: dict[Any, Any]) -> str:
    keys = sorted((key for key in books.keys() | model.keys() if books.get(key) != model.get(key)), key=str)
    return f"{name}: " + "; ".join(f"{key}: books {books.get(key)}, model {model.get(key)}" for key in keys)


def _said(connection: sa.Connection) -> dict[str, dict[Any, Any]]:
    claims = (walk.c.state, walk.c.fence, walk.c.deeds, walk.c.zone, walk.c.priority, walk.c.station, walk.c.badge)
    counts = (order_line.c.reserved, order_line.c.picked, order_line.c.packed, order_line.c.shipped)
    kinds = sa.select(exception.c.kind, sa.func.count()).group_by(exception.c.kind)
    asked = {
        "stock": sa.select(stock.c.sku, stock.c.place, stock.c.on_hand, stock.c.reserved).where(stock.c.on_hand > 0),
        "promises": sa.select(pick.c.id, pick.c.walk_id, _open).where(_open > 0),
        "lines": sa.select(order_line.c.id, *counts),
        "orders": sa.select(sales_order.c.id, sales_order.c.state, sales_order.c.packer),
        "walks": sa.select(walk.c.id, *claims),
        "slots": sa.select(walk_slot.c.walk_id, walk_slot.c.order_id, walk_slot.c.after_walk),
        "totes": sa.select(tote.c.code, tote.c.order_id).where(tote.c.order_id.is_not(None)),
        "parcels": sa.select(parcel.c.sscc, parcel.c.order_id, parcel.c.state),
        "boxes": sa.select(parcel_line.c.sscc, parcel_line.c.order_line_id, parcel_line.c.qty, parcel_line.c.shipped),
        "troubles": kinds.where(exception.c.kind.in_(TOLD)),
        "facts": sa.select(sa.literal("waiting"), sa.func.count()).where(fact.c.booked_at.is_(None)),
    }
    keys = {"stock": 2, "slots": 2, "boxes": 2}
    return {
        name: {tuple(row)[: keys.get(name, 1)]: tuple(row)[keys.get(name, 1) :] for row in connection.execute(question)}
        for name, question in asked.items()
    }


def _known(world: World, waiting: int) -> dict[str, dict[Any, Any]]:
    return {
        "stock": {(*at,): (units, world.kept(*at)) for at, units in world.units.items() if units},
        "promises": {(n,): (each.walk, each.left) for n, each in world.promises.items() if each.left},
        "lines": {(n,): (world.promised(n), line.picked, line.packed, line.shipped) for n, line in world.lines.items()},
        "orders": {(n,): (order.state, order.packer) for n, order in world.orders.items()},
        "walks": {
            (n,): (each.state, each.fence, each.deeds, each.zone, each.priority, each.station, each.badge)
            for n, each in world.walks.items()
        },
        "slots": {(n, order): (after,) for n, each in world.walks.items() for order, after in each.orders.items()},
        "totes": {(code,): (each.order,) for code, each in world.totes.items()},
        "parcels": {(sscc,): (each.order, each.state) for sscc, each in world.parcels.items()},
        "boxes": {key: tuple(pair) for key, pair in world.boxed.items()},
        "troubles": {(kind,): (count,) for kind, count in world.troubles.items() if count},
        "facts": {("waiting",): (waiting,)},
    }


def put_by_put(promises: dict[int, Promise], number: int) -> dict[int, int]:
    """What is still to take on a walk: units by promise."""
    return {n: promise.left for n, promise in promises.items() if promise.walk == number and promise.left}
