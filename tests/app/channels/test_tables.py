import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.channels import CHANNELS
from app.channels.tables.columns import Column, plain
from app.channels.tables.table import Table, read_table
from app.domain.intake import Intake, Rejected

LAYOUT = (Column("sku", ("código",), required=True), Column("quantity", ("cantidad",), required=True))
HEADS = (
    "sku,name\n",
    "place;sku;quantity\n",
    "sep=;\nbadge;name;role\n",
    "code,zone\n",
    "InvoiceNo,StockCode,Quantity,InvoiceDate\n",
    "Name,Lineitem quantity,Lineitem sku,Created at,Financial Status\n",
)
Sheet = Callable[[Sequence[Sequence[object]]], bytes]


def table_of(data: bytes) -> Table:
    table = read_table("f", data, LAYOUT)
    assert isinstance(table, Table)
    return table


def cells_of(data: bytes) -> list[tuple[int, str, str]]:
    return [(row.number, row.cells["sku"], row.cells["quantity"]) for row in table_of(data).rows]


def reason_of(data: bytes) -> str:
    wrong = read_table("f", data, LAYOUT)
    assert isinstance(wrong, Rejected)
    assert wrong.row == 0
    return wrong.reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_make_of_text_is_read(delimiter: str, encoding: str) -> None:
    text = f"Código{delimiter}CANTIDAD{delimiter}Nota\nñ1{delimiter}2{delimiter}x\n"

    assert cells_of(text.encode(encoding)) == [(2, "ñ1", "2")]


def test_a_first_line_that_names_the_separator_is_followed_and_counted() -> None:
    assert cells_of(b"sep=;\r\nsku;quantity\r\nA,1;2\r\n") == [(3, "A,1", "2")]
    assert cells_of(b"\xef\xbb\xbfsep=|\nsku|quantity\nA|2\n") == [(3, "A", "2")]


def test_rows_are_numbered_as_an_editor_does() -> None:
    data = b'quantity,sku\n1,"two\nlines"\n\n  ,\n2,B\n'

    assert cells_of(data) == [(2, "two\nlines", "1"), (6, "B", "2")]


def test_columns_are_found_by_name_wherever_they_stand() -> None:
    assert cells_of(b"x,Quantity ,y, SKU\n1,2,3,A\n") == [(2, "A", "2")]
    assert plain("Lineitem compare-at price") == plain("Lineitem compare at  Price")
    assert plain("Código artículo") == "codigo_articulo"


def test_a_missing_column_is_named_with_what_was_expected() -> None:
    wrong = read_table("f", b"sku,colour\nA,red\n", LAYOUT)

    assert isinstance(wrong, Rejected)
    assert (wrong.row, wrong.reason, wrong.value) == (0, "channels.wrong_header", "sku, colour")
    assert wrong.names == {"expected": "sku, quantity", "missing": "quantity"}


def test_two_columns_of_one_meaning_are_refused() -> None:
    assert reason_of("sku,código,quantity\nA,B,1\n".encode()) == "channels.column_twice"


def test_an_unquoted_separator_rejects_its_row_and_no_other() -> None:
    table = table_of(b"sku,quantity\nA,1\nB,C,2\nD,3,\n")

    assert [row.cells["sku"] for row in table.rows] == ["A", "D"]
    assert [(wrong.row, wrong.reason, wrong.names["cells"]) for wrong in table.broken] == [
        (3, "channels.too_many_cells", 3)
    ]
    assert table.rows_read == 3


def test_a_stray_quotation_mark_rejects_its_row_and_no_other() -> None:
    table = table_of(b'sku,quantity\nA,1\n"B"x,2\n5" disc,3\n')

    assert [row.cells["sku"] for row in table.rows] == ["A", '5" disc']
    assert [(wrong.row, wrong.reason) for wrong in table.broken] == [(3, "channels.broken_quotes")]


