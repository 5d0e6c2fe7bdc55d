"""Reserving a whole day's orders in one set-based step, against the same step in bare SQL."""

import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from app.central.engine import open_central
from app.central.promises.reserving import reserve
from app.domain.clock import ShiftedClock
from app.services.site import Site
from tests.bench.floor import bare_sqlite
from tests.bench.measures import Found, Row, Sample, within
from ui.demo.day import bring_orders, lay_out, the_day

RUNS, TIMES = 15, 3

_PICKS = """
WITH need AS (
    SELECT l.id AS line, l.order_id, l.sku, l.qty - l.reserved - l.picked AS missing,
        sum(l.qty - l.reserved - l.picked) OVER (PARTITION BY l.sku
            ORDER BY o.cutoff_at NULLS LAST, o.priority DESC, o.placed_at, o.id, l.number
            ROWS UNBOUNDED PRECEDING) AS upto
    FROM order_line l JOIN sales_order o ON o.id = l.order_id
    WHERE o.state IN ('open', 'backordered') AND l.qty > l.reserved + l.picked),
have AS (
    SELECT s.sku, s.place, s.on_hand - s.reserved AS free, sum(s.on_hand - s.reserved) OVER (
        PARTITION BY s.sku ORDER BY p.sequence, p.code ROWS UNBOUNDED PRECEDING) AS upto
    FROM stock s JOIN place p ON p.code = s.place WHERE p.kind = 'shelf' AND s.on_hand > s.reserved)
INSERT INTO pick (order_line_id, order_id, sku, place, qty)
SELECT need.line, need.order_id, need.sku, have.place,
    min(need.upto, have.upto) - max(need.upto - need.missing, have.upto - have.free)
FROM need JOIN have ON have.sku = need.sku
WHERE have.upto - have.free < need.upto AND need.upto - need.missing < have.upto"""
_STOCK = """
UPDATE stock SET reserved = reserved + new.units
FROM (SELECT sku, place, sum(qty) AS units FROM pick WHERE id > :before GROUP BY sku, place) AS new
WHERE stock.sku = new.sku AND stock.place = new.place"""
_LINES = """
UPDATE order_line SET reserved = reserved + new.units
FROM (SELECT order_line_id, sum(qty) AS units FROM pick WHERE id > :before GROUP BY order_line_id) AS new
WHERE order_line.id = new.order_line_id"""
_ORDERS = """
UPDATE sales_order SET state = iif(EXISTS (
    SELECT 1 FROM pick WHERE pick.order_id = sales_order.id AND pick.state = 'open'), 'reserved', 'backordered')
WHERE state IN ('open', 'backordered')"""


def measure() -> Found:
    """Measures on fresh copies of one file, in turn; both sides open their connection before the clock starts."""
    with TemporaryDirectory(prefix="bench-") as folder:
        whole = _the_day(Path(folder) / "day")
        ours, least = [], []
        for run in range(RUNS):
            copies = [Path(shutil.copy(whole, Path(folder) / f"{name}-{run}.db")) for name in ("ours", "bare")]
            ours.append(_ours(copies[0]))
            least.append(_bare(copies[1]))
            if _books(copies[0]) != _books(copies[1]):
                raise RuntimeError("the floor does not do the same work")
        lines, units = _books(copies[0])[:2]
    one, bare = Sample.of(ours), Sample.of(least)
    row = Row(
        "reserve a whole day's orders", "ms", one, bare, f"p50 within {TIMES} x floor", within(one.p50, bare.p50, TIMES)
    )
    return Found(
        (row,), (f"reserve: {RUNS} runs each, {lines} picks of {units} units; statements compiled anew each run",)
    )


def _the_day(folder: Path) -> Path:
    day = the_day()
    site = Site(folder, "", ShiftedClock(day.start))
    lay_out(site, day)
    bring_orders(site, day, 0)
    site.close()
    return folder / "central.db"


def _ours(file: Path) -> float:
    central = open_central(f"sqlite:///{file}")
    with central.writing() as connection:
        connection.exec_driver_sql("SELECT 1")
    begun = perf_counter()
    reserve(central, the_day().start)
    ended = perf_counter()
    central.close()
    return (ended - begun) * 1000


def _bare(file: Path) -> float:
    db = bare_sqlite(file)
    begun = perf_counter()
    db.execute("BEGIN IMMEDIATE")
    before = {"before": db.execute("SELECT coalesce(max(id), 0) FROM pick").fetchone()[0]}
    db.execute(_PICKS)
    for statement in (_STOCK, _LINES):
        db.execute(statement, before)
    db.execute(_ORDERS)
    db.execute("COMMIT")
    ended = perf_counter()
    db.close()
    return (ended - begun) * 1000


def _books(file: Path) -> tuple[int, int, int, int, str]:
    """Sums the books up, to see that both sides did the same."""
    db = sqlite3.connect(file)
    picks, units = db.execute("SELECT count(*), sum(qty) FROM pick").fetchone()
    stock = db.execute("SELECT sum(reserved) FROM stock").fetchone()[0]
    lines = db.execute("SELECT sum(reserved) FROM order_line").fetchone()[0]
    states = db.execute("SELECT state, count(*) FROM sales_order GROUP BY state ORDER BY state").fetchall()
    db.close()
    return picks, units, stock, lines, str(states)
