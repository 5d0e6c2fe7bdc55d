# ruff: noqa: S608 - the statements are put together of numbers and names that stand here
"""Fills a PostgreSQL database with years of a busy site, and on top of them one day's open work.

Every part is one statement that the server works out by itself from a running number, so nothing goes over the line
but the statements: about 30 rows an order (5 lines, 5 picks, 10 movements, 2 facts, a parcel and its 5 lines …).
A million orders are 30 million rows and some 9 GB with their indexes, written in about ten minutes on two
processors; a tenth of it takes a tenth. Foreign keys are not checked while it writes (the numbers fit by their making).

History is what grows: orders shipped, walks finished, exceptions settled. The open work stays the same, whatever the
size: 2,000 orders on 250 walks, 500 that wait, 300 parcels at the door, 200 exceptions.
"""

import sys
from time import perf_counter

import psycopg

LINES = 5
CART = 8
"""Orders of a walk."""

PEOPLE, ITEMS, SHELVES = 40, 5_000, 10_000
OPEN_ORDERS, WAITING_ORDERS, PARCELS, TROUBLES = 2_000, 500, 300, 200
NOW = "TIMESTAMP '2010-12-07 08:00:00'"

_MASTER = (
    f"INSERT INTO item (sku, name) SELECT 'SKU' || n, 'The article ' || n FROM generate_series(0, {ITEMS - 1}) AS n",
    f"""INSERT INTO place (code, barcode, kind, zone, aisle, sequence)
        SELECT 'A-' || n, 'PLA-' || n, 'shelf', chr(65 + n / {SHELVES // 4}), n / 40, n
        FROM generate_series(0, {SHELVES - 1}) AS n""",
    """INSERT INTO place (code, barcode, kind)
       VALUES ('PACK-1', 'PLPACK-1', 'pack'), ('IN-A', 'PLIN-A', 'handover'), ('HOSP', 'PLHOSP', 'hospital')""",
    f"""INSERT INTO person (badge, name, role, language)
        SELECT 'BA' || 2000 + n, 'Person ' || n, 'picker', 'en' FROM generate_series(0, {PEOPLE - 1}) AS n""",
    f"""INSERT INTO assignment (badge, zone, "by", at)
        SELECT 'BA' || 2000 + n, chr(65 + n % 4), 'BA2000', {NOW} FROM generate_series(0, {PEOPLE - 1}) AS n""",
    f"""INSERT INTO stock (sku, place, on_hand, reserved)
        SELECT 'SKU' || n % {ITEMS}, 'A-' || n, 100000, 0 FROM generate_series(0, {SHELVES - 1}) AS n""",
)

