"""Devices are set up while a station works: tried on the real rig, saved in its file, opened without a restart."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.site import Site
from hardware.rig import Told
from hardware.setup.devices_file import table_of
from hardware.setup.fleet import Fleet
from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.scanner import SimulatedScanner
from tests.builders import PICKER, SUPERVISOR
from tests.ui.station.conftest import Open
from tests.ui.station.workplace import Wires, Workplace
from ui.presenters.frame import speak
from ui.presenters.office.setup_state import Step
from ui.station.ports import Devices, Ears, MakeDevices


class Drawer(Wires):
    """A station's devices in its file, and more of them in the drawer."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self.spare, self.other = SimulatedScanner(), SimulatedPrinter()

    def maker(self) -> MakeDevices:
        tables = {name: table_of(each) for name, each in self.settings().items()}

        def make(ears: Ears) -> Devices:
            return Fleet(tables, Told(ears.code, ears.state, ears.weight), file=self.file)

        return make

    def saved(self) -> dict[str, dict[str, object]]:
        return tomllib.loads(self.file.read_text(encoding="utf-8"))

    def close(self) -> None:
        super().close()
        self.spare.close()
        self.other.close()


@pytest.fixture
def wires(site: Site) -> Iterator[Drawer]:
    held = Drawer(site.data / "ST01" / "devices.toml")
    yield held
    held.close()


@pytest.fixture
def fitter(open_up: Open) -> Workplace:
    """A supervisor at the set-up screen."""
    desk = open_up()
    desk.come_in(SUPERVISOR)
    desk.scan("#DEVICES")
    desk.at("devices")
    desk.scan("#SETUP")
    desk.at("setup")
    return desk


def press(desk: Workplace, *codes: str) -> None:
    """Presses buttons, each time waiting for the answer."""
    for code in codes:
        desk.window.router.command(code)
        desk.until(lambda: desk.window.quiet)


def choose(desk: Workplace, words: str) -> None:
    """Chooses what names something, on whatever page it is."""
    say = desk.shell.say
    for _ in range(4):
        for each in desk.sees("setup").frame.choices:
            if words in speak(each.label, say):
                press(desk, each.code)
                return
        press(desk, "#NEXT")
    raise AssertionError(words)


def type_in(desk: Workplace, text: str) -> None:
    desk.window.router.scan(text, "typed", True)
    desk.until(lambda: desk.window.quiet)


def test_a_scanner_gets_another_port_is_tried_and_saved_and_reads_without_a_restart(
    fitter: Workplace, wires: Drawer
) -> None:
    press(fitter, "#S0", "#S1")
    type_in(fitter, wires.spare.port)
    press(fitter, "#TRY")
    fitter.until(lambda: bool(fitter.sees("setup").trial and fitter.sees("setup").trial.good))
    assert not wires.file.exists()
    assert wires.spare.scan("8412345678905")
    fitter.until(lambda: fitter.sees("setup").scanned == "8412345678905")
    press(fitter, "#SAVE")
    assert fitter.sees("setup").step is Step.DEVICES
    assert wires.saved()["scanner-1"]["port"] == wires.spare.port
    press(fitter, "#HOME")
    wires.scanner, wires.spare = wires.spare, wires.scanner
    fitter.scan(PICKER)
    fitter.until(lambda: fitter.station.desk.who == PICKER)


def test_what_was_tried_and_not_saved_is_taken_back_when_somebody_signs_out(fitter: Workplace, wires: Drawer) -> None:
    press(fitter, "#S0", "#S1")
    type_in(fitter, "/dev/there/is/no/such/port")
    press(fitter, "#TRY")
    fitter.until(lambda: fitter.sees("setup").trial is not None)
    assert not fitter.sees("setup").trial.good
    press(fitter, "#BYE")
    fitter.at("sign_in")
    fitter.until(lambda: {report.state for report in fitter.window.devices.reports()} == {"ready"})
    fitter.scan(PICKER)
    fitter.at("home")
    assert not wires.file.exists()


def test_a_second_printer_takes_the_labels_once_the_first_is_removed(fitter: Workplace, wires: Drawer) -> None:
    press(fitter, "#NEW")
    choose(fitter, "network-printer")
    press(fitter, "#S1")
    type_in(fitter, wires.other.host)
    press(fitter, "#S2")
    type_in(fitter, str(wires.other.port))
    press(fitter, "#SAVE")
    assert list(wires.saved()) == ["scanner-1", "printer-1", "scale-1", "printer-2"]
    press(fitter, "#S1", "#REMOVE", "#REMOVE")
    assert list(wires.saved()) == ["scanner-1", "scale-1", "printer-2"]
    assert fitter.window.services.printing.printer.name == "printer-2"
    press(fitter, "#BACK")
    fitter.at("devices")
    press(fitter, "#TESTLABEL")
    fitter.until(lambda: len(wires.other.labels) == 1)
    assert wires.printer.labels == []
    assert (wires.file.parent / "devices.toml.bak").exists()


def test_a_picker_is_told_who_sets_devices_up(open_up: Open) -> None:
    desk = open_up()
    desk.scan(PICKER)
    desk.at("home")
    desk.shell.open("setup")
    desk.until(lambda: desk.window.quiet)
    assert desk.shell.frame.instruction.sentence.text() == desk.shell.say("setup.not_yours")
    press(desk, "#BACK")
    desk.at("devices")
    assert "#SETUP" not in {each.code for each in desk.sees("devices").frame.commands}
