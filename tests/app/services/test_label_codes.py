"""What labels say besides the item, on a real site: noted, refused when expired, and found again after a restart."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.codes import ItemCode, Template
from app.domain.codes.gtin import check_digit
from app.domain.deeds import ScanRefused
from app.domain.picking.walk import AtItem
from app.domain.reasons import Reason
from app.services.floor.picking import Picking
from app.services.linking.pulling import pull
from app.services.office.house_rules import DOUBLE_READ_MS, house_rules, set_house_rules
from app.services.opening import OpenStation
from app.services.site import Site
from tests.builders import PICKER, a_station, barcode_of, order, release, table
from tests.hands import Totes, walk_on


class Calendar:
    """A clock that a test turns on by days."""

    def __init__(self, start: datetime) -> None:
        self.start, self.days = start, 0

    def now(self) -> datetime:
        return self.start + timedelta(days=self.days)


@pytest.fixture
def picker(site: Site, office: OpenStation) -> OpenStation:
    """A picker in front of the first shelf, three units wanted."""
    order(site, {"500001": {"ITEM01": 3}})
    release(office, "single")
    station = a_station(site, "ST01", PICKER)
    station.picking.start()
    walk_on(station, Totes(), until_step=AtItem)
    return station


def label(last_day: datetime) -> str:
    return f"]C1010{barcode_of('ITEM01')}17{last_day:%y%m%d}10L-42"


def step_of(picking: Picking) -> object:
    assert picking.walk is not None
    return picking.walk.step


def test_a_walk_with_dated_goods_stands_where_it_stood_after_a_restart_on_a_later_day(picker: OpenStation) -> None:
    desk = picker.desk
    calendar = Calendar(datetime.now(UTC))
    desk.clock = calendar
    today, yesterday = (calendar.now().astimezone() - timedelta(days=ago) for ago in (0, 1))
    assert not picker.picking.scan(label(today)).refused
    assert picker.picking.scan("]C110L-42").reason is Reason.DETAILS_NOTED
    old = picker.picking.scan(label(yesterday))
    assert (old.refused, old.reason) == (True, Reason.EXPIRED)
    assert picker.picking.scan(f"]C117{yesterday:%y%m%d}").reason is Reason.EXPIRED
    before = picker.picking.walk
    calendar.days = 30
    assert Picking(desk).walk == before
    assert picker.picking.scan(label(today)).reason is Reason.EXPIRED


def test_a_refused_code_is_journaled_as_it_was_read(picker: OpenStation) -> None:
    text = f"]C1010{barcode_of('ITEM01')}10LOT-717271231"
    assert picker.picking.scan(text).reason is Reason.MALFORMED_GS1
    refused = [fact.deed for fact in picker.desk.journal.unsent(0, 99) if fact.kind == "ScanRefused"]
    assert refused == [ScanRefused("picking", text, "malformed_gs1", "")]


def test_the_sites_in_store_codes_reach_a_station(site: Site, picker: OpenStation) -> None:
    desk = picker.desk
    payload = "2001" + "00000" + "000"
    empty = payload + check_digit(payload)
    weighed = "200100000125" + check_digit("200100000125")
    report = site.import_file("items", "i.csv", f"sku,name,barcode\nCHEESE,Cheese,{empty}\n".encode())
    assert report.rejected == ()
    set_house_rules(site.centre, {"in_store": ["2001IIIIWWWWC"]})
    pull(desk, "")
    assert desk.catalogue.templates == (Template("2001IIIIWWWWC"),)
    assert desk.read(weighed) == ItemCode("CHEESE", "Cheese", 1, grams=125)


@pytest.mark.parametrize("value", [["2IIII"], ["2IIIIIIWWWWWC", 7], "2IIIIIIWWWWWC"])
def test_in_store_codes_that_cannot_be_meant_are_refused_and_nothing_changes(site: Site, value: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        set_house_rules(site.centre, {"in_store": value, "name": "Other"})
    assert house_rules(site.centre, None).stationery.site != "Other"


def test_the_guard_against_double_reads_is_a_setting(site: Site, tmp_path: Path) -> None:
    assert house_rules(site.centre, tmp_path).double_read_ms == DOUBLE_READ_MS
    set_house_rules(site.centre, {"double_read_ms": 0})
    assert house_rules(site.centre, tmp_path).double_read_ms == 0


def test_a_setting_that_is_changed_by_the_sites_file_is_on_record_once(site: Site) -> None:
    for _ in range(2):
        set_house_rules(site.centre, {"lock_minutes": 3})
    changes = [row for row in table(site, "audit") if row["action"] == "setting" and row["object"] == "lock_minutes"]
    assert [(row["badge"], row["detail"]) for row in changes] == [("system", '{"value": 3}')]


@pytest.mark.parametrize(("name", "value"), [("pin", "nobody"), ("pin", 4), ("lock_minutes", True)])
def test_a_wrong_wish_about_pins_is_refused(site: Site, name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        set_house_rules(site.centre, {name: value})
