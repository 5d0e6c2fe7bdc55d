"""What a role does besides the day's work: it proves PINs, shakes hands, pulls changes, and keeps house as the hub."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.central.audit import By
from app.central.engine import Central
from app.central.inbox import append
from app.central.keeping.sweeping import PROOF, Sweeper, Swept
from app.central.link.handshake import Hello, shake_hands
from app.central.people.credentials import check_pin, new_recipe, pin_recipe, set_pin
from app.central.promises.claiming import LEASE, claim
from app.central.promises.numbers import allot, peek
from app.central.tables import person, rejected_row, station, walk
from app.domain.clock import SystemClock
from app.domain.deeds import SignedIn
from app.domain.errors import Unavailable
from app.services.hub.chores import Chores
from tests.app.central.floor import NOW, Station, add_order, add_walk, one, rows
from tests.app.central.rights.crew import As

RIGHT, WRONG = bytes(range(32)), bytes(32)


def test_floor_and_office_prove_pins_and_give_none(site: Central, as_station: As) -> None:
    now = datetime.now(UTC)
    with site.writing() as connection:
        ana = {"badge": "BA1", "name": "Ana", "role": "supervisor", "language": "es"}
        connection.execute(sa.insert(person).values(ana))
    set_pin(site, "BA1", new_recipe(), RIGHT, by=By("BA9"), now=now)
    for code in ("ST01", "ST05"):
        asked = as_station(code)
        assert pin_recipe(asked, "BA1", now=now).salt
        assert check_pin(asked, "BA1", RIGHT, station=code, now=now).word == "ok"
        assert check_pin(asked, "BA1", WRONG, station=code, now=now).word == "wrong"
        with pytest.raises(Unavailable, match="may not do that"):
            set_pin(asked, "BA1", new_recipe(), WRONG, by=By("BA1", code), now=now)


def test_a_floor_station_shakes_hands_and_passes_over_no_more_numbers_than_a_site_uses(
    site: Central, as_station: As
) -> None:
    floor, told = as_station("ST01"), Station("ST01").seal(SignedIn("BA1"))
    append(floor, [told], now=NOW)
    allot(floor, "sscc", 10)
    hello = Hello("ST01", told.incarnation, "1.0", 2, 1, 1, "sscc", 500, datetime.now(UTC))
    assert shake_hands(floor, hello).hash == told.hash
    assert one(site, station, station.c.code == "ST01").generation == 2
    assert peek(site, "sscc") == 501
    shake_hands(floor, Hello("ST01", told.incarnation, "1.0", 2, 1, 1, "sscc", 2**50, datetime.now(UTC)))
    assert peek(site, "sscc") == 501 + 1_000_000


def test_the_hub_keeps_house(site: Central, as_station: As) -> None:
    with site.writing() as connection:
        old = {"channel": "csv", "file": "f.csv", "row": 1, "column": "sku", "value": "", "reason": "x", "at": NOW}
        connection.execute(sa.insert(rejected_row).values(old))
    chores = Chores(as_station("ST09"), SystemClock())
    chores.run()
    assert chores.prove(datetime.now(UTC)) == 0
    assert rows(site, rejected_row) == []


def test_the_hub_gives_back_a_walk_that_its_station_forgot(site: Central, as_station: As) -> None:
    (task,) = add_walk(site, [add_order(site, [("S1", 2)], state="released")], state="open")
    assert claim(as_station("ST01"), station="ST01", badge="BA1", zone="", now=NOW) is not None
    late = one(site, walk, walk.c.id == task.walk).lease_until.replace(tzinfo=UTC) + LEASE
    sweeper = Sweeper(as_station("ST09"))
    for moment in (late, late + PROOF + timedelta(minutes=1)):
        with site.writing() as connection:
            connection.execute(sa.update(station).where(station.c.code == "ST01").values(last_seen=moment))
        swept = sweeper.sweep(moment + timedelta(minutes=1))
    assert swept == Swept(stale=1, freed=1)
    assert one(site, walk, walk.c.id == task.walk).state == "open"
