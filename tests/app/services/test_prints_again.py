"""Labels of which nobody knows after the program was killed, and labels that are printed again with a reason."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.deeds import LabelPrinted
from app.domain.errors import Conflict
from app.domain.packing.pack import Labelling
from app.services.bench.printers import LabelPrinter
from app.services.bench.reprinting import SHOWN, PrintedLabel, Reprinting
from app.services.bench.shipping import Shipping
from app.services.site import Site
from app.station.printing import JobState, PrintWanted
from tests.app.services.test_bench import an_open_order
from tests.builders import PACKER, ZEBRA, Bench, a_bench, a_station, settled, until
from tests.hands import work_on

ROOT = Path(__file__).resolve().parents[3]
CHILD = Path(__file__).with_name("killed_bench.py")
SSCC = "095212340000000017"


def killed_while_sending(site: Site) -> None:
    """Runs a station of the site in a program of its own and kills it while its printer holds a label."""
    arguments = [sys.executable, str(CHILD), str(site.data), SSCC]
    child = subprocess.Popen(arguments, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=-1, text=True)
    assert child.stdout is not None
    with child, child.stdout as said:
        assert said.readline() == "sending\n"
        child.kill()
    assert child.returncode < 0


def prints(bench: Bench) -> list[tuple[str, int, str, str]]:
    facts = [fact.deed for fact in bench.station.desk.journal.unsent(0, 99)]
    return [(each.parcel, each.copy, each.cause, each.outcome) for each in facts if isinstance(each, LabelPrinted)]


@pytest.mark.parametrize("came_out", [True, False])
def test_a_label_that_was_on_its_way_when_the_program_was_killed_is_asked_about(
    site: Site,
    came_out: bool,  # noqa: FBT001  # a parameter
) -> None:
    killed_while_sending(site)
    with a_bench(a_station(site, "ST02", PACKER)) as bench:
        (job,) = bench.unknown
        assert bench.printed == [], "never sent again by itself"
        assert prints(bench) == [(SSCC, 1, "", "unknown")]
        bench.printing.answer(job, came_out=came_out)
        if not came_out:
            until(lambda: bench.station.desk.printing.job(job).state is JobState.SENT, "the label")
        assert bench.printed == ([] if came_out else [b"^XA^XZ"])
        bench.station.close()
    with a_bench(a_station(site, "ST02", PACKER)) as again:
        assert (again.unknown, again.printed) == ([], [])


def test_a_question_that_was_not_answered_is_asked_again_and_told_once(site: Site) -> None:
    killed_while_sending(site)
    with a_bench(a_station(site, "ST02", PACKER)) as bench:
        assert len(bench.unknown) == 1
        bench.station.close()
    with a_bench(a_station(site, "ST02", PACKER)) as again:
        assert len(again.unknown) == 1
        assert prints(again) == [(SSCC, 1, "", "unknown")]


def test_the_last_labels_are_offered_each_once_and_no_test_labels(site: Site) -> None:
    with a_bench(a_station(site, "ST02", PACKER)) as bench:
        codes = [f"TO{number:04}" for number in range(SHOWN + 3)]
        for code in codes:
            bench.printing.enqueue(PrintWanted("tote", code, 1, code.encode(), ""))
        bench.printing.enqueue(PrintWanted("shipping", SSCC, 1, b"first", ""))
        bench.printing.enqueue(PrintWanted("shipping", SSCC, 2, b"second", "", "damaged"))
        bench.printing.print_test()
        until(lambda: len(bench.printed) == SHOWN + 6, "the labels")
        bench.printing.stop()
        labels = Reprinting(bench.station.desk, bench.printing).labels()
        assert labels[0] == PrintedLabel("shipping", SSCC, 2, out=True)
        assert [each.code for each in labels[1:]] == codes[:-SHOWN:-1]
        assert len(labels) == SHOWN


def test_a_label_is_found_by_its_scan_and_printed_once_more_with_its_cause(site: Site) -> None:
    with a_bench(a_station(site, "ST02", PACKER)) as bench:
        reprinting = Reprinting(bench.station.desk, bench.printing)
        bench.printing.enqueue(PrintWanted("shipping", SSCC, 1, b"^XA^XZ", ""))
        until(lambda: prints(bench) == [(SSCC, 1, "", "sent")], "the label")
        assert reprinting.again(reprinting.find("00" + SSCC), "unreadable") == 2
        until(lambda: len(prints(bench)) == 2, "the second one")
        assert prints(bench)[1] == (SSCC, 2, "unreadable", "sent")
        assert bench.printed == [b"^XA^XZ"] * 2
        with pytest.raises(Conflict, match=r"reprint\.unknown"):
            reprinting.find("00095212340000000024")


def test_a_label_that_may_still_come_is_not_made_twice(site: Site) -> None:
    with a_bench(a_station(site, "ST02", PACKER)) as bench:
        bench.answers += ["unknown"]
        reprinting = Reprinting(bench.station.desk, bench.printing)
        bench.printing.enqueue(PrintWanted("shipping", SSCC, 1, b"^XA^XZ", ""))
        until(lambda: bool(bench.unknown), "the question")
        (label,) = reprinting.labels()
        assert not label.out
        with pytest.raises(Conflict, match=r"reprint\.waits"):
            reprinting.again(label, "damaged")
        assert len(bench.printed) == 1


def test_a_label_made_for_another_kind_of_printer_is_not_sent_to_this_one(site: Site) -> None:
    with a_bench(a_station(site, "ST02", PACKER)) as bench:
        reprinting = Reprinting(bench.station.desk, bench.printing)
        bench.printing.enqueue(PrintWanted("shipping", SSCC, 1, b"^XA^XZ", "", language="zpl", dpi=203))
        until(lambda: len(prints(bench)) == 1, "the label")
        (label,) = reprinting.labels()
        bench.printers = (*ZEBRA, LabelPrinter("PR09FINE", "fine", "ST09", dpi=300))
        bench.printing.route("PR09FINE")
        with pytest.raises(Conflict, match=r"reprint\.misfit"):
            reprinting.again(label, "damaged")
        bench.printing.route("PR01ZEBRA")
        assert reprinting.again(label, "damaged") == 2
        until(lambda: len(prints(bench)) == 2, "the second one")


def test_a_slip_is_handed_out_once_and_a_manifest_when_its_carrier_is_closed(site: Site, tmp_path: Path) -> None:
    with an_open_order(site, tmp_path / "papers") as bench:
        work_on(bench.packing, until_step=Labelling)
        (slip,) = bench.handed_out
        assert (slip.parent.name, slip.read_bytes()[:5]) == ("slips", b"%PDF-")
        bench.packing.scan("#REPRINT")
        bench.packing.scan("#R1")
        work_on(bench.packing)
        assert bench.handed_out == [slip]
        settled(site, bench.station)
        shipping = Shipping(bench.station.desk, bench.papers)
        done = shipping.close(shipping.lanes()[0].carrier)
        assert [str(each) for each in bench.handed_out[1:]] == [done.file]
