import json
from datetime import timedelta

import sqlalchemy as sa

from app.central import tables as t
from app.central.check import Violation
from app.central.engine import Central
from app.central.keeping.housekeeping import KEEP_ROWS, let_rows_go, refresh_statistics, report
from app.central.promises.resolving import resolve
from app.central.reads.exceptions import open_exceptions
from tests.app.central.floor import NOW, one, rows


def reject(central: Central, row: int, days: int) -> None:
    """A row was refused so many days ago."""
    values = {"channel": "shop", "file": "old.csv", "row": row, "column": "", "value": "", "reason": "r"}
    with central.writing() as connection:
        connection.execute(sa.insert(t.rejected_row).values(**values, at=NOW - timedelta(days=days)))


def test_only_rows_older_than_a_season_go_and_the_audit_says_so(floor: Central) -> None:
    for row, days in enumerate((1, KEEP_ROWS.days - 1, KEEP_ROWS.days + 1, 400)):
        reject(floor, row, days)
    assert let_rows_go(floor, NOW) == 2
    assert [each.row for each in rows(floor, t.rejected_row)] == [0, 1]
    assert json.loads(one(floor, t.audit).detail) == {"files": {"old.csv": 2}}
    assert let_rows_go(floor, NOW) == 0
    assert len(rows(floor, t.audit)) == 1


def test_the_database_counts_its_tables(served: Central) -> None:
    refresh_statistics(served)
    with served.reading() as connection:
        counted = sa.text("SELECT reltuples FROM pg_class WHERE relname = 'fact'")
        assert connection.scalar(counted) == len(rows(served, t.fact)) > 0


def test_a_file_counts_its_tables(file_floor: Central) -> None:
    refresh_statistics(file_floor)
    refresh_statistics(file_floor)


def test_a_broken_rule_is_told_once_until_it_was_looked_at(floor: Central) -> None:
    found = [Violation("stock_sum", {"sku": "S1"}), Violation("stock_sum", {"sku": "S2"}), Violation("fact_gap", {})]
    assert report(floor, found, NOW) == 2
    assert report(floor, found, NOW) == 0
    told = {each.names()["why"]: each for each in open_exceptions(floor)}
    assert told.keys() == {"stock_sum (2)", "fact_gap (1)"}
    resolve(floor, told["fact_gap (1)"].id, "BA9", NOW)
    assert report(floor, found, NOW) == 1
    assert report(floor, [], NOW) == 0
