import pytest
import sqlalchemy as sa

from app.central.promises.claiming import claim
from app.central.promises.packing import open_for_packing
from app.central.promises.shipping import open_manifest
from app.central.tables import parcel, sales_order
from app.domain.deeds import Packed, PackShorted, ParcelClosed, Shipped
from app.domain.errors import Conflict
from app.domain.packing.pack import Content, Pack, PackLine, Verifying, Weighing
from tests.app.central.promises import waves
from tests.app.central.promises.warehouse import Warehouse, order

SSCC = tuple(f"3952123400000000{n:02}" for n in range(9))


def open_pack(house: Warehouse, tote: str = "TO001", station: str = "BENCH") -> Pack:
    return open_for_packing(house.central, station=station, tote=tote, numbers=SSCC, now=house.now, badge="BA3001")


def refusal(house: Warehouse, tote: str = "TO001", station: str = "BENCH") -> Conflict:
    with pytest.raises(Conflict) as refused:
        open_pack(house, tote, station)
    return refused.value


def picked(house: Warehouse, ref: str = "1", tote: str = "TO001") -> None:
    house.stock(SKU1={"A01-01": 9}, SKU2={"A01-02": 9})
    house.order(order(ref, {"SKU1": 3, "SKU2": 2}))
    waves.singles(house)
    one = claim(house.central, station="ST1", badge="BA2001", zone="A", now=house.now)
    assert one is not None
    house.pick(one, [tote])


def lines_of(house: Warehouse) -> tuple[int, int]:
    (one, two) = (content.line for content in open_pack(house).contents)
    return one, two


def test_a_tote_opens_its_whole_order(house: Warehouse) -> None:
    picked(house)
    pack = open_pack(house)
    one, two = (line.line for line in pack.lines)
    assert pack == Pack(
        order=house.number("1"),
        ref="1",
        recipient="Customer of 1",
        carrier="Garza",
        totes=("TO001",),
        lines=(PackLine(one, "SKU1", "the SKU1", 100, 3), PackLine(two, "SKU2", "the SKU2", 100, 2)),
        contents=(Content("TO001", one, "SKU1", 3), Content("TO001", two, "SKU2", 2)),
        numbers=SSCC,
        step=Verifying(),
    )
    assert house.states() == {"1": "packing"}


def test_an_order_opened_again_stands_where_it_was_left(house: Warehouse) -> None:
    picked(house)
    number, (one, two) = house.number("1"), lines_of(house)
    house.tell(Packed(SSCC[0], number, one, "SKU1", "TO001", 3), ParcelClosed(SSCC[0], number, 1, 450, 450, last=False))
    house.tell(Packed(SSCC[5], number, two, "SKU2", "TO001", 1))
    with house.central.writing() as connection:
        connection.execute(sa.update(parcel).values(station="BENCH"))
    pack = open_pack(house)
    assert [(line.need, line.packed, line.boxed) for line in pack.lines] == [(3, 3, 0), (2, 1, 1)]
    assert pack.contents == (Content("TO001", two, "SKU2", 1),)
    assert (pack.parcel, pack.parcel_no) == (SSCC[5], 2)
    house.tell(PackShorted(number, two, "SKU2", "TO001", 1, "missing"))
    again = open_pack(house)
    assert [(line.need, line.packed, line.boxed) for line in again.lines] == [(3, 3, 0), (1, 1, 1)]
    assert again.step == Weighing()


def test_an_order_waits_for_every_walk_that_feeds_it(house: Warehouse) -> None:
    house.stock(SKU1={"A01-01": 9}, SKU2={"B02-01": 9})
    house.order(order("1", {"SKU1": 1, "SKU2": 2}))
    waves.chain(house)
    one = claim(house.central, station="ST1", badge="BA2001", zone="A", now=house.now)
    assert one is not None
    house.pick(one, ["TO001"])
    assert refusal(house).reason == "promises.waits_to_be_picked"
    two = claim(house.central, station="ST2", badge="BA2002", zone="B", now=house.now)
    assert two is not None
    waits = refusal(house)
    assert waits.reason == "promises.waits_for_walk"
    assert (waits.names["station"], waits.names["person"]) == ("ST2", "Bea")
    house.pick(two, ["TO001"])
    assert len(open_pack(house).contents) == 2


def test_one_order_is_open_at_one_bench_only(house: Warehouse) -> None:
    picked(house)
    open_pack(house)
    open_pack(house)
    elsewhere = refusal(house, station="OTHER")
    assert (elsewhere.reason, elsewhere.names["station"]) == ("promises.packed_elsewhere", "BENCH")


def test_totes_that_cannot_be_packed_say_why(house: Warehouse) -> None:
    picked(house)
    assert refusal(house, tote="TO999").reason == "promises.tote_empty"
    for state, reason in (
        ("cancelled", "promises.order_cancelled"),
        ("packed", "promises.already_packed"),
        ("backordered", "promises.not_picked"),
    ):
        with house.central.writing() as connection:
            connection.execute(sa.update(sales_order).values(state=state))
        assert refusal(house).reason == reason


def packed(house: Warehouse) -> None:
    picked(house)
    number, (one, two) = house.number("1"), lines_of(house)
    house.tell(
        Packed(SSCC[0], number, one, "SKU1", "TO001", 3),
        ParcelClosed(SSCC[0], number, 1, 450, 450, last=False),
        Packed(SSCC[1], number, two, "SKU2", "TO001", 2),
        ParcelClosed(SSCC[1], number, 2, 350, 350, last=True),
    )


def test_a_manifest_holds_every_closed_parcel_of_its_carrier_once(house: Warehouse) -> None:
    packed(house)
    made = open_manifest(house.central, "Garza", station="DOOR", badge="BA3001", now=house.now)
    assert [(p.sscc, p.ref, p.number, p.weight_g, p.city) for p in made.parcels] == [
        (SSCC[0], "1", 1, 450, "Larkminster"),
        (SSCC[1], "1", 2, 350, "Larkminster"),
    ]
    with pytest.raises(Conflict) as nothing:
        open_manifest(house.central, "Garza", station="DOOR-2", badge="BA3001", now=house.now)
    assert nothing.value.reason == "promises.nothing_to_ship"
    interrupted = open_manifest(house.central, "Garza", station="DOOR", badge="BA3001", now=house.now)
    assert interrupted == made
    house.tell(*(Shipped(p.sscc, p.order, made.id) for p in made.parcels))
    assert house.states() == {"1": "shipped"}
    with pytest.raises(Conflict):
        open_manifest(house.central, "Garza", station="DOOR", badge="BA3001", now=house.now)