def test_an_unclosed_quotation_mark_is_reported_where_it_opens() -> None:
    table = table_of(b'sku,quantity\nA,1\n"B,2\nC,3\n')

    assert [(wrong.row, wrong.reason) for wrong in table.broken] == [(3, "channels.broken_quotes")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "channels.empty_file"),
        (b" \r\n\t\n", "channels.empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "channels.not_a_table"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "channels.not_a_table"),
        (b"\xff\xfea\x00b", "channels.not_a_table"),
        (b"sku,quantity\n\x81\x8d\n", "channels.not_a_table"),
        (b"%PDF-1.7\n1 0 obj\n", "channels.wrong_header"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "channels.old_excel"),
        (b"PK\x03\x04 and nothing more", "channels.damaged_workbook"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(data: bytes, reason: str) -> None:
    assert reason_of(data) == reason


def test_a_workbook_gives_text_as_a_person_would_write_it(as_xlsx: Sheet) -> None:
    data = as_xlsx(
        [
            ["sku", "quantity"],
            [71053, 6.0],
            [None, None],
            ["85123A", 1.5],
            [4006381333931, True],
            [datetime(2010, 12, 7, 8, 42), date(2010, 12, 7)],  # noqa: DTZ001 - a cell has no zone
        ]
    )

    assert cells_of(data) == [
        (2, "71053", "6"),
        (4, "85123A", "1.5"),
        (5, "4006381333931", "True"),
        (6, "2010-12-07 08:42:00", "2010-12-07 00:00:00"),
    ]


def test_a_workbook_with_a_wrong_size_written_into_it_is_read_whole(as_xlsx: Sheet) -> None:
    lying = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx([["sku", "quantity"], ["A", 1]]))) as old:
        with zipfile.ZipFile(lying, "w") as new:
            for part in old.namelist():
                new.writestr(part, old.read(part).replace(b'ref="A1:B2"', b'ref="A1"'))
        assert b'ref="A1:B2"' in old.read("xl/worksheets/sheet1.xml")

    assert cells_of(lying.getvalue()) == [(2, "A", "1")]


def test_a_workbook_without_a_table_and_other_zips_are_refused() -> None:
    book = Workbook()
    book.create_chartsheet("only a chart")
    book.remove(book.worksheets[0])
    chart, other = io.BytesIO(), io.BytesIO()
    book.save(chart)
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("letter.txt", "hello")

    assert reason_of(chart.getvalue()) == "channels.damaged_workbook"
    assert reason_of(other.getvalue()) == "channels.damaged_workbook"


@given(data=st.binary(max_size=300))
def test_any_bytes_give_an_intake_and_never_raise(data: bytes) -> None:
    assert all(isinstance(read("f", data), Intake) for read in CHANNELS.values())


@given(
    head=st.sampled_from(HEADS),
    cells=st.lists(st.lists(st.sampled_from(["", "A", "1", "-3", '"', "C9", "2010-12-07 08:42:00", "BA1001"]))),
    tail=st.text(max_size=60),
)
def test_any_rows_under_a_right_header_add_up(head: str, cells: list[list[str]], tail: str) -> None:
    delimiter = ";" if ";" in head else ","
    data = (head + "\n".join(map(delimiter.join, cells)) + tail).encode("utf-8", "surrogatepass")

    for read in CHANNELS.values():
        intake = read("f", data)  # Intake itself refuses rows that do not add up
        assert intake == read("f", data)


@given(at=st.integers(min_value=0, max_value=8000), byte=st.integers(min_value=0, max_value=255))
def test_a_damaged_workbook_never_raises(at: int, byte: int) -> None:
    book = Workbook()
    book.worksheets[0].append(["sku", "name", "quantity", "place"])
    book.worksheets[0].append(["A", "mug", 2, "A01"])
    kept = io.BytesIO()
    book.save(kept)
    data = bytearray(kept.getvalue())
    data[at % len(data)] = byte

    assert CHANNELS["items"]("f", bytes(data)).rows_read <= 1
