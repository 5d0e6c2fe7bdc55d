"""Shopify's orders export (``orders_export.csv``): one row a line item, the order's own cells on its first row.

Source: Shopify's help pages and real exports. Columns are found by name, because the headings drift
("Cancelled at" and "Canceled at", "Lineitem SKU" and "Lineitem sku"). How it is read:

- Rows of one order share its Name (``#1001``); a blank Name continues the row above. A cell of the order is the
  first that is not blank among its rows. Zips and phones lose the apostrophe that guards them from Excel.
- ``paid`` and ``partially_refunded`` may ship (which lines a refund took out is not in this file); any other
  Financial Status gives an order that is held.
- Something in "Cancelled at" gives a cancellation and no new order. ``fulfilled`` and ``restocked`` orders are
  ignored, and so are fulfilled lines of a partly fulfilled order, and lines that need no shipping.
- The Shipping Method is the service; the carrier stays open. Without a shipping address the recipient has a
  name only: the billing address is never shipped to.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from app.channels.order_rows import Harvest, first_doubt, group
from app.channels.tables.cells import MOST_UNITS, Reading
from app.channels.tables.columns import Column
from app.channels.tables.table import Row, Table, read_table
from app.domain.intake import CancelDraft, DraftAddress, Intake, LineDraft, OrderDraft, Rejected

CHANNEL = "shopify"
_PARTS = ("Name", "Company", "Street", "Address1", "Address2", "Zip", "City", "Province", "Country", "Phone")
LAYOUT = (
    Column("Name", required=True),
    Column("Lineitem quantity", required=True),
    Column("Lineitem sku", required=True),
    Column("Created at", required=True),
    Column("Financial Status", required=True),
    Column("Cancelled at", ("Canceled at",)),
    *map(Column, ("Lineitem name", "Lineitem fulfillment status", "Lineitem requires shipping")),
    *map(Column, ("Fulfillment Status", "Email", "Phone", "Billing Name", "Shipping Method")),
    Column("Notes", ("Note",)),
    *(Column(f"Shipping {part}") for part in _PARTS),
)
_MAY_SHIP = frozenset({"paid", "partially_refunded"})
_NOTHING_TO_SEND = {"fulfilled": "channels.order_fulfilled", "restocked": "channels.order_restocked"}
_GAP_BEFORE_ZONE = re.compile(r"\s+(?=[+-][0-9]{2}:?[0-9]{2}\Z)")


def read_shopify(file: str, data: bytes) -> Intake:
    """Reads an orders export into orders and cancellations; nothing raises, see ``Intake.rejected``."""
    table = read_table(file, data, LAYOUT)
    if isinstance(table, Rejected):
        return Intake(rejected=(table,))
    harvest = Harvest.of(table)
    orders = group(_with_name(table, harvest))
    doubtful = harvest.doubtful(table)
    for name, rows in orders.items():
        _read_order(table, name, rows, harvest, first_doubt(rows, doubtful))
    return harvest.intake(table.rows_read)


def _with_name(table: Table, harvest: Harvest) -> Iterator[tuple[str, Row]]:
    above = ""
    for row in table.rows:
        reading = Reading.of(table, row)
        name = reading.code("Name") if reading.text("Name") or not above else above
        if not harvest.take_mistakes(reading):
            above = name
            yield name, row


def _read_order(table: Table, name: str, rows: list[Row], harvest: Harvest, doubt: int | None) -> None:
    numbers = tuple(row.number for row in rows)
    status = _first(rows, "Fulfillment Status").casefold()
    if cancelled := _first(rows, "Cancelled at"):
        draft = CancelDraft(CHANNEL, name, "channels.cancelled_in_shop", numbers, cancelled)
        harvest.cancels.append(draft)
    elif status in _NOTHING_TO_SEND:
        harvest.ignore(numbers, _NOTHING_TO_SEND[status], order=name)
    else:
        _read_open_order(table, name, rows, harvest, doubt)


def _read_open_order(table: Table, name: str, rows: list[Row], harvest: Harvest, doubt: int | None) -> None:
    before = len(harvest.rejected)
    placed_at = _placed_at(table, rows, harvest)
    lines = [_read_line(table, line_no, row, harvest) for line_no, row in enumerate(rows, 1)]
    kept = [(line, row) for line, row in zip(lines, rows, strict=True) if line is not None]
    wrong = [mistake.row for mistake in harvest.rejected[before:]]
    doubt = wrong[0] if wrong else doubt
    if placed_at is None or doubt is not None:
        good = (row.number for _, row in kept if row.number not in wrong)
        harvest.wait(name, doubt or rows[0].number, good)
    elif kept:
        numbers = tuple(row.number for _, row in kept)
        harvest.orders.append(_order(name, placed_at, rows, tuple(line for line, _ in kept), numbers))


def _placed_at(table: Table, rows: list[Row], harvest: Harvest) -> datetime | None:
    dated = next((row for row in rows if row.cells.get("Created at")), rows[0])
    reading = Reading.of(table, dated)
    text = _GAP_BEFORE_ZONE.sub("", reading.needed("Created at"))
    moment = _aware(text)
    if text and moment is None:
        reading.refuse("Created at", "channels.shopify_date")
    harvest.take_mistakes(reading)
    return moment


def _aware(text: str) -> datetime | None:
    """Reads a moment with its zone; None where either is missing or no such moment exists in UTC."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _read_line(table: Table, line_no: int, row: Row, harvest: Harvest) -> LineDraft | None:
    reading = Reading.of(table, row)
    if reading.text("Lineitem fulfillment status").casefold() == "fulfilled":
        harvest.ignore([row.number], "channels.line_fulfilled")
        return None
    if reading.text("Lineitem requires shipping").casefold() == "false":
        harvest.ignore([row.number], "channels.no_shipping", name=reading.text("Lineitem name"))
        return None
    sku = reading.sku("Lineitem sku")
    quantity = reading.whole("Lineitem quantity", least=1, most=MOST_UNITS)
    if harvest.take_mistakes(reading):
        return None
    return LineDraft(line_no, sku, reading.text("Lineitem name"), quantity)


