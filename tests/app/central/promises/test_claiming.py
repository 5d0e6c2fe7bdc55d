from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.central.promises.claiming import LEASE, claim, release_claim, renew
from app.central.promises.releasing import candidates
from app.central.promises.reserving import reserve
from app.central.tables import audit, sales_order, walk
from app.domain.deeds import Picked, ToteBound
from app.domain.errors import Conflict
from app.domain.picking.walk import AtPlace, AtTotes, Method, Put, Slot, Stop, Walk
from tests.app.central.promises import waves
from tests.app.central.promises.warehouse import Warehouse, order

DROPS = ("IN-A", "IN-B", "IN-C", "PACK-1", "PACK-2", "HOSPITAL")


def take(house: Warehouse, badge: str = "BA2001", zone: str = "A", **more: object) -> Walk | None:
    station = str(more.get("station", "ST1"))
    number = more.get("walk_id")
    assert number is None or isinstance(number, int)
    return claim(house.central, station=station, badge=badge, zone=zone, now=house.now, walk_id=number, take_over=True)


def test_eight_threads_claim_forty_walks_and_none_twice(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 40})
    house.order(*(order(f"{n}", {"SKU1": 1}) for n in range(40)))
    waves.singles(house)

    def work(n: int) -> list[int]:
        got: list[int] = []
        while (one := take(house, f"B{n}-{len(got)}", station=f"ST{n}")) is not None:
            got.append(one.id)
        return got

    with ThreadPoolExecutor(8) as threads:
        claimed = [one for got in threads.map(work, range(8)) for one in got]
    assert len(claimed) == 40
    assert len(set(claimed)) == 40
    assert {row[0] for row in house.rows(sa.select(walk.c.state))} == {"claimed"}
    assert {row[0] for row in house.rows(sa.select(walk.c.fence))} == {1}
    assert set(house.states().values()) == {"picking"}


def test_a_claimed_walk_says_all_that_the_picker_needs(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 10}, SKU2={"A01-02": 3, "B02-01": 9})
    house.order(order("1", {"SKU1": 2, "SKU2": 5}), order("2", {"SKU1": 3}))
    reserve(house.central, house.now)
    ready = candidates(house.central)
    by = {(p.place, p.order): p for p in ready.picks}
    one, two = house.number("1"), house.number("2")
    planned = [("A01-01", one), ("A01-01", two)], [("A01-02", one)], [("B02-01", one)]
    stops = [[by[key].pick for key in keys] for keys in planned]
    waves.release(house, [waves.Tour("batch", "", stops, [waves.Slot(one), waves.Slot(two, "PACK-2")], 4200)])

    def stop(n: int, place: str, sku: str, on_hand: int, qtys: list[int]) -> Stop:
        puts = tuple(
            Put(by[key].pick, slot, by[key].line, qty)
            for slot, (key, qty) in enumerate(zip(planned[n], qtys, strict=True))
        )
        return Stop(place, "42", sku, f"the {sku}", "0001" if sku == "SKU1" else "0002", on_hand, puts)

    assert take(house, zone="") == Walk(
        id=1,
        method=Method.BATCH,
        fence=1,
        zone="",
        hospital="HOSPITAL",
        drops=DROPS,
        slots=(Slot(1, one, "1", "PACK-1"), Slot(2, two, "2", "PACK-2")),
        stops=(
            stop(0, "A01-01", "SKU1", 10, [2, 3]),
            stop(1, "A01-02", "SKU2", 3, [3]),
            stop(2, "B02-01", "SKU2", 9, [2]),
        ),
        step=AtTotes(0),
        millimetres=4200,
    )


def test_the_zone_comes_before_the_house_and_the_cut_off_before_all(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9}, SKU2={"B02-01": 9})
    house.order(order("late", {"SKU1": 1}), order("soon", {"SKU1": 1}), order("both", {"SKU1": 1, "SKU2": 1}))
    house.order(order("b", {"SKU2": 1}))
    with house.central.writing() as connection:
        soon = sa.update(sales_order).where(sales_order.c.external_id.in_(("soon", "both")))
        connection.execute(soon.values(cutoff_at=house.now + timedelta(hours=1)))
    waves.singles(house)
    with house.central.writing() as connection:
        for ref in ("soon", "both"):
            mine = sa.update(walk).where(walk.c.id == walk_id_of(connection, ref))
            connection.execute(mine.values(cutoff_at=house.now + timedelta(hours=1)))
    refs = []
    for n in range(4):
        one = take(house, f"BA{n}")
        refs.append(one.slots[0].ref if one else None)
    assert refs == ["soon", "late", "both", None]


def walk_id_of(connection: sa.Connection, ref: str) -> int:
    text = "SELECT walk_id FROM walk_slot JOIN sales_order o ON o.id = order_id WHERE external_id = :ref"
    return int(connection.execute(sa.text(text), {"ref": ref}).scalar_one())


