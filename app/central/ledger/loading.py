"""Lays the rows that a batch touches on the bookkeeper's desk, with one statement a table.

On PostgreSQL the rows are locked as they are read: walks by number, then stock by item and place, as the
promises do it; SQLite has one writer anyway.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import starmap
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from app.central.ledger import forms
from app.central.ledger.forms import Form
from app.central.ledger.mentions import Mentions
from app.central.sets import one_of
from app.central.tables import (
    exception,
    in_house,
    manifest,
    order_line,
    parcel,
    parcel_line,
    person,
    pick,
    place,
    sales_order,
    stock,
    tote,
    walk,
    walk_slot,
)
from app.domain.books.books import Books, barcodes_of
from app.domain.master.people import Role
from app.domain.master.places import PlaceKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")

_REMEMBERED = (
    "put_back",
    "old_fence",
    "count",
    "short",
    "oversold",
    "found_stock",
    "left_in_tote",
    "tote_conflict",
    "lost_cancel",
)


def open_books(connection: sa.Connection, named: Mentions, now: datetime) -> Books:
    """Loads everything that deeds with these mentions can touch."""
    books = Books(now)
    orders = _orders_around(connection, named)
    _load_walks(connection, books, named, orders)
    _load_orders(connection, books, named, orders)
    _load_goods(connection, books, named)
    _load_issues(connection, books, orders, named.codes)
    ids = _scalars(connection, sa.select(manifest.c.id), manifest.c.id, named.manifests)
    books.manifests.update(ids)
    for badge, role in _roles(connection, named.badges):
        books.roles[badge] = Role(role)
    return books


def _roles(connection: sa.Connection, badges: Collection[str]) -> Iterator[tuple[str, str]]:
    """Finds as what people work now."""
    if badges:
        query = sa.select(person.c.badge, person.c.role).where(person.c.active)
        for row in connection.execute(query.where(one_of(connection, person.c.badge, badges))):
            yield row.badge, row.role


def _orders_around(connection: sa.Connection, named: Mentions) -> set[int]:
    """Finds every order whose standing the deeds may change."""
    boxed = sa.select(order_line.c.order_id).join(parcel_line, parcel_line.c.order_line_id == order_line.c.id)
    questions: tuple[tuple[sa.Select[Any], sa.Column[Any], Collection[Any]], ...] = (
        (sa.select(order_line.c.order_id), order_line.c.id, named.lines),
        (sa.select(pick.c.order_id), pick.c.id, named.picks),
        (sa.select(pick.c.order_id), pick.c.walk_id, named.ended),
        (sa.select(walk_slot.c.order_id), walk_slot.c.walk_id, named.ended),
        (sa.select(tote.c.order_id).where(tote.c.order_id.is_not(None)), tote.c.code, named.totes),
        (sa.select(parcel.c.order_id), parcel.c.sscc, named.parcels),
        (boxed, parcel_line.c.sscc, named.parcels),
    )
    orders = set(named.orders)
    for query, column, keys in questions:
        orders.update(_scalars(connection, query, column, keys))
    return orders


def _load_walks(connection: sa.Connection, books: Books, named: Mentions, orders: set[int]) -> None:
    """Loads walks with their slots: the deeds' own, those of the orders, and those that wait for them."""
    followers = set(_scalars(connection, sa.select(walk_slot.c.walk_id), walk_slot.c.after_walk, named.ended))
    slots = [
        *_rows(connection, forms.SLOT, walk_slot.c.order_id, orders),
        *_rows(connection, forms.SLOT, walk_slot.c.walk_id, named.ended | followers),
    ]
    alone = {slot.walk_id for slot in slots}
    slots += _rows(connection, forms.SLOT, walk_slot.c.walk_id, alone)
    walks = named.walks | alone | {slot.after_walk for slot in slots if slot.after_walk is not None}
    books.walks.load(_rows(connection, forms.WALK, walk.c.id, walks))
    books.slots.load(sorted(slots, key=lambda slot: (slot.walk_id, slot.number)))


