from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from app.central.promises.assigning import assign
from app.central.promises.cancelling import cancel
from app.central.promises.claiming import claim
from app.central.promises.packing import open_for_packing
from app.central.promises.reserving import reserve
from app.central.promises.resolving import resolve
from app.central.reads.catalogue import catalogue
from app.central.reads.day import orders_of_day
from app.central.reads.exceptions import open_exceptions
from app.central.reads.orders import backorders, order_sheet, orders
from app.central.reads.ship import manifests, ship_board
from app.central.reads.totals import totals
from app.central.reads.walks.news import WalkNews, walk_news
from app.central.reads.walks.queue import queue
from app.central.reads.walks.zones import Backlog, zones
from app.central.tables import sales_order, walk
from app.domain.deeds import Packed, ParcelClosed, Picked, Shorted
from app.domain.intake import BarcodeDraft, Intake, ItemDraft
from app.domain.master.items import Barcode, Item
from app.domain.master.people import Person, Role
from tests.app.central.promises import waves
from tests.app.central.promises.warehouse import ITEMS, Warehouse, order

SSCC = "395212340000000001"


def at_work(house: Warehouse) -> None:
    """Two orders pass from A to B; the first stop is done, one unit short; a third order waits for goods."""
    house.stock(SKU1={"A01-01": 9}, SKU2={"B02-01": 9})
    house.order(order("1", {"SKU1": 1, "SKU2": 2}), order("2", {"SKU1": 3, "SKU2": 4}))
    waves.chain(house)
    one = claim(house.central, station="ST1", badge="BA2001", zone="A", now=house.now)
    assert one is not None
    first, second = (stop.puts[0] for stop in one.stops)
    numbers = house.number("1"), house.number("2")
    head = (one.id, one.fence)
    house.tell(
        Picked(*head, 1, first.id, numbers[0], first.line, "SKU1", "A01-01", "TO001", 1),
        Picked(*head, 2, second.id, numbers[1], second.line, "SKU1", "A01-01", "TO002", 2),
        Shorted(*head, 3, second.id, numbers[1], second.line, "SKU1", "A01-01", 1, "not_found"),
    )
    house.order(order("3", {"SKU3": 5, "SKU1": 1}, placed_at=house.now + timedelta(minutes=1)))
    reserve(house.central, house.now)


def test_the_catalogue_holds_everything_a_station_must_know(house: Warehouse) -> None:
    found = catalogue(house.central)
    assert found.items == tuple(Item(sku, f"the {sku}", 100) for sku in ITEMS)
    assert Barcode("CASE1", "SKU1", 6) in found.barcodes
    assert Person("BA2002", "Bea", Role.PICKER, "en") in found.people
    shelf = next(label for label in found.places if label.place.code == "A01-02")
    assert (shelf.barcode, shelf.place.zone, shelf.place.check_digits) == ("PLA0102", "A", "42")
    assert {label.place.code for label in found.places} >= {"PACK-1", "HOSPITAL", "IN-B"}


def test_the_catalogues_version_changes_with_its_content_only(house: Warehouse) -> None:
    before = catalogue(house.central)
    house.stock(SKU1={"A01-01": 9})
    house.order(order("1", {"SKU1": 1}))
    assert catalogue(house.central) == before
    new = ItemDraft("SKU1", "the SKU1", 100, (BarcodeDraft("NEWCODE"),))
    house.take(Intake(items=(new,), rows_read=1))
    assert catalogue(house.central).version != before.version


def test_the_queue_shows_walks_in_the_order_of_claiming(house: Warehouse) -> None:
    at_work(house)
    claimed, waiting = queue(house.central)
    assert (claimed.state, claimed.zone, claimed.who, claimed.station) == ("claimed", "A", "Álvaro", "ST1")
    assert (claimed.stops, claimed.stops_done, claimed.units, claimed.units_done, claimed.orders) == (2, 2, 4, 4, 2)
    assert (waiting.state, waiting.zone, waiting.units, waiting.units_done, waiting.who) == ("waiting", "B", 6, 0, "")
    assert queue(house.central, zone="B") == (waiting,)
    assert queue(house.central, states=("open",)) == ()
    assert queue(house.central, limit=1) == (claimed,)


def test_the_zone_board_shows_people_and_backlog(house: Warehouse) -> None:
    at_work(house)
    a, b, c, everywhere = zones(house.central)
    assert [load.zone for load in (a, b, c, everywhere)] == ["A", "B", "C", ""]
    assert (a.open, a.claimed, a.waiting) == (Backlog(), Backlog(1, 0, 0), Backlog())
    assert b.waiting == Backlog(1, 2, 6)
    assert b.units == 6
    (worker,) = a.people
    assert (worker.name, worker.walk is not None, worker.stops, worker.stops_done) == ("Álvaro", True, 2, 2)
    assert [one.name for one in b.people] == ["Bea"]
    assert [one.name for one in everywhere.people] == ["Carla"]
    assign(house.central, "BA2002", "C", by="BA1001", station="ST1", now=house.now)
    assert [one.name for one in zones(house.central)[2].people] == ["Bea"]


