"""Which table holds which rows of the books, and which of their columns the bookkeeper changes."""

from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import sqlalchemy as sa

from app.central import tables
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
        self.update = sa.update(table).where(*mine).values({name: sa.bindparam(name) for name in changes})
        self.delete = sa.delete(table).where(*mine)

    def values(self, row: R) -> dict[str, Any]:
        """Gives what is inserted for a new row."""
        return dict(zip(self._new, self._of_new(row), strict=True))

    def change(self, row: R) -> dict[str, Any]:
        """Gives what ``update`` takes for a changed row; the parts of its key are named ``key_…``."""
        return dict(zip(self._parameters, self._of_change(row), strict=True))


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
