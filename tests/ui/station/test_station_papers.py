"""Packing slips come out of the office printer by themselves; one that does not is said, and kept."""

from pathlib import Path

from app.services.site import Site
from tests.ui.paper.to_file import pictures, printing_to
from tests.ui.station.conftest import Open
from tests.ui.station.test_station_devices import begin_to_pack, picked, verify
from ui.paper.office_printer import OfficePrinter


def test_the_slip_of_a_packed_order_comes_out_by_itself(open_up: Open, site: Site, tmp_path: Path) -> None:
    desk = open_up(office=printing_to(tmp_path / "out.pdf"))
    begin_to_pack(desk, picked(site))
    verify(desk)
    desk.until(lambda: desk.sees("packing").step == "weighing")
    desk.wires.scale.put(desk.sees("packing").expected_g)
    desk.until(lambda: desk.sees("packing").step == "labelling")
    kept = tmp_path / "papers" / "slips" / f"{desk.sees('packing').sscc}.pdf"
    desk.until(lambda: (tmp_path / "out.pdf").exists() and (tmp_path / "out.pdf").read_bytes().endswith(b"%%EOF\n"))
    assert len(pictures((tmp_path / "out.pdf").read_bytes())) == len(pictures(kept.read_bytes()))


def test_a_slip_that_does_not_come_out_is_said_and_kept_and_the_work_goes_on(
    open_up: Open, site: Site, tmp_path: Path
) -> None:
    desk = open_up(office=OfficePrinter("No such printer"))
    begin_to_pack(desk, picked(site))
    verify(desk)
    desk.until(lambda: desk.sees("packing").step == "weighing")
    desk.wires.scale.put(desk.sees("packing").expected_g)
    said = desk.shell.say("paper.no_printer", printer="No such printer")
    desk.until(lambda: desk.shell.frame.instruction.sentence.text() == said)
    sscc = desk.sees("packing").sscc
    assert (tmp_path / "papers" / "slips" / f"{sscc}.pdf").exists()
    assert f"{sscc}.pdf" in desk.shell.frame.instruction.detail.text()
    desk.until(lambda: desk.window.quiet and len(desk.wires.printer.labels) == 1)
    desk.scan("00" + sscc)
    desk.until(lambda: desk.sees("packing").step in {"closed", "idle"})
