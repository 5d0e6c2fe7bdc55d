"""What goes wrong on a walk: wrong scans, goods that are not there, orders that nobody wants any more."""

from pathlib import Path

from app.domain.codes import place_barcode
from app.domain.deeds import Picked, ScanRefused, Shorted
from app.domain.picking.setbacks import TakenOver
from app.domain.picking.walk import AtDrop, AtItem, AtPlace, AtTote
from app.domain.reasons import Reason
from app.services.office.supervising import Supervising
from app.services.opening import OpenStation
from app.services.site import Site
from tests.builders import (
    PACKER,
    PICKER,
    SUPERVISOR,
    a_bench,
    a_site,
    a_station,
    assert_sound,
    barcode_of,
    issues,
    order,
    release,
    settled,
    states,
    table,
    until,
)
from tests.hands import Totes, open_when_ready, walk_on, work_on


def number_of(site: Site, ref: str) -> int:
    return next(int(row["id"]) for row in table(site, "sales_order") if row["external_id"] == ref)


def stock_of(site: Site, sku: str) -> dict[str, int]:
    return {row["place"]: row["on_hand"] for row in table(site, "stock") if row["sku"] == sku and row["on_hand"]}


def test_a_refused_scan_is_journaled_with_what_was_expected_and_moves_nothing(site: Site, office: OpenStation) -> None:
    order(site, {"500001": {"ITEM01": 2}})
    release(office, "single")
    picker = a_station(site, "ST01", PICKER)
    assert picker.picking.start() is not None
    walk_on(picker, Totes(), until_step=AtPlace)
    before = picker.picking.walk
    for text, reason in (
        ("PLA0102", Reason.WRONG_PLACE),
        ("XYZZY", Reason.UNKNOWN_CODE),
        ("TO77777", Reason.PLACE_FIRST),
    ):
        outcome = picker.picking.scan(text)
        assert outcome.refused
        assert outcome.reason is reason
    assert picker.picking.walk == before
    refused = [fact.deed for fact in picker.desk.journal.unsent(0, 50) if fact.kind == "ScanRefused"]
    assert refused[0] == ScanRefused("picking", "PLA0102", "wrong_place", "A01-01")
    assert [deed.text for deed in refused if isinstance(deed, ScanRefused)] == ["PLA0102", "XYZZY", "TO77777"]
    settled(site, picker)
    assert_sound(site)


def test_what_is_short_is_reserved_elsewhere_and_a_second_walk_tops_the_order_up(tmp_path: Path) -> None:
    stock = {("A01-01", "ITEM01"): 2, ("B02-01", "ITEM01"): 5, ("A01-02", "ITEM02"): 9}
    with a_site(tmp_path, stock=stock) as site:
        office = a_station(site, "ST09", SUPERVISOR)
        order(site, {"500001": {"ITEM01": 2, "ITEM02": 1}})
        release(office, "single")
        picker, totes = a_station(site, "ST01", PICKER), Totes()
        first = picker.picking.start()
        assert first is not None
        walk_on(picker, totes, until_step=AtItem)
        picker.picking.scan(barcode_of("ITEM01"))
        picker.picking.scan("#SHORT")
        outcome = picker.picking.scan("#R1")
        assert [deed.qty for deed in outcome.deeds if isinstance(deed, Shorted)] == [1]
        walk_on(picker, totes)
        settled(site, picker)
        assert (issues(site), states(site)) == (["short"], {"500001": "picking"})
        assert stock_of(site, "ITEM01") == {"B02-01": 5, totes.taken[0]: 1}
        assert_sound(site)

        second = picker.picking.start()
        assert second is not None
        assert second.id != first.id
        assert [(stop.place, stop.left) for stop in second.stops] == [("B02-01", 1)]
        walk_on(picker, totes)
        settled(site, picker)
        assert_sound(site)
        packer = a_station(site, "ST02", PACKER)
        with a_bench(packer) as bench:
            pack = open_when_ready(bench.packing, totes.taken[0])
            assert {line.sku: line.need for line in pack.lines} == {"ITEM01": 2, "ITEM02": 1}
            work_on(bench.packing)
        settled(site, packer)
        assert states(site) == {"500001": "packed"}
        assert_sound(site)


