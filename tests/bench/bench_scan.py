"""From a scan's bytes to the painted screen, full HD, while another journal is being told to the same centre."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from app.domain.deeds import Counted
from app.services.link import CentreLine
from app.services.site import Site
from app.station.journal import Journal
from app.station.store import Store
from app.station.uplink import Uplink
from tests.bench.floor import BareJournal, BareScan, calm
from tests.bench.measures import Found, Row, Sample, within
from tests.bench.scene import Floor, a_floor, open_day
from ui.screens.floor.picking import PickingScreen

SCANS, BLOCK, TIMES = 1500, 25, 3
_BATCH, _AHEAD = 200, 600


def measure() -> Found:
    """Measures with the uplink busy, and once more with nothing else going on, to tell the two apart."""
    busy, notes = _measured(busy=True)
    quiet, others = _measured(busy=False)
    return Found((busy, quiet), (*notes, *others))


def _measured(*, busy: bool) -> tuple[Row, tuple[str, ...]]:
    with TemporaryDirectory(prefix="bench-") as folder:
        site = open_day(Path(folder))
        site.start_booking()
        try:
            with a_floor(site) as floor, _busy_uplink(site, on=busy) as told:
                bare = _alternate(floor, Path(folder))
                return _row(floor, bare, busy=busy), (_note(floor, told(), busy=busy),)
        finally:
            site.close()


def _alternate(floor: Floor, folder: Path) -> list[float]:
    """Blocks of ours and of the floor in turn, so that both see the same machine; the screen is put back between."""
    journal = BareJournal(folder / "floor.db")
    screen = floor.window.shell._screens["picking"]
    if not isinstance(screen, PickingScreen):
        raise TypeError("the picking screen is another one by now")
    bare = BareScan(floor.window.shell, screen, journal)
    for _ in range(SCANS // BLOCK):
        for _ in range(BLOCK):
            floor.pick()
        for _ in range(BLOCK):
            bare.once()
        _put_back(floor)
    journal.close()
    return bare.all_ms


def _put_back(floor: Floor) -> None:
    shell = floor.window.shell
    shell._paint(shell.open_name)
    calm()


def _row(floor: Floor, bare: list[float], *, busy: bool) -> Row:
    ours, least = Sample.of(floor.latencies), Sample.of(bare)
    name = f"scan to painted screen, uplink {'busy' if busy else 'idle'}"
    return Row(name, "ms", ours, least, f"p99 within {TIMES} x floor", within(ours.p99, least.p99, TIMES))


def _note(floor: Floor, told: int, *, busy: bool) -> str:
    fates = ", ".join(f"{count} {fate}" for fate, count in sorted(floor.fates.items()))
    worst = max(floor.latencies)
    state = "busy" if busy else "idle"
    return (
        f"scan, uplink {state}: {len(floor.latencies)} scans on walks measured ({fates}; {floor.unpainted} changed "
        f"nothing on the screen), worst {worst:.1f} ms, {told} facts of the other journal reached the centre meanwhile"
    )


@contextmanager
def _busy_uplink(site: Site, *, on: bool) -> Iterator["_Told"]:
    """A second journal in this program, told to the centre as fast as it goes."""
    store = Store(site.data / "ST99" / "station.db")
    journal, stop = Journal(store, "ST99"), Event()
    uplink = Uplink(journal, CentreLine(site.centre, site.clock, site._received), clock=site.clock)
    feeder = Thread(target=_feed, args=(site, journal, uplink, stop), name="feeder")
    if on:
        uplink.start()
        feeder.start()
    try:
        yield _Told(journal)
    finally:
        stop.set()
        if on:
            feeder.join()
            uplink.stop()
        store.close()


class _Told:
    """How many facts of a journal the centre holds."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __call__(self) -> int:
        """Counts them."""
        return self._journal.acknowledged


def _feed(site: Site, journal: Journal, uplink: Uplink, stop: Event) -> None:
    """Counts of one shelf that change nothing: they are journaled, told and booked as any other fact."""
    deeds = tuple(Counted("A01-01-A", "84029G", 118) for _ in range(_BATCH))
    while not stop.is_set():
        if journal.pending() < _AHEAD:
            journal.append(deeds, who="system", now=site.clock.now())
            uplink.wake()
        else:
            stop.wait(0.002)
