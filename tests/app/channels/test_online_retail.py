import csv
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.channels import CHANNELS
from app.domain.intake import CancelDraft, DraftAddress, Intake, LineDraft

HEADER = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
DEMO = Path(__file__).resolve().parents[3] / "resources" / "demo" / "orders_2010-12-07.csv"
DAYS = Path(__file__).resolve().parents[4] / "shared" / "data" / "online_retail"
Csv = Callable[..., bytes]
Sheet = Callable[[Sequence[Sequence[object]]], bytes]
Spoken = Callable[[Intake], list[str]]
Row = list[str]


def row(
    invoice: str,
    sku: str,
    quantity: str,
    date: str = "2010-12-07 09:13:00",
    customer: str = "17850.0",
    name: str = "MUG",
) -> Row:
    return [invoice, sku, name, quantity, date, "1.0", customer, "EIRE"]


@pytest.fixture
def read(as_csv: Csv, spoken: Spoken) -> Callable[..., Intake]:
    def reading(*rows: Row) -> Intake:
        intake = CHANNELS["online-retail"]("day.csv", as_csv(HEADER, *rows))
        spoken(intake)
        return intake

    return reading


Read = Callable[..., Intake]


def mistakes(intake: Intake) -> list[tuple[int, str, str]]:
    return [(wrong.row, wrong.column, wrong.reason) for wrong in intake.rejected]


def ignored(intake: Intake) -> list[tuple[int, str]]:
    return [(note.row, note.reason) for note in intake.ignored]


def test_an_invoice_is_a_paid_order_of_its_rows(read: Read) -> None:
    order = read(
        row("1", "85123a", "6"), row("2", "22", "1"), row("1", "71053.0", "2", "2010-12-07 09:12:00", name="")
    ).orders[0]

    assert order.lines == (LineDraft(1, "85123A", "MUG", 6), LineDraft(2, "71053", "", 2))
    assert (order.channel, order.external_id, order.customer, order.paid) == ("online-retail", "1", "17850", True)
    assert order.placed_at == datetime(2010, 12, 7, 9, 12, tzinfo=UTC)
    assert order.recipient == DraftAddress(name="17850", country="EIRE")
    assert order.rows == (2, 4)


def test_both_shapes_of_date_are_read(read: Read) -> None:
    assert read(row("1", "22", "1", "12/1/2010 8:26")).orders[0].placed_at == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)


def test_repeated_rows_stay_lines_of_their_own(read: Read) -> None:
    lines = read(row("1", "22", "1"), row("1", "22", "1")).orders[0].lines

    assert [(line.line_no, line.quantity) for line in lines] == [(1, 1), (2, 1)]


def test_without_a_customer_the_recipient_is_the_invoice_number(read: Read) -> None:
    order = read(row("537446", "22", "1", customer="")).orders[0]

    assert (order.customer, order.recipient.name) == ("", "537446")


@pytest.mark.parametrize(
    "code",
    [
        "POST",
        "DOT",
        "M",
        "m",
        "C2",
        "D",
        "S",
        "B",
        "BANK CHARGES",
        "AMAZONFEE",
        "CRUK",
        "PADS",
        "gift_0001_20",
        "DCGS0004",
    ],
)
def test_what_is_no_product_is_left_out_and_reported(code: str, read: Read) -> None:
    intake = read(row("1", code, "1"), row("1", "22", "1"), row("2", code, "1"))

    assert [(order.external_id, order.lines) for order in intake.orders] == [("1", (LineDraft(2, "22", "MUG", 1),))]
    assert ignored(intake) == [(2, "channels.no_product"), (4, "channels.no_product")]


def test_write_offs_and_bad_debts_are_no_orders(read: Read) -> None:
    intake = read(row("1", "22", "-30"), row("A563185", "B", "1"), row("A563186", "22", "x"), row("C2", "22", "3"))

    assert not intake.orders
    assert ignored(intake) == [
        (2, "channels.write_off"),
        (3, "channels.bad_debt"),
        (4, "channels.bad_debt"),
        (5, "channels.positive_refund"),
    ]


def test_a_whole_order_taken_back_later_is_cancelled(read: Read) -> None:
    intake = read(
        row("1", "22", "4"), row("1", "22", "2"), row("1", "POST", "1"), row("C2", "22", "-6", "2010-12-07 10:00:00")
    )

    assert intake.cancels == (CancelDraft("online-retail", "1", "channels.cancelled_by_invoice", (5,), "C2"),)
    assert [order.external_id for order in intake.orders] == ["1"]
    assert (intake.rows_read, intake.rows_taken) == (4, 3)


@pytest.mark.parametrize(
    "refund",
    [
        row("C2", "22", "-5"),
        row("C2", "22", "-7"),
        row("C2", "23", "-6"),
        row("C2", "22", "-6", customer="1"),
        row("C2", "22", "-6", customer=""),
        row("C2", "22", "-6", "2010-12-07 09:00:00"),
    ],
    ids=["a part", "more", "another item", "another customer", "nobody", "before the order"],
)
def test_a_refund_in_doubt_cancels_nothing_and_is_reported(refund: Row, read: Read) -> None:
    intake = read(row("1", "22", "6"), refund)

    assert not intake.cancels
    assert ignored(intake) == [(3, "channels.earlier_sale")]


def test_a_refund_that_fits_two_orders_cancels_neither_and_none_twice(read: Read) -> None:
    assert not read(row("1", "22", "6"), row("2", "22", "6"), row("C3", "22", "-6")).cancels
    twice = read(row("1", "22", "6"), row("C2", "22", "-6"), row("C3", "22", "-6"))

    assert [cancel.reference for cancel in twice.cancels] == ["C2"]
    assert ignored(twice) == [(4, "channels.earlier_sale")]


