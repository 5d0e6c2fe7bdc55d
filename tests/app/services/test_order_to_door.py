"""Orders on their whole way, scan by scan, with the books proved at every stage."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Conflict
from app.domain.packing.pack import Labelling
from app.services.bench.shipping import Shipping
from app.services.office.supervising import Supervising
from app.services.opening import OpenStation
from app.services.site import Site
from tests.builders import (
    DEMO,
    PACKER,
    PICKER,
    PICKER_B,
    Bench,
    a_bench,
    a_site,
    a_station,
    assert_sound,
    issues,
    order,
    release,
    settled,
    states,
    table,
    until,
)
from tests.hands import Totes, open_when_ready, walk_on, work_on


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[Site]:
    """The tiny warehouse on either kind of central database."""
    with a_site(tmp_path, database=database) as opened:
        yield opened


def pack_all(bench: Bench, totes: list[str], orders: int) -> None:
    for tote in totes[:orders]:
        open_when_ready(bench.packing, tote)
        work_on(bench.packing)


@pytest.mark.parametrize(
    ("method", "orders"),
    [
        ("single", {"500001": {"ITEM01": 2, "ITEM06": 7}}),
        ("batch", {"500001": {"ITEM01": 2, "ITEM06": 7}, "500002": {"ITEM01": 1}, "500003": {"ITEM12": 3}}),
    ],
)
def test_orders_go_from_the_file_to_the_door_and_the_books_are_right_at_every_stage(
    site: Site, office: OpenStation, tmp_path: Path, method: str, orders: dict[str, dict[str, int]]
) -> None:
    order(site, orders)
    assert_sound(site)
    released = release(office, method)
    assert (released.orders, released.walks) == (len(orders), 1)
    assert_sound(site)

    picker, totes = a_station(site, "ST01", PICKER), Totes()
    walk = picker.picking.start()
    assert walk is not None
    assert (walk.method, len(walk.slots)) == (method, len(orders))
    assert set(states(site).values()) == {"picking"}
    scans = walk_on(picker, totes)
    assert len(totes.taken) == len(orders)
    settled(site, picker)
    assert set(states(site).values()) == {"picked"}
    assert_sound(site)
    kinds = Counter(fact.kind for fact in picker.desk.journal.unsent(0, 200))
    assert kinds["Picked"] == sum(len(lines) for lines in orders.values())
    assert kinds["WalkFinished"] == 1
    assert len(scans) > sum(kinds.values()) - kinds["SignedIn"] - kinds["WalkFinished"]

    packer = a_station(site, "ST02", PACKER)
    with a_bench(packer, tmp_path / "papers") as bench:
        pack_all(bench, totes.taken, len(orders))
        until(lambda: len(bench.printed) == len(orders), "the labels")
    settled(site, packer)
    assert set(states(site).values()) == {"packed"}
    assert_sound(site)
    assert [row["labels"] for row in table(site, "parcel")] == [1] * len(orders)
    assert all(row["order_id"] is None for row in table(site, "tote"))
    assert len(list((tmp_path / "papers" / "slips").glob("*.pdf"))) == len(orders)
    ships_the_whole_lane(site, office, Shipping(office.desk, bench.papers), len(orders))


def ships_the_whole_lane(site: Site, office: OpenStation, shipping: Shipping, parcels: int) -> None:
    lane = next(lane for lane in shipping.lanes() if lane.carrier == "Garza")
    assert len(lane.parcels) == parcels
    done = shipping.close("Garza")
    settled(site, office)
    assert done.parcels == parcels
    assert Path(done.file).exists()
    assert set(states(site).values()) == {"shipped"}
    assert issues(site) == []
    assert_sound(site)
    with pytest.raises(Conflict, match="nothing_to_ship"):
        shipping.close("Garza")


def test_a_zone_chain_passes_its_totes_on_and_each_picker_gets_the_own_zones_walk(
    site: Site, office: OpenStation
) -> None:
    order(site, {"500001": {"ITEM01": 1, "ITEM06": 2}, "500002": {"ITEM02": 1, "ITEM05": 7}})
    leader = Supervising(office.desk)
    leader.assign(PICKER, "A")
    leader.assign(PICKER_B, "B")
    assert leader.release("zone").walks == 2
    first, second = a_station(site, "ST01", PICKER), a_station(site, "ST02", PICKER_B)
    assert second.picking.start() is None  # its totes have not come yet
    walk = first.picking.start()
    assert walk is not None
    assert walk.zone == "A"
    totes = Totes()
    walk_on(first, totes)
    assert {row["at_place"] for row in table_when_settled(site, first)} == {"IN-B"}
    walk = second.picking.start()
    assert walk is not None
    assert (walk.zone, sorted(tote for slot in walk.slots for tote in slot.incoming)) == ("B", totes.taken)
    fresh = Totes(900)
    walk_on(second, fresh)
    assert fresh.taken == []
    settled(site, first, second)
    assert set(states(site).values()) == {"picked"}
    packer = a_station(site, "ST03", PACKER)
    with a_bench(packer) as bench:
        pack_all(bench, totes.taken, 2)
    settled(site, packer)
    assert set(states(site).values()) == {"packed"}
    assert issues(site) == []
    assert_sound(site)


def table_when_settled(site: Site, station: OpenStation) -> list[dict[str, object]]:
    settled(site, station)
    return table(site, "tote")


def test_the_next_label_number_is_never_one_that_was_used(site: Site, office: OpenStation) -> None:
    order(site, {str(500_001 + n): {"ITEM01": 1} for n in range(4)})
    release(office, "batch")
    picker, packer, totes = a_station(site, "ST01", PICKER), a_station(site, "ST02", PACKER), Totes()
    while picker.picking.start() is not None:
        walk_on(picker, totes)
    with a_bench(packer) as bench:
        for tote in totes.taken:
            open_when_ready(bench.packing, tote)
            work_on(bench.packing, until_step=Labelling)
            work_on(bench.packing)
    settled(site, packer)
    numbers = [row["sscc"] for row in table(site, "parcel")]
    assert len(set(numbers)) == len(numbers) == 4
    assert_sound(site)


def test_the_demo_house_is_picked_packed_and_shipped_by_its_own_codes(tmp_path: Path, database: str) -> None:
    """The real day's house: a first walk of its orders, with its own places, barcodes and check digits."""
    with a_site(tmp_path, demo=True, database=database) as house:
        day = (DEMO / "orders_2010-12-07.csv").read_bytes()
        assert house.import_file("online-retail", "orders_2010-12-07.csv", day).orders_new > 80
        assert_sound(house)
        office = a_station(house, "ST09", "BA1001")
        assert release(office, "batch").walks > 10
        picker = a_station(house, "ST01", PICKER)
        Supervising(office.desk).assign(PICKER, None)
        walk = picker.picking.start()
        assert walk is not None
        totes = Totes()
        barcodes = {row["sku"]: row["code"] for row in table(house, "barcode") if row["qty"] == 1}
        walk_on(picker, totes, item=barcodes.__getitem__)
        settled(house, picker)
        assert issues(house) == []
        assert_sound(house)
