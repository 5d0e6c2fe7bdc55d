"""Facts told by 1, 8 and 32 stations at once and booked as they come, on PostgreSQL; and a long absence made up for."""

import multiprocessing
from collections.abc import Callable, Sequence
from time import perf_counter, sleep

import psycopg
import sqlalchemy as sa

from app.central.bookkeeper import book_batch
from app.central.engine import Central, open_central
from app.central.inbox import append
from app.central.tables import fact, walk
from app.domain.facts import Fact
from tests.bench.measures import Found, Row, Sample
from tests.bench.site import bare
from tests.bench.site.grounds import a_database, a_server, libpq
from tests.bench.site.house import NOW, furnish, orders, take
from tests.bench.site.shift import claim_all, journals, send_out
from tests.databases.homes import ServerHome

STATIONS, ORDERS, BATCH, RUNS = (1, 8, 32), 1_400, 200, 3
AIM, DRAIN_S = 2_000, 5.0
"""Facts a second at least; seconds for ten thousand."""

_PATIENCE_S = 300
_fork = multiprocessing.get_context("fork")
Work = Callable[[str, Sequence[Fact], int], None]


def measure() -> Found:
    """Measures; both sides have as many processes that tell, and one that books."""
    rows: list[Row] = []
    with a_server() as server:
        home = ServerHome(server)
        for stations in STATIONS:
            runs = [_run(home, stations) for _ in range(RUNS)]
            ours, least = Sample.of([run[0] for run in runs]), Sample.of([run[1] for run in runs])
            met = ours.p50 <= 1_000_000 / AIM and ours.p50 <= 2 * least.p50
            aim = f"p50 under {1_000_000 // AIM} ms ({AIM:,} a second), within 2 x floor"
            rows.append(Row(f"tell and book 1,000 facts, {stations} stations", "ms", ours, least, aim, met))
            if stations == 1:
                told = Sample.of([run[2] for run in runs])
                aim = f"p50 under {DRAIN_S:.0f} s"
                rows.append(Row("drain 10,000 facts of one station", "s", told, None, aim, told.p50 < DRAIN_S))
    note = f"telling: {RUNS} runs of {ORDERS * 57 // 8:,} facts in batches of {BATCH}, all on this machine's processors"
    return Found(tuple(rows), (f"{note}; the floor writes facts down and moves units by hand in psycopg",))


def _run(home: ServerHome, stations: int) -> tuple[float, float, float]:
    """Gives milliseconds for 1,000 facts, ours and by hand, and seconds in which 10,000 of ours were told."""
    with a_database(home) as central:
        furnish(central, items=500, shelves_each=2, units=20_000, people=stations)
        take(central, orders(ORDERS, 5, 500))
        send_out(central)
        with central.reading() as connection:
            walks = list(connection.scalars(sa.select(walk.c.id).order_by(walk.c.id)))
        facts = journals(claim_all(central, walks, stations))
        count = sum(map(len, facts))
        with central.writing() as connection:
            connection.exec_driver_sql("ANALYZE")
        url, dsn = str(central.engine.url), libpq(central)
        central.close()
        ours, told = _timed(facts, _tell, _book, url)
        _all_booked(central)
        with psycopg.connect(dsn, autocommit=True) as db:
            for statement in bare.TABLES:
                db.execute(statement.encode())
        least, _ = _timed(facts, bare.tell, bare.book, dsn)
        return ours * 1_000_000 / count, least * 1_000_000 / count, told * 10_000 / count


def _timed(
    facts: Sequence[Sequence[Fact]], tell: Work, book: Callable[[str, int], None], url: str
) -> tuple[float, float]:
    """Gives the seconds until everything was booked, and until everything was told."""
    crowd = [_fork.Process(target=tell, args=(url, journal, BATCH)) for journal in facts]
    keeper = _fork.Process(target=book, args=(url, sum(map(len, facts))))
    begun = perf_counter()
    for one in (keeper, *crowd):
        one.start()
    for one in crowd:
        one.join()
    told = perf_counter() - begun
    keeper.join()
    if any(one.exitcode for one in (keeper, *crowd)):
        raise RuntimeError("a station or the bookkeeper failed")
    return perf_counter() - begun, told


def _tell(url: str, facts: Sequence[Fact], batch: int) -> None:
    central = open_central(url)
    for start in range(0, len(facts), batch):
        append(central, facts[start : start + batch], now=NOW)
    central.close()


def _book(url: str, count: int) -> None:
    central, end = open_central(url), perf_counter() + _PATIENCE_S
    while count > 0 and perf_counter() < end:
        booked = book_batch(central, now=NOW)
        count -= booked
        if not booked:
            sleep(0.005)
    central.close()


def _all_booked(central: Central) -> None:
    """Makes sure that the books say so, too."""
    parked = sa.select(sa.func.count()).select_from(fact).where(fact.c.outcome.is_distinct_from("booked"))
    with central.reading() as connection:
        left = connection.scalar(parked)
    if left:
        raise RuntimeError(f"{left} facts were not booked")