def test_orders_are_found_by_state_and_number(house: Warehouse) -> None:
    at_work(house)
    assert [row.ref for row in orders(house.central)] == ["1", "2", "3"]
    (second,) = orders(house.central, ref="2")
    assert (second.state, second.lines, second.units, second.picked, second.missing) == ("picking", 2, 7, 2, 1)
    assert second.recipient == "Customer of 2"
    assert orders(house.central, states=["shipped"]) == ()
    sheet = order_sheet(house.central, second.order)
    assert sheet is not None
    assert [(line.sku, line.missing, line.reserved, line.picked) for line in sheet.lines] == [
        ("SKU1", 1, 0, 2),
        ("SKU2", 0, 4, 0),
    ]
    assert sheet.address["city"] == "Larkminster"
    assert order_sheet(house.central, 99) is None


def test_backorders_say_what_is_missing(house: Warehouse) -> None:
    at_work(house)
    (sheet,) = backorders(house.central)
    assert sheet.order.ref == "3"
    assert [(line.sku, line.missing) for line in sheet.lines] == [("SKU3", 5), ("SKU1", 1)]


def test_open_exceptions_have_every_name_for_their_sentence(house: Warehouse) -> None:
    at_work(house)
    short = next(one for one in open_exceptions(house.central) if one.kind == "short")
    assert (short.sku, short.item, short.place, short.qty) == ("SKU1", "the SKU1", "A01-01", 1)
    assert (short.ref, short.who, short.station) == ("2", "Álvaro", "ST1")
    names = short.names()
    assert names["item"] == "the SKU1"
    assert names["cause"] == "not_found"
    assert replace(short, sku="").names()["sku"] == "-"
    resolve(house.central, short.id, "BA1001", house.now)
    assert short.id not in {one.id for one in open_exceptions(house.central)}


def test_stations_hear_of_cancelled_orders_and_higher_fences(house: Warehouse) -> None:
    at_work(house)
    ids = [row[0] for row in house.rows(sa.select(walk.c.id).order_by(walk.c.id))]
    cancel(house.central, house.number("2"), "BA1001", station="ST1", now=house.now)
    claim(house.central, station="ST2", badge="BA2002", zone="", now=house.now, walk_id=ids[0], take_over=True)
    gone = (house.number("2"),)
    news = walk_news(house.central, [*ids, 99])
    assert news == {ids[0]: WalkNews(2, "claimed", "Bea", gone), ids[1]: WalkNews(0, "waiting", "-", gone)}
    assert walk_news(house.central, []) == {}


def test_the_door_shows_what_is_ready_and_what_should_come(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9})
    house.order(order("1", {"SKU1": 1}), order("2", {"SKU1": 1}, carrier="Molino"))
    with house.central.writing() as connection:
        connection.execute(sa.update(sales_order).values(cutoff_at=house.now))
    waves.singles(house)
    one = claim(house.central, station="ST1", badge="BA2001", zone="A", now=house.now)
    assert one is not None
    house.pick(one, ["TO001"])
    pack = open_for_packing(house.central, station="ST1", tote="TO001", numbers=[SSCC], now=house.now)
    line = pack.lines[0].line
    house.tell(
        Packed(SSCC, pack.order, line, "SKU1", "TO001", 1), ParcelClosed(SSCC, pack.order, 1, 250, 250, last=True)
    )
    garza, molino = ship_board(house.central)
    assert (garza.carrier, garza.parcels, garza.weight_g, garza.waiting_orders, garza.cutoff_at) == (
        "Garza",
        1,
        250,
        0,
        None,
    )
    assert (molino.carrier, molino.parcels, molino.waiting_orders, molino.cutoff_at) == ("Molino", 0, 1, house.now)
    assert manifests(house.central) == ()


def test_the_day_in_numbers(house: Warehouse) -> None:
    at_work(house)
    day = totals(house.central)
    assert day.orders == {"backordered": 1, "picking": 2}
    assert (day.lines, day.units_ordered, day.units_picked, day.units_short) == (6, 16, 3, 1)
    assert (day.units_missing, day.units_shipped, day.units_on_hand) == (7, 0, 12)
    assert day.walks == {"zone": 2}
    assert (day.walks_finished, day.millimetres, day.parcels) == ({}, 0, {})
    assert day.facts == {"Picked": 2, "Shorted": 1, "Stocked": 2}
    assert day.facts_waiting == 0
    assert day.exceptions_open == sum(day.exceptions.values()) == 1


def test_the_board_counts_what_is_open_and_the_ended_orders_of_a_day(house: Warehouse) -> None:
    at_work(house)
    house.order(order("9", {"SKU1": 1}))
    cancel(house.central, house.number("9"), "BA1001", station="ST1", now=house.now)

    assert orders_of_day(house.central, house.now) == {"backordered": 1, "picking": 2, "cancelled": 1}
    assert orders_of_day(house.central, house.now + timedelta(seconds=1)) == {"backordered": 1, "picking": 2}
