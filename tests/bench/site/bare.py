"""The floor of telling and booking: facts written down and units moved by hand, with nothing judged or looked up."""

from collections.abc import Sequence
from time import perf_counter, sleep

import psycopg

from app.domain.facts import Fact, payload_text

Db = psycopg.Connection[tuple[object, ...]]

TABLES = (
    """CREATE TABLE bare_fact (id TEXT PRIMARY KEY, station TEXT, incarnation TEXT, seq BIGINT, kind TEXT, who TEXT,
       at TIMESTAMP, payload TEXT, prev_hash TEXT, hash TEXT, booked TIMESTAMP, UNIQUE (incarnation, seq))""",
    "CREATE INDEX ON bare_fact (incarnation, seq) WHERE booked IS NULL",
    """CREATE TABLE bare_move (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fact TEXT UNIQUE, sku TEXT,
       src TEXT, dst TEXT, qty INTEGER)""",
    "CREATE TABLE bare_stock (sku TEXT, place TEXT, n INTEGER, PRIMARY KEY (sku, place))",
)
_TELL = """INSERT INTO bare_fact (id, station, incarnation, seq, kind, who, at, payload, prev_hash, hash)
           VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""
_BOOK = """
WITH next AS (SELECT id, payload::json AS said FROM bare_fact WHERE booked IS NULL
              ORDER BY incarnation, seq LIMIT 500),
marked AS (UPDATE bare_fact SET booked = now() FROM next WHERE bare_fact.id = next.id),
moved AS (INSERT INTO bare_move (fact, sku, src, dst, qty)
          SELECT id, said ->> 'sku', said ->> 'place', said ->> 'tote', (said ->> 'qty')::integer
          FROM next WHERE said ->> 'sku' IS NOT NULL RETURNING sku, src, dst, qty),
summed AS (SELECT sku, place, sum(n) AS n FROM (
               SELECT sku, src AS place, -qty AS n FROM moved UNION ALL SELECT sku, dst, qty FROM moved) AS ends
           GROUP BY sku, place ORDER BY sku, place),
stocked AS (INSERT INTO bare_stock SELECT * FROM summed
            ON CONFLICT (sku, place) DO UPDATE SET n = bare_stock.n + excluded.n)
SELECT count(*) FROM next"""


def tell(dsn: str, facts: Sequence[Fact], batch: int) -> None:
    """Writes a journal's facts down, so many in a transaction."""
    with psycopg.connect(dsn) as db:
        for start in range(0, len(facts), batch):
            with db.cursor() as cursor:
                cursor.executemany(_TELL, [_row(one) for one in facts[start : start + batch]])
            db.commit()


def _row(one: Fact) -> tuple[object, ...]:
    head = (one.id, one.station, one.incarnation, one.seq, one.kind, one.who, one.at.replace(tzinfo=None))
    return (*head, payload_text(one.payload), one.prev_hash, one.hash)


def book(dsn: str, count: int, patience_s: float = 300) -> None:
    """Books as facts come, until so many are booked."""
    end = perf_counter() + patience_s
    with psycopg.connect(dsn) as db:
        while count > 0:
            done = db.execute(_BOOK).fetchone()
            db.commit()
            booked = int(str(done[0])) if done else 0
            count -= booked
            if not booked:
                sleep(0.005)
            if perf_counter() > end:
                raise RuntimeError(f"{count} facts never came")
