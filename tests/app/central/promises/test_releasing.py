import pytest
import sqlalchemy as sa

from app.central.promises.cancelling import cancel
from app.central.promises.releasing import candidates
from app.central.promises.reserving import reserve
from app.central.tables import audit, pick, sales_order, walk, walk_slot, wave
from app.domain.errors import Conflict
from tests.app.central.promises import waves
from tests.app.central.promises.warehouse import Warehouse, order


def ready(house: Warehouse) -> list[waves.Tour]:
    house.stock(SKU1={"A01-01": 9}, SKU2={"B02-01": 9})
    house.order(order("1", {"SKU1": 1, "SKU2": 2}), order("2", {"SKU1": 3}))
    reserve(house.central, house.now)
    found = candidates(house.central)
    return [
        waves.Tour(
            "single", "", [[p.pick] for p in found.picks if p.order == one.order], [waves.Slot(one.order, "PACK-1")]
        )
        for one in found.orders
    ]


def test_candidates_are_the_reserved_orders_with_their_picks(house: Warehouse) -> None:
    ready(house)
    found = candidates(house.central)
    assert [(one.order, one.lines) for one in found.orders] == [(house.number("1"), 2), (house.number("2"), 1)]
    first = found.picks[0]
    assert (first.sku, first.place, first.zone, first.aisle, first.qty) == ("SKU1", "A01-01", "A", 1, 1)
    assert (first.sequence, first.x_mm, first.y_mm, first.weight_g) == (11, 3000, 1100, 100)
    assert [drop.code for drop in found.drops] == ["IN-A", "IN-B", "IN-C", "PACK-1", "PACK-2"]
    assert found.length_mm == 3400 + 1100
    assert len(candidates(house.central, limit=1).orders) == 1
    assert [one.order for one in candidates(house.central, orders=[house.number("2")]).orders] == [house.number("2")]
    assert candidates(house.central, cutoff=house.now).orders == ()


def test_a_wave_gives_every_pick_its_walk_and_position(house: Warehouse) -> None:
    tours = ready(house)
    made = waves.release(house, tours)
    assert (made.orders, len(made.walks)) == (2, 2)
    assert set(house.states().values()) == {"released"}
    assert {row[0] for row in house.rows(sa.select(sales_order.c.wave_id))} == {made.id}
    rows = house.rows(sa.select(pick.c.id, pick.c.walk_id, pick.c.position))
    planned = {
        (one, number, position)
        for number, tour in zip(made.walks, tours, strict=True)
        for position, stop in enumerate(tour.stops, 1)
        for one in stop
    }
    assert {tuple(row) for row in rows} == planned
    slots = house.rows(sa.select(walk_slot.c.walk_id, walk_slot.c.order_id, walk_slot.c.drop))
    assert {tuple(row) for row in slots} == {
        (number, tour.slots[0].order, "PACK-1") for number, tour in zip(made.walks, tours, strict=True)
    }
    assert len(house.rows(sa.select(audit).where(audit.c.action == "release"))) == 1


def test_a_plan_is_stored_whole_or_not_at_all(house: Warehouse) -> None:
    tours = ready(house)
    cancel(house.central, house.number("2"), "BA1001", station="ST1", now=house.now)
    with pytest.raises(Conflict) as outdated:
        waves.release(house, tours)
    assert outdated.value.reason == "promises.plan_outdated"
    assert house.states() == {"1": "reserved", "2": "cancelled"}
    assert house.rows(sa.select(wave)) == []
    assert house.rows(sa.select(walk)) == []


def test_a_plan_that_forgets_a_pick_is_refused(house: Warehouse) -> None:
    first, second = ready(house)
    forgetful = waves.Tour("single", "", first.stops[:1], first.slots)
    with pytest.raises(Conflict):
        waves.release(house, [forgetful, second])
    assert house.rows(sa.select(walk)) == []


def test_the_same_plan_is_not_released_twice(house: Warehouse) -> None:
    tours = ready(house)
    waves.release(house, tours)
    with pytest.raises(Conflict):
        waves.release(house, tours)
    assert len(house.rows(sa.select(walk))) == 2


def test_an_order_held_meanwhile_is_not_released(house: Warehouse) -> None:
    tours = ready(house)
    with house.central.writing() as connection:
        connection.execute(sa.update(sales_order).where(sales_order.c.external_id == "2").values(state="held"))
    with pytest.raises(Conflict):
        waves.release(house, tours)
    assert house.states() == {"1": "reserved", "2": "held"}
