import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.channels import CHANNELS
from app.domain.intake import CancelDraft, DraftAddress, Intake, LineDraft, OrderDraft

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "channels" / "shopify_orders.csv"
DERIVED = Path(__file__).resolve().parents[4] / "shared" / "data" / "channels" / "derived"
HEADER = ["Name", "Lineitem quantity", "Lineitem sku", "Created at", "Financial Status", "Fulfillment Status"]
DATE = "2025-10-07 09:50:26 +0200"
Csv = Callable[..., bytes]
Spoken = Callable[[Intake], list[str]]


@pytest.fixture(scope="module")
def sample() -> Intake:
    return CHANNELS["shopify"](SAMPLE.name, SAMPLE.read_bytes())


def order_of(intake: Intake, name: str) -> OrderDraft:
    return next(order for order in intake.orders if order.external_id == name)


def test_an_order_is_read_whole_with_address_and_note(sample: Intake) -> None:
    order = order_of(sample, "#1001")

    assert order.lines == (
        LineDraft(1, "TAZA-R", "Taza roja", 2),
        LineDraft(2, "TAZA-A", "Taza azul", 1),
        LineDraft(3, "71053", "Plato", 3),
    )
    assert order.recipient == DraftAddress(
        "Íñigo Peña",
        "Regalos Peña S.L.",
        "C/ Mayor 1",
        "2.º B",
        "08001",
        "Madrid",
        "MD",
        "ES",
        "+34 600 000 000",
        "ana@example.com",
    )
    assert (order.customer, order.service, order.carrier, order.paid) == ("Ana Ruiz", "Standard", "", True)
    assert order.note == 'Leave it at the door.\nRing "twice".'
    assert order.placed_at == datetime(2025, 10, 7, 7, 50, 26, tzinfo=UTC)
    assert order.rows == (2, 4, 5)


def test_an_unpaid_order_without_address_is_held_and_named_by_its_number(sample: Intake) -> None:
    order = order_of(sample, "#1002")

    assert not order.paid
    assert order.recipient == DraftAddress(name="#1002", phone="+34 611 111 111")


def test_only_what_is_still_to_send_is_imported(sample: Intake) -> None:
    order = order_of(sample, "#1004")

    assert order.lines == (LineDraft(2, "JARRA", "Jarra", 4),)
    assert order.paid
    assert [(note.row, note.reason) for note in sample.ignored] == [
        (6, "channels.no_shipping"),
        (8, "channels.order_fulfilled"),
        (9, "channels.line_fulfilled"),
        (14, "channels.order_waits"),
        (16, "channels.order_restocked"),
    ]


def test_a_cancelled_order_is_a_cancellation_and_no_order(sample: Intake) -> None:
    assert sample.cancels == (
        CancelDraft("shopify", "#1005", "channels.cancelled_in_shop", (11, 12), "2025-10-06 13:00:00 +0200"),
    )
    assert [order.external_id for order in sample.orders] == ["#1001", "#1002", "#1004"]


def test_bad_rows_are_reported_with_the_files_own_headings(sample: Intake, spoken: Spoken) -> None:
    assert [(wrong.row, wrong.column, wrong.value, wrong.reason) for wrong in sample.rejected] == [
        (13, "Lineitem quantity", "0", "channels.out_of_range"),
        (15, "Created at", "06/10/2025 14:00", "channels.shopify_date"),
        (15, "Lineitem SKU", "", "channels.blank"),
    ]
    assert (sample.rows_read, sample.rows_taken, sample.rows_rejected) == (14, 7, 2)
    assert len(spoken(sample)) == 18


def test_importing_the_sample_twice_gives_the_same(sample: Intake) -> None:
    assert CHANNELS["shopify"](SAMPLE.name, SAMPLE.read_bytes()) == sample


@pytest.mark.parametrize(
    ("status", "paid"),
    [("paid", True), ("Partially_refunded", True)]
    + [(held, False) for held in ("authorized", "pending", "partially_paid", "expired", "refunded", "voided", "")],
)
def test_only_paid_orders_may_ship(status: str, paid: bool, as_csv: Csv) -> None:  # noqa: FBT001 - a parameter of the test
    intake = CHANNELS["shopify"]("f", as_csv(HEADER, ["#1", "1", "A", DATE, status, "unfulfilled"]))

    assert intake.orders[0].paid is paid


@pytest.mark.parametrize(
    "date", ["2025-10-07 09:50:26", "0001-01-01 00:00:00 +1400", "2025-13-07 09:50:26 +0200", "yesterday", ""]
)
def test_a_moment_without_zone_or_sense_makes_the_order_wait(date: str, as_csv: Csv) -> None:
    data = as_csv(HEADER, ["#1", "1", "A", date, "paid", ""], ["#1", "1", "B", "", "", ""])
    intake = CHANNELS["shopify"]("f", data)

    assert [(wrong.row, wrong.column) for wrong in intake.rejected] == [(2, "Created at")]
    assert [(note.row, note.reason) for note in intake.ignored] == [(3, "channels.order_waits")]


def test_rows_before_any_name_are_rejected_and_the_next_order_waits(as_csv: Csv) -> None:
    data = as_csv(
        HEADER,
        ["", "1", "A", DATE, "paid", ""],
        ["#1", "1", "A", DATE, "paid", ""],
        ["#2", "1", "A", DATE, "paid", ""],
    )
    intake = CHANNELS["shopify"]("f", data)

    assert [wrong.reason for wrong in intake.rejected] == ["channels.blank"]
    assert [order.external_id for order in intake.orders] == ["#2"]


def test_rows_of_one_order_may_stand_apart(as_csv: Csv) -> None:
    data = as_csv(
        HEADER,
        ["#1", "1", "A", DATE, "paid", ""],
        ["#2", "1", "A", DATE, "paid", ""],
        ["#1", "2", "B", DATE, "", ""],
    )

    assert [len(order.lines) for order in CHANNELS["shopify"]("f", data).orders] == [2, 1]


@pytest.mark.skipif(not DERIVED.is_dir(), reason="the derived day is not part of the checkout")
def test_the_derived_day_agrees_with_its_truth() -> None:
    truth = json.loads((DERIVED / "truth_2010-12-07.json").read_text(encoding="utf-8"))["shopify"]
    file = DERIVED / "shopify_orders_export_2010-12-07.csv"
    intake = CHANNELS["shopify"](file.name, file.read_bytes())
    expected = {
        (
            order["external_id"],
            order["pickable"],
            tuple((line["sku"].upper(), line["qty"]) for line in order["lines"]),
            order["ship_zip"],
            order["ship_country"],
        )
        for order in truth
        if order["fulfillment"] != "fulfilled"
    }
    found = {
        (
            order.external_id,
            order.paid,
            tuple((line.sku, line.quantity) for line in order.lines),
            order.recipient.postcode,
            order.recipient.country,
        )
        for order in intake.orders
    }

    assert found == expected
    assert (len(found), intake.rows_read, intake.rows_rejected) == (18, 268, 0)
