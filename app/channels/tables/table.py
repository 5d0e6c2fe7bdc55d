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
from operator import itemgetter
from typing import NamedTuple

from app.channels.tables.columns import SHOWN, Layout, known_headings, locate, plain
from app.channels.tables.workbook import workbook_records
from app.domain.intake import Rejected

DELIMITERS = ",;\t|"
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))
_SEP = re.compile("\ufeff?" + r"sep=(.)\r?\n", re.IGNORECASE)

Record = tuple[int, list[str] | None]
"""A row's number in the file and its cells; None where the quotes are broken."""


class Row(NamedTuple):
    """One data row; a file may have 100,000 of them, and a named tuple is the quickest record to make.

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
        return None if _is_binary(text) else text
    return None


def _is_binary(text: str) -> bool:
    """Tells whether control characters are in a text that no table has.

    UTF-8 writes each of them as the one byte of its number and no other character with that byte, and to strike bytes
    out is ten times as quick as to look at every character.
    """
    plain_text = text.encode("utf-8", "surrogatepass")
    return len(plain_text.translate(None, _CONTROL)) < len(plain_text)


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
        texts = None if cells is None else list(map(str.strip, cells))
        if cells is None or texts is None or (len(cells) > width and any(texts[width:])):
            broken.append(_broken(file, number, cells, width))
        elif any(texts):
            rows.append(Row(number, cells_of(texts)))
    titles = {key: (header or [])[at].strip() for key, at in found.items()}
    return Table(file, titles, tuple(rows), tuple(broken))


def _broken(file: str, number: int, cells: Sequence[str] | None, width: int) -> Rejected:
    """Names a row with unmatched quotes, or with more cells than headings: an unquoted delimiter moved them."""
    if cells is None:
        return Rejected(file, number, "", "", "channels.broken_quotes")
    names = {"cells": len(cells), "expected": width}
    return Rejected(file, number, "", " ".join(cells)[:SHOWN], "channels.too_many_cells", names)


def _picker(found: dict[str, int]) -> Callable[[list[str]], dict[str, str]]:
    """Makes what picks the known columns out of a row's stripped cells; a file may have 100,000 of them."""
    keys, places, last = tuple(found), tuple(found.values()), max(found.values())
    all_of = itemgetter(*places, places[0])  # the first once more: of a single place it would give no tuple

    def picked(texts: list[str]) -> dict[str, str]:
        if last < len(texts):
            return dict(zip(keys, all_of(texts)))  # noqa: B905 - one more on purpose
        return {key: texts[at] for key, at in found.items() if at < len(texts)}

    return picked