_HISTORY = (
    """INSERT INTO wave (id, name, released_at, released_by)
       SELECT n, 'wave ' || n, {now} - interval '1 minute' * (:orders - n * 1000), 'BA2000'
       FROM generate_series(0, :orders / 1000) AS n""",
    """INSERT INTO sales_order (id, channel, external_id, state, customer, recipient, carrier, placed_at, cutoff_at,
           content, wave_id, imported_at)
       SELECT n, 'shop', 'R' || n, CASE WHEN n % 50 = 0 THEN 'cancelled' ELSE 'shipped' END, 'c' || n,
           '{{"name": "Customer ' || n || '", "street1": "1 Mill Lane", "city": "Larkminster", "postcode": "ZZ1"}}',
           'Garza', moment, moment + interval '8 hours', md5(n::text), n / 1000, moment
       FROM generate_series(1, :orders) AS n,
           LATERAL (SELECT {now} - interval '1 minute' * (:orders - n) - interval '1 day' AS moment) AS m""",
    """INSERT INTO order_line (id, order_id, number, sku, name, qty, picked, packed, shipped)
       SELECT n, (n - 1) / {lines} + 1, (n - 1) % {lines} + 1, 'SKU' || n * 7 % {items}, 'The article', 2, 2, 2, 2
       FROM generate_series(1::bigint, :orders * {lines}) AS n""",
    """INSERT INTO walk (id, wave_id, method, zone, state, fence, station, badge, finished_at, millimetres)
       SELECT n, n * {cart} / 1000, 'batch', chr(65 + (n % 4)::int), 'finished', 1, 'ST01', 'BA2001', {now}, 100000
       FROM generate_series(1, :orders / {cart} + 1) AS n""",
    """INSERT INTO walk_slot (walk_id, number, order_id, "drop", handed)
       SELECT (n - 1) / {cart} + 1, (n - 1) % {cart}, n, 'PACK-1', true FROM generate_series(1, :orders) AS n""",
    """INSERT INTO pick (id, order_line_id, order_id, sku, place, qty, picked, state, walk_id, position)
       SELECT n, n, o, 'SKU' || n * 7 % {items}, 'A-' || n * 7 % {items}, 2, 2, 'done', (o - 1) / {cart} + 1, n % 40
       FROM generate_series(1::bigint, :orders * {lines}) AS n, LATERAL (SELECT (n - 1) / {lines} + 1 AS o) AS at""",
    """INSERT INTO place (code, barcode, kind)
       SELECT lpad(n::text, 18, '0'), '00' || lpad(n::text, 18, '0'), 'parcel' FROM generate_series(1, :orders) AS n""",
    """INSERT INTO parcel (sscc, order_id, number, state, weight_g, station, closed_at)
       SELECT lpad(n::text, 18, '0'), n, 1, 'shipped', 2500, 'PK01', {now} FROM generate_series(1, :orders) AS n""",
    """INSERT INTO parcel_line (sscc, order_line_id, qty, shipped)
       SELECT lpad(((n - 1) / {lines} + 1)::text, 18, '0'), n, 2, 2
       FROM generate_series(1::bigint, :orders * {lines}) AS n""",
    """INSERT INTO fact (id, station, incarnation, seq, kind, version, who, at, payload, prev_hash, hash, received_at,
           booked_at, outcome)
       SELECT md5(n::text), 'ST' || n % 32, 'journal-' || n % 32, n / 32 + 1, 'Picked', 1, 'BA2001', {now},
           '{{"walk":1,"fence":1,"n":12,"order":3,"qty":2,"sku":"85123A","tote":"TO0001"}}',
           md5(n::text) || md5(n::text), md5(n::text) || md5(n::text), {now}, {now}, 'booked'
       FROM generate_series(0, :orders * 2 - 1) AS n""",
    """INSERT INTO movement (fact_id, number, kind, sku, src, dst, qty, order_line_id, at)
       SELECT md5((n / {lines})::text), n % {lines}, 'pick', 'SKU' || line * 7 % {items},
           CASE WHEN n / {lines} % 2 = 0 THEN 'A-' || line * 7 % {items} ELSE 'TO1' END,
           CASE WHEN n / {lines} % 2 = 0 THEN 'TO1' ELSE lpad((n / {lines} / 2 + 1)::text, 18, '0') END, 2, line, {now}
       FROM generate_series(0::bigint, :orders * 2 * {lines} - 1) AS n,
           LATERAL (SELECT n / {lines} / 2 * {lines} + n % {lines} + 1 AS line) AS at""",
    """INSERT INTO exception (kind, order_id, sku, place, qty, opened_at, resolved_at, resolved_by)
       SELECT 'short', n * 100, 'SKU1', 'A-1', 1, {now}, {now}, 'BA2000' FROM generate_series(1, :orders / 100) AS n""",
)

