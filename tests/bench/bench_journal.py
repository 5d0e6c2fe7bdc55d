"""One fact on the disk: the journal's append against a bare SQLite commit of the same rows, in turn."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from app.domain.clock import SystemClock
from app.domain.deeds import Picked
from app.station.journal import Journal
from app.station.store import Store
from app.station.work import Claimed, Event, Work
from tests.bench.floor import BareJournal
from tests.bench.measures import Found, Row, Sample

COMMITS, AIM_P50_MS, AIM_P99_MS = 3000, 1.5, 5.0
_DEED = Picked(walk=1, fence=1, n=12, put=9, order=3, line=7, sku="85123A", place="A01-01-A", tote="TO0001", qty=2)


def measure() -> Found:
    """Measures."""
    with TemporaryDirectory(prefix="bench-") as folder, Store(Path(folder) / "station.db") as store:
        journal, bare, clock = Journal(store, "ST01"), BareJournal(Path(folder) / "floor.db"), SystemClock()
        Work(store).claimed(Claimed("walk", "{}").kind, "{}")
        ours: list[float] = []
        least: list[float] = []
        for _ in range(COMMITS):
            begun = perf_counter()
            journal.append((_DEED,), who="BA2001", now=clock.now(), notes=(Event('{"sku":"85123A"}'),))
            between = perf_counter()
            bare.commit()
            ours.append((between - begun) * 1000)
            least.append((perf_counter() - between) * 1000)
        bare.close()
    one = Sample.of(ours)
    met = one.p50 <= AIM_P50_MS and one.p99 <= AIM_P99_MS
    return Found((Row("journal append, 1 fact + 1 note", "ms", one, Sample.of(least), "p50 1.5 ms, p99 5 ms", met),))
