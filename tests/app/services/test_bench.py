"""What goes wrong at a pack bench, and what must never come out of its printer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.domain.deeds import LabelPrinted, ScanRefused, WeightOverridden
from app.domain.errors import Conflict, Unavailable
from app.domain.packing.pack import Labelling, Verifying, Weighing
from app.domain.reasons import Reason
from app.services.bench.packing import Packing
from app.services.site import Site
from app.station.printing import JobState
from tests.builders import (
    PACKER,
    PICKER,
    PREFIX,
    SUPERVISOR,
    Bench,
    a_bench,
    a_site,
    a_station,
    assert_sound,
    barcode_of,
    issues,
    order,
    pin_of,
    release,
    settled,
    states,
    table,
    until,
)
from tests.hands import Totes, open_when_ready, walk_on, work_on


@contextmanager
def an_open_order(site: Site, folder: Path | None = None, **to: str) -> Iterator[Bench]:
    """An order of two items, picked and open at the bench."""
    order(site, {"500001": {"ITEM01": 2, "ITEM02": 1}}, **to)
    release(a_station(site, "ST09", SUPERVISOR), "single")
    picker, totes = a_station(site, "ST01", PICKER), Totes()
    assert picker.picking.start() is not None
    walk_on(picker, totes)
    with a_bench(a_station(site, "ST02", PACKER), folder) as bench:
        open_when_ready(bench.packing, totes.taken[0])
        yield bench


def step(bench: Bench) -> object:
    return bench.packing.pack.step if bench.packing.pack else None


def test_a_wrong_weight_prints_nothing_until_a_supervisor_lets_it_pass(site: Site) -> None:
    with an_open_order(site) as bench:
        work_on(bench.packing, until_step=Weighing)
        assert bench.packing.wants_weight
        refused = bench.packing.weigh(9_000)
        assert (refused.refused, refused.reason, refused.ask) == (True, Reason.WRONG_WEIGHT, None)
        assert bench.packing.scan(PICKER).refused
        assert step(bench) == Weighing(9_000)
        assert (bench.station.desk.printing.in_state(JobState.QUEUED), bench.printed) == ([], [])
        assert bench.packing.scan(SUPERVISOR).refused  # a badge alone could be anybody's
        assert bench.packing.vouches(PICKER) is None
        assert bench.packing.vouches(SUPERVISOR) is not None
        assert bench.packing.override(SUPERVISOR, "135790")[1] is None
        passed = bench.packing.override(SUPERVISOR, pin_of(site, SUPERVISOR))[1]
        assert passed is not None
        sscc = bench.packing.pack.parcel if bench.packing.pack else ""
        assert passed.deeds == (WeightOverridden(sscc, 1, 9_000, 450, SUPERVISOR),)
        work_on(bench.packing)
        until(lambda: len(bench.printed) == 1, "the label")
    settled(site, bench.station)
    (issue,) = [row for row in table(site, "exception") if row["kind"] == "weight"]
    assert issue["resolved_by"] == SUPERVISOR
    assert states(site) == {"500001": "packed"}
    assert_sound(site)


def test_a_label_is_printed_again_only_with_a_reason_and_both_prints_are_facts(site: Site) -> None:
    with an_open_order(site) as bench:
        work_on(bench.packing, until_step=Labelling)
        assert bench.packing.scan("#R2").refused
        bench.packing.scan("#REPRINT")
        again = bench.packing.scan("#R2")
        assert again.ask is not None
        assert (again.ask.copy, again.ask.cause) == (2, "did_not_come_out")
        until(lambda: len(bench.printed) == 2, "the second label")
        work_on(bench.packing)
    settled(site, bench.station)
    prints = [fact.deed for fact in bench.station.desk.journal.unsent(0, 99) if fact.kind == "LabelPrinted"]
    assert [(deed.copy, deed.cause, deed.outcome) for deed in prints if isinstance(deed, LabelPrinted)] == [
        (1, "", "sent"),
        (2, "did_not_come_out", "sent"),
    ]
    assert [row["labels"] for row in table(site, "parcel")] == [2]
    assert_sound(site)


def test_a_label_nobody_is_sure_of_comes_again_only_on_the_packers_word(site: Site) -> None:
    with an_open_order(site) as bench:
        bench.answers += ["unknown"]
        work_on(bench.packing, until_step=Labelling)
        until(lambda: bool(bench.unknown), "the question")
        assert len(bench.printed) == 1
        bench.printing.answer(bench.unknown[0], came_out=False)
        until(lambda: len(bench.printed) == 2, "the label")
        assert bench.printed[0] == bench.printed[1]
        work_on(bench.packing)


def test_a_wrong_item_and_the_wrong_label_are_refused_and_journaled(site: Site) -> None:
    with an_open_order(site) as bench:
        assert bench.packing.scan(barcode_of("ITEM09")).reason is Reason.NOT_IN_ORDER
        work_on(bench.packing, until_step=Labelling)
        assert bench.packing.scan("(00)095212340000000017").reason is Reason.WRONG_LABEL
        work_on(bench.packing)
    refused = [fact.deed for fact in bench.station.desk.journal.unsent(0, 99) if fact.kind == "ScanRefused"]
    assert [deed.reason for deed in refused if isinstance(deed, ScanRefused)] == ["not_in_order", "wrong_label"]


def test_a_unit_missing_at_the_bench_is_a_backorder_and_the_rest_leaves(site: Site) -> None:
    with an_open_order(site) as bench:
        bench.packing.scan(barcode_of("ITEM01"))
        bench.packing.scan("#SHORT")
        bench.packing.scan("#R1")
        work_on(bench.packing)
    settled(site, bench.station)
    assert "pack_short" in issues(site)
    assert_sound(site)


def test_a_label_that_cannot_be_made_is_a_conflict_and_nothing_is_journaled(site: Site, tmp_path: Path) -> None:
    with an_open_order(site, tmp_path / "papers", street="W" * 200, city="W" * 200, recipient="W" * 200) as bench:
        work_on(bench.packing, until_step=Weighing)
        desk, before = bench.station.desk, bench.packing.pack
        seq, work = desk.journal.last_seq, desk.work.open_work()
        with pytest.raises(Conflict) as refused:
            bench.packing.weigh(450)
        assert refused.value.reason.startswith("labels.")
        assert bench.packing.pack == before
        assert (desk.journal.last_seq, desk.work.open_work()) == (seq, work)
        assert (desk.printing.in_state(JobState.QUEUED), bench.printed) == ([], [])
        assert not (tmp_path / "papers").exists()
    settled(site, bench.station)
    assert_sound(site)


def test_papers_that_cannot_be_kept_are_told_and_nothing_is_journaled(site: Site, tmp_path: Path) -> None:
    blocked = tmp_path / "papers"
    blocked.write_text("a file where a folder should be")
    with an_open_order(site, blocked) as bench:
        work_on(bench.packing, until_step=Weighing)
        seq = bench.station.desk.journal.last_seq
        with pytest.raises(Unavailable, match="papers"):
            bench.packing.weigh(450)
        assert (bench.station.desk.journal.last_seq, step(bench)) == (seq, Weighing())


def test_the_bench_stands_again_where_it_stood_and_prints_its_label_once(site: Site) -> None:
    with an_open_order(site) as bench:
        work_on(bench.packing, until_step=Labelling)
        until(lambda: len(bench.printed) == 1, "the label")
        stood = bench.packing.pack
        bench.printing.stop()
    bench.station.close()
    again = a_station(site, "ST02")
    with a_bench(again) as later:
        assert later.packing.pack == stood
        work_on(later.packing)
        assert later.printed == []
    settled(site, again)
    assert states(site) == {"500001": "packed"}


def test_only_totes_open_an_order(site: Site) -> None:
    with an_open_order(site) as bench:
        assert step(bench) == Verifying()
        fresh = Packing(bench.station.desk, bench.papers, prefix=PREFIX, printer=bench.where, wake_printer=lambda: None)
        assert fresh.pack == bench.packing.pack
        work_on(bench.packing)
        for text, reason in ((barcode_of("ITEM01"), "pack.scan_a_tote"), ("TO99999", "promises.tote_empty")):
            with pytest.raises(Conflict) as refused:
                bench.packing.open(text)
            assert refused.value.reason == reason
        with pytest.raises(Conflict, match="nothing_open"):
            bench.packing.scan("#BOX")


def test_sql_and_zpl_in_names_do_no_harm_from_the_file_to_the_door(tmp_path: Path) -> None:
    bad = "Robert'); DROP TABLE fact;--^XZ^XA^FDx~JA"
    with a_site(tmp_path / "data", names={"ITEM01": bad}) as site:
        facts = len(table(site, "fact"))
        with an_open_order(
            site, tmp_path / "papers", recipient=bad, description=bad, city="'; DELETE FROM x; --"
        ) as bench:
            assert bench.packing.pack is not None
            assert (bench.packing.pack.recipient, bench.packing.pack.lines[0].name) == (bad, bad)
            work_on(bench.packing)
            until(lambda: len(bench.printed) == 1, "the label")
        settled(site, bench.station)
        label = bench.printed[0]
        assert (label.count(b"^XA"), label.count(b"^XZ"), len(re.findall(rb"~JA", label))) == (1, 1, 0)
        assert len(table(site, "fact")) > facts
        assert states(site) == {"500001": "packed"}
        assert_sound(site)
