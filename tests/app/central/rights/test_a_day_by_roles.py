"""A day in which everybody works as the role they log in as: nothing they need is closed to them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.central.bookkeeper import book_all
from app.central.check import check
from app.central.engine import Central
from app.central.inbox import append, watermark
from app.central.promises.assigning import assign
from app.central.promises.cancelling import cancel
from app.central.promises.claiming import claim, release_claim, renew
from app.central.promises.intake import Source, store
from app.central.promises.numbers import allot
from app.central.promises.packing import open_for_packing
from app.central.promises.releasing import candidates, store_wave
from app.central.promises.reserving import reserve
from app.central.promises.resolving import resolve
from app.central.promises.shipping import open_manifest
from app.central.promises.site import change_setting
from app.central.tables import audit, exception, fact, person, sales_order, walk
from app.domain.clock import SystemClock
from app.domain.deeds import HandedOver, Packed, ParcelClosed, Picked, SignedIn, ToteBound, WalkFinished
from app.domain.errors import Unavailable
from app.domain.intake import Intake
from app.domain.master.people import Person, Role
from app.services.ended import is_booked
from app.services.opening import OpenStation
from app.services.site import Site
from tests.app.central.floor import NOW, Station, add_order, add_walk, one, rows
from tests.app.central.promises.warehouse import HOUSE, STAFF, order
from tests.app.central.promises.waves import Slot, Tour
from tests.app.central.rights.crew import As
from tests.builders import until

At = Callable[[str], OpenStation]


@pytest.fixture
def at(as_station: As, tmp_path: Path) -> Iterator[At]:
    """Opens a station of the site, logged in as its role."""
    with ExitStack() as stack:

        def opened(code: str) -> OpenStation:
            url = as_station(code).engine.url.render_as_string(hide_password=False)
            site = Site(tmp_path, url, SystemClock())
            stack.callback(site.close)
            return site.open_station(code)

        yield opened


def test_a_floor_station_picks_a_walk_and_its_facts_are_booked(site: Central, at: At, as_station: As) -> None:
    (task,) = add_walk(site, [add_order(site, [("S1", 2)])], state="open")
    station = at("ST01")
    station.desk.person = Person("BA1", "Ana", Role.PICKER, "en")
    got = station.picking.start()
    assert got is not None
    assert (got.id, got.fence) == (task.walk, 1)
    claimed = one(site, walk, walk.c.id == task.walk)
    assert (claimed.station, claimed.badge, claimed.state) == ("ST01", "BA1", "claimed")
    head = (task.walk, 1, 1, task.put, task.order, task.line)
    taken = Picked(*head, task.sku, task.place, "T1", task.qty)
    station.desk.tell((taken, WalkFinished(task.walk, 1, 2, 0)))
    until(lambda: not station.desk.journal.pending(), "delivery")
    assert book_all(as_station("ST09"), now=NOW) == 2
    assert {row.outcome for row in rows(site, fact, fact.c.station == "ST01")} <= {"booked", "noted"}
    assert one(site, walk, walk.c.id == task.walk).state == "finished"
    assert check(site) == []


def test_a_bench_sees_when_what_it_told_is_in_the_books(site: Central, at: At, as_station: As) -> None:
    """Before that it opens no order: the books would give it one again that has left it."""
    desk = at("ST01").desk
    desk.person = Person("BA1", "Ana", Role.PACKER, "en")
    desk.tell((SignedIn("BA1"),))
    until(lambda: not desk.journal.pending(), "delivery")
    assert not is_booked(desk)
    assert book_all(as_station("ST09"), now=NOW) == 1
    assert is_booked(desk)


def test_an_order_goes_from_a_file_to_the_door(site: Central, as_station: As) -> None:
    """The office imports, reserves and releases; the floor claims, picks, packs and ships; the hub books."""
    office, floor, hub = as_station("ST05"), as_station("ST01"), as_station("ST09")
    drafts = Intake(orders=(order("1", {"S1": 2}),), places=HOUSE, people=STAFF, rows_read=1 + len(HOUSE) + len(STAFF))
    assert store(office, drafts, Source("shop", "f.csv", "BA1001", "ST05"), NOW).orders_new == 1
    assert reserve(office, NOW, station="ST05").units == 2
    ready = candidates(office)
    number = ready.orders[0].order
    stops = [[pick.pick for pick in ready.picks]]
    store_wave(office, [Tour("single", "", stops, [Slot(number, "P-1")])], name="w", badge="b", station="ST05", now=NOW)
    got = claim(floor, station="ST01", badge="BA2001", zone="A", now=NOW)
    assert got is not None
    assert renew(floor, station="ST01", walk_id=got.id, fence=got.fence, now=NOW) > NOW
    release_claim(floor, station="ST01", badge="BA2001", walk_id=got.id, fence=got.fence, now=NOW)
    got = claim(floor, station="ST01", badge="BA2001", zone="A", now=NOW, walk_id=got.id)
    assert got is not None
    put, head = got.stops[0].puts[0], (got.id, got.fence)
    writer = Station("ST01")

    def told(*deeds: object) -> None:
        append(floor, [writer.seal(deed) for deed in deeds], now=NOW)  # type: ignore[arg-type]
        assert book_all(hub, now=NOW) == len(deeds)

    told(
        ToteBound(*head, 1, "T1", number),
        Picked(*head, 2, put.id, number, put.line, "S1", got.stops[0].place, "T1", 2),
        HandedOver(*head, 3, "T1", number, "P-1"),
        WalkFinished(*head, 4, 9),
    )
    assert allot(floor, "sscc", 5) == 1
    pack = open_for_packing(floor, station="ST01", tote="T1", numbers=["001"], now=NOW, badge="BA2001")
    assert [line.need for line in pack.lines] == [2]
    told(Packed("001", number, put.line, "S1", "T1", 2), ParcelClosed("001", number, 1, 1, 1, last=True))
    sheet = open_manifest(floor, "Garza", station="ST01", badge="BA2001", now=NOW)
    assert [parcel.sscc for parcel in sheet.parcels] == ["001"]
    assert watermark(floor, "journal-ST01") == 6
    assert check(site) == []
    where = {row.action: row.station for row in rows(site, audit)}
    assert {where[deed] for deed in ("give_back", "open_pack", "ship")} == {"ST01"}
    assert {where[deed] for deed in ("import", "reserve", "release")} == {"ST05"}


def test_a_supervisor_commands_from_an_office_station(site: Central, as_station: As) -> None:
    office = as_station("ST05")
    with site.writing() as connection:
        connection.execute(sa.insert(person).values(badge="BA7", name="Ana", role="picker", language="en"))
    number = add_order(site, [("S1", 2)])
    add_walk(site, [number], state="open")
    append(site, [Station("ST02").seal(SignedIn("BA1")), Station("ST02").seal(SignedIn("BA2"))], now=NOW)
    assign(office, "BA7", None, by="BA9", station="ST05", now=NOW)
    change_setting(office, "carrier", "UPS", badge="BA9", station="ST05", now=NOW)
    cancel(office, number, "BA9", station="ST05", now=NOW)
    resolve(office, one(site, exception).id, "BA9", NOW, station="ST05")
    assert one(site, sales_order).state == "cancelled"
    assert {row.station for row in rows(site, audit, audit.c.badge == "BA9")} == {"ST05"}


def test_supervising_at_a_floor_station_is_a_clear_refusal(site: Central, as_station: As) -> None:
    floor = as_station("ST01")
    number = add_order(site, [("S1", 2)])
    for attempt in (
        lambda: reserve(floor, NOW, station="ST01"),
        lambda: change_setting(floor, "carrier", "UPS", badge="BA9", station="ST01", now=NOW),
        lambda: cancel(floor, number, "BA9", station="ST01", now=NOW),
        lambda: book_all(floor, now=NOW),
    ):
        with pytest.raises(Unavailable) as refused:
            attempt()
        assert refused.value.reason == "central.not_allowed"


def test_the_clock_of_a_station_does_not_count(site: Central, as_station: As) -> None:
    add_walk(site, [add_order(site, [("S1", 2)])], state="open")
    claim(as_station("ST01"), station="ST01", badge="BA1", zone="", now=NOW)
    taken = one(site, walk)
    assert taken.lease_until.year > NOW.year
    assert taken.claimed_at.year > NOW.year


def test_imports_have_a_journal_that_office_stations_write_and_no_other(site: Central, as_station: As) -> None:
    sent = [Station("ST00").seal(SignedIn("BA1"))]
    with pytest.raises(Unavailable) as refused:
        append(as_station("ST01"), sent, now=NOW)
    assert refused.value.reason == "central.not_allowed"
    assert append(as_station("ST05"), sent, now=NOW) == 1


def test_a_station_compares_its_journal_with_what_is_held(site: Central, as_station: As) -> None:
    floor, sent = as_station("ST01"), Station("ST01").seal(SignedIn("BA1"))
    append(floor, [sent], now=NOW)
    held = sa.select(fact.c.seq, fact.c.hash).where(fact.c.incarnation == sent.incarnation)
    with floor.reading() as connection:
        assert connection.execute(held).all() == [(1, sent.hash)]
