import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from hardware.printers.network import Settings as PrinterSettings
from hardware.printers.serial_printer import Settings as SerialPrinterSettings
from hardware.rig import Rig, Told
from hardware.scales.mt_sics import Settings as ScaleSettings
from hardware.scanners.serial_line import Settings as ScannerSettings
from hardware.scanners.wedge import Settings as WedgeSettings
from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.scales.serial import SimulatedScale
from hardware.simulated.scanner import SimulatedScanner
from hardware.simulated.serial_printer import SimulatedSerialPrinter
from tests.hardware.conftest import WaitUntil

LABEL = b"^XA^FO20,20^FDhello^FS^XZ"


@dataclass
class Heard:
    """Everything a rig told, in order, each with the thread it came on."""

    codes: list[tuple[str, str]] = field(default_factory=list)
    states: list[tuple[str, str, str]] = field(default_factory=list)
    weights: list[tuple[str, int | None, str]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def told(self) -> Told:
        return Told(self._code, self._state, self._weight)

    def _code(self, text: str, device: str) -> None:
        self.codes.append((text, device))
        self.threads.add(threading.current_thread().name)

    def _state(self, device: str, kind: str, state: str, _detail: str) -> None:
        self.states.append((device, kind, state))

    def _weight(self, device: str, grams: int | None, steadiness: str) -> None:
        self.weights.append((device, grams, steadiness))


@dataclass
class Table:
    """A rig with two scanners, a printer and a scale, each at the end of a simulated cable."""

    rig: Rig
    heard: Heard
    left: SimulatedScanner
    right: SimulatedScanner
    printer: SimulatedPrinter
    scale: SimulatedScale

    def states(self) -> dict[str, str]:
        return {report.name: report.state for report in self.rig.reports()}


@pytest.fixture
def table(
    scanner: SimulatedScanner, printer: SimulatedPrinter, scale: SimulatedScale, wait_until: WaitUntil
) -> Iterator[Table]:
    heard, other = Heard(), SimulatedScanner()
    settings = {
        "left": ScannerSettings(scanner.port),
        "right": ScannerSettings(other.port),
        "labels": PrinterSettings(printer.host, printer.port),
        "plate": ScaleSettings(scale.port, poll_ms=20),
    }
    made = Table(Rig(settings, heard.told()), heard, scanner, other, printer, scale)
    made.rig.start()
    wait_until(lambda: set(made.states().values()) == {"ready"})
    yield made
    made.rig.stop()
    other.close()


def test_a_rig_tells_codes_with_the_name_of_their_scanner(table: Table, wait_until: WaitUntil) -> None:
    table.left.scan("8412345678905")
    wait_until(lambda: len(table.heard.codes) == 1)
    table.right.scan("]C10112345678901231")
    table.right.scan("ñandú")
    wait_until(lambda: len(table.heard.codes) == 3)
    assert table.heard.codes[0] == ("8412345678905", "left")
    assert {device for _, device in table.heard.codes[1:]} == {"right"}
    assert table.heard.codes[1][0] == "]C10112345678901231"  # the AIM identifier is part of what is told
    assert table.heard.codes[2] == ("ñandú", "right")
    assert threading.current_thread().name not in table.heard.threads


def test_a_hundred_codes_of_two_scanners_arrive_each_in_its_order(table: Table, wait_until: WaitUntil) -> None:
    for number in range(50):
        assert table.left.scan(f"L{number}")
        assert table.right.scan(f"R{number}")
    wait_until(lambda: len(table.heard.codes) == 100)
    for device, mark in (("left", "L"), ("right", "R")):
        assert [text for text, name in table.heard.codes if name == device] == [f"{mark}{n}" for n in range(50)]


def test_a_scanner_beeps_for_its_own_scan_and_a_name_that_is_no_scanner_is_no_error(
    scanner: SimulatedScanner, wait_until: WaitUntil
) -> None:
    rig = Rig({"left": ScannerSettings(scanner.port, feedback="bell")}, Heard().told())
    rig.start()
    wait_until(lambda: rig.reports()[0].state == "ready")
    rig.feedback("left", False)
    rig.feedback("wedge", True)
    wait_until(lambda: scanner.heard == b"\7\7\7")
    rig.stop()


def test_a_code_that_was_cut_is_told_with_its_reason(table: Table, wait_until: WaitUntil) -> None:
    table.left.send(b"\x02841\x02")
    wait_until(lambda: table.states()["left"] == "attention")
    assert next(report.detail for report in table.rig.reports() if report.name == "left") == "frame_cut"
    wait_until(lambda: ("left", "scanner", "attention") in table.heard.states)  # told just after it is so
    table.left.send(b"84123\x03")
    wait_until(lambda: table.states()["left"] == "ready")


def test_a_rig_tells_when_a_device_goes_and_when_it_comes_back(table: Table, wait_until: WaitUntil) -> None:
    assert ("left", "scanner", "ready") in table.heard.states
    assert ("plate", "scale", "ready") in table.heard.states
    assert ("labels", "printer", "ready") in table.heard.states
    for device, kind, simulated in (("left", "scanner", table.left), ("plate", "scale", table.scale)):
        table.heard.states.clear()
        simulated.unplug()
        wait_until(lambda device=device, kind=kind: (device, kind, "gone") in table.heard.states)  # type: ignore[misc]  # bound now
        assert table.states()[device] == "gone"
        simulated.replug()
        wait_until(lambda device=device, kind=kind: (device, kind, "ready") in table.heard.states)  # type: ignore[misc]  # bound now
    assert table.states()["right"] == "ready"  # nobody touched it


def test_a_printer_in_trouble_is_told_without_a_label_being_wanted(table: Table, wait_until: WaitUntil) -> None:
    table.printer.paper_out()
    wait_until(lambda: ("labels", "printer", "no_media") in table.heard.states)
    assert table.states()["labels"] == "no_media"
    table.printer.unplug()
    wait_until(lambda: ("labels", "printer", "gone") in table.heard.states)
    assert len(table.heard.states) == len(set(table.heard.states)), "a state is told when it changes, not again"


def test_a_rig_tells_weights_in_grams_and_whether_they_are_at_rest(table: Table, wait_until: WaitUntil) -> None:
    table.scale.put(1234)
    wait_until(lambda: ("plate", 1234, "stable") in table.heard.weights)
    table.scale.shake()
    wait_until(lambda: ("plate", 1234, "unstable") in table.heard.weights)
    table.scale.overload()
    so_far = len(table.heard.weights)
    table.scale.put(500)
    wait_until(lambda: ("plate", 500, "stable") in table.heard.weights)
    assert all(grams in {1234, 500, None} for _, grams, _ in table.heard.weights[so_far:])  # an overload is no weight


def test_a_rig_hands_bytes_to_the_printer_that_is_named(table: Table) -> None:
    assert table.rig.printer_names == ("labels",)
    assert table.rig.send("labels", LABEL) == "sent"
    assert table.printer.wait_for(1, 10)
    assert table.printer.labels == [LABEL]
    assert (table.rig.printer_language("labels"), table.rig.printer_dpi("labels")) == ("zpl", 0)
    with pytest.raises(KeyError):
        table.rig.send("nobody", LABEL)
    table.printer.unplug()
    assert table.rig.send("labels", LABEL) == "not_sent"


def test_reports_say_where_each_device_is_and_what_passed_last(table: Table, wait_until: WaitUntil) -> None:
    table.left.scan("4711")
    wait_until(lambda: bool(table.heard.codes))
    reports = {report.name: report for report in table.rig.reports()}
    assert [report.kind for report in reports.values()] == ["scanner", "scanner", "printer", "scale"]
    assert reports["left"].where == table.left.port
    assert reports["labels"].where == f"{table.printer.host}:{table.printer.port}"
    assert reports["left"].last == b"4711"
    assert reports["right"].last == b""


def test_a_rig_that_is_stopped_leaves_no_thread_and_tells_nothing_more(
    scanner: SimulatedScanner, printer: SimulatedPrinter, scale: SimulatedScale, wait_until: WaitUntil
) -> None:
    before = set(threading.enumerate())
    heard = Heard()
    settings = {
        "left": ScannerSettings(scanner.port),
        "labels": PrinterSettings(printer.host, printer.port),
        "plate": ScaleSettings(scale.port, poll_ms=20),
    }
    rig = Rig(settings, heard.told())
    assert set(threading.enumerate()) == before  # nothing is opened before start
    rig.start()
    wait_until(lambda: len(heard.weights) > 2)
    rig.stop()
    assert set(threading.enumerate()) == before
    told = (len(heard.codes), len(heard.weights))
    scanner.scan("too late")
    assert (len(heard.codes), len(heard.weights)) == told


def test_a_rig_whose_devices_are_not_there_starts_and_stops_all_the_same(wait_until: WaitUntil) -> None:
    heard = Heard()
    settings = {
        "left": ScannerSettings("/dev/nothing-is-here"),
        "labels": PrinterSettings("127.0.0.1", 9),
        "plate": ScaleSettings("/dev/nothing-is-here-either"),
    }
    rig = Rig(settings, heard.told())
    rig.start()
    wait_until(lambda: {state for _, _, state in heard.states} == {"gone"} and len(heard.states) >= 3)
    assert {report.state for report in rig.reports()} == {"gone"}
    assert rig.send("labels", LABEL) == "not_sent"
    rig.stop()


@pytest.fixture
def black_hole() -> Iterator[tuple[str, int]]:
    """An address where nobody answers, as of a printer that is switched off: connecting takes all the time it may."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server:
        waiting = [socket.socket() for _ in range(4)]  # they fill the queue of those who wait to be let in
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(server.getsockname())
        yield server.getsockname()
        for each in waiting:
            each.close()


def test_a_printer_that_does_not_answer_keeps_no_other_one_waiting(
    printer: SimulatedPrinter, black_hole: tuple[str, int], wait_until: WaitUntil
) -> None:
    cable = SimulatedSerialPrinter("tspl")
    heard = Heard()
    settings = {
        "dead": PrinterSettings(*black_hole, timeout_s=2),
        "labels": PrinterSettings(printer.host, printer.port, dpi=300),
        "small": SerialPrinterSettings(cable.port, "tspl", flow="rts-cts"),
    }
    rig = Rig(settings, heard.told())
    rig.start()
    wait_until(lambda: len(heard.states) >= 2)
    assert set(heard.states[:2]) == {("labels", "printer", "ready"), ("small", "printer", "ready")}
    assert (rig.printer_language("small"), rig.printer_dpi("labels")) == ("tspl", 300)
    cable.unplug()
    wait_until(lambda: ("small", "printer", "gone") in heard.states)
    cable.replug()
    wait_until(lambda: heard.states.count(("small", "printer", "ready")) == 2)
    wait_until(lambda: ("dead", "printer", "gone") in heard.states)
    rig.stop()
    cable.close()


def test_an_empty_rig_and_one_that_was_never_started_can_be_stopped(scanner: SimulatedScanner) -> None:
    empty = Rig({}, Heard().told())
    empty.start()
    empty.stop()
    assert (empty.reports(), empty.printer_names) == ((), ())
    Rig({"left": ScannerSettings(scanner.port)}, Heard().told()).stop()


def test_settings_that_no_driver_here_takes_are_refused() -> None:
    with pytest.raises(TypeError, match="wedge"):
        Rig({"keys": WedgeSettings()}, Heard().told())
    with pytest.raises(TypeError, match="str"):
        Rig({"keys": "COM3"}, Heard().told())
