"""Where labels go: the own printer, a neighbour's, and what moves along."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import Conflict
from app.services.bench.printers import NO_PRINTER, LabelPrinter
from app.services.bench.printing import Routed
from app.services.opening import OpenStation
from app.station.printing import JobState, PrintWanted
from tests.builders import Bench, a_bench, a_site, a_station, until

OWN = LabelPrinter("PR01ZEBRA", "zebra", "ST01")
OTHER = LabelPrinter("PR02ZEBRA", "ST02/zebra", "ST02", own=False)
FINE = replace(OTHER, code="PR03", name="ST03/fine", dpi=300)
TSPL = replace(OTHER, code="PR04", name="ST04/tsc", language="tspl")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[OpenStation]:
    with a_site(tmp_path) as site:
        yield a_station(site, "ST01")


def label(n: int, printer: str = OWN.name, *, copy: int = 1) -> PrintWanted:
    return PrintWanted("shipping", f"{n:018}", copy, f"^XA{n}^XZ".encode(), printer, "", "zpl", 203)


def waiting(station: OpenStation) -> list[tuple[str, int, str]]:
    queued = station.desk.printing.in_state(JobState.QUEUED)
    return [(job.wanted.parcel.lstrip("0"), job.wanted.copy, job.wanted.printer) for job in queued]


@pytest.fixture
def bench(station: OpenStation) -> Iterator[Bench]:
    """A bench with three neighbours."""
    with a_bench(station, printers=(OWN, OTHER, FINE, TSPL)) as made:
        yield made


def test_queued_labels_go_along_to_the_neighbour_and_later_ones_go_there_at_once(
    station: OpenStation,
) -> None:
    bench = Bench(station, printers=(OWN, OTHER))
    for n in (1, 2):
        station.desk.printing.enqueue(label(n))
    bench.answers += ["not_sent"] * 2
    bench.printing.start()
    until(lambda: len(bench.answers) < 2)
    assert bench.printing.route("pr02zebra") == Routed(OTHER, home=False, misfits=0)
    until(lambda: len(station.desk.printing.in_state(JobState.SENT)) == 2)
    assert (bench.used, bench.printing.away) == ([OTHER.code], True)
    bench.printing.print_test()
    until(lambda: len(bench.printed) == 3)
    bench.printing.stop()
    assert set(bench.reached[-3:]) == {OTHER.name}


def test_a_label_on_its_way_that_never_left_goes_along_afterwards(station: OpenStation) -> None:
    held: list[str] = []

    class Stuck(Bench):
        def send(self, name: str, data: bytes) -> str:
            if name != OWN.name:
                return super().send(name, data)
            held.append(name)
            until(lambda: self.printing.printer == OTHER, "the other printer")
            return "not_sent"

    bench = Stuck(station, printers=(OWN, OTHER))
    station.desk.printing.enqueue(label(1))
    bench.printing.start()
    until(lambda: held == [OWN.name])
    bench.printing.route(OTHER.code)
    until(lambda: bench.printed == [b"^XA1^XZ"])
    bench.printing.stop()


def test_labels_being_sent_or_not_known_do_not_move_until_somebody_answers(bench: Bench, station: OpenStation) -> None:
    bench.answers += ["unknown"]
    bench.printing.print_test()
    until(lambda: bench.unknown != [])
    bench.printing.route(OTHER.code)
    (job,) = station.desk.printing.in_state(JobState.UNKNOWN)
    assert job.wanted.printer == OWN.name
    bench.printing.answer(bench.unknown[0], came_out=False)
    until(lambda: bench.reached == [OWN.name, OTHER.name])


@pytest.mark.parametrize("printer", [FINE, TSPL], ids=["resolution", "language"])
def test_labels_made_for_another_printer_are_never_sent_to_it_and_a_reprint_takes_their_place(
    station: OpenStation, printer: LabelPrinter
) -> None:
    bench = Bench(station, printers=(OWN, printer))
    station.desk.printing.enqueue(label(1))
    station.desk.printing.enqueue(label(2))
    assert bench.printing.route(printer.code).misfits == 2
    assert waiting(station) == [("1", 1, OWN.name), ("2", 1, OWN.name)]
    again = replace(label(1, printer.name, copy=2), language=printer.language, dpi=printer.dpi)
    station.desk.printing.enqueue(again)
    until(lambda: bench.printed == [again.data])
    assert waiting(station) == [("2", 1, OWN.name)]
    assert bench.printing.route(OWN.code) == Routed(OWN, home=True, misfits=0)
    until(lambda: bench.printed == [again.data, label(2).data])
    bench.printing.stop()


def test_the_choice_outlives_a_restart_and_the_own_sign_takes_it_back(bench: Bench, station: OpenStation) -> None:
    bench.printing.route(OTHER.code)
    with a_bench(station, printers=bench.printers) as again:
        assert (again.printing.printer, again.printing.away, again.used) == (OTHER, True, [OTHER.code])
        again.printing.route(OWN.code)
    with a_bench(station, printers=bench.printers) as last:
        assert (last.printing.printer, last.printing.away, last.used) == (OWN, False, [])


def test_a_chosen_printer_that_is_gone_from_the_files_is_not_waited_for(bench: Bench, station: OpenStation) -> None:
    bench.printing.route(OTHER.code)
    with a_bench(station, printers=(OWN,)) as again:
        assert again.printing.printer == OWN
    with a_bench(station, printers=()) as none:
        assert none.printing.printer == NO_PRINTER


@pytest.mark.parametrize("text", ["PR99NOBODY", "TO0001", "PR02"])
def test_a_sign_that_no_printer_has_changes_nothing(bench: Bench, text: str) -> None:
    with pytest.raises(Conflict) as refused:
        bench.printing.route(text)
    assert (refused.value.reason, refused.value.names) == ("print.unknown_printer", {"code": text})
    assert (bench.printing.printer, bench.used) == (OWN, [])


@pytest.mark.parametrize(("printer", "begins"), [(TSPL, b"SIZE "), (OTHER, b"^XA")], ids=["tspl", "zpl"])
def test_new_labels_are_made_in_the_language_of_the_printer_they_go_to(
    bench: Bench, printer: LabelPrinter, begins: bytes
) -> None:
    bench.printing.route(printer.code)
    bench.printing.print_test()
    until(lambda: len(bench.printed) == 1)
    assert bench.printed[0].lstrip().startswith(begins)
    assert bench.reached == [printer.name]


def test_printers_that_were_set_up_anew_are_looked_for_again(bench: Bench) -> None:
    bench.printing.route(OTHER.code)
    bench.printers = (OWN,)
    bench.printing.renew()
    assert (bench.printing.printer, bench.printing.away) == (OWN, False)
    bench.printers = (replace(OWN, dpi=300),)
    bench.printing.renew()
    assert bench.printing.printer.dpi == 300
