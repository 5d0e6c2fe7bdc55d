"""A site on this machine: its central database, its bookkeeper, and the stations that run in this program."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from app.central.audit import By
from app.central.bookkeeper import Bookkeeper, book_all
from app.central.engine import Central, open_central
from app.central.people.handing import drop_pin
from app.central.postgres.lineage import SERVERS, SeenFile
from app.central.schema import migrate, prepare
from app.domain.clock import Clock
from app.domain.deeds import Deed
from app.domain.errors import Unavailable
from app.labels import Templates
from app.services.link import CentreLine
from app.services.office.importing import ImportReport, import_file
from app.services.opening import OpenStation, open_station
from app.services.people.giving import give_pin
from app.services.pepper import Pepper
from app.station.journal import Journal
from app.station.store import Store
from app.station.uplink import Uplink

OFFICE = "ST00"
"""Code of the station that acts for imports and commands."""

_PORTION = 1000


class Site:
    """A site's data: where it lies, and what of it is open.

    Attributes:
        data: Folder with the stations' files and, on one machine, the central database.
        clock: What time it is.
        one_machine: Whether the central database is a file of this machine; else it is a server's, with a hub.
        centre: The central database, its tables up to date unless it is away.
        away: Why the server could not be used when the site was opened; None once it could.
        templates: The label templates; a file in the folder ``labels`` wins over the product's.
        pepper: The site's key on this computer.
    """

    def __init__(self, data: Path, database: str, clock: Clock, *, patient: bool = False) -> None:
        """Opens the central database; makes it when it is not there.

        Args:
            data: The folder.
            database: Address of the database; empty for an SQLite file in the folder.
            clock: What time it is.
            patient: Goes on without a server that cannot be used now, and is ready once it can; a station may also
                meet a database of a newer program, for the handshake says what it may do there.

        Raises:
            ValueError: The address is none.
            Unavailable: The database cannot be reached, or a newer program made it.
        """
        self.data, self.clock = data, clock
        self.one_machine = not database or sa.make_url(database).get_backend_name() == "sqlite"
        data.mkdir(parents=True, exist_ok=True)
        self.templates = Templates(data / "labels")
        self.pepper = Pepper(data, may_use_file=not database)
        self.centre: Central = (
            open_central(database, seen=SeenFile(data / SERVERS))
            if database
            else open_central(f"sqlite:///{data / 'central.db'}")
        )
        self.away: Unavailable | None = None
        self._prepare = prepare if patient and not self.one_machine else migrate
        try:
            self._prepare(self.centre)
        except Unavailable as error:
            if self._prepare is migrate:
                raise
            self.away = error
        self._bookkeeper = Bookkeeper(self.centre, clock=clock)
        self._stations: list[OpenStation] = []
        self._booking = False

    def start_booking(self, *, asked: bool = False) -> None:
        """Starts the bookkeeper's thread: on one machine this program books by itself, on a site its hub does.

        Args:
            asked: Whether this program is to book on a site, too, because it is the only one.
        """
        if self.one_machine or asked:
            self._bookkeeper.start()
            self._booking = True

    def open_station(self, code: str) -> OpenStation:
        """Opens a station of this site in this program.

        Raises:
            Unavailable: Its file is open in another program, damaged or not writable.
        """
        station = open_station(
            self.data / code,
            code,
            self.centre,
            self.clock,
            received=self._received,
            pepper=self.pepper,
            ready=self.get_ready,
        )
        self._stations.append(station)
        return station

    def get_ready(self) -> None:
        """Makes the database ready if it was away when the site was opened.

        Raises:
            Unavailable: It is away still.
        """
        if self.away is not None:
            self._prepare(self.centre)
            self.away = None

    def leave(self, station: OpenStation) -> None:
        """Closes one of the stations that run in this program."""
        self._stations.remove(station)
        station.close()

    def import_file(self, channel: str, name: str, data: bytes) -> ImportReport:
        """Takes over what is new in a file, and books the stock it tells.

        Raises:
            KeyError: There is no such channel.
            Unavailable: The centre or this program's journal does not answer; import again.
        """
        with self._office() as tell:
            return import_file(self.centre, channel, name, data, now=self.clock.now(), tell=tell, by=By(station=OFFICE))

    def give_pin(self, badge: str) -> str:
        """Gives a badge a new PIN in the name of whoever runs this program; the digits are shown nowhere else.

        Raises:
            Conflict: Nobody who works here has the badge.
            Unavailable: The centre cannot be reached, or this computer does not have the site's key.
        """
        return give_pin(self.centre, self.pepper, badge, by=By(station=OFFICE), now=self.clock.now())

    def take_pin(self, badge: str) -> None:
        """Takes a badge's PIN away in the name of whoever runs this program.

        Raises:
            Conflict: It has none.
            Unavailable: The centre cannot be reached.
        """
        drop_pin(self.centre, badge, by=By(station=OFFICE), now=self.clock.now())

    def book_everything(self) -> None:
        """Books every fact that waits, on this thread."""
        book_all(self.centre, now=self.clock.now())

    def close(self) -> None:
        """Closes the stations, ends the bookkeeper and closes the database."""
        for station in self._stations:
            station.close()
        if self._booking:
            self._bookkeeper.stop()
        self.centre.close()

    def _received(self) -> None:
        if self._booking:
            self._bookkeeper.wake()

    @contextmanager
    def _office(self) -> Iterator[Callable[[Sequence[Deed]], None]]:
        store = Store(self.data / OFFICE / "station.db")
        try:
            journal = Journal(store, OFFICE)
            uplink = Uplink(journal, CentreLine(self.centre, self.clock, self._received), clock=self.clock)
            uplink.deliver()  # what a killed program has not told yet

            def tell(deeds: Sequence[Deed]) -> None:
                for start in range(0, len(deeds), _PORTION):
                    journal.append(deeds[start : start + _PORTION], who="system", now=self.clock.now())

            yield tell
            uplink.deliver()
            if self.one_machine or self._booking:  # on a site its hub books, and nobody else has the right
                self.book_everything()
        finally:
            store.close()
