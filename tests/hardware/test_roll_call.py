import threading

from hardware.printers import network
from hardware.scales import hid_scale, mt_sics
from hardware.scanners import serial_line
from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.scales.hid import SimulatedHidScale
from hardware.simulated.scales.serial import SimulatedScale
from hardware.simulated.scanner import SimulatedScanner
from hardware.simulated.terminal import PseudoTerminal
from hardware.survey.roll_call import roll_call


def test_every_device_says_how_it_is_and_is_given_back(
    scanner: SimulatedScanner, printer: SimulatedPrinter, scale: SimulatedScale
) -> None:
    before = threading.active_count()
    hid = SimulatedHidScale()
    printer.paper_out()
    settings = {
        "printer-1": network.Settings(printer.host, printer.port),
        "scanner-1": serial_line.Settings(scanner.port),
        "scale-1": mt_sics.Settings(scale.port),
        "scale-2": hid_scale.Settings(hid.port),
        "scanner-2": serial_line.Settings("/dev/nowhere"),
    }
    for _ in range(2):
        told = {each.name: (each.state, each.detail) for each in roll_call(settings, 20)}
        assert told == {
            "printer-1": ("no_media", ""),
            "scanner-1": ("ready", ""),
            "scale-1": ("ready", ""),
            "scale-2": ("ready", ""),
            "scanner-2": ("gone", "not_found"),
        }
    hid.close()
    assert threading.active_count() == before


def test_a_port_with_nothing_on_it_is_no_scale() -> None:
    cable = PseudoTerminal("mute")
    (report,) = roll_call({"scale-1": mt_sics.Settings(cable.port)}, 20)
    cable.close()
    assert (report.state, report.detail) == ("attention", "silent")


def test_a_device_that_another_program_holds_is_in_use(scanner: SimulatedScanner) -> None:
    settings = {"scanner-1": serial_line.Settings(scanner.port)}
    ready = threading.Event()
    held = serial_line.SerialScanner(settings["scanner-1"], lambda _code: None, lambda _status: ready.set())
    held.start()
    assert ready.wait(20)
    (report,) = roll_call(settings, 20)
    held.stop()
    assert (report.state, report.detail) == ("gone", "in_use")


def test_nothing_configured_needs_no_waiting() -> None:
    assert roll_call({}, 600) == ()
