"""Reading the cells of one row and collecting everything that is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app.channels.tables.columns import SHOWN
from app.channels.tables.table import Row, Table
from app.domain.intake import Rejected

MOST_UNITS = 1_000_000
"""More units than this on one line are a typing mistake."""
LONGEST_CODE = 64
_WHOLE = re.compile(r"[+-]?[0-9]{1,12}(\.0)?\Z")
_EXCEL_FLOAT = re.compile(r"[0-9]+\.0\Z")


def unfloat(code: str) -> str:
    """Repairs a number that a spreadsheet turned into a fraction: ``"71053.0"`` becomes ``"71053"``."""
    return code[:-2] if code.endswith(".0") and _EXCEL_FLOAT.match(code) else code


@lru_cache(maxsize=4096)  # a column of quantities says the same few again and again
def _whole_of(text: str) -> int | None:
    return int(text.removesuffix(".0")) if _WHOLE.match(text) else None


@dataclass(slots=True)
class Reading:
    """One row being read. Each mistake is noted and a harmless value given back, so that reading goes on.

    Attributes:
        row: The row.
        file: The file's name.
        titles: Column key to the heading in the file.
        mistakes: What was wrong so far; a row with mistakes is not taken.
    """

    row: Row
    file: str
    titles: Mapping[str, str]
    mistakes: list[Rejected] = field(default_factory=list)

    @classmethod
    def of(cls, table: Table, row: Row) -> "Reading":
        """Starts reading a row of a table."""
        return cls(row, table.file, table.titles)

    def turn_to(self, row: Row) -> "Reading":
        """Goes on to another row of the same table, with no mistake in it so far."""
        self.row = row
        if self.mistakes:
            self.mistakes = []
        return self

    def refuse(self, key: str, reason: str, value: str | None = None, **names: object) -> None:
        """Notes a mistake in a column; ``value`` is what to show when it is not the whole cell."""
        shown = self.text(key) if value is None else value
        wrong = Rejected(self.file, self.row.number, self.titles.get(key, key), shown[:SHOWN], reason, names)
        self.mistakes.append(wrong)

    def text(self, key: str) -> str:
        """Gives a cell's text, blank when the file lacks the column."""
        return self.row.cells.get(key, "")

    def needed(self, key: str) -> str:
        """Gives a cell's text and notes a mistake when it is blank."""
        text = self.row.cells.get(key, "")
        if not text:
            self.refuse(key, "channels.blank")
        return text

    def sku(self, key: str = "sku") -> str:
        """Gives an item code in the one way Pasillo writes it: upper case, without a spreadsheet's ``.0``."""
        return self.code(key).upper()

    def code(self, key: str) -> str:
        """Gives a code as it is written, without a spreadsheet's ``.0``."""
        code = self.row.cells.get(key) or self.needed(key)
        if code.endswith(".0"):
            code = unfloat(code)
        if len(code) > LONGEST_CODE:
            self.refuse(key, "channels.too_long", longest=LONGEST_CODE)
        return code

    def whole(self, key: str, *, least: int, most: int, blank: int | None = None) -> int:
        """Gives a whole number between two bounds; a blank cell counts as ``blank`` if that is given."""
        text = self.text(key) if blank is not None else self.needed(key)
        if not text:
            return blank or 0
        number = _whole_of(text)
        if number is None:
            self.refuse(key, "channels.not_whole")
            return 0
        if not least <= number <= most:
            self.refuse(key, "channels.out_of_range", least=least, most=most)
        return number
