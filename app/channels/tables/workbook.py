"""The first sheet of an Excel workbook (.xlsx) as rows of text.

Formulas give the value Excel last computed. Whole numbers lose the ``.0`` that a cell of type number gives
them; dates become ``YYYY-MM-DD HH:MM:SS``. What Excel already destroyed (leading zeros, long codes) stays
destroyed: the channels look for it.
"""

import io
import warnings
import zipfile
from datetime import date, datetime

_MOST_BYTES = 1 << 29
"""Unpacked size above which a workbook is taken for a bomb; 540,000 order lines unpack to about 0.2 GB."""
_MOST_ROWS = 1 << 20
"""Rows an Excel sheet can have."""
_EXACT = 1e15
"""Beyond this a spreadsheet's numbers are no longer exact to the unit."""

Sheet = list[tuple[int, list[str] | None]]


def workbook_records(data: bytes) -> Sheet | None:
    """Reads the first sheet; None when the bytes are not a workbook or a damaged one."""
    try:
        return _first_sheet(data)
    except Exception:  # noqa: BLE001 - a damaged file surfaces as any error of zip, zlib, XML or openpyxl
        return None


def _first_sheet(data: bytes) -> Sheet | None:
    from openpyxl import load_workbook  # noqa: PLC0415 - takes 130 ms, and most files are CSV

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
            return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and drop-downs it drops; we want neither
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # some exporters write a wrong size, and only that much would be read
            rows = sheet.iter_rows(max_row=_MOST_ROWS, values_only=True)
            texts = ([_text(value) for value in row] for row in rows)
            return [(number, cells) for number, cells in enumerate(texts, 1) if any(cells)]
        finally:
            book.close()


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case float() if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        case datetime():
            return value.replace(microsecond=0).isoformat(" ")
        case date():
            return value.isoformat()
        case _:
            return str(value)
