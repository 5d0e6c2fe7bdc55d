import pytest
import sqlalchemy as sa

from app.central.promises.cancelling import cancel
from app.central.promises.claiming import claim
from app.central.promises.reserving import reserve
from app.central.tables import exception, pick, sales_order, stock, walk
from app.domain.errors import Conflict
from tests.app.central.promises import waves
from tests.app.central.promises.warehouse import Warehouse, order


def drop(house: Warehouse, ref: str) -> None:
    cancel(house.central, house.number(ref), "BA1001", station="ST1", now=house.now, reason="asked")


def test_what_was_set_aside_is_free_for_others(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 3, "A01-02": 3})
    house.order(order("1", {"SKU1": 5}), order("2", {"SKU1": 6}))
    reserve(house.central, house.now)
    drop(house, "1")
    house.assert_sound()
    assert {row[0] for row in house.rows(sa.select(pick.c.state).where(pick.c.order_id == house.number("1")))} == {
        "void"
    }
    with house.central.writing() as connection:
        connection.execute(sa.update(sales_order).where(sales_order.c.state == "reserved").values(state="backordered"))
    reserve(house.central, house.now)
    assert house.rows(sa.select(sa.func.sum(stock.c.reserved))) == [(6,)]


def test_a_walk_nobody_needs_any_more_is_void_and_a_shared_one_stays(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9}, SKU2={"B02-01": 9})
    house.order(order("1", {"SKU1": 1, "SKU2": 2}), order("2", {"SKU1": 3, "SKU2": 4}))
    first, second = waves.chain(house).walks
    drop(house, "1")
    assert dict(house.rows(sa.select(walk.c.id, walk.c.state))) == {first: "open", second: "waiting"}
    one = claim(house.central, station="ST1", badge="BA2001", zone="A", now=house.now)
    assert one is not None
    assert [(slot.number, slot.ref) for slot in one.slots] == [(2, "2")]
    assert [len(stop.puts) for stop in one.stops] == [1]
    house.pick(one)
    assert dict(house.rows(sa.select(walk.c.id, walk.c.state))) == {first: "finished", second: "open"}


def test_a_chain_whose_orders_are_all_gone_is_void_from_end_to_end(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9}, SKU2={"B02-01": 9})
    house.order(order("1", {"SKU1": 1, "SKU2": 2}))
    waves.chain(house)
    drop(house, "1")
    assert {row[0] for row in house.rows(sa.select(walk.c.state))} == {"void"}
    house.assert_sound()


def test_a_later_walk_opens_when_the_order_it_waited_for_is_cancelled(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9}, SKU2={"B02-01": 9})
    house.order(order("1", {"SKU1": 1, "SKU2": 2}), order("2", {"SKU2": 4}))
    reserve(house.central, house.now)
    picks = {(row.order_id, row.sku): row.id for row in house.rows(sa.select(pick))}
    one, two = house.number("1"), house.number("2")
    first = waves.Tour("zone", "A", [[picks[one, "SKU1"]]], [waves.Slot(one, "IN-B")])
    both = [[picks[one, "SKU2"], picks[two, "SKU2"]]]
    waves.release(house, [first, waves.Tour("zone", "B", both, [waves.Slot(one, after=0), waves.Slot(two)])])
    drop(house, "1")
    assert [row[0] for row in house.rows(sa.select(walk.c.state).order_by(walk.c.id))] == ["void", "open"]


def test_a_later_walk_does_not_wait_for_a_cancelled_order_on_a_walk_that_goes_on(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9}, SKU2={"B02-01": 9})
    house.order(order("1", {"SKU1": 1, "SKU2": 2}), order("2", {"SKU2": 4}))
    reserve(house.central, house.now)
    picks = {(row.order_id, row.sku): row.id for row in house.rows(sa.select(pick))}
    one, two = house.number("1"), house.number("2")
    first = waves.Tour("zone", "A", [[picks[one, "SKU1"]]], [waves.Slot(one, "IN-B")])
    both = [[picks[one, "SKU2"], picks[two, "SKU2"]]]
    waves.release(house, [first, waves.Tour("zone", "B", both, [waves.Slot(one, after=0), waves.Slot(two)])])
    assert claim(house.central, station="ST1", badge="BA2001", zone="A", now=house.now) is not None
    drop(house, "1")
    assert [row[0] for row in house.rows(sa.select(walk.c.state).order_by(walk.c.id))] == ["claimed", "open"]


def test_goods_in_totes_must_be_put_back(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9})
    house.order(order("1", {"SKU1": 3}))
    waves.singles(house)
    one = claim(house.central, station="ST1", badge="BA2001", zone="A", now=house.now)
    assert one is not None
    house.pick(one, ["TO001"])
    drop(house, "1")
    (found,) = house.rows(sa.select(exception))
    assert (found.kind, found.order_id, found.qty) == ("put_back", house.number("1"), 3)
    assert '"TO001"' in found.detail


def test_packed_cancelled_and_unknown_orders_are_refused_in_words(house: Warehouse) -> None:
    house.order(order("1", {"SKU1": 3}), order("2", {"SKU1": 3}))
    with house.central.writing() as connection:
        connection.execute(sa.update(sales_order).where(sales_order.c.external_id == "1").values(state="packed"))
    drop(house, "2")
    for number, reason in (
        (house.number("1"), "promises.too_late_to_cancel"),
        (house.number("2"), "promises.cancelled_before"),
        (99, "promises.unknown_order"),
    ):
        with pytest.raises(Conflict) as refused:
            cancel(house.central, number, "BA1001", station="ST1", now=house.now)
        assert refused.value.reason == reason