def test_what_is_short_everywhere_is_a_backorder_somebody_sees(tmp_path: Path) -> None:
    with a_site(tmp_path, stock={("A01-01", "ITEM01"): 3}) as site:
        office = a_station(site, "ST09", SUPERVISOR)
        order(site, {"500001": {"ITEM01": 3}})
        release(office, "single")
        picker, totes = a_station(site, "ST01", PICKER), Totes()
        picker.picking.start()
        walk_on(picker, totes, until_step=AtPlace)
        picker.picking.scan("#SHORT")
        picker.picking.scan("#R1")
        walk_on(picker, totes)
        settled(site, picker)
        assert states(site) == {"500001": "backordered"}
        assert stock_of(site, "ITEM01") == {}
        assert release(office, "single").backordered == 1
        assert_sound(site)


def test_news_of_a_cancelled_order_reach_the_walk_and_its_goods_go_back_to_their_shelf(
    site: Site, office: OpenStation
) -> None:
    order(site, {"500001": {"ITEM01": 2, "ITEM03": 1}, "500002": {"ITEM02": 1, "ITEM03": 1}})
    release(office, "batch")
    picker, totes = a_station(site, "ST01", PICKER), Totes()
    walk = picker.picking.start()
    assert walk is not None
    walk_on(picker, totes, until_step=AtTote)
    tote = picker.picking.walk.slots[0].tote if picker.picking.walk else ""
    outcome = picker.picking.scan(tote)
    (taken,) = [deed for deed in outcome.deeds if isinstance(deed, Picked)]
    settled(site, picker)
    leader = Supervising(office.desk)
    ref = next(slot.ref for slot in walk.slots if slot.order == taken.order)
    leader.cancel(number_of(site, ref))
    until(lambda: picker.picking.has_news, "the news")
    heard = picker.picking.catch_up()
    assert heard is not None
    assert (heard.reason, heard.names["ref"], heard.names["hospital"]) == (Reason.ORDER_CANCELLED, ref, "HOSP-1")
    walk_on(picker, totes, until_step=AtDrop)
    scanned = walk_on(picker, totes)
    assert set(scanned) == {place_barcode("HOSP-1"), place_barcode("PACK-1")}
    settled(site, picker)
    assert {row["code"]: row["at_place"] for row in table(site, "tote")}[tote] == "HOSP-1"
    assert sorted(states(site).values()) == ["cancelled", "picked"]
    assert issues(site) == ["put_back"]
    assert_sound(site)

    (trouble,) = [each for each in leader.troubles() if each.kind == "put_back"]
    assert leader.put_back(trouble.id) == 2
    settled(site, office)
    assert stock_of(site, taken.sku)[taken.place] == 100
    assert issues(site) == []
    assert_sound(site)


def test_news_told_twice_do_not_touch_the_next_walk(site: Site, office: OpenStation) -> None:
    order(site, {"500001": {"ITEM01": 1}, "500002": {"ITEM05": 1}})
    release(office, "single")
    picker = a_station(site, "ST01", PICKER)
    first = picker.picking.start()
    assert first is not None
    assert office.picking.start(first.id) is not None
    until(lambda: picker.picking.has_news, "the news")
    picker.picking.tell(first.id, TakenOver("Inés Castaño"))
    heard = picker.picking.catch_up()
    assert heard is not None
    assert heard.reason is Reason.TAKEN_OVER
    second = picker.picking.start()
    assert second is not None
    assert second.id != first.id
    assert picker.picking.catch_up() is None
    assert picker.picking.walk == second


def test_a_walk_taken_over_by_its_picker_elsewhere_ends_here_and_its_facts_still_count(
    site: Site, office: OpenStation
) -> None:
    order(site, {"500001": {"ITEM01": 1, "ITEM02": 1}})
    release(office, "single")
    here, totes = a_station(site, "ST01", PICKER), Totes()
    walk = here.picking.start()
    assert walk is not None
    walk_on(here, totes, until_step=AtTote)
    here.picking.scan(totes.taken[0])
    settled(site, here)
    there = a_station(site, "ST02", PICKER)
    taken = there.picking.start(walk.id)
    assert taken is not None
    assert (taken.fence, [stop.left for stop in taken.stops]) == (walk.fence + 1, [0, 1])
    until(lambda: here.picking.has_news, "the news")
    heard = here.picking.catch_up()
    assert heard is not None
    assert (heard.reason, heard.names["by"], here.picking.walk) == (Reason.TAKEN_OVER, "Álvaro Peña", None)
    walk_on(there, totes)
    settled(site, here, there)
    assert states(site) == {"500001": "picked"}
    assert_sound(site)
