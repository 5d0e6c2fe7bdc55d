from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.central.bookkeeper import book_all
from app.central.engine import Central, open_central
from app.central.inbox import append
from app.central.promises.site import change_setting
from app.central.reads.totals import totals
from app.central.reads.walks.queue import queue
from app.central.schema import migrate
from app.central.tables import metadata
from app.domain.deeds import Counted, Deed, Stocked
from app.domain.errors import Conflict
from app.domain.facts import GENESIS, Fact, Journal, seal
from app.services.office import By
from app.services.office.house_rules import set_house_rules
from app.services.office.importing import ImportReport, import_file
from app.services.office.releasing import release

DEMO = Path(__file__).resolve().parents[4] / "resources" / "demo"
NOW = datetime(2010, 12, 7, 8, tzinfo=UTC)
BY = By("BA1001", "OFFICE")


class Office:
    """An import station with its journal; ``told`` is what it journaled."""

    def __init__(self, central: Central) -> None:
        self.central = central
        self.told: list[Deed] = []
        self._facts: list[Fact] = []

    def tell(self, deeds: Sequence[Deed]) -> None:
        journal = Journal("OFFICE", "office-1")
        for deed in deeds:
            before = self._facts[-1].hash if self._facts else GENESIS
            self._facts.append(seal(deed, journal, seq=len(self._facts) + 1, who="BA1001", at=NOW, prev_hash=before))
        self.told += deeds
        append(self.central, self._facts[-len(deeds) :], now=NOW)
        book_all(self.central, now=NOW)

    def bring(self, channel: str, file: str, data: bytes) -> ImportReport:
        return import_file(self.central, channel, file, data, now=NOW, tell=self.tell, by=BY)

    def demo(self, channel: str, file: str) -> ImportReport:
        return self.bring(channel, file, (DEMO / file).read_bytes())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    central = open_central(f"sqlite:///{tmp_path / 'central.db'}")
    migrate(central)
    set_house_rules(central, {"planning_seconds": 0})
    yield Office(central)
    central.close()


@pytest.fixture
def rows(office: Office) -> Callable[[str], list[Any]]:
    def read(table: str) -> list[Any]:
        with office.central.reading() as connection:
            return sorted(map(tuple, connection.execute(sa.select(metadata.tables[table]))), key=repr)

    return read


FILES = (("items", "items.csv"), ("places", "places.csv"), ("people", "people.csv"), ("stock", "stock.csv"))
ORDERS = ("online-retail", "orders_2010-12-07.csv")


def test_the_demo_day_comes_in_whole_and_a_second_time_changes_nothing(
    office: Office, rows: Callable[[str], list[Any]]
) -> None:
    for kind, file in FILES:
        report = office.demo(kind, file)
        assert report.rejected == ()
        assert report.rows_read == report.rows_taken > 0
    assert all(isinstance(deed, Stocked) and deed.source == "opening" for deed in office.told)
    report = office.demo(*ORDERS)
    assert report.rows_read == report.rows_taken + report.rows_rejected + report.rows_ignored
    assert report.orders_new > 80
    assert report.lines > 2000
    before = {name: rows(name) for name in metadata.tables if name != "audit"}
    for kind, file in (*FILES, ORDERS):
        again = office.demo(kind, file)
        assert (again.orders_new, again.lines, again.drafts, again.stock_rows) == (0, 0, 0, 0)
    assert {name: rows(name) for name in metadata.tables if name != "audit"} == before


@pytest.mark.parametrize("method", ["single", "batch", "zone", "auto"])
def test_the_demo_day_goes_to_the_floor(office: Office, method: Any, rows: Callable[[str], list[Any]]) -> None:
    for kind, file in (*FILES, ORDERS):
        office.demo(kind, file)
    done = release(office.central, method, by=BY, now=NOW)
    assert done.wave is not None
    day = totals(office.central)
    assert done.wave.orders == day.orders["released"]
    assert sum(day.walks.values()) == len(done.plan.walks) == len(queue(office.central))
    units = sum(walk.units for walk in queue(office.central))
    assert units == done.reserved.units > 10_000
    assert release(office.central, method, by=BY, now=NOW).wave is None