_OPEN = (
    """INSERT INTO sales_order (id, channel, external_id, state, customer, recipient, carrier, placed_at, cutoff_at,
           content, imported_at)
       SELECT :orders + n, 'shop', 'N' || n,
           CASE WHEN n > {going} THEN (ARRAY['open', 'held', 'backordered'])[n % 3 + 1] ELSE
           (ARRAY['reserved', 'released', 'picking', 'picked', 'packed'])[n % 5 + 1] END,
           'c' || n, '{{"name": "Customer ' || n || '"}}', (ARRAY['Garza', 'Kite', 'Heron'])[n % 3 + 1],
           {now}, {now} + interval '1 hour' * (n % 6), md5(n::text), {now}
       FROM generate_series(1, {going} + {waiting}) AS n""",
    """INSERT INTO order_line (id, order_id, number, sku, name, qty, reserved)
       SELECT :orders * {lines} + n, :orders + (n - 1) / {lines} + 1, (n - 1) % {lines} + 1, 'SKU' || n * 7 % {items},
           'The article', 2, CASE WHEN n > {going} * {lines} THEN 0 ELSE 2 END
       FROM generate_series(1, ({going} + {waiting}) * {lines}) AS n""",
    """INSERT INTO walk (id, method, zone, state, cutoff_at, fence, station, badge, lease_until, millimetres)
       SELECT :orders + n, 'batch', chr(65 + n % 4), (ARRAY['open', 'open', 'claimed', 'open', 'waiting'])[n % 5 + 1],
           {now} + interval '1 hour' * (n % 6), 1, 'ST' || n % 32, 'BA' || 2000 + n % {people}, {now}, 100000
       FROM generate_series(1, {going} / {cart}) AS n""",
    """INSERT INTO walk_slot (walk_id, number, order_id, "drop")
       SELECT :orders + (n - 1) / {cart} + 1, (n - 1) % {cart}, :orders + n, 'PACK-1'
       FROM generate_series(1, {going}) AS n""",
    """INSERT INTO pick (id, order_line_id, order_id, sku, place, qty, walk_id, position)
       SELECT :orders * {lines} + n, :orders * {lines} + n, :orders + (n - 1) / {lines} + 1, 'SKU' || n * 7 % {items},
           'A-' || n * 7 % {items}, 2, :orders + (n - 1) / {lines} / {cart} + 1, n % 40
       FROM generate_series(1, {going} * {lines}) AS n""",
    """INSERT INTO parcel (sscc, order_id, number, state, weight_g, station, closed_at)
       SELECT 'N' || n, :orders + n, 1, 'closed', 2500, 'PK01', {now} FROM generate_series(1, {parcels}) AS n""",
    """INSERT INTO exception (kind, fact_id, order_id, sku, place, qty, opened_at)
       SELECT 'short', md5(n::text), :orders + n, 'SKU' || n, 'A-' || n, 1, {now}
       FROM generate_series(1, {troubles}) AS n""",
)


def fill(db: psycopg.Connection[tuple[object, ...]], orders: int) -> None:
    """Fills a migrated, empty database with so many shipped orders and the open work; says how far it is.

    The connection has to be a superuser's and to commit by itself.
    """
    db.execute("SET session_replication_role = replica")  # no foreign keys looked up, row by row
    db.execute("SET synchronous_commit = off")
    for statement in (*_MASTER, *_HISTORY, *_OPEN):
        begun = perf_counter()
        done = db.execute(_written(statement, orders).encode())
        table = statement.split("INSERT INTO ")[1].split()[0]
        sys.stderr.write(f"  {table}: {done.rowcount:,} rows in {perf_counter() - begun:.0f} s\n")
    for table in ("sales_order", "order_line", "walk", "pick", "movement", "exception"):
        db.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}".encode())
    db.execute("VACUUM (ANALYZE)")  # as a server that looks after itself has done
    db.execute("CHECKPOINT")


def _written(statement: str, orders: int) -> str:
    if statement in _MASTER:
        return statement
    sizes = {"lines": LINES, "items": ITEMS, "cart": CART, "people": PEOPLE, "now": NOW}
    work = {"going": OPEN_ORDERS, "waiting": WAITING_ORDERS, "parcels": PARCELS, "troubles": TROUBLES}
    return statement.format(**sizes, **work).replace(":orders", f"{orders}::bigint")