def _first(rows: list[Row], key: str) -> str:
    return next((row.cells[key] for row in rows if row.cells.get(key)), "")


def _unguarded(rows: list[Row], key: str) -> str:
    return _first(rows, key).removeprefix("'")


def _order(
    name: str, placed_at: datetime, rows: list[Row], lines: tuple[LineDraft, ...], numbers: tuple[int, ...]
) -> OrderDraft:
    customer = _first(rows, "Billing Name") or _first(rows, "Shipping Name") or _first(rows, "Email")
    return OrderDraft(
        channel=CHANNEL,
        external_id=name,
        placed_at=placed_at,
        customer=customer,
        recipient=_recipient(rows, customer or name),
        carrier="",
        service=_first(rows, "Shipping Method"),
        lines=lines,
        paid=_first(rows, "Financial Status").casefold() in _MAY_SHIP,
        note=_first(rows, "Notes"),
        rows=numbers,
    )


def _recipient(rows: list[Row], otherwise: str) -> DraftAddress:
    return DraftAddress(
        name=_first(rows, "Shipping Name") or otherwise,
        company=_first(rows, "Shipping Company"),
        street1=_first(rows, "Shipping Address1") or _first(rows, "Shipping Street"),
        street2=_first(rows, "Shipping Address2"),
        postcode=_unguarded(rows, "Shipping Zip"),
        city=_first(rows, "Shipping City"),
        region=_first(rows, "Shipping Province"),
        country=_first(rows, "Shipping Country"),
        phone=_unguarded(rows, "Shipping Phone") or _unguarded(rows, "Phone"),
        email=_first(rows, "Email"),
    )