def test_a_person_gets_the_own_walk_back_under_the_same_fence_with_what_is_booked(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9, "A01-02": 9})
    house.order(order("1", {"SKU1": 12}))
    waves.singles(house)
    first = take(house)
    assert first is not None
    assert isinstance(first.step, AtTotes)
    put, slot = first.stops[0].puts[0], first.slots[0]
    house.tell(
        ToteBound(first.id, 1, 1, "TO001", slot.order),
        Picked(first.id, 1, 2, put.id, slot.order, put.line, "SKU1", "A01-01", "TO001", put.qty),
    )
    house.later(5)
    again = take(house)
    assert again is not None
    assert (again.id, again.fence, again.made) == (first.id, 1, 2)
    assert again.slots[0] == replace(slot, totes=("TO001",), carried=("TO001",))
    assert [stop.left for stop in again.stops] == [0, 3]
    assert again.step == AtPlace(1)
    assert house.rows(sa.select(walk.c.lease_until)) == [(house.now + LEASE,)]


def test_another_station_takes_over_only_by_number_and_with_a_higher_fence(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9})
    house.order(order("1", {"SKU1": 1}))
    waves.singles(house)
    first = take(house)
    assert first is not None
    assert take(house, station="ST2") is None
    taken = take(house, "BA2002", station="ST2", walk_id=first.id)
    assert taken is not None
    assert (taken.id, taken.fence) == (first.id, 2)
    actions = house.rows(sa.select(audit.c.action, audit.c.badge).where(audit.c.action == "take_over"))
    assert [tuple(row) for row in actions] == [("take_over", "BA2002")]
    with pytest.raises(Conflict) as lost:
        renew(house.central, station="ST1", walk_id=first.id, fence=1, now=house.now)
    assert lost.value.reason == "promises.walk_taken"
    assert lost.value.names["station"] == "ST2"


def test_a_claim_can_be_prolonged(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9})
    house.order(order("1", {"SKU1": 1}))
    waves.singles(house)
    one = take(house)
    assert one is not None
    later = house.now + timedelta(minutes=10)
    assert renew(house.central, station="ST1", walk_id=one.id, fence=1, now=later) == later + LEASE


def test_an_untouched_walk_can_be_given_back_and_a_begun_one_not(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9})
    house.order(order("1", {"SKU1": 2}))
    waves.singles(house)
    one = take(house)
    assert one is not None
    release_claim(house.central, station="ST1", badge="BA2001", walk_id=one.id, fence=1, now=house.now)
    assert house.states() == {"1": "released"}
    again = take(house, "BA2002", station="ST2")
    assert again is not None
    assert again.fence == 2
    put = again.stops[0].puts[0]
    head = (again.id, 2, 1, put.id, again.slots[0].order, put.line)
    house.tell(Picked(*head, "SKU1", "A01-01", "TO001", 1))
    with pytest.raises(Conflict) as begun:
        release_claim(house.central, station="ST2", badge="BA2002", walk_id=one.id, fence=2, now=house.now)
    assert begun.value.reason == "promises.walk_begun"


def test_the_walks_of_a_chain_open_one_after_the_other_and_totes_travel(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9}, SKU2={"B02-01": 9})
    house.order(order("1", {"SKU1": 1, "SKU2": 2}), order("2", {"SKU1": 3, "SKU2": 4}))
    first, second = waves.chain(house).walks
    states = dict(house.rows(sa.select(walk.c.id, walk.c.state)))
    assert states == {first: "open", second: "waiting"}
    assert take(house, "BA2002", "B") is None
    with pytest.raises(Conflict) as waits:
        take(house, "BA2002", "B", walk_id=second)
    assert waits.value.reason == "promises.walk_waits"
    one = take(house)
    assert one is not None
    house.pick(one, ["TO001", "TO002"])
    two = take(house, "BA2002", "B", station="ST2")
    assert two is not None
    assert two.id == second
    assert [(slot.incoming, slot.totes, slot.drop) for slot in two.slots] == [
        (("TO001",), (), "PACK-1"),
        (("TO002",), (), "PACK-1"),
    ]
    assert two.step == AtTotes(0)
    house.pick(two, ["TO001", "TO002"])
    assert set(house.states().values()) == {"picked"}
    house.assert_sound()


def test_totes_with_goods_of_other_orders_are_known_as_busy(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9})
    house.order(order("1", {"SKU1": 1}), order("2", {"SKU1": 1}))
    waves.singles(house)
    one = take(house)
    assert one is not None
    house.pick(one, ["TO001"])
    two = take(house)
    assert two is not None
    assert two.busy == ("TO001",)


def test_a_walk_that_is_over_or_unknown_is_refused_in_words(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9})
    house.order(order("1", {"SKU1": 1}))
    waves.singles(house)
    one = take(house)
    assert one is not None
    house.pick(one)
    for number, reason in ((one.id, "promises.walk_gone"), (99, "promises.unknown_walk")):
        with pytest.raises(Conflict) as refused:
            take(house, walk_id=number)
        assert refused.value.reason == reason
