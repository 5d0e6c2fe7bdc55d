from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.central.engine import Central
from app.central.promises.reserving import reserve
from app.central.tables import order_line, pick, sales_order, stock
from app.domain.intake import Intake
from app.domain.master.places import PlaceKind
from tests.app.central.promises.warehouse import DAY, Warehouse, order, shelf
from tests.databases.homes import Home

SHELVES = ("A01-01", "A01-02", "B02-01", "B02-02")


@dataclass(frozen=True)
class Wanted:
    units: dict[str, int]
    cutoff_h: int | None
    priority: int
    minute: int


skus = st.sampled_from(("SKU1", "SKU2", "SKU3"))
wanted = st.builds(
    Wanted,
    units=st.dictionaries(skus, st.integers(1, 9), min_size=1),
    cutoff_h=st.sampled_from((None, 1, 2)),
    priority=st.integers(0, 1),
    minute=st.integers(0, 2),
)
stocks = st.dictionaries(st.tuples(skus, st.sampled_from((*SHELVES, "DOCK-1"))), st.integers(1, 12))


def model(orders: list[Wanted], free: dict[tuple[str, str], int]) -> dict[tuple[int, str, str], int]:
    """The plain way: the most urgent order first, each item from the first shelf that has some."""
    late = DAY + timedelta(days=9)

    def urgency(n: int) -> tuple[object, ...]:
        one = orders[n]
        cutoff = late if one.cutoff_h is None else DAY + timedelta(hours=one.cutoff_h)
        return cutoff, -one.priority, one.minute, n

    given_out: dict[tuple[int, str, str], int] = {}
    for n in sorted(range(len(orders)), key=urgency):
        for sku, missing in orders[n].units.items():
            left = missing
            for place in SHELVES:
                taken = min(left, free.get((sku, place), 0))
                if taken:
                    left -= taken
                    free[sku, place] -= taken
                    given_out[n, sku, place] = taken
    return given_out


def place_orders(house: Warehouse, orders: list[Wanted], first: int = 0) -> None:
    house.order(
        *(
            order(f"{n}", one.units, placed_at=DAY + timedelta(minutes=one.minute))
            for n, one in enumerate(orders, first)
        )
    )
    with house.central.writing() as connection:
        for n, one in enumerate(orders, first):
            cutoff = None if one.cutoff_h is None else DAY + timedelta(hours=one.cutoff_h)
            change = sa.update(sales_order).where(sales_order.c.external_id == f"{n}")
            connection.execute(change.values(priority=one.priority, cutoff_at=cutoff))


def picks(house: Warehouse) -> dict[tuple[int, str, str], int]:
    joined = sa.select(sales_order.c.external_id, pick.c.sku, pick.c.place, pick.c.qty).join(
        sales_order, sales_order.c.id == pick.c.order_id
    )
    return {(int(ref), sku, place): qty for ref, sku, place, qty in house.rows(joined)}


def lay_out_shelves(central: Central) -> None:
    """Four shelves and a dock."""
    house = Warehouse(central)
    places = (*(shelf(code, n) for n, code in enumerate(SHELVES)), shelf("DOCK-1", 9, PlaceKind.DOCK, ""))
    house.take(Intake(places=places, rows_read=len(places)))
    house.order(order("none", {"SKU1": 1, "SKU2": 1, "SKU3": 1}))
    house.cancel("none")


def put_in(house: Warehouse, units: dict[tuple[str, str], int]) -> None:
    rows = [{"sku": sku, "place": place, "on_hand": n} for (sku, place), n in units.items()]
    if rows:
        with house.central.writing() as connection:
            connection.execute(sa.insert(stock), rows)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=st.lists(wanted, max_size=6), units=stocks, more=st.lists(wanted, max_size=3))
def test_reserving_gives_exactly_what_the_plain_way_gives(
    home: Home, orders: list[Wanted], units: dict[tuple[str, str], int], more: list[Wanted]
) -> None:
    with home.fresh("shelves", lay_out_shelves) as central:
        compare(Warehouse(central), orders, units, more)


def compare(house: Warehouse, orders: list[Wanted], units: dict[tuple[str, str], int], more: list[Wanted]) -> None:
    put_in(house, units)
    place_orders(house, orders)
    free = dict(units)
    expected = model(orders, free)

    done = reserve(house.central, DAY)

    assert picks(house) == expected
    house.assert_sound()
    assert done.units == sum(expected.values())
    assert done.lines == len({(n, sku) for n, sku, _ in expected})
    assert done.orders == len({n for n, _, _ in expected})
    assert done.missing_units == sum(sum(one.units.values()) for one in orders) - done.units
    served = {n for n, _, _ in expected}
    for n in range(len(orders)):
        assert house.states()[f"{n}"] == ("reserved" if n in served else "backordered")

    place_orders(house, more, first=len(orders))
    starved = [one if n not in served else Wanted({}, None, 0, 0) for n, one in enumerate(orders)]
    expected |= model([*starved, *more], free)
    reserve(house.central, DAY)
    assert picks(house) == expected
    house.assert_sound()


def test_what_arrives_later_goes_to_the_backordered(house: Warehouse) -> None:
    house.order(order("1", {"SKU1": 5}), order("2", {"SKU1": 2}, placed_at=DAY + timedelta(hours=1)))
    house.stock(SKU1={"A01-02": 3})
    first = reserve(house.central, DAY)
    assert (first.orders, first.units, first.missing_units) == (1, 3, 4)
    assert house.states() == {"1": "reserved", "2": "backordered"}
    house.stock(SKU1={"A01-01": 9})
    again = reserve(house.central, DAY)
    assert (again.orders, again.lines, again.units, again.missing_units) == (1, 1, 2, 0)
    assert house.states() == {"1": "reserved", "2": "reserved"}
    house.assert_sound()


def test_units_of_one_line_come_from_several_shelves_in_walking_order(house: Warehouse) -> None:
    house.order(order("1", {"SKU1": 7}))
    house.stock(SKU1={"C03-01": 9, "A01-02": 2, "B02-03": 4})
    reserve(house.central, DAY)
    rows = house.rows(sa.select(pick.c.place, pick.c.qty).order_by(pick.c.id))
    assert [tuple(row) for row in rows] == [("A01-02", 2), ("B02-03", 4), ("C03-01", 1)]


def test_a_held_order_gets_nothing(house: Warehouse) -> None:
    house.order(order("1", {"SKU1": 1}, paid=False))
    house.stock(SKU1={"A01-01": 1})
    assert reserve(house.central, DAY).units == 0
    assert house.states() == {"1": "held"}
    assert house.rows(sa.select(order_line.c.reserved)) == [(0,)]
