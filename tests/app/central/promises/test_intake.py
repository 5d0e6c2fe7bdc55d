import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from app.central.promises.reserving import reserve
from app.central.promises.site import change_setting
from app.central.settings import cutoff_after
from app.central.tables import (
    assignment,
    audit,
    barcode,
    exception,
    item,
    metadata,
    order_line,
    place,
    rejected_row,
    sales_order,
)
from app.domain.intake import BarcodeDraft, Intake, ItemDraft, LineDraft, PersonDraft, Rejected, StockDraft
from app.domain.master.people import Role
from app.language import LANGUAGES, load_phrases
from tests.app.central.promises.warehouse import DAY, Warehouse, order, shelf


def contents(house: Warehouse) -> dict[str, list[Any]]:
    tables = [table for table in metadata.sorted_tables if table.name not in {"audit", "feed"}]
    return {table.name: sorted(map(repr, house.rows(sa.select(table)))) for table in tables}


def test_importing_the_same_file_twice_changes_nothing(house: Warehouse) -> None:
    orders = (order("1", {"SKU1": 2, "NEW": 1}), order("2", {"SKU2": 1}, paid=False))
    wrong = Rejected("f.csv", 7, "qty", "x", "channels.not_whole")
    intake = Intake(orders=orders, rejected=(wrong,), rows_read=4)
    first = house.take(intake)
    assert (first.orders_new, first.lines, first.drafts, first.orders_unchanged) == (2, 3, 1, 0)
    before = contents(house)
    house.later(5)
    second = house.take(intake)
    assert (second.orders_new, second.lines, second.drafts, second.orders_unchanged) == (0, 0, 0, 2)
    assert contents(house) == before
    assert len(house.rows(sa.select(audit).where(audit.c.action == "import"))) == 3


def test_an_item_nobody_described_becomes_a_draft_and_is_described_later(house: Warehouse) -> None:
    house.order(order("1", {"NEW": 1}))
    assert house.rows(sa.select(item.c.draft).where(item.c.sku == "NEW")) == [(True,)]
    house.take(Intake(items=(ItemDraft("NEW", "A NEW THING", 55, ()),), rows_read=1))
    assert house.rows(sa.select(item.c.name, item.c.weight_g, item.c.draft).where(item.c.sku == "NEW")) == [
        ("A NEW THING", 55, False)
    ]


def test_a_changed_order_is_left_alone_and_shown_once(house: Warehouse) -> None:
    house.order(order("1", {"SKU1": 2}))
    changed = order("1", {"SKU1": 3})
    for _ in range(2):
        stored = house.order(changed)
        assert (stored.orders_new, stored.orders_changed, stored.orders_unchanged) == (0, 1, 0)
    assert house.rows(sa.select(order_line.c.qty)) == [(2,)]
    details = [json.loads(row.detail) for row in house.rows(sa.select(exception))]
    assert [detail["lines"] for detail in details] == [[{"number": 1, "sku": "SKU1", "qty": 3}]]
    house.order(order("1", {"SKU1": 4}))
    assert len(house.rows(sa.select(exception))) == 2


def test_the_same_order_twice_in_one_file_is_one_order(house: Warehouse) -> None:
    stored = house.order(order("1", {"SKU1": 2}), order("1", {"SKU1": 2}), order("1", {"SKU1": 3}))
    assert (stored.orders_new, stored.orders_unchanged, stored.orders_changed, stored.lines) == (1, 1, 1, 1)


def test_a_held_order_opens_when_it_is_paid(house: Warehouse) -> None:
    unpaid = order("1", {"SKU1": 2}, paid=False)
    house.order(unpaid)
    assert house.states() == {"1": "held"}
    stored = house.order(replace(unpaid, paid=True))
    assert (stored.orders_paid, stored.orders_changed) == (1, 0)
    assert house.states() == {"1": "open"}


def test_a_file_can_bring_an_order_and_its_cancellation(house: Warehouse) -> None:
    house.order(order("1", {"SKU1": 2}), order("2", {"SKU1": 1}))
    assert house.cancel("1", "unknown").orders_cancelled == 1
    assert house.cancel("1").orders_cancelled == 0
    assert house.states() == {"1": "cancelled", "2": "open"}


def test_a_cancellation_after_packing_is_shown_to_the_supervisor_once(house: Warehouse) -> None:
    house.order(order("1", {"SKU1": 2}))
    with house.central.writing() as connection:
        connection.execute(sa.update(sales_order).values(state="packed"))
    for _ in range(2):
        stored = house.cancel("1")
        assert (stored.orders_cancelled, stored.cancels_late) == (0, 1)
    assert [row.kind for row in house.rows(sa.select(exception))] == ["cancel_too_late"]


