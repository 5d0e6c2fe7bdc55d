"""The "Online Retail" file: a British gift wholesaler's real invoices, 2010-12 to 2011-12.

Source: Chen, Sain & Guo (2012), doi:10.1057/dbm.2012.17, UCI Machine Learning Repository, CC BY 4.0. One row
is one line of an invoice: InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID,
Country (in its second edition Invoice, Price, Customer ID). How its habits are read:

- An invoice is an order, already paid. Dates carry no zone and are taken as UTC; both ``2010-12-07 08:42:00``
  and ``12/1/2010 8:26`` (month first) occur. An invoice with two times was placed at the earlier one.
- The same item twice on an invoice is two lines. Rows repeated word for word are real here (somebody keyed the
  line twice because two were sold), so they too stay two lines.
- Item codes are upper-cased: ``85123a`` is ``85123A``. A spreadsheet's ``71053.0`` is ``71053``.
- Postage, manual entries, discounts, fees and vouchers (POST, M, D, AMAZONFEE, ...) are no products: ignored.
- Invoices ``A...`` settle bad debts: ignored. A negative quantity on a plain invoice writes off stock: ignored.
- An invoice ``C...`` takes something back, but does not say from which invoice; ``retail_cancels`` looks.
- A quarter of the rows name no customer: then the customer is blank and the recipient is the invoice number.

The file has no address to ship to and none is invented. Further columns are read where they are present, the
first that is not blank in an order: Recipient, Company, Street, Street2, Postcode, City, Region, Country2 (the
country's two-letter code; without it Country is used as it is written), Phone, Email, Carrier, Service.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from app.channels.order_rows import Harvest, first_doubt, group
from app.channels.retail_cancels import Refund, cancel_drafts
from app.channels.tables.cells import MOST_UNITS, Reading, unfloat
from app.channels.tables.columns import Column
from app.channels.tables.table import Row, Table, read_table
from app.domain.intake import DraftAddress, Intake, LineDraft, OrderDraft, Rejected

CHANNEL = "online-retail"
LAYOUT = (
    Column("InvoiceNo", ("Invoice", "Invoice No"), required=True),
    Column("StockCode", ("Stock Code",), required=True),
    Column("Description"),
    Column("Quantity", required=True),
    Column("InvoiceDate", ("Invoice Date",), required=True),
    Column("CustomerID", ("Customer ID",)),
    *map(Column, ("Country", "Recipient", "Company", "Street", "Street2", "Postcode", "City", "Region")),
    *map(Column, ("Country2", "Phone", "Email", "Carrier", "Service")),
)
_RECIPIENT = (
    *(("name", "Recipient"), ("company", "Company"), ("street1", "Street"), ("street2", "Street2")),
    *(("postcode", "Postcode"), ("city", "City"), ("region", "Region"), ("country", "Country2")),
    *(("phone", "Phone"), ("email", "Email")),
)
Titles = Mapping[str, str]
"""The columns a file has, as ``Table.titles`` gives them."""
_DATE_FORMATS = ("%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M")
_NO_PRODUCT = re.compile(
    r"(POST|DOT|M|C2|D|S|B|BANK CHARGES|AMAZONFEE|CRUK|PADS|GIFT_0001_[0-9]+|DCGS.*)\Z",
)


class _Sale(NamedTuple):
    """One readable row; ``line_no`` is its place on the invoice, ``number`` its line in the file."""

    number: int
    line_no: int
    sku: str
    quantity: int
    placed_at: datetime
    cells: dict[str, str]


def read_online_retail(file: str, data: bytes) -> Intake:
    """Reads a file of invoices into orders and cancellations; nothing raises, see ``Intake.rejected``."""
    table = read_table(file, data, LAYOUT)
    if isinstance(table, Rejected):
        return Intake(rejected=(table,))
    harvest = Harvest.of(table)
    invoices = group(_with_invoice(table, harvest))
    doubtful = harvest.doubtful(table)
    refunds: list[Refund] = []
    for invoice, rows in invoices.items():
        products = _products(table, invoice, rows, harvest, first_doubt(rows, doubtful))
        if products and invoice.startswith("C"):
            refunds.append(_refund(invoice, products, table.titles))
        elif products:
            harvest.orders.append(_order(invoice, products, table.titles))
    cancel_drafts(harvest, refunds)
    return harvest.intake(table.rows_read)


def _with_invoice(table: Table, harvest: Harvest) -> Iterator[tuple[str, Row]]:
    if not table.rows:
        return
    reading = Reading.of(table, table.rows[0])
    for row in table.rows:
        invoice = reading.turn_to(row).code("InvoiceNo").upper()
        if not harvest.take_mistakes(reading):
            yield invoice, row


def _products(table: Table, invoice: str, rows: list[Row], harvest: Harvest, doubt: int | None) -> list[_Sale]:
    """Gives the rows of an invoice that move goods; empty when there are none or the invoice must wait."""
    if invoice.startswith("A"):
        harvest.ignore((row.number for row in rows), "channels.bad_debt", invoice=invoice)
        return []
    before = len(harvest.rejected)
    reading = Reading.of(table, rows[0])
    sales = [_read_sale(reading.turn_to(row), line_no, harvest) for line_no, row in enumerate(rows, 1)]
    products = [sale for sale in sales if sale is not None and _is_product(invoice, sale, harvest)]
    if len(harvest.rejected) > before:
        doubt = harvest.rejected[before].row
    if doubt is None:
        return products
    harvest.wait(invoice, doubt, (sale.number for sale in products))
    return []


def _read_sale(reading: Reading, line_no: int, harvest: Harvest) -> _Sale | None:
    sku = reading.sku("StockCode")
    quantity = reading.whole("Quantity", least=-MOST_UNITS, most=MOST_UNITS)
    placed_at = _moment(reading)
    if quantity == 0 and not reading.mistakes:
        reading.refuse("Quantity", "channels.zero")
    if harvest.take_mistakes(reading) or placed_at is None:
        return None
    return _Sale(reading.row.number, line_no, sku, quantity, placed_at, reading.row.cells)


def _moment(reading: Reading) -> datetime | None:
    text = reading.needed("InvoiceDate")
    moment = _moment_of(text)
    if moment is None and text:
        reading.refuse("InvoiceDate", "channels.retail_date")
    return moment


@lru_cache(maxsize=1024)  # every row of an invoice has the same
def _moment_of(text: str) -> datetime | None:
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _is_product(invoice: str, sale: _Sale, harvest: Harvest) -> bool:
    """Tells whether a row moves goods to or from a customer; otherwise it is noted as ignored."""
    if _NO_PRODUCT.match(sale.sku):
        harvest.ignore([sale.number], "channels.no_product", code=sale.sku)
    elif sale.quantity < 0 and not invoice.startswith("C"):
        harvest.ignore([sale.number], "channels.write_off", sku=sale.sku, quantity=-sale.quantity)
    elif sale.quantity > 0 and invoice.startswith("C"):
        harvest.ignore([sale.number], "channels.positive_refund", invoice=invoice)
    else:
        return True
    return False


def _first(sales: list[_Sale], titles: Titles, key: str) -> str:
    """Gives the first cell of a column that is not blank; blank at once when the file lacks the column."""
    if key not in titles:
        return ""
    return sales[0].cells.get(key) or next((sale.cells[key] for sale in sales if sale.cells.get(key)), "")


def _refund(invoice: str, sales: list[_Sale], titles: Titles) -> Refund:
    return Refund(
        invoice=invoice,
        customer=unfloat(_first(sales, titles, "CustomerID")),
        at=max(sale.placed_at for sale in sales),
        taken_back=tuple((sale.sku, -sale.quantity) for sale in sales),
        rows=tuple(sale.number for sale in sales),
    )


def _order(invoice: str, sales: list[_Sale], titles: Titles) -> OrderDraft:
    customer = unfloat(_first(sales, titles, "CustomerID"))
    return OrderDraft(
        channel=CHANNEL,
        external_id=invoice,
        placed_at=min([sale.placed_at for sale in sales]),
        customer=customer,
        recipient=_recipient(sales, titles, customer or invoice),
        carrier=_first(sales, titles, "Carrier"),
        service=_first(sales, titles, "Service"),
        lines=tuple(
            [LineDraft(sale.line_no, sale.sku, sale.cells.get("Description", ""), sale.quantity) for sale in sales]
        ),
        paid=True,
        note="",
        rows=tuple([sale.number for sale in sales]),
    )


def _recipient(sales: list[_Sale], titles: Titles, otherwise: str) -> DraftAddress:
    said = {field: _first(sales, titles, key) for field, key in _RECIPIENT if key in titles}
    said["name"] = said.get("name") or otherwise
    said["country"] = said.get("country") or _first(sales, titles, "Country")
    return DraftAddress(**said)