def test_an_import_that_was_killed_half_way_tells_the_rest_and_nothing_twice(office: Office) -> None:
    office.bring("items", "items.csv", b"sku,name\nX1,Mug\nX2,Cup\n")
    office.demo("places", "places.csv")
    rows = b"place,sku,quantity\nA01-01-A,X1,5\nA01-01-B,X2,3\n"

    def killed(deeds: Sequence[Deed]) -> None:
        office.tell(deeds[:1])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(office.central, "stock", "stock.csv", rows, now=NOW, tell=killed, by=BY)
    office.bring("stock", "stock.csv", rows)
    assert [(deed.sku, deed.qty) for deed in office.told if isinstance(deed, Stocked)] == [("X1", 5), ("X2", 3)]
    assert office.bring("stock", "stock.csv", rows).stock_rows == 0


def test_stock_comes_in_once_and_a_corrected_count_corrects_it(office: Office) -> None:
    office.bring("places", "places.csv", b"code,zone,sequence\nA01-01,A,1\nA01-02,A,2\n")
    first = b"place,sku,quantity\nA01-01,X1,5\nA01-02,X2,0\n"
    assert office.bring("stock", "stock.csv", first).stock_rows == 1
    assert office.bring("stock", "again.csv", first).stock_rows == 0
    assert [(type(deed), deed.qty) for deed in office.told if isinstance(deed, Stocked)] == [(Stocked, 5)]
    mended = b"place,sku,quantity\nA01-01,X1,7\nA01-02,X2,3\nZ99-01,X1,4\n"
    report = office.bring("stock", "stock.csv", mended)
    assert (report.stock_rows, [wrong.reason for wrong in report.rejected]) == (2, ["promises.unknown_place"])
    corrected, opened = office.told[1:]
    assert corrected == Counted("A01-01", "X1", 7)
    assert isinstance(opened, Stocked)  # none was there before: a first count of zero tells nothing
    assert (opened.place, opened.sku, opened.qty) == ("A01-02", "X2", 3)
    assert totals(office.central).units_on_hand == 10


def test_orders_are_chosen_by_cut_off_number_and_limit(office: Office) -> None:
    office.bring("places", "p.csv", b"code,kind,zone,sequence\nA01-01,shelf,A,1\nPACK-1,pack,,9\n")
    office.bring("stock", "s.csv", b"place,sku,quantity\nA01-01,X1,50\n")
    change_setting(office.central, "cutoffs", {"Fast": "13:00", "*": "17:00"}, badge="B", station="S", now=NOW)
    head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Carrier"
    lines = [f"53{n},X1,THING,2,2010-12-07 08:0{n}:00,{'Fast' if n < 3 else 'Slow'}" for n in range(6)]
    assert office.bring("online-retail", "o.csv", "\n".join([head, *lines]).encode()).orders_new == 6
    early = release(office.central, "batch", by=BY, now=NOW, cutoff=NOW + timedelta(hours=6), limit=2)
    assert early.wave is not None
    assert early.wave.orders == 2
    assert [len(walk.slots) for walk in early.plan.walks] == [2]
    change_setting(office.central, "limits", {"slots": 1}, badge="B", station="S", now=NOW)
    rest = release(office.central, "batch", by=BY, now=NOW)
    assert [len(walk.slots) for walk in rest.plan.walks] == [1] * 4


def test_without_a_pack_bench_nothing_is_released(office: Office) -> None:
    office.bring("places", "p.csv", b"code,kind,zone,sequence\nA01-01,shelf,A,1\n")
    office.bring("stock", "s.csv", b"place,sku,quantity\nA01-01,X1,50\n")
    head = b"InvoiceNo,StockCode,Description,Quantity,InvoiceDate\n"
    office.bring("online-retail", "o.csv", head + b"531,X1,THING,2,2010-12-07 08:01:00\n")
    with pytest.raises(Conflict) as refused:
        release(office.central, "auto", by=BY, now=NOW)
    assert refused.value.reason == "promises.no_pack_place"
    assert totals(office.central).orders == {"reserved": 1}


def test_a_file_of_an_unknown_kind_is_a_mistake_of_the_program(office: Office) -> None:
    with pytest.raises(KeyError):
        office.bring("nothing", "f.csv", b"")
