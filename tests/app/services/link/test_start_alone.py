"""A station that starts while its centre is away: it goes on with what it has, and finds the centre by itself later."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.clock import SystemClock
from app.domain.errors import Conflict, Unavailable
from app.domain.picking.walk import AtItem
from app.services.floor.signing import Door
from app.services.office.house_rules import set_house_rules, station_rules
from app.services.site import Site
from app.station.trouble import StationTrouble
from tests.builders import PICKER, SUPERVISOR, a_site, a_station, assert_sound, order, release, settled, states, until
from tests.databases.homes import ServerHome
from tests.databases.server import Server
from tests.hands import Totes, walk_on


@contextmanager
def away(server: Server) -> Iterator[None]:
    """The time a server is down."""
    server.stop()
    try:
        yield
    finally:
        server.start()


def alone(folder: Path, database: str) -> Site:
    """The site as a station's program opens it."""
    return Site(folder, database, SystemClock(), patient=True)


@pytest.fixture
def url(server_home: ServerHome) -> Iterator[str]:
    found = server_home.empty()
    yield found
    server_home.forget(found)


def test_a_station_goes_on_where_it_stood_and_connects_by_itself_later(
    tmp_path: Path, server_home: ServerHome, url: str
) -> None:
    totes = Totes()
    with a_site(tmp_path, database=url) as site:
        set_house_rules(site.centre, {"totes": 40, "gs1_prefix": "9521234"})
        order(site, {"500001": {"ITEM01": 2, "ITEM06": 1}})
        release(a_station(site, "ST09", SUPERVISOR), "single")
        picker = a_station(site, "ST01", PICKER)
        picker.picking.start()
        walk_on(picker, totes, until_step=AtItem)
        stood = picker.picking.walk
        settled(site, picker)
    with away(server_home.server):
        house = alone(tmp_path, url)
        assert isinstance(house.away, Unavailable)
        station = house.open_station("ST01")
        assert not station.online
        assert station.picking.walk == stood
        assert station_rules(station.desk, None).prefix == "9521234"
        answer = Door(station.desk).sign_in(PICKER)
        assert answer.person is not None
        walk_on(station, totes)
        assert station.picking.walk is None
        with pytest.raises(Unavailable):
            station.picking.start()
    with closing(house):
        until(lambda: station.online and not station.desk.journal.pending(), "the connection")
        assert house.away is None
        house.book_everything()
        assert set(states(house).values()) == {"picked"}
        assert_sound(house)


def test_a_first_start_without_a_centre_says_why_it_cannot(tmp_path: Path, server_home: ServerHome, url: str) -> None:
    with away(server_home.server), closing(alone(tmp_path, url)) as house:
        with pytest.raises(StationTrouble) as told:
            house.open_station("ST01")
        assert told.value.reason == "station.never_met"
        assert isinstance(told.value.names["why"], Unavailable)
    with closing(alone(tmp_path, url)) as house:
        station = house.open_station("ST01")
        until(lambda: station.online, "the connection")


def test_a_role_that_may_not_make_tables_says_so_and_takes_made_ones_as_they_are(
    tmp_path: Path, server_home: ServerHome, url: str
) -> None:
    database = str(sa.make_url(url).database)
    server = server_home.server
    server.sql("DROP ROLE IF EXISTS st02", "CREATE ROLE st02 LOGIN", "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
               database=database)  # fmt: skip
    small = server.url(database, "st02")
    with closing(alone(tmp_path / "a", small)) as house:
        assert house.away is not None
        assert house.away.reason == "central.empty"
    Site(tmp_path / "owner", url, SystemClock()).close()
    server.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO st02", database=database)
    with closing(alone(tmp_path / "a", small)) as house:
        assert house.away is None
    server.sql("DROP OWNED BY st02", "DROP ROLE st02", database=database)


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [("centre.oldest", 9, "station.outdated"), ("centre.generation", 0, "station.centre_outdated")],
)
def test_a_program_of_another_time_delivers_but_claims_nothing(
    tmp_path: Path, url: str, key: str, value: int, refusal: str
) -> None:
    with a_site(tmp_path, database=url) as site:
        order(site, {"500001": {"ITEM01": 2}})
        release(a_station(site, "ST09", SUPERVISOR), "single")
        with site.centre.writing() as connection:
            connection.execute(sa.text("UPDATE site SET value = :value WHERE key = :key"), {"key": key, "value": value})
            if key == "centre.oldest":
                connection.execute(sa.text("UPDATE alembic_version SET version_num = '0099'"))
        with closing(alone(tmp_path, url)) as house:
            station = a_station(house, "ST01", PICKER)
            with pytest.raises(Conflict) as refused:
                station.picking.start()
            assert refused.value.reason == refusal
            settled(site, station)
            assert station.online
