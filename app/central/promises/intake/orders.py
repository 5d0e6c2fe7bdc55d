"""Orders of a file: new ones are stored, known ones compared by their digest, changed ones shown to a supervisor."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.central.promises.intake.master import store_unknown_items
from app.central.rows import Row
from app.central.settings import Settings, cutoff_after
from app.central.tables import exception, order_line, sales_order
from app.central.upserts import insert_into
from app.domain.intake import OrderDraft
from app.domain.orders import OrderState

_CHUNK = 10_000
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


def content_of(draft: OrderDraft) -> str:
    """Gives the digest of what an order asks for: everything but its payment and its rows in the file."""
    said = asdict(draft)
    del said["rows"], said["paid"]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=datetime.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()


def store_orders(
    connection: sa.Connection, drafts: Sequence[OrderDraft], now: datetime, settings: Settings
) -> OrdersStored:
    """Stores the orders that are new and compares the others; lines of a known order are never changed."""
    names = {line.sku: line.name for draft in drafts for line in draft.lines}
    unknown = store_unknown_items(connection, names)
    made = _insert(connection, drafts, now, settings)
    first = {_key(draft): draft for draft in reversed(drafts)}
    repeated = [draft for draft in drafts if _key(draft) not in made or first[_key(draft)] is not draft]
    lines = [row for key, order in made.items() for row in _line_rows(order, first[key])]
    if lines:
        connection.execute(sa.insert(order_line), lines)
    known = _known(connection, repeated)
    changed = [draft for draft in repeated if known[_key(draft)].content != content_of(draft)]
    _report(connection, changed, known, now)
    return OrdersStored(
        new=len(made),
        unchanged=len(repeated) - len(changed),
        changed=len(changed),
        paid=_release_paid(connection, repeated, known),
        lines=len(lines),
        drafts=unknown,
    )


def _key(draft: OrderDraft) -> Key:
    return draft.channel, draft.external_id


def _insert(
    connection: sa.Connection, drafts: Sequence[OrderDraft], now: datetime, settings: Settings
) -> dict[Key, int]:
    """Inserts the orders that are not there yet; gives their new numbers."""
    rows = [_order_row(draft, now, settings) for draft in drafts]
    if not rows:
        return {}
    columns = (sales_order.c.channel, sales_order.c.external_id, sales_order.c.id)
    statement = insert_into(connection, sales_order).on_conflict_do_nothing().returning(*columns)
    return {(channel, external_id): order for channel, external_id, order in connection.execute(statement, rows)}


def _order_row(draft: OrderDraft, now: datetime, settings: Settings) -> dict[str, Any]:
    carrier = draft.carrier or settings.get("carrier", "")
    recipient = asdict(draft.recipient) | ({"note": draft.note} if draft.note else {})
    return {
        "channel": draft.channel,
        "external_id": draft.external_id,
        "state": OrderState.OPEN if draft.paid else OrderState.HELD,
        "customer": draft.customer,
        "recipient": json.dumps(recipient, ensure_ascii=False),
        "carrier": carrier,
        "service": draft.service,
        "placed_at": draft.placed_at,
        "cutoff_at": cutoff_after(settings, carrier, draft.service, max(draft.placed_at, now)),
        "content": content_of(draft),
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


def _known(connection: sa.Connection, drafts: Sequence[OrderDraft]) -> Mapping[Key, Row]:
    found: dict[Key, Row] = {}
    columns = (sales_order.c.id, sales_order.c.channel, sales_order.c.external_id)
    statement = sa.select(*columns, sales_order.c.state, sales_order.c.content)
    for channel in {draft.channel for draft in drafts}:
        ids = [draft.external_id for draft in drafts if draft.channel == channel]
        for start in range(0, len(ids), _CHUNK):
            part = sales_order.c.external_id.in_(ids[start : start + _CHUNK])
            rows = connection.execute(statement.where(sales_order.c.channel == channel, part))
            found.update(((row.channel, row.external_id), row) for row in rows)
    return found


def _report(connection: sa.Connection, changed: Sequence[OrderDraft], known: Mapping[Key, Row], now: datetime) -> None:
    """Opens one exception for each new version of an order that is here already; the same version is told once."""
    wanted = [known[_key(draft)].id for draft in changed]
    if not wanted:
        return
    told = sa.select(exception.c.order_id, exception.c.detail).where(exception.c.kind == "order_changed")
    before = {
        (order, json.loads(detail).get("content"))
        for order, detail in connection.execute(told.where(exception.c.order_id.in_(wanted)))
    }
    rows = {}
    for draft in changed:
        order, content = known[_key(draft)], content_of(draft)
        if (order.id, content) not in before:
            detail = {"content": content, "ref": draft.external_id, "state": order.state, "lines": _lines(draft)}
            rows[order.id, content] = {
                "kind": "order_changed",
                "order_id": order.id,
                "detail": json.dumps(detail, ensure_ascii=False),
                "opened_at": now,
            }
    if rows:
        connection.execute(sa.insert(exception), list(rows.values()))


def _lines(draft: OrderDraft) -> list[dict[str, object]]:
    return [{"number": line.line_no, "sku": line.sku, "qty": line.quantity} for line in draft.lines]


def _release_paid(connection: sa.Connection, drafts: Sequence[OrderDraft], known: Mapping[Key, Row]) -> int:
    """Opens orders that were held and are paid now."""
    paid = {known[_key(d)].id for d in drafts if d.paid and known[_key(d)].state == OrderState.HELD}
    if not paid:
        return 0
    held = sa.and_(sales_order.c.id == sa.bindparam("order"), sales_order.c.state == OrderState.HELD)
    connection.execute(
        sa.update(sales_order).where(held).values(state=OrderState.OPEN), [{"order": order} for order in paid]
    )
    return len(paid)
