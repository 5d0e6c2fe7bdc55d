"""Lists that describe the house: items, places, counted stock, people; as CSV or Excel workbook.

Headings are accepted in English and in Spanish, in any capitals, with or without accents. A row with mistakes
is rejected with all of them; the others are taken. A list that says the same thing twice is stopped at the
second row, because nobody can know which one was meant.
"""

from collections.abc import Callable
from typing import TypeVar

from app.channels.barcodes import read_barcodes, same_code
from app.channels.own_codes import is_command, is_ours
from app.channels.tables.cells import MOST_UNITS, Reading
from app.channels.tables.columns import Column, Layout
from app.channels.tables.table import read_table
from app.domain.intake import Intake, ItemDraft, Rejected, StockDraft

HEAVIEST_G = 1_000_000
"""A ton: an item heavier than this is a weight in the wrong unit."""
ITEMS = (
    Column("sku", ("item", "item code", "código", "código artículo", "artículo", "referencia"), required=True),
    Column("name", ("nombre", "description", "descripción"), required=True),
    Column("weight_g", ("weight", "peso_g", "peso", "gramos"), required=False),
    Column("barcode", ("barcodes", "ean", "gtin", "código de barras", "códigos de barras", "codbarras")),
    Column("reorder_level", ("reorder level", "nivel de reposición", "stock mínimo", "mínimo")),
)
STOCK = (
    Column("place", ("location", "ubicación", "lugar", "hueco"), required=True),
    Column("sku", ("item", "item code", "código artículo", "artículo", "referencia"), required=True),
    Column("quantity", ("qty", "units", "cantidad", "unidades"), required=True),
)

Draft = TypeVar("Draft")


def read_list(
    file: str, data: bytes, layout: Layout, draft: Callable[[Reading], Draft]
) -> tuple[list[Draft], tuple[Rejected, ...], int]:
    """Reads a list row by row.

    Args:
        file: The file's name.
        data: The whole file.
        layout: Its columns.
        draft: Turns one row into a draft, noting mistakes in the reading.

    Returns:
        The drafts of the rows without mistakes, the mistakes, and the number of data rows.
    """
    table = read_table(file, data, layout)
    if isinstance(table, Rejected):
        return [], (table,), 0
    drafts: list[Draft] = []
    rejected = list(table.broken)
    for row in table.rows:
        reading = Reading.of(table, row)
        made = draft(reading)
        if reading.mistakes:
            rejected.extend(reading.mistakes)
        else:
            drafts.append(made)
    return drafts, tuple(sorted(rejected, key=lambda wrong: wrong.row)), table.rows_read


class Once:
    """Remembers in which row something was said first, to refuse it the second time."""

    def __init__(self) -> None:
        self._rows: dict[object, int] = {}

    def claim(self, reading: Reading, key: str, what: object, value: str | None = None) -> None:
        """Notes a mistake in a column when another row has said this already; rows with mistakes do not count."""
        if reading.mistakes:
            return
        earlier = self._rows.setdefault(what, reading.row.number)
        if earlier != reading.row.number:
            reading.refuse(key, "channels.said_twice", value, earlier=earlier)


def read_items(file: str, data: bytes) -> Intake:
    """Reads a list of items: sku, name, weight_g, barcode (``code|code*6``), reorder_level."""
    skus, codes = Once(), Once()

    def draft(reading: Reading) -> ItemDraft:
        item = _item(reading)
        skus.claim(reading, "sku", item.sku)
        for barcode in item.barcodes:
            codes.claim(reading, "barcode", same_code(barcode.code), barcode.code)
        return item

    drafts, rejected, count = read_list(file, data, ITEMS, draft)
    return Intake(items=tuple(drafts), rejected=rejected, rows_read=count)


def _item(reading: Reading) -> ItemDraft:
    sku = reading.sku()
    if is_command(sku):
        reading.refuse("sku", "channels.command_code")
    elif is_ours(sku):
        reading.refuse("sku", "channels.own_code", code=sku)
    return ItemDraft(
        sku=sku,
        name=reading.needed("name"),
        weight_g=reading.whole("weight_g", least=0, most=HEAVIEST_G, blank=0),
        barcodes=read_barcodes(reading),
        reorder_level=_reorder_level(reading),
    )


def _reorder_level(reading: Reading) -> int | None:
    if not reading.text("reorder_level"):
        return None
    return reading.whole("reorder_level", least=0, most=MOST_UNITS)


def read_stock(file: str, data: bytes) -> Intake:
    """Reads a list of counted stock: place, sku, quantity. Whether place and item exist is asked later."""
    pairs = Once()

    def draft(reading: Reading) -> StockDraft:
        place = reading.code("place").upper()
        sku = reading.sku()
        quantity = reading.whole("quantity", least=0, most=MOST_UNITS)
        pairs.claim(reading, "place", (place, sku), f"{place} {sku}")
        return StockDraft(place, sku, quantity)

    drafts, rejected, count = read_list(file, data, STOCK, draft)
    return Intake(stock=tuple(drafts), rejected=rejected, rows_read=count)
