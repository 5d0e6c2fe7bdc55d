"""Which table holds which rows of the books, and which of their columns the bookkeeper changes."""

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import sqlalchemy as sa

from app.central import tables
from app.central.dialect import is_sqlite
from app.central.sets import hand, handed_rows
from app.domain.books import rows

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")


class Form(Generic[R]):
    """How rows of one sort are stored.

    Attributes:
        row: Their class; its fields are named as the columns.
        table: The table.
        columns: The columns that make a row, in the order of its fields.
    """

    def __init__(self, row: type[R], table: sa.Table, changes: tuple[str, ...] = (), *, numbered: bool = False) -> None:
        """Describes a table to the bookkeeper.

        Args:
            row: Class of the rows.
            table: Where they are stored.
            changes: Columns that the bookkeeper writes in rows that exist.
            numbered: Whether the database gives new rows their ``id``.
        """
        self.row = row
        self.table = table
        names = tuple(field.name for field in fields(row))
        self.columns: list[sa.Column[Any]] = [table.c[name] for name in names]
        self._new = tuple(name for name in names if not (numbered and name == "id"))
        keys = tuple(column.name for column in table.primary_key)
        self._parameters = (*(f"key_{name}" for name in keys), *changes)
        self._of_new, self._of_change = attrgetter(*self._new), attrgetter(*keys, *changes)
        mine = [table.c[name] == sa.bindparam(f"key_{name}") for name in keys]
        self._update = sa.update(table).where(*mine).values({name: sa.bindparam(name) for name in changes})
        self._delete = sa.delete(table).where(*mine)
        handed = handed_rows([*((f"key_{name}", table.c[name]) for name in keys), *((n, table.c[n]) for n in changes)])
        same = [table.c[name] == handed.c[f"key_{name}"] for name in keys]
        self._update_all = sa.update(table).where(*same).values({name: handed.c[name] for name in changes})
        self._delete_all = sa.delete(table).where(*same)

    def update(self, connection: sa.Connection, rows: Sequence[R]) -> None:
        """Writes what was changed in rows that exist."""
        self._each(connection, self._update, self._update_all, rows)

    def delete(self, connection: sa.Connection, rows: Sequence[R]) -> None:
        """Takes rows away."""
        self._each(connection, self._delete, self._delete_all, rows)

    def _each(self, connection: sa.Connection, one: sa.UpdateBase, whole: sa.UpdateBase, rows: Sequence[R]) -> None:
        changes = [dict(zip(self._parameters, self._of_change(row), strict=True)) for row in rows]
        if changes and is_sqlite(connection):
            connection.execute(one, changes)
        elif changes:
            hand(connection, whole, changes)

    def values(self, row: R) -> dict[str, Any]:
        """Gives what is inserted for a new row."""
        return dict(zip(self._new, self._of_new(row), strict=True))


ITEM = Form(rows.Item, tables.item)
PLACE = Form(rows.PlaceRow, tables.place, ("kind",))
STOCK = Form(rows.Stock, tables.stock, ("on_hand", "reserved"))
ORDER = Form(rows.Order, tables.sales_order, ("state", "wave_id", "packer"))
LINE = Form(rows.Line, tables.order_line, ("reserved", "picked", "packed", "shipped"))
WALK = Form(
    rows.WalkRow,
    tables.walk,
    ("state", "fence", "station", "badge", "finished_at", "deeds"),
    numbered=True,
)
SLOT = Form(rows.SlotRow, tables.walk_slot, ("handed",))
PICK = Form(rows.Pick, tables.pick, ("picked", "short", "state", "position"), numbered=True)
TOTE = Form(rows.ToteRow, tables.tote, ("order_id", "walk_id", "at_place"))
PARCEL = Form(
    rows.Parcel,
    tables.parcel,
    ("number", "state", "weight_g", "expected_g", "closed_at", "manifest_id", "labels"),
)
BOXED = Form(rows.Boxed, tables.parcel_line, ("qty", "shipped"))
ISSUE = Form(rows.Issue, tables.exception, ("resolved_at", "resolved_by"), numbered=True)
MOVEMENT = Form(rows.Movement, tables.movement)
