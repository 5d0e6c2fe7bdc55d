"""Reserving a thousand orders of five lines on both databases, against the same step by hand on the same tables."""

from time import perf_counter

import sqlalchemy as sa

from app.central.engine import Central
from app.central.promises.reserving import reserve
from app.central.tables import order_line, pick, stock
from tests.bench.measures import Found, Row, Sample
from tests.bench.site.grounds import both_homes
from tests.bench.site.house import NOW, furnish, orders, take
from tests.databases.homes import Home

ORDERS, LINES, ITEMS, SHELVES, UNITS, RUNS, AIM_MS = 1_000, 5, 2_000, 3, 8, 7, 250

_PICKS = """
INSERT INTO pick (order_line_id, order_id, sku, place, qty)
SELECT need.id, need.order_id, need.sku, have.place,
    CASE WHEN need.upto < have.upto THEN need.upto ELSE have.upto END
        - CASE WHEN need.upto - need.qty > have.upto - have.free THEN need.upto - need.qty
          ELSE have.upto - have.free END
FROM (SELECT id, order_id, sku, qty, sum(qty) OVER (PARTITION BY sku ORDER BY id) AS upto FROM order_line) AS need
JOIN (SELECT s.sku, s.place, s.on_hand AS free, sum(s.on_hand) OVER (PARTITION BY s.sku ORDER BY p.sequence) AS upto
      FROM stock AS s JOIN place AS p ON p.code = s.place) AS have ON have.sku = need.sku
WHERE have.upto - have.free < need.upto AND need.upto - need.qty < have.upto"""
_REST = (
    """UPDATE stock SET reserved = made.units
       FROM (SELECT sku, place, sum(qty) AS units FROM pick GROUP BY sku, place) AS made
       WHERE stock.sku = made.sku AND stock.place = made.place""",
    """UPDATE order_line SET reserved = made.units
       FROM (SELECT order_line_id, sum(qty) AS units FROM pick GROUP BY order_line_id) AS made
       WHERE order_line.id = made.order_line_id""",
    "UPDATE sales_order SET state = 'reserved' WHERE EXISTS (SELECT 1 FROM pick WHERE pick.order_id = sales_order.id)",
)


def measure() -> Found:
    """Measures on fresh copies of one database, in turn."""
    with both_homes() as homes:
        rows = tuple(_on(home) for home in homes)
    note = f"site-reserve: {RUNS} runs, {ORDERS} orders of {LINES} lines, {ITEMS} items on {SHELVES} shelves each"
    return Found(rows, (f"{note}; the floor is bare SQL on the same tables, with their keys and checks",))


def _on(home: Home) -> Row:
    ours, least = [], []
    for _ in range(RUNS):
        with home.fresh("orders wait", _orders_wait) as central:
            ours.append(_timed(central, by_hand=False))
            books = _books(central)
        with home.fresh("orders wait", _orders_wait) as central:
            least.append(_timed(central, by_hand=True))
            if _books(central) != books:
                raise RuntimeError(f"the floor does not do the same work: {_books(central)}, not {books}")
    one, bare = Sample.of(ours), Sample.of(least)
    return Row(f"reserve 1,000 x 5, {home.dialect}", "ms", one, bare, f"p50 under {AIM_MS} ms", one.p50 < AIM_MS)


def _orders_wait(central: Central) -> None:
    furnish(central, items=ITEMS, shelves_each=SHELVES, units=UNITS)
    take(central, orders(ORDERS, LINES, ITEMS))
    if central.engine.dialect.name == "postgresql":  # as a server that looks after itself does within a minute
        with central.writing() as connection:
            connection.exec_driver_sql("ANALYZE")


def _timed(central: Central, *, by_hand: bool) -> float:
    with central.writing() as connection:
        connection.exec_driver_sql("SELECT 1")
    begun = perf_counter()
    if by_hand:
        with central.writing() as connection:
            for statement in (_PICKS, *_REST):
                connection.exec_driver_sql(statement)
    else:
        reserve(central, NOW)
    return (perf_counter() - begun) * 1000


def _books(central: Central) -> tuple[int, ...]:
    sums = (sa.func.count(pick.c.id), sa.func.sum(pick.c.qty))
    with central.reading() as connection:
        picks, units = connection.execute(sa.select(*sums)).one()
        on_shelves = connection.scalar(sa.select(sa.func.sum(stock.c.reserved))) or 0
        on_lines = connection.scalar(sa.select(sa.func.sum(order_line.c.reserved))) or 0
    return int(picks), int(units), int(on_shelves), int(on_lines)
