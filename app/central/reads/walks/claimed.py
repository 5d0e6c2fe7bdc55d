"""A claimed walk as the picker's state machine wants it, built from the rows of the books."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from app.central.sets.gathered import Answers, Gathered
from app.central.settings import SETTINGS, Settings, settings_in
from app.central.tables import barcode, in_house, item, pick, place, sales_order, stock, tote, walk, walk_slot
from app.domain.master.places import PlaceKind
from app.domain.orders import OrderState
from app.domain.picking.moves import next_step
from app.domain.picking.walk import AtDrop, Method, Put, Slot, Stop, Walk

_TAIL = 4
"""Digits of a barcode that a picker compares by eye."""

_HEAD = sa.select(walk.c.id, walk.c.method, walk.c.fence, walk.c.zone, walk.c.millimetres, walk.c.deeds)

_DROPS = (
    sa.select(place.c.code, place.c.kind)
    .where(in_house, place.c.kind.in_((PlaceKind.HANDOVER, PlaceKind.PACK, PlaceKind.HOSPITAL)))
    .order_by(place.c.sequence, place.c.code)
)

_LEAST_CODE = (
    sa.select(sa.func.min(barcode.c.code))
    .where(barcode.c.sku == pick.c.sku, barcode.c.qty == 1)
    .scalar_subquery()
    .label("barcode")
)
_PICKS = (
    sa.select(pick.c.id, pick.c.order_id, pick.c.order_line_id, pick.c.qty, pick.c.picked, pick.c.short)
    .add_columns(pick.c.position, pick.c.sku, pick.c.place)
    .add_columns(item.c.name, place.c.check_digits, stock.c.on_hand, _LEAST_CODE)
    .join(item, item.c.sku == pick.c.sku)
    .join(place, place.c.code == pick.c.place)
    .join(stock, sa.and_(stock.c.sku == pick.c.sku, stock.c.place == pick.c.place))
    .where(pick.c.walk_id == sa.bindparam("walk"), pick.c.state != "void")
    .order_by(pick.c.position, pick.c.id)
)

_SLOTS = (
    sa.select(walk_slot.c.number, walk_slot.c.order_id, walk_slot.c.drop, walk_slot.c.after_walk)
    .add_columns(sales_order.c.external_id, sales_order.c.state)
    .join(sales_order, sales_order.c.id == walk_slot.c.order_id)
    .where(walk_slot.c.walk_id == sa.bindparam("walk"))
    .order_by(walk_slot.c.number)
)

_UNITS = sa.select(sa.func.coalesce(sa.func.sum(stock.c.on_hand), 0)).where(stock.c.place == tote.c.code)
_ON_WALK = sa.select(walk_slot.c.order_id).where(walk_slot.c.walk_id == sa.bindparam("walk"))
_TOTES = (
    sa.select(tote.c.code, tote.c.order_id, tote.c.walk_id, tote.c.at_place)
    .add_columns(place.c.kind, _UNITS.scalar_subquery().label("units"))
    .outerjoin(place, place.c.code == tote.c.at_place)
    .where(tote.c.order_id.in_(_ON_WALK))
    .order_by(tote.c.code)
)
_USED = sa.select(tote.c.code, tote.c.order_id).where(tote.c.order_id.is_not(None)).order_by(tote.c.code)

_WHOLE = Gathered(
    heads=_HEAD.where(walk.c.id == sa.bindparam("walk")),
    picks=_PICKS,
    slots=_SLOTS,
    totes=_TOTES,
    used=_USED,
    drops=_DROPS,
    settings=SETTINGS,
)
"""All that a claim asks about its walk."""


def walk_of(connection: sa.Connection, walk_id: int) -> Walk:
    """Builds a walk as the books know it: what is booked as taken is taken, what is put down is put down.

    Raises:
        LookupError: There is no such walk.
    """
    found = _WHOLE.ask(connection, walk=walk_id)
    if not found["heads"]:
        raise LookupError(f"there is no walk {walk_id}")
    head, rows = found["heads"][0], found["picks"]
    kinds = {row.code: row.kind for row in found["drops"]}
    slots = _slots(walk_id, found, {row.order_id for row in rows})
    index = {slot.order: i for i, slot in enumerate(slots)}
    built = Walk(
        id=head.id,
        method=Method(head.method),
        fence=head.fence,
        zone=head.zone,
        hospital=_hospital(kinds),
        drops=tuple(kinds),
        slots=slots,
        stops=tuple(_stop(list(rows), index) for _, rows in groupby(rows, key=lambda row: row.position)),
        step=AtDrop(),
        busy=tuple(row.code for row in found["used"] if row.order_id not in index),
        millimetres=head.millimetres,
        made=head.deeds,
        **_habits(settings_in(found["settings"])),
    )
    return replace(built, step=next_step(built))


def _habits(settings: Settings) -> dict[str, Any]:
    return {name: settings[name] for name in ("count_limit", "zero_check") if name in settings}


def _hospital(kinds: Mapping[str, str]) -> str:
    """Gives the hospital, or where there is none the first pack bench: somebody looks there, too."""
    order = (PlaceKind.HOSPITAL, PlaceKind.PACK)
    return next((code for wanted in order for code, kind in kinds.items() if kind == wanted), "")


def _stop(rows: Sequence[SimpleNamespace], index: Mapping[int, int]) -> Stop:
    first = rows[0]
    return Stop(
        place=first.place,
        check_digits=first.check_digits,
        sku=first.sku,
        name=first.name,
        tail=(first.barcode or "")[-_TAIL:],
        on_hand=first.on_hand,
        puts=tuple(Put(row.id, index[row.order_id], row.order_line_id, row.qty, row.picked, row.short) for row in rows),
    )


def _slots(walk_id: int, found: Answers, wanted: set[int]) -> tuple[Slot, ...]:
    """Gives the orders on the cart; a cancelled one of which nothing was taken is left out."""
    totes = found["totes"]
    slots = (_slot(row, walk_id, [t for t in totes if t.order_id == row.order_id]) for row in found["slots"])
    return tuple(slot for slot in slots if slot.order in wanted or slot.totes or slot.incoming)


def _slot(row: SimpleNamespace, walk_id: int, totes: Sequence[SimpleNamespace]) -> Slot:
    own = [tote for tote in totes if tote.walk_id == walk_id]
    arriving = [tote for tote in totes if tote.walk_id != walk_id and tote.kind == PlaceKind.HANDOVER]
    return Slot(
        number=row.number,
        order=row.order_id,
        ref=row.external_id,
        drop=row.drop,
        totes=tuple(tote.code for tote in own),
        incoming=tuple(tote.code for tote in arriving) if row.after_walk is not None else (),
        carried=tuple(tote.code for tote in own if tote.units),
        handed=tuple(tote.code for tote in own if tote.at_place is not None),
        cancelled=row.state == OrderState.CANCELLED,
    )
