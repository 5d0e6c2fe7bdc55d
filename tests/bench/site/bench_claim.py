"""Claiming walks with 32 stations at once, each on a connection of its own."""

import multiprocessing
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from time import perf_counter

import psycopg

from app.central.engine import Central, open_central
from app.central.promises.claiming import claim
from tests.bench.measures import Found, Row, Sample
from tests.bench.site.grounds import a_database, a_server, libpq
from tests.bench.site.house import NOW, badge, furnish, orders, take
from tests.bench.site.shift import code, send_out
from tests.databases.homes import ServerHome

STATIONS, WALKS, AIM_MS = 32, 960, 50
_TAKE = """
UPDATE walk SET state = 'claimed', station = %s, fence = fence + 1
WHERE id = (SELECT id FROM walk WHERE state = 'open' ORDER BY cutoff_at, priority DESC, id
            LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id"""
Work = Callable[[int, str], Iterator[int]]
"""Claims a station's share of the walks; gives the number of each."""

_fork = multiprocessing.get_context("fork")


def measure() -> Found:
    """Measures; the floor takes a walk in one statement and asks nothing about it."""
    with a_server() as server:
        home = ServerHome(server)
        with a_database(home) as central:
            furnish(central, items=500, shelves_each=2, units=5000, people=STATIONS)
            take(central, orders(2 * (WALKS + STATIONS), 3, 500))
            send_out(central, cart=1)
            ours = Sample.of(_all_at_once(central, _claims))
            bare = Sample.of(_all_at_once(central, _takes))
    aim = f"p99 under {AIM_MS} ms"
    note = f"claim: {WALKS} claims of {STATIONS} processes on this machine's processors, which the server shares"
    return Found((Row("claim a walk, 32 stations at once", "ms", ours, bare, aim, ours.p99 < AIM_MS),), (note,))


def _all_at_once(central: Central, work: Work) -> list[float]:
    """Lets every station claim its share at once; gives milliseconds, and raises if a walk was given twice."""
    url = str(central.engine.url) if work is _claims else libpq(central)
    central.close()
    gate, answers = _fork.Barrier(STATIONS), _fork.SimpleQueue()
    crowd = [_fork.Process(target=_station, args=(work, number, url, gate, answers)) for number in range(STATIONS)]
    for one in crowd:
        one.start()
    told: list[tuple[int, float]] = [answer for _ in crowd for answer in answers.get()]
    for one in crowd:
        one.join()
    if len({number for number, _ in told}) != WALKS:
        raise RuntimeError("a walk was claimed twice, or a station got none")
    return [spent for _, spent in told]


def _station(work: Work, number: int, url: str, gate: Barrier, answers: "SimpleQueue[list[tuple[int, float]]]") -> None:
    claims = work(number, url)
    next(claims)  # connected, and every statement compiled
    gate.wait()
    told = []
    for _ in range(WALKS // STATIONS):
        begun = perf_counter()
        told.append((next(claims), (perf_counter() - begun) * 1000))
    answers.put(told)


def _claims(number: int, url: str) -> Iterator[int]:
    """Claims as the program does; every claim is another person's, as a person holds one walk at a time."""
    central = open_central(url)
    for turn in count():
        walk = claim(central, station=code(number), badge=f"{badge(number)}{turn}", zone="", now=NOW)
        if walk is None:
            raise RuntimeError("no walk is left")
        yield walk.id


def _takes(number: int, dsn: str) -> Iterator[int]:
    with psycopg.connect(dsn, autocommit=True) as db:
        while True:
            taken = db.execute(_TAKE, [code(number)]).fetchone()
            if taken is None:
                raise RuntimeError("no walk is left")
            yield int(taken[0])