@pytest.mark.parametrize(
    ("bad", "column", "reason"),
    [
        (row("1", "22", "six"), "Quantity", "channels.not_whole"),
        (row("1", "22", "1.5"), "Quantity", "channels.not_whole"),
        (row("1", "22", ""), "Quantity", "channels.blank"),
        (row("1", "22", "0"), "Quantity", "channels.zero"),
        (row("1", "22", "1000001"), "Quantity", "channels.out_of_range"),
        (row("1", "22", "1", "7 December"), "InvoiceDate", "channels.retail_date"),
        (row("1", "22", "1", ""), "InvoiceDate", "channels.blank"),
        (row("1", "", "1"), "StockCode", "channels.blank"),
    ],
)
def test_a_bad_row_is_rejected_its_order_waits_and_the_rest_goes_on(
    bad: Row, column: str, reason: str, read: Read
) -> None:
    intake = read(row("1", "23", "1"), row("3", "24", "1"), bad, row("2", "25", "1"))

    assert mistakes(intake) == [(4, column, reason)]
    assert ignored(intake) == [(2, "channels.order_waits")]
    assert [order.external_id for order in intake.orders] == ["3", "2"]


def test_a_row_without_invoice_makes_its_neighbours_wait(read: Read) -> None:
    intake = read(
        row("1", "22", "1"), row("2", "22", "1"), row("", "22", "1"), row("3", "22", "1"), row("4", "22", "1")
    )

    assert mistakes(intake) == [(4, "InvoiceNo", "channels.blank")]
    assert [order.external_id for order in intake.orders] == ["1", "4"]
    assert ignored(intake) == [(3, "channels.order_waits"), (5, "channels.order_waits")]


def test_a_row_with_an_unquoted_comma_makes_its_order_wait(read: Read) -> None:
    intake = read(
        row("1", "22", "1"), [*row("1", "22", "1")[:2], "MUG", " BLUE", *row("1", "22", "1")[3:]], row("1", "23", "1")
    )

    assert mistakes(intake) == [(3, "", "channels.too_many_cells")]
    assert not intake.orders


def test_a_wrong_header_is_one_mistake_that_names_the_columns(as_csv: Csv, spoken: Spoken) -> None:
    intake = CHANNELS["online-retail"]("x.csv", as_csv(["Name", "Email"], ["a", "b"]))

    assert mistakes(intake) == [(0, "", "channels.wrong_header")]
    assert "InvoiceNo, StockCode, Quantity, InvoiceDate" in spoken(intake)[0]
    assert intake.rows_read == 0


def test_the_published_workbook_and_the_second_editions_headings_are_read(as_xlsx: Sheet) -> None:
    data = as_xlsx(
        [
            ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country"],
            [536365, 71053, "LANTERN", 6, datetime(2010, 12, 1, 8, 26), 3.39, 17850, "United Kingdom"],  # noqa: DTZ001 - a cell has no zone
        ]
    )
    order = CHANNELS["online-retail"]("x.xlsx", data).orders[0]

    assert (order.external_id, order.customer, order.lines[0].sku) == ("536365", "17850", "71053")
    assert order.placed_at == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)


def test_further_columns_give_the_address(as_csv: Csv) -> None:
    header = [*HEADER, "Recipient", "Company", "Street", "Street2", "Postcode", "City", "Region", "Country2", "Phone"]
    data = as_csv(
        [*header, "Email", "Carrier", "Service"],
        row("1", "22", "1"),
        [
            *row("1", "23", "1"),
            "Ñ",
            "C",
            "S1",
            "S2",
            "01307",
            "T",
            "R",
            "IE",
            "+3",
            "e@example.com",
            "Garza",
            "express",
        ],
    )
    order = CHANNELS["online-retail"]("x.csv", data).orders[0]

    assert order.recipient == DraftAddress("Ñ", "C", "S1", "S2", "01307", "T", "R", "IE", "+3", "e@example.com")
    assert (order.carrier, order.service) == ("Garza", "express")


def test_the_real_day_is_accounted_for_row_by_row(spoken: Spoken) -> None:
    intake = CHANNELS["online-retail"](DEMO.name, DEMO.read_bytes())

    assert intake.rows_read == 2963
    assert (intake.rows_taken, intake.rows_rejected, intake.rows_ignored) == (2910, 0, 53)
    assert Counter(note.reason for note in intake.ignored) == {
        "channels.no_product": 23,
        "channels.earlier_sale": 22,
        "channels.write_off": 8,
    }
    with DEMO.open(encoding="utf-8", newline="") as file:
        invoices = {cells[0] for cells in list(csv.reader(file))[1:]}
    others = invoices - {order.external_id for order in intake.orders}
    assert (len(invoices), len(intake.orders)) == (111, 84)
    assert Counter(invoice[0] for invoice in others) == {"C": 18, "5": 9}  # 8 write-offs, one with a fee only
    assert sum(line.quantity for order in intake.orders for line in order.lines) == 25345
    assert max(len(order.lines) for order in intake.orders) == 600
    assert len(spoken(intake)) == 106


def test_importing_twice_gives_the_same() -> None:
    first, second = (CHANNELS["online-retail"](DEMO.name, DEMO.read_bytes()) for _ in range(2))

    assert first == second


@pytest.mark.skipif(not DAYS.is_dir(), reason="the other days of the data set are not part of the checkout")
def test_on_other_days_only_whole_younger_cancellations_are_found() -> None:
    found: dict[str, str] = {}
    for day in sorted(DAYS.glob("*.csv")):
        intake = CHANNELS["online-retail"](day.name, day.read_bytes())
        assert not intake.rejected
        found |= {cancel.reference: cancel.external_id for cancel in intake.cancels}

    assert found == {"C537413": "537410", "C538341": "538313", "C538536": "538534"}
