"""Writes what the bookkeeper changed: every table with at most one insert and one update for all its rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from app.central.dialect import insert_unknown
from app.central.ledger import forms
from app.central.ledger.forms import Form
from app.central.sets import insert_many
from app.domain.books.books import Books
from app.domain.books.rows import Stock
from app.domain.master.places import PlaceKind


def store_books(connection: sa.Connection, books: Books) -> None:
    """Stores new and changed rows, in the order in which they refer to each other."""
    _insert_unknown(connection, forms.ITEM, books.items.fresh)
    _insert_unknown(connection, forms.PLACE, books.places.fresh)
    forms.PLACE.update(connection, books.places.changed)
    _store_stock(connection, books)
    forms.ORDER.update(connection, books.orders.changed)
    forms.LINE.update(connection, books.lines.changed)
    _store_walks(connection, books)
    _store_all(connection, forms.TOTE, books.totes.fresh, books.totes.changed)
    _store_all(connection, forms.PARCEL, books.parcels.fresh, books.parcels.changed)
    _store_all(connection, forms.BOXED, books.boxed.fresh, books.boxed.changed)
    _insert(connection, forms.MOVEMENT, books.movements)
    _store_all(connection, forms.ISSUE, books.issues.fresh, books.issues.changed)


def _store_stock(connection: sa.Connection, books: Books) -> None:
    """Stores stock; an empty tote or parcel keeps no row, or the table would grow with every parcel ever shipped."""
    _insert(connection, forms.STOCK, [row for row in books.stock.fresh if not _is_emptied(books, row)])
    emptied = [row for row in books.stock.changed if _is_emptied(books, row)]
    forms.STOCK.update(connection, [row for row in books.stock.changed if not _is_emptied(books, row)])
    forms.STOCK.delete(connection, emptied)


def _is_emptied(books: Books, row: Stock) -> bool:
    place = books.places.get(row.place)
    boxes = (PlaceKind.TOTE, PlaceKind.PARCEL)
    return not row.on_hand and not row.reserved and place is not None and place.kind in boxes


def _store_walks(connection: sa.Connection, books: Books) -> None:
    """Stores walks, and gives new ones their numbers in the slots and picks that name them."""
    real = _numbers(connection, forms.WALK, books.walks.fresh)
    forms.WALK.update(connection, books.walks.changed)
    slots = [replace(slot, walk_id=real.get(slot.walk_id, slot.walk_id)) for slot in books.slots.fresh]
    _store_all(connection, forms.SLOT, slots, books.slots.changed)
    picks = [
        pick if pick.walk_id is None else replace(pick, walk_id=real.get(pick.walk_id, pick.walk_id))
        for pick in books.picks.fresh
    ]
    _store_all(connection, forms.PICK, picks, books.picks.changed)


def _numbers(connection: sa.Connection, form: Form[Any], rows: Sequence[Any]) -> dict[int, int]:
    """Inserts rows that others refer to; gives the database's number for each of the books'."""
    if not rows:
        return {}
    insert = sa.insert(form.table).returning(form.table.c.id, sort_by_parameter_order=True)
    given = connection.scalars(insert, [form.values(row) for row in rows]).all()
    return {row.id: number for row, number in zip(rows, given, strict=True)}


def _store_all(connection: sa.Connection, form: Form[Any], fresh: Sequence[Any], changed: Sequence[Any]) -> None:
    _insert(connection, form, fresh)
    form.update(connection, changed)


def _insert(connection: sa.Connection, form: Form[Any], rows: Sequence[Any]) -> None:
    insert_many(connection, form.table, [form.values(row) for row in rows])


def _insert_unknown(connection: sa.Connection, form: Form[Any], rows: Sequence[Any]) -> None:
    """Inserts rows that an import may have added at the same moment."""
    if rows:
        connection.execute(insert_unknown(connection, form.table), [form.values(row) for row in rows])