def test_a_barcode_stays_with_its_first_item_and_the_other_one_is_told(house: Warehouse) -> None:
    thief = ItemDraft("THIEF", "thief", 1, (BarcodeDraft("CASE1", 6), BarcodeDraft("OWN")))
    stored = house.take(Intake(items=(thief,), rows_read=1))
    assert [wrong.reason for wrong in stored.refused] == ["promises.barcode_taken"]
    owners = dict(house.rows(sa.select(barcode.c.code, barcode.c.sku)))
    assert (owners["CASE1"], owners["OWN"]) == ("SKU1", "THIEF")
    for language in LANGUAGES:
        assert "SKU1" in load_phrases(language)(stored.refused[0].reason, **stored.refused[0].placeholders())


def test_two_places_that_read_alike_are_not_both_taken(house: Warehouse) -> None:
    stored = house.take(Intake(places=(shelf("A0101", 5),), rows_read=1))
    assert [(wrong.value, wrong.names["owner"]) for wrong in stored.refused] == [("A0101", "A01-01")]
    assert house.rows(sa.select(place).where(place.c.code == "A0101")) == []


def test_counted_stock_of_an_unknown_place_is_refused_and_the_rest_handed_back(house: Warehouse) -> None:
    stock = (StockDraft("A01-01", "SKU1", 3), StockDraft("Z9", "SKU1", 4), StockDraft("A01-02", "NEW", 1))
    stored = house.take(Intake(stock=stock, rows_read=3))
    assert stored.stock == (stock[0], stock[2])
    assert stored.drafts == 1
    assert [wrong.value for wrong in stored.refused] == ["Z9"]


def test_a_mended_file_loses_its_refusals(house: Warehouse) -> None:
    wrong = [Rejected("f.csv", row, "qty", "x", "channels.not_whole", {"n": row}) for row in (2, 3)]
    house.take(Intake(rejected=tuple(wrong), rows_read=2))
    house.take(Intake(rejected=(wrong[0],), rows_read=1), file="other.csv")
    house.take(Intake(rejected=(wrong[1],), rows_read=1))
    rows = house.rows(sa.select(rejected_row.c.file, rejected_row.c.row).order_by(rejected_row.c.id))
    assert [tuple(row) for row in rows] == [("f.csv", 3), ("other.csv", 2)]


def test_people_begin_in_their_first_usual_zone_and_keep_what_they_were_given(house: Warehouse) -> None:
    assert dict(house.rows(sa.select(assignment.c.badge, assignment.c.zone))) == {"BA2001": "A", "BA2002": "B"}
    moved = PersonDraft("BA2001", "Álvaro", Role.PICKER, "es", ("C",))
    house.take(Intake(people=(moved,), rows_read=1))
    assert dict(house.rows(sa.select(assignment.c.badge, assignment.c.zone)))["BA2001"] == "A"


def test_the_cut_off_is_the_next_one_of_the_carrier_and_service_in_local_time(house: Warehouse) -> None:
    settings = {"cutoffs": {"Garza/express": "13:00", "*": "17:00"}, "time_zone": "Europe/Madrid"}
    assert cutoff_after(settings, "Garza", "express", DAY) == datetime(2010, 12, 7, 12, tzinfo=UTC)
    assert cutoff_after(settings, "Garza", "express", DAY.replace(hour=13)) == datetime(2010, 12, 8, 12, tzinfo=UTC)
    assert cutoff_after(settings, "Molino", "", DAY) == datetime(2010, 12, 7, 16, tzinfo=UTC)
    assert cutoff_after({}, "Garza", "express", DAY) is None
    for key, value in settings.items():
        change_setting(house.central, key, value, badge="BA1001", station="ST1", now=DAY)
    house.order(order("1", {"SKU1": 1}, service="express"))
    assert house.rows(sa.select(sales_order.c.cutoff_at)) == [(datetime(2010, 12, 7, 12, tzinfo=UTC),)]


def test_a_large_file_goes_in_whole(house: Warehouse) -> None:
    line = LineDraft(1, "SKU1", "x", 1)
    orders = tuple(replace(order(f"{n}", {}), lines=(line,), rows=(1,)) for n in range(12_000))
    assert house.order(*orders).orders_new == 12_000
    assert house.order(*orders).orders_unchanged == 12_000
    house.stock(SKU1={"A01-01": 11_000})
    done = reserve(house.central, DAY)
    assert (done.orders, done.missing_units) == (11_000, 1_000)
