"""Rows in memory: changes are known, and can be taken back."""

from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.books.table import Table


@dataclass(frozen=True)
class Row:
    id: int
    value: int

    @property
    def parity(self) -> int:
        return self.id % 2


def table() -> Table[int, Row]:
    made: Table[int, Row] = Table(lambda row: row.id, parity=lambda row: row.parity)
    made.load([Row(1, 10), Row(2, 20), Row(3, 30)])
    return made


def whole(rows: Table[int, Row]) -> tuple[Any, ...]:
    return list(rows.all()), [rows.group("parity", n) for n in (0, 1)], rows.fresh


def test_new_and_changed_rows_are_told_apart() -> None:
    rows = table()
    rows.put(Row(2, 21))
    rows.put(Row(4, 40))
    rows.put(Row(4, 41))
    assert (rows.changed, rows.fresh) == ([Row(2, 21)], [Row(4, 41)])
    assert rows.group("parity", 0) == [Row(2, 21), Row(4, 41)]


def test_loading_does_not_overwrite_what_is_there() -> None:
    rows = table()
    rows.put(Row(1, 11))
    rows.load([Row(1, 99), Row(5, 50)])
    assert (rows.get(1), rows.get(5), rows.get(6), rows.get(None)) == (Row(1, 11), Row(5, 50), None, None)
    assert rows.fresh == []


@given(
    kept=st.lists(st.tuples(st.integers(1, 6), st.integers())),
    undone=st.lists(st.tuples(st.integers(1, 6), st.integers())),
)
def test_taking_back_leaves_exactly_what_was_kept(kept: list[tuple[int, int]], undone: list[tuple[int, int]]) -> None:
    rows = table()
    for pair in kept:
        rows.put(Row(*pair))
    rows.keep()
    before = whole(rows)
    for pair in undone:
        rows.put(Row(*pair))
    rows.take_back()
    assert whole(rows) == before
    assert all(rows.get(row.id) == row for row in rows.changed)
