"""Reading a table of any of the usual makes: CSV as programs and spreadsheets write it, or an Excel workbook.

Text is UTF-8 (with or without a byte order mark), UTF-16 with one, or else Windows-1252. The delimiter is
what a first line ``sep=;`` says, or else the one of ``, ; tab |`` under which most headings are known. Quotes
follow RFC 4180 strictly: a quotation mark in the wrong place rejects its row instead of eating the next ones.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.channels.tables.columns import SHOWN, Layout, known_headings, locate, plain
from app.channels.tables.workbook import workbook_records
from app.domain.intake import Rejected

DELIMITERS = ",;\t|"
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SEP = re.compile("\ufeff?" + r"sep=(.)\r?\n", re.IGNORECASE)

Record = tuple[int, list[str] | None]
"""A row's number in the file and its cells; None where the quotes are broken."""


@dataclass(frozen=True, slots=True)
class Row:
    """One data row.

    Attributes:
        number: Line at which the row starts, as an editor numbers it.
        cells: Column key to text, without the blanks around it; columns the file lacks are absent.
    """

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header was understood.

    Attributes:
        file: The file's name.
        titles: Column key to the heading as the file writes it.
        rows: The data rows; blank ones are left out.
        broken: Rows that could not be told apart into cells.
    """

    file: str
    titles: dict[str, str]
    rows: tuple[Row, ...]
    broken: tuple[Rejected, ...]

    @property
    def rows_read(self) -> int:
        """Number of data rows, the broken ones included."""
        return len(self.rows) + len(self.broken)


def read_table(file: str, data: bytes, layout: Layout) -> Table | Rejected:
    """Reads a file as a table with the columns of a layout; any bytes will do, none raises.

    Args:
        file: The file's name, for messages only: what it is shows in its bytes.
        data: The whole file.
        layout: Columns to look for; others are passed over.
    """
    records = _records(file, data, layout)
    if isinstance(records, Rejected):
        return records
    return _table(file, iter(records), layout)


def _records(file: str, data: bytes, layout: Layout) -> Iterable[Record] | Rejected:
    if not data.strip():
        return Rejected(file, 0, "", "", "channels.empty_file")
    if data.startswith(_OLD_EXCEL):
        return Rejected(file, 0, "", "", "channels.old_excel")
    if data.startswith(_ZIP):
        records = workbook_records(data)
        return Rejected(file, 0, "", "", "channels.damaged_workbook") if records is None else records
    text = _decode(data)
    if text is None:
        return Rejected(file, 0, "", "", "channels.not_a_table")
    return _text_records(text, layout)


def _decode(data: bytes) -> str | None:
    codes = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        return None if _BINARY.search(text) else text
    return None


def _text_records(text: str, layout: Layout) -> Iterator[Record]:
    named = _SEP.match(text)
    if named:
        return _split(text[named.end() :], named[1], skipped=1)
    known = known_headings(layout)
    best = max(DELIMITERS, key=lambda delimiter: _known_in_header(text, delimiter, known))
    return _split(text, best, skipped=0)


def _known_in_header(text: str, delimiter: str, known: frozenset[str]) -> int:
    header = next((cells for _, cells in _split(text, delimiter, skipped=0) if cells and any(cells)), [])
    return sum(plain(heading) in known for heading in header)


def _split(text: str, delimiter: str, *, skipped: int) -> Iterator[Record]:
    if delimiter in '"\r\n ':
        delimiter = ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = skipped + reader.line_num + 1
        try:
            yield number, next(reader)
        except csv.Error:
            yield number, None
        except StopIteration:
            return


def _table(file: str, records: Iterator[Record], layout: Layout) -> Table | Rejected:
    header = next((cells for _, cells in records if cells is None or any(map(str.strip, cells))), [])
    found = locate(file, header or [], layout)
    if isinstance(found, Rejected):
        return found
    width, cells_of = len(header or []), _picker(found)
    rows: list[Row] = []
    broken: list[Rejected] = []
    for number, cells in records:
        wrong = _broken(file, number, cells, width)
        if wrong is not None:
            broken.append(wrong)
        elif cells and any(map(str.strip, cells)):
            rows.append(Row(number, cells_of(cells)))
    titles = {key: (header or [])[at].strip() for key, at in found.items()}
    return Table(file, titles, tuple(rows), tuple(broken))


def _broken(file: str, number: int, cells: Sequence[str] | None, width: int) -> Rejected | None:
    """Names a row with unmatched quotes, or with more cells than headings: an unquoted delimiter moved them."""
    if cells is None:
        return Rejected(file, number, "", "", "channels.broken_quotes")
    if len(cells) > width and any(map(str.strip, cells[width:])):
        names = {"cells": len(cells), "expected": width}
        return Rejected(file, number, "", " ".join(cells)[:SHOWN], "channels.too_many_cells", names)
    return None


def _picker(found: dict[str, int]) -> Callable[[list[str]], dict[str, str]]:
    """Makes what picks the known columns out of a row's cells; a file may have 100,000 of them."""
    places, last = tuple(found.items()), max(found.values())

    def picked(cells: list[str]) -> dict[str, str]:
        if last < len(cells):
            return {key: cells[at].strip() for key, at in places}
        return {key: cells[at].strip() for key, at in places if at < len(cells)}

    return picked
