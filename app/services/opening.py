"""Opens a station: its file, its journal and its copy of the master data, and starts its uplink."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.central.engine import Central
from app.domain.boards import ToldLine
from app.domain.clock import Clock
from app.domain.errors import Unavailable
from app.services.desk import Desk
from app.services.floor.lines import told_lines
from app.services.floor.picking import Picking
from app.services.link import CentreLine, Errands, fetch_numbers
from app.services.linking.meeting import Meeting
from app.services.linking.pulling import pull
from app.services.pepper import Pepper
from app.station.catalogue import Catalogue
from app.station.journal import Journal
from app.station.numbers import Numbers
from app.station.printing import PrintQueue
from app.station.store import Store, set_aside
from app.station.trouble import StationTrouble
from app.station.uplink import CatchingUp, Offline, Online, Pace, Uplink
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

    @property
    def away_since(self) -> datetime | None:
        """Since when the centre is away, in UTC; None while it can be reached."""
        state = self.desk.uplink.state
        return state.since if isinstance(state, Offline) else None

    def lines(self) -> tuple[ToldLine, ...]:
        """Gives the lines of the walk in hand that were worked on, with what is central of them.

        Raises:
            Unavailable: The station's file cannot be read now.
        """
        walk = self.picking.walk
        return () if walk is None else told_lines(self.desk, walk.id)

    def close(self) -> None:
        """Stops the uplink and closes the file; what was not told yet is told at the next start."""
        self.desk.uplink.stop()
        self._store.close()


def _is_ready() -> None:
    """Stands in where the database was ready when the site was opened."""


def open_station(
    folder: Path,
    code: str,
    centre: Central,
    clock: Clock,
    *,
    received: Callable[[], None],
    pepper: Pepper | None = None,
    ready: Callable[[], None] = _is_ready,
) -> OpenStation:
    """Opens or begins the station of a folder.

    Args:
        folder: Where its ``station.db`` is.
        code: Code of the station.
        centre: The central database.
        clock: What time it is.
        received: Called whenever facts reached the centre.
        pepper: The site's key on this computer.
        ready: Called before each handshake: makes the site's database ready the first time it can be reached.

    Raises:
        Unavailable: The file is open in another program, damaged, newer than this program or cannot be written; or
            this station never met its centre, and cannot reach it now.
    """
    store = Store(folder / "station.db")
    try:
        return _opened(store, code, CentreLine(centre, clock, received), ready, pepper)
    except BaseException:
        store.close()
        raise


def set_damaged_aside(folder: Path, now: datetime) -> Path | None:
    """Moves a station's file out of the way if it is damaged; nothing is deleted, for it may hold untold facts.

    Args:
        folder: Where its ``station.db`` is.
        now: Becomes part of the new name.

    Returns:
        Where the file is now, or None when it is sound.

    Raises:
        Unavailable: The file is open in another program, or cannot be moved.
    """
    file = folder / "station.db"
    try:
        Store(file).close()
    except StationTrouble as trouble:
        if trouble.reason != "station.damaged":
            raise
        return set_aside(file, now)
    return None


def _opened(store: Store, code: str, line: CentreLine, ready: Callable[[], None], pepper: Pepper | None) -> OpenStation:
    journal = Journal(store, code)
    meetings: list[Meeting] = []
    errands: list[Callable[[], None]] = []

    def meet() -> int:
        return meetings[0].meet()

    uplink = Uplink(
        journal,
        replace(line, meet=meet),
        pace=FLOOR_PACE,
        clock=line.clock,
        errands=errands,
    )
    desk = Desk(
        code=code,
        clock=line.clock,
        centre=line.central,
        journal=journal,
        work=Work(store),
        memory=Memory(store),
        catalogue=Catalogue(store),
        numbers=Numbers(store),
        printing=PrintQueue(store),
        uplink=uplink,
        pepper=pepper,
    )
    meeting = Meeting(desk, ready)
    meetings.append(meeting)
    _first_fetch(desk, meeting)
    picking = Picking(desk)
    errands.append(Errands(desk, picking, meeting).run)
    uplink.start()
    return OpenStation(store, desk, picking)


def _first_fetch(desk: Desk, meeting: Meeting) -> None:
    """Fetches what the first scan needs; without a centre the station goes on with what it has.

    Raises:
        StationTrouble: It has nothing, because it never met a centre; or its own disk does not answer.
    """
    try:
        meeting.meet()
        pull(desk, meeting.centre)
        fetch_numbers(desk)
    except StationTrouble:
        raise
    except Unavailable as error:
        if not desk.catalogue.version:
            raise StationTrouble("station.never_met", station=desk.code, why=error) from error
