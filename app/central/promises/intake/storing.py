"""One file into the books, in one transaction: wholly or not at all, and a second time without effect."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.central.audit import By, note
from app.central.engine import Central
from app.central.postgres.patience import LONG
from app.central.promises.cancelling import cancel_drafts
from app.central.promises.intake.master import store_items, store_people, store_places, store_unknown_items
from app.central.promises.intake.orders import store_orders
from app.central.settings import read_settings
from app.central.tables import place, rejected_row
from app.central.upserts import insert_into
from app.domain.intake import Intake, Rejected, StockDraft
from app.domain.master.places import PlaceKind


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file came from and who brought it.

    Attributes:
        channel: Key of the channel that read it.
        file: Its name.
        badge: Who imported it, or ``"system"``.
        station: Where.
    """

    channel: str
    file: str
    badge: str = "system"
    station: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a file.

    Attributes:
        orders_new: Orders that were not known.
        orders_unchanged: Orders known with the same content.
        orders_changed: Orders known with another content: not touched, an exception tells the supervisor.
        orders_paid: Held orders that were opened because they are paid now.
        orders_cancelled: Orders that this file cancelled.
        cancels_late: Cancellations that came after packing: an exception tells the supervisor.
        lines: Order lines stored.
        drafts: Items nobody had described before.
        stock: Counted stock whose place is known; it becomes facts, told by the caller.
        refused: What the file's own reader could not see was wrong.
    """

    orders_new: int
    orders_unchanged: int
    orders_changed: int
    orders_paid: int
    orders_cancelled: int
    cancels_late: int
    lines: int
    drafts: int
    stock: tuple[StockDraft, ...]
    refused: tuple[Rejected, ...]


def store(central: Central, intake: Intake, source: Source, now: datetime) -> Stored:
    """Stores all that a file gave: items, places and people first, then orders, then cancellations."""
    with central.writing(LONG) as connection:
        refused = [
            *store_items(connection, intake.items, source.file),
            *store_places(connection, intake.places, source.file),
            *store_people(connection, intake.people, now, source.file, By(source.badge, source.station)),
        ]
        stock, unplaced = _placed(connection, intake.stock, source.file)
        unknown = store_unknown_items(connection, {draft.sku: "" for draft in stock})
        orders = store_orders(connection, intake.orders, now, read_settings(connection))
        cancelled, late = cancel_drafts(connection, intake.cancels, now)
        refused += unplaced
        _keep_refusals(connection, source, (*intake.rejected, *refused), now)
        stored = Stored(
            orders_new=orders.new,
            orders_unchanged=orders.unchanged,
            orders_changed=orders.changed,
            orders_paid=orders.paid,
            orders_cancelled=cancelled,
            cancels_late=late,
            lines=orders.lines,
            drafts=orders.drafts + unknown,
            stock=stock,
            refused=tuple(refused),
        )
        _note(connection, source, intake, stored, now)
    return stored


def _note(connection: sa.Connection, source: Source, intake: Intake, stored: Stored, now: datetime) -> None:
    note(
        connection,
        badge=source.badge,
        station=source.station,
        action="import",
        what=source.file,
        at=now,
        channel=source.channel,
        rows=intake.rows_read,
        orders_new=stored.orders_new,
        orders_cancelled=stored.orders_cancelled,
    )


def _placed(
    connection: sa.Connection, drafts: Sequence[StockDraft], file: str
) -> tuple[tuple[StockDraft, ...], list[Rejected]]:
    """Separates stock in known shelves from stock in places nobody has described."""
    if not drafts:
        return (), []
    stores = (PlaceKind.SHELF, PlaceKind.DOCK, PlaceKind.STRAY)
    known = set(connection.execute(sa.select(place.c.code).where(place.c.kind.in_(stores))).scalars())
    refused = [
        Rejected(file, 0, "", draft.place, "promises.unknown_place", {"sku": draft.sku, "quantity": draft.quantity})
        for draft in drafts
        if draft.place not in known
    ]
    return tuple(draft for draft in drafts if draft.place in known), refused


def _keep_refusals(connection: sa.Connection, source: Source, refused: Sequence[Rejected], now: datetime) -> None:
    """Keeps what is wrong with this file now; what a mended file no longer has wrong is forgotten."""
    same_file = sa.and_(rejected_row.c.channel == source.channel, rejected_row.c.file == source.file)
    columns = (rejected_row.c.id, rejected_row.c.row, rejected_row.c.column, rejected_row.c.value)
    before = {(r.row, r.column, r.value): r.id for r in connection.execute(sa.select(*columns).where(same_file))}
    rows = {(wrong.row, wrong.column, wrong.value): wrong for wrong in refused}
    gone = [{"gone": before[key]} for key in before.keys() - rows.keys()]
    if gone:
        connection.execute(sa.delete(rejected_row).where(rejected_row.c.id == sa.bindparam("gone")), gone)
    new = [
        {
            "channel": source.channel,
            "file": source.file,
            "row": wrong.row,
            "column": wrong.column,
            "value": wrong.value,
            "reason": wrong.reason,
            "names": json.dumps(dict(wrong.names), ensure_ascii=False, default=str),
            "at": now,
        }
        for key, wrong in rows.items()
        if key not in before
    ]
    if new:
        connection.execute(insert_into(connection, rejected_row).on_conflict_do_nothing(), new)
