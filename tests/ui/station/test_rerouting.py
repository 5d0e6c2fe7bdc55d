"""A printer is out of order: one scan of the neighbour's sign, and the labels come out there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.services.site import Site
from hardware.printers.network import Settings as PrinterSettings
from hardware.rig import Told
from hardware.setup.devices_file import read_tables, table_of, write_tables
from hardware.setup.fleet import Fleet
from hardware.setup.neighbours import neighbours_of
from hardware.simulated.printer import SimulatedPrinter
from tests.builders import SUPERVISOR
from tests.ui.station.conftest import Open
from tests.ui.station.test_station_devices import begin_to_pack, picked, verify
from tests.ui.station.workplace import Wires, Workplace
from ui.router import Fate
from ui.station.ports import Devices, Ears, MakeDevices

OWN, OTHER = "PR01PRINTER1", "PR02ZEBRA"


@dataclass
class Neighbourhood(Wires):
    """A station's devices and the printer of the station beside it, each in its file."""

    data: Path = Path()
    other: SimulatedPrinter = field(default_factory=SimulatedPrinter)

    def maker(self) -> MakeDevices:
        write_tables(self.data / "ST01" / "devices.toml", {n: table_of(each) for n, each in self.settings().items()})
        lent = table_of(PrinterSettings(self.other.host, self.other.port))
        write_tables(self.data / "ST02" / "devices.toml", {"zebra": lent})

        def make(ears: Ears) -> Devices:
            return Fleet(
                read_tables(self.data / "ST01" / "devices.toml"),
                Told(ears.code, ears.state, ears.weight),
                station="ST01",
                neighbours=lambda: neighbours_of(self.data, "ST01"),
            )

        return make

    def close(self) -> None:
        super().close()
        self.other.close()


@pytest.fixture
def wires(site: Site) -> Iterator[Neighbourhood]:
    held = Neighbourhood(data=site.data)
    yield held
    held.close()


def instruction(desk: Workplace) -> str:
    return desk.shell.frame.instruction.sentence.text()


def test_labels_of_a_dead_printer_come_out_at_the_neighbours_after_one_scan_of_its_sign(
    open_up: Open, wires: Neighbourhood, site: Site
) -> None:
    desk = open_up()
    say = desk.shell.say
    begin_to_pack(desk, picked(site))
    verify(desk)
    desk.until(lambda: desk.sees("packing").step == "weighing")
    wires.printer.unplug()
    desk.until(lambda: desk.lamp("printer") == say("ui.badge.printer.error"))
    wires.scale.put(desk.sees("packing").expected_g)
    desk.until(lambda: desk.sees("packing").step == "labelling")
    assert desk.scan(OTHER) == [Fate.TAKEN]
    assert instruction(desk) == say("print.routed", printer="ST02/zebra")
    desk.until(lambda: len(wires.other.labels) == 1)
    desk.until(lambda: desk.lamp("printer") == f"{say('ui.badge.printer.ok')} → ST02/zebra")
    desk.scan(f"00{desk.sees('packing').sscc}")
    desk.until(lambda: desk.sees("packing").step in {"closed", "idle"})
    assert instruction(desk) != say("print.routed", printer="ST02/zebra")
    assert wires.printer.labels == []


def test_the_choice_is_there_after_a_restart_and_the_own_sign_ends_it(open_up: Open, wires: Neighbourhood) -> None:
    first = open_up()
    first.come_in(SUPERVISOR)
    first.scan(OTHER)
    first.close()
    desk = open_up()
    say = desk.shell.say
    desk.until(lambda: desk.lamp("printer") == f"{say('ui.badge.printer.ok')} → ST02/zebra")
    desk.come_in(SUPERVISOR)
    desk.scan("#DEVICES")
    desk.at("devices")
    desk.until(lambda: [face.row.name for face in desk.sees("devices").devices if face.row.chosen] == ["ST02/zebra"])
    desk.scan("#TESTLABEL")
    desk.until(lambda: len(wires.other.labels) == 1)
    desk.scan(OWN)
    assert instruction(desk) == say("print.home", printer="printer-1")
    assert desk.lamp("printer") == say("ui.badge.printer.ok")
    desk.until(lambda: [face.row.name for face in desk.sees("devices").devices if face.row.chosen] == ["printer-1"])
    desk.until(lambda: [face.row.sign for face in desk.sees("devices").devices if face.row.kind == "printer"] == [OWN])
    desk.scan("#TESTLABEL")
    desk.until(lambda: len(wires.printer.labels) == 1)


def test_a_sign_of_no_printer_is_refused_with_what_to_do(desk: Workplace) -> None:
    desk.come_in(SUPERVISOR)
    desk.scan("PR99")
    assert instruction(desk) == desk.shell.say("print.unknown_printer", code="PR99")
    desk.scan("#DEVICES")
    desk.at("devices")
    assert instruction(desk) == desk.shell.say("devices.try")


def test_a_printers_sign_means_nothing_where_no_labels_are_looked_after(desk: Workplace, wires: Neighbourhood) -> None:
    desk.scan(OTHER)
    assert desk.shell.open_name == "sign_in"
    assert desk.window.services.printing.printer.code == OWN
    assert wires.other.labels == []
