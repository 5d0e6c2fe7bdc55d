"""Orders of a file: new ones are stored, known ones compared by their digest, changed ones shown to a supervisor."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.central.promises.intake.content import content_of, recipient_of
from app.central.promises.intake.master import store_unknown_items
from app.central.rows import Row
from app.central.sets import insert_many, insert_unknown_rows, one_of
from app.central.settings import Settings, cutoff_after
from app.central.tables import exception, order_line, sales_order
from app.domain.intake import OrderDraft
from app.domain.orders import OrderState

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OrdersStored:
    """What became of a file's orders; the attributes are those of ``Stored``."""

    new: int
    unchanged: int
    changed: int
    paid: int
    lines: int
    drafts: int


def store_orders(
    connection: sa.Connection, drafts: Sequence[OrderDraft], now: datetime, settings: Settings
) -> OrdersStored:
    """Stores the orders that are new and compares the others; lines of a known order are never changed."""
    names = {line.sku: line.name for draft in drafts for line in draft.lines}
    unknown = store_unknown_items(connection, names)
    asked = [_Asked(draft, (draft.channel, draft.external_id), content_of(draft)) for draft in drafts]
    known = _known(connection, asked)
    first: dict[Key, _Asked] = {}
    for one in asked:
        first.setdefault(one.key, one)
    made = _insert(connection, [one for key, one in first.items() if key not in known], now, settings)
    lines = [row for key, order in made.items() for row in _line_rows(order, first[key].draft)]
    insert_many(connection, order_line, lines)
    repeated = [one for one in asked if one.key not in made or first[one.key] is not one]
    known |= _known(connection, [one for one in repeated if one.key not in known])
    changed = [one for one in repeated if known[one.key].content != one.content]
    _report(connection, changed, known, now)
    return OrdersStored(
        new=len(made),
        unchanged=len(repeated) - len(changed),
        changed=len(changed),
        paid=_release_paid(connection, repeated, known),
        lines=len(lines),
        drafts=unknown,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """An order of the file, what it is known by, and the digest of what it asks for."""

    draft: OrderDraft
    key: Key
    content: str


def _insert(connection: sa.Connection, asked: Sequence[_Asked], now: datetime, settings: Settings) -> dict[Key, int]:
    """Inserts orders, but for those that another import has brought meanwhile; gives their new numbers."""
    rows = [_order_row(one, now, settings) for one in asked]
    columns = (sales_order.c.channel, sales_order.c.external_id, sales_order.c.id)
    made = insert_unknown_rows(connection, sales_order, rows, *columns)
    return {(channel, external_id): order for channel, external_id, order in made}


def _order_row(one: _Asked, now: datetime, settings: Settings) -> dict[str, Any]:
    draft = one.draft
    carrier = draft.carrier or settings.get("carrier", "")
    return {
        "channel": draft.channel,
        "external_id": draft.external_id,
        "state": OrderState.OPEN if draft.paid else OrderState.HELD,
        "customer": draft.customer,
        "recipient": recipient_of(draft),
        "carrier": carrier,
        "service": draft.service,
        "placed_at": draft.placed_at,
        "cutoff_at": cutoff_after(settings, carrier, draft.service, max(draft.placed_at, now)),
        "content": one.content,
        "imported_at": now,
    }


def _line_rows(order: int, draft: OrderDraft) -> Iterable[dict[str, Any]]:
    for line in draft.lines:
        yield {
            "order_id": order,
            "number": line.line_no,
            "sku": line.sku,
            "name": line.name or line.sku,
            "qty": line.quantity,
        }


def _known(connection: sa.Connection, asked: Sequence[_Asked]) -> dict[Key, Row]:
    columns = (sales_order.c.id, sales_order.c.channel, sales_order.c.external_id)
    statement = sa.select(*columns, sales_order.c.state, sales_order.c.content)
    found: dict[Key, Row] = {}
    for channel in {one.draft.channel for one in asked}:
        ids = [one.draft.external_id for one in asked if one.draft.channel == channel]
        named = one_of(connection, sales_order.c.external_id, ids)
        rows = connection.execute(statement.where(sales_order.c.channel == channel, named))
        found.update(((row.channel, row.external_id), row) for row in rows)
    return found


def _report(connection: sa.Connection, changed: Sequence[_Asked], known: Mapping[Key, Row], now: datetime) -> None:
    """Opens one exception for each new version of an order that is here already; the same version is told once."""
    wanted = [known[one.key].id for one in changed]
    if not wanted:
        return
    told = sa.select(exception.c.order_id, exception.c.detail).where(exception.c.kind == "order_changed")
    before = {
        (order, json.loads(detail).get("content"))
        for order, detail in connection.execute(told.where(one_of(connection, exception.c.order_id, wanted)))
    }
    rows = {}
    for one in changed:
        order, draft = known[one.key], one.draft
        if (order.id, one.content) not in before:
            detail = {"content": one.content, "ref": draft.external_id, "state": order.state, "lines": _lines(draft)}
            rows[order.id, one.content] = {
                "kind": "order_changed",
                "order_id": order.id,
                "detail": json.dumps(detail, ensure_ascii=False),
                "opened_at": now,
            }
    if rows:
        connection.execute(sa.insert(exception), list(rows.values()))


def _lines(draft: OrderDraft) -> list[dict[str, object]]:
    return [{"number": line.line_no, "sku": line.sku, "qty": line.quantity} for line in draft.lines]


def _release_paid(connection: sa.Connection, asked: Sequence[_Asked], known: Mapping[Key, Row]) -> int:
    """Opens orders that were held and are paid now."""
    paid = {known[one.key].id for one in asked if one.draft.paid and known[one.key].state == OrderState.HELD}
    if not paid:
        return 0
    held = sa.and_(one_of(connection, sales_order.c.id, paid), sales_order.c.state == OrderState.HELD)
    connection.execute(sa.update(sales_order).where(held).values(state=OrderState.OPEN))
    return len(paid)
