"""Importing a big file of orders, checked and stored once, and the same file again without effect."""

import csv
import io
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from time import perf_counter

import psycopg
import sqlalchemy as sa

from app.central.engine import Central
from app.central.tables import order_line
from app.services.office.importing import import_file
from tests.bench.measures import Found, Row, Sample
from tests.bench.site.grounds import a_database, both_homes, libpq
from tests.bench.site.house import CHANNEL, NOW, furnish, order_file
from tests.databases.homes import Home

ORDERS, LINES, ITEMS, RUNS, AIM_S = 20_000, 5, 2_000, 3, 3.0

_ORDER = "CREATE TEMP TABLE new_order (ref TEXT PRIMARY KEY, customer TEXT, recipient TEXT, placed_at TEXT)"
_LINE = "CREATE TEMP TABLE new_line (ref TEXT, number INTEGER, sku TEXT, name TEXT, qty INTEGER)"
_TAKE = (
    "INSERT INTO bare_order SELECT * FROM new_order WHERE true ON CONFLICT DO NOTHING",
    "INSERT INTO bare_line SELECT * FROM new_line WHERE true ON CONFLICT DO NOTHING",
)
_BARE = (
    "CREATE TABLE bare_order (ref TEXT PRIMARY KEY, customer TEXT, recipient TEXT, placed_at TEXT)",
    "CREATE TABLE bare_line (ref TEXT, number INTEGER, sku TEXT, name TEXT, qty INTEGER, PRIMARY KEY (ref, number))",
)


def measure() -> Found:
    """Measures on both databases, first with a new file, then with the same one."""
    data = order_file(ORDERS, LINES, ITEMS)
    with both_homes() as homes:
        rows = tuple(row for home in homes for row in _on(home, data))
    size = f"{ORDERS * LINES:,} lines of {ORDERS:,} orders, {len(data) / 1e6:.1f} MB, {RUNS} runs"
    note = (
        f"import: {size}; the floor splits the text with Python's csv and stores it by COPY or executemany, unchecked"
    )
    return Found(rows, (note,))


def _on(home: Home, data: bytes) -> tuple[Row, Row]:
    first, again, least = [], [], []
    for _ in range(RUNS):
        with a_database(home) as central:
            furnish(central, items=ITEMS, shelves_each=1, units=1)
            first.append(_ours(central, data))
            again.append(_ours(central, data))
            lines = _count(central)
            least.append(_bare(central, data))
            if lines != ORDERS * LINES:
                raise RuntimeError(f"{lines} lines were stored")
    bare = Sample.of(least)
    return (
        _row(f"import 100,000 order lines, {home.dialect}", first, bare),
        _row(f"the same file again, {home.dialect}", again, bare),
    )


def _row(name: str, seconds: list[float], bare: Sample) -> Row:
    one = Sample.of(seconds)
    return Row(name, "s", one, bare, f"p50 under {AIM_S:.0f} s", one.p50 < AIM_S)


def _ours(central: Central, data: bytes) -> float:
    begun = perf_counter()
    import_file(central, CHANNEL, "orders.csv", data, now=NOW, tell=lambda _deeds: None)
    return perf_counter() - begun


def _count(central: Central) -> int:
    with central.reading() as connection:
        return int(connection.scalar(sa.select(sa.func.count()).select_from(order_line)) or 0)


def _bare(central: Central, data: bytes) -> float:
    store = _bare_file if central.engine.dialect.name == "sqlite" else _bare_server
    return store(central, data, perf_counter)


def _bare_file(central: Central, data: bytes, clock: Callable[[], float]) -> float:
    with closing(sqlite3.connect(str(central.engine.url.database), isolation_level=None)) as db:
        for statement in (*_BARE, _ORDER, _LINE, "BEGIN IMMEDIATE"):
            db.execute(statement)
        begun = clock()
        orders, lines = _split(data)
        db.executemany("INSERT INTO new_order VALUES (?, ?, ?, ?)", orders)
        db.executemany("INSERT INTO new_line VALUES (?, ?, ?, ?, ?)", lines)
        for statement in (*_TAKE, "COMMIT"):
            db.execute(statement)
        return clock() - begun


def _bare_server(central: Central, data: bytes, clock: Callable[[], float]) -> float:
    with psycopg.connect(libpq(central)) as db:
        for statement in (*_BARE, _ORDER, _LINE):
            db.execute(statement.encode())
        begun = clock()
        orders, lines = _split(data)
        _copy(db, "new_order", orders)
        _copy(db, "new_line", lines)
        for statement in _TAKE:
            db.execute(statement.encode())
        db.commit()
        return clock() - begun


def _copy(db: psycopg.Connection[tuple[object, ...]], table: str, rows: Sequence[tuple[str | int, ...]]) -> None:
    with db.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(row)


def _split(data: bytes) -> tuple[list[tuple[str, ...]], list[tuple[str | int, ...]]]:
    orders: dict[str, tuple[str, ...]] = {}
    lines: list[tuple[str | int, ...]] = []
    for number, row in enumerate(csv.DictReader(io.StringIO(data.decode()))):
        ref = row["InvoiceNo"]
        to = f"{row['Recipient']}, {row['Street']}, {row['Postcode']} {row['City']}"
        orders[ref] = (ref, row["CustomerID"], to, row["InvoiceDate"])
        lines.append((ref, number, row["StockCode"], row["Description"], int(row["Quantity"])))
    return list(orders.values()), lines
