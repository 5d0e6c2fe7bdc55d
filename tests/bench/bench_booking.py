"""How fast the bookkeeper books: a real floor's mix of facts, told before the clock starts."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import sqlalchemy as sa

from app.central.tables import fact
from app.services.floor.signing import Door
from app.services.site import Site
from tests.bench.floor import bare_sqlite
from tests.bench.measures import Found, Row, Sample
from tests.bench.scene import PICKER, barcodes, open_day
from tests.builders import until
from tests.hands import Totes, walk_on

FACTS, AIM_MS, RUNS, _BATCH = 1500, 500, 5, 500
_MOVE = "INSERT INTO move (fact, sku, src, dst, qty) VALUES (?, ?, ?, ?, ?)"
_STOCK = "INSERT INTO stock VALUES (?, ?, ?) ON CONFLICT (sku, place) DO UPDATE SET n = n + excluded.n"


def measure() -> Found:
    """Measures; the floor moves the same units in a bare ledger and marks the same facts, in the same batches."""
    ours: list[float] = []
    least: list[float] = []
    for _ in range(RUNS):
        with (
            TemporaryDirectory(prefix="bench-") as folder,
            closing(open_day(Path(folder))) as site,
            _told(site) as count,
        ):
            begun = perf_counter()
            site.book_everything()
            ours.append((perf_counter() - begun) * 1_000_000 / count)
            least.append(_bare(Path(folder) / "floor.db", count))
    one, bare = Sample.of(ours), Sample.of(least)
    row = Row("book 1,000 facts", "ms", one, bare, f"p50 under {AIM_MS} ms (2,000 a second)", one.p50 < AIM_MS)
    note = f"booking: {RUNS} runs of {count} facts of real walks (picks, totes, hand-overs), {1_000_000 / one.p50:,.0f}"
    return Found((row,), (f"{note} facts a second; the floor only moves units in a ledger of bare SQLite",))


@contextmanager
def _told(site: Site) -> Iterator[int]:
    """Walks until there are facts enough, and tells them to the centre; nothing is booked yet."""
    station = site.open_station("ST01")
    Door(station.desk).sign_in(PICKER)
    codes, totes = barcodes(), Totes()
    while station.desk.journal.last_seq < FACTS:
        station.picking.start()
        walk_on(station, totes, item=lambda sku: codes[sku])
    until(lambda: not station.desk.journal.pending(), "delivery")
    waiting = sa.select(sa.func.count()).select_from(fact).where(fact.c.booked_at.is_(None))
    with site.centre.reading() as connection:
        count = int(connection.execute(waiting).scalar_one())
    yield count


def _bare(file: Path, count: int) -> float:
    with closing(bare_sqlite(file)) as db:
        _bare_tables(db, count)
        begun = perf_counter()
        for start in range(0, count, _BATCH):
            _bare_batch(db, range(start, min(start + _BATCH, count)))
        return (perf_counter() - begun) * 1_000_000 / count


def _bare_tables(db: sqlite3.Connection, count: int) -> None:
    db.execute("CREATE TABLE fact (n INTEGER PRIMARY KEY, booked TEXT)")
    db.execute("CREATE TABLE move (n INTEGER PRIMARY KEY, fact INTEGER, sku TEXT, src TEXT, dst TEXT, qty INTEGER)")
    db.execute("CREATE TABLE stock (sku TEXT, place TEXT, n INTEGER, PRIMARY KEY (sku, place))")
    db.execute("BEGIN")
    db.executemany("INSERT INTO fact VALUES (?, NULL)", [(n,) for n in range(count)])
    db.execute("COMMIT")


def _bare_batch(db: sqlite3.Connection, numbers: range) -> None:
    db.execute("BEGIN IMMEDIATE")
    db.executemany(_MOVE, [(n, f"SKU{n % 900}", f"A{n % 900}", f"TO{n // 40}", 2) for n in numbers])
    db.executemany(_STOCK, [(f"SKU{n % 900}", f"A{n % 900}", -2) for n in numbers])
    db.executemany(_STOCK, [(f"SKU{n % 900}", f"TO{n // 40}", 2) for n in numbers])
    db.executemany("UPDATE fact SET booked = '2010-12-07' WHERE n = ?", [(n,) for n in numbers])
    db.execute("COMMIT")