def _load_orders(connection: sa.Connection, books: Books, named: Mentions, orders: set[int]) -> None:
    books.picks.load(_rows(connection, forms.PICK, pick.c.order_id, orders))
    books.orders.load(_rows(connection, forms.ORDER, sales_order.c.id, orders))
    books.lines.load(_rows(connection, forms.LINE, order_line.c.order_id, orders))
    books.totes.load(_rows(connection, forms.TOTE, tote.c.order_id, orders))
    books.totes.load(_rows(connection, forms.TOTE, tote.c.code, named.totes))
    books.parcels.load(_rows(connection, forms.PARCEL, parcel.c.order_id, orders))
    books.parcels.load(_rows(connection, forms.PARCEL, parcel.c.sscc, named.parcels))
    books.boxed.load(_rows(connection, forms.BOXED, parcel_line.c.sscc, named.parcels))


def _load_goods(connection: sa.Connection, books: Books, named: Mentions) -> None:
    """Loads items, places and stock: what is named, what picks hold, and where short items may lie instead."""
    picks = list(books.picks.all())
    shelves = named.places | {row.place for row in picks}
    skus = named.skus | {row.sku for row in picks}
    boxes = named.totes | named.parcels | {row.code for row in books.totes.all()}
    books.items.load(_rows(connection, forms.ITEM, forms.ITEM.table.c.sku, named.skus))
    in_boxes = list(_rows(connection, forms.STOCK, stock.c.place, boxes))
    on_shelves = [row for row in _rows(connection, forms.STOCK, stock.c.place, shelves) if row.sku in skus]
    elsewhere = list(_elsewhere(connection, named.missed))
    books.stock.load(sorted((*in_boxes, *on_shelves, *elsewhere), key=lambda row: (row.sku, row.place)))
    codes = named.codes | shelves | {row.place for row in elsewhere}
    books.places.load(_rows(connection, forms.PLACE, place.c.code, codes))
    barcodes = {barcode for code in named.codes for barcode in barcodes_of(code)}
    books.places.load(_rows(connection, forms.PLACE, place.c.barcode, barcodes))
    if named.missed:
        books.places.load(_rows(connection, forms.PLACE, place.c.kind, [PlaceKind.PACK], in_house))


def _elsewhere(connection: sa.Connection, skus: Collection[str]) -> Iterator[Any]:
    """Finds the shelves where an item has free units."""
    on_shelf = sa.exists().where(place.c.code == stock.c.place, place.c.kind == PlaceKind.SHELF)
    return _rows(connection, forms.STOCK, stock.c.sku, skus, stock.c.on_hand > stock.c.reserved, on_shelf)


def _load_issues(connection: sa.Connection, books: Books, orders: set[int], codes: set[str]) -> None:
    remembered = exception.c.resolved_at.is_(None) & exception.c.kind.in_(_REMEMBERED)
    books.issues.load(_rows(connection, forms.ISSUE, exception.c.order_id, orders, remembered))
    books.issues.load(_rows(connection, forms.ISSUE, exception.c.place, codes, remembered))
    books.issues.load(_rows(connection, forms.ISSUE, exception.c.kind, ["old_fence"], remembered))


def _rows(
    connection: sa.Connection,
    form: Form[R],
    column: sa.Column[Any],
    keys: Collection[Any],
    *more: sa.ColumnElement[bool],
) -> Iterator[R]:
    """Reads the rows of which a column has one of the values, in the order of their primary key."""
    query = sa.select(*form.columns).where(*more).order_by(*form.table.primary_key).with_for_update()
    if keys:
        found = connection.execute(query.where(one_of(connection, column, keys))).all()
        yield from starmap(form.row, found)


def _scalars(
    connection: sa.Connection, query: sa.Select[Any], column: sa.Column[Any], keys: Collection[Any]
) -> Iterator[Any]:
    if keys:
        yield from connection.scalars(query.where(one_of(connection, column, keys))).all()
