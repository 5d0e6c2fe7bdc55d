"""Opens a station: its file, its journal and its copy of the master data, and starts its uplink."""

from collections.abc import Callable
from pathlib import Path

from app.central.engine import Central
from app.domain.clock import Clock
from app.domain.errors import Unavailable
from app.services.desk import Desk
from app.services.floor.picking import Picking
from app.services.link import CentreLine, Errands, fetch_catalogue, fetch_numbers
from app.services.people.rules import fetch_pin_rules
from app.services.pepper import Pepper
from app.station.catalogue import Catalogue
from app.station.journal import Journal
from app.station.numbers import Numbers
from app.station.printing import PrintQueue
from app.station.store import Store
from app.station.uplink import CatchingUp, Online, Pace, Uplink
from app.station.work import Memory, Work

FLOOR_PACE = Pace(period=1.0)
"""A cancelled order reaches the picker within a second or so."""


class OpenStation:
    """A station that is running.

    Attributes:
        desk: Its rooms.
        picking: The walk it holds, if any.
    """

    def __init__(self, store: Store, desk: Desk, picking: Picking) -> None:
        self._store, self.desk, self.picking = store, desk, picking

    @property
    def online(self) -> bool:
        """Whether the centre can be reached and takes this station's facts."""
        return isinstance(self.desk.uplink.state, Online | CatchingUp)

    def close(self) -> None:
        """Stops the uplink and closes the file; what was not told yet is told at the next start."""
        self.desk.uplink.stop()
        self._store.close()


def open_station(
    folder: Path,
    code: str,
    centre: Central,
    clock: Clock,
    *,
    received: Callable[[], None],
    pepper: Pepper | None = None,
) -> OpenStation:
    """Opens or begins the station of a folder.

    Args:
        folder: Where its ``station.db`` is.
        code: Code of the station.
        centre: The central database.
        clock: What time it is.
        received: Called whenever facts reached the centre.
        pepper: The site's key on this computer.

    Raises:
        Unavailable: The file is open in another program, damaged, newer than this program or cannot be written.
    """
    store = Store(folder / "station.db")
    try:
        return _opened(store, code, centre, clock, received, pepper)
    except BaseException:
        store.close()
        raise


def _opened(
    store: Store, code: str, centre: Central, clock: Clock, received: Callable[[], None], pepper: Pepper | None
) -> OpenStation:
    journal = Journal(store, code)
    errands: list[Errands] = []

    def run_errands() -> None:
        for each in errands:
            each.run()

    uplink = Uplink(
        journal,
        CentreLine(centre, clock, received),
        pace=FLOOR_PACE,
        clock=clock,
        errands=(run_errands,),
    )
    desk = Desk(
        code=code,
        clock=clock,
        centre=centre,
        journal=journal,
        work=Work(store),
        memory=Memory(store),
        catalogue=Catalogue(store),
        numbers=Numbers(store),
        printing=PrintQueue(store),
        uplink=uplink,
        pepper=pepper,
    )
    picking = Picking(desk)
    errands.append(Errands(desk, lambda: picking))
    _first_fetch(desk)
    uplink.start()
    return OpenStation(store, desk, picking)


def _first_fetch(desk: Desk) -> None:
    """Fetches what the first scan needs; without a centre the station goes on with what it has."""
    try:
        fetch_catalogue(desk)
        fetch_pin_rules(desk)
        fetch_numbers(desk)
    except Unavailable:
        return
