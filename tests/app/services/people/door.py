"""A station with a door, a clock that is set by hand, and a centre that can be taken away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.central.engine import open_central
from app.domain.master.people import Role
from app.services.floor.signing import Door, SignIn
from app.services.linking.pulling import pull
from app.services.opening import OpenStation
from app.services.site import Site
from tests.builders import SUPERVISOR, a_site, a_station, pin_of

DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that stands until it is moved."""

    at: datetime = field(default=DAY)

    def now(self) -> datetime:
        return self.at

    def on(self, **more: float) -> None:
        self.at += timedelta(**more)


@dataclass
class Entrance:
    """One station's door."""

    site: Site
    station: OpenStation
    clock: HandClock

    @property
    def door(self) -> Door:
        return Door(self.station.desk)

    @property
    def pin(self) -> str:
        return pin_of(self.site, SUPERVISOR)

    def come(self, pin: str, badge: str = SUPERVISOR) -> SignIn:
        return self.door.sign_in(badge, pin)

    def role(self) -> Role | None:
        return self.station.desk.person.role if self.station.desk.person else None

    def wrong(self) -> str:
        """Gives a PIN that is not the supervisor's."""
        return "135790" if self.pin != "135790" else "135791"

    def pull(self) -> None:
        """Lets the station's copy follow the centre at once, as it does by itself every round."""
        desk = self.station.desk
        pull(desk, desk.catalogue.version.rpartition(":")[0])

    def lose_centre(self, folder: Path) -> None:
        """Takes the centre away: this station's line leads where nothing is."""
        self.station.desk.centre = open_central(f"sqlite:///{folder / 'nowhere' / 'central.db'}")


@contextmanager
def an_entrance(folder: Path) -> Iterator[Entrance]:
    """The tiny warehouse, a station and nobody signed in."""
    clock = HandClock()
    with a_site(folder, clock=clock, booking=False) as site:
        yield Entrance(site, a_station(site, "ST01"), clock)
