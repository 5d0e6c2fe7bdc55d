"""A station's devices change while it works: lent, tried, taken back, saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hardware.printers.network import Settings as PrinterSettings
from hardware.rig import Told
from hardware.scanners.serial_line import Settings as ScannerSettings
from hardware.scanners.wedge import WedgeReader
from hardware.setup.devices_file import read_tables, table_of, write_tables
from hardware.setup.fleet import Fleet
from hardware.setup.forms import FormField, forms
from hardware.setup.neighbours import neighbours_of
from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.scanner import SimulatedScanner
from tests.hardware.conftest import WaitUntil

LABEL = b"^XA^FO20,20^FDhello^FS^XZ"


@dataclass
class House:
    """A site with two stations, the first of them running, and what its devices told."""

    data: Path
    scanner: SimulatedScanner
    own: SimulatedPrinter = field(default_factory=SimulatedPrinter)
    other: SimulatedPrinter = field(default_factory=SimulatedPrinter)
    codes: list[str] = field(default_factory=list)
    states: list[tuple[str, str]] = field(default_factory=list)
    wedge: WedgeReader = field(default_factory=WedgeReader)

    def __post_init__(self) -> None:
        lent = table_of(PrinterSettings(self.other.host, self.other.port))
        write_tables(self.data / "ST02" / "devices.toml", {"zebra": lent})
        self.shared = {
            "lane": table_of(ScannerSettings(self.scanner.port)),
            "labels": table_of(PrinterSettings(self.own.host, self.own.port)),
        }
        write_tables(self.data / "devices.toml", self.shared)
        self.fleet = Fleet(
            self.shared,
            Told(
                lambda text, _: self.codes.append(text),
                lambda name, _k, state, _d: self.states.append((name, state)),
                lambda *_: None,
            ),
            neighbours=lambda: neighbours_of(self.data, "ST01"),
            file=self.data / "ST01" / "devices.toml",
            wedge=self.wedge,
        )

    def state(self, device: str, _kind: str, state: str, _detail: str) -> None:
        self.states.append((device, state))

    def ready(self, *names: str) -> bool:
        """Whether just these devices are there, and all of them ready."""
        return {each.name: each.state for each in self.fleet.reports()} == dict.fromkeys(names, "ready")


@pytest.fixture
def house(tmp_path: Path, scanner: SimulatedScanner, wait_until: WaitUntil) -> Iterator[House]:
    made = House(tmp_path, scanner)
    made.fleet.start()
    wait_until(lambda: made.ready("lane", "labels"))
    yield made
    made.fleet.stop()
    made.own.close()
    made.other.close()


def test_a_neighbours_printer_is_lent_and_given_back(house: House, wait_until: WaitUntil) -> None:
    assert [each.code for each in house.fleet.printers()] == ["PR00LABELS", "PR02ZEBRA"]
    assert house.fleet.send("ST02/zebra", LABEL) == "not_sent"
    house.fleet.use("PR02ZEBRA")
    wait_until(lambda: house.ready("lane", "labels", "ST02/zebra"))
    assert house.fleet.send("ST02/zebra", LABEL) == "sent"
    assert house.other.wait_for(1, 5.0)
    house.fleet.use("PR00LABELS")
    assert house.ready("lane", "labels")
    assert house.own.labels == []


def test_devices_are_opened_as_tried_and_taken_back(house: House, wait_until: WaitUntil) -> None:
    house.fleet.use("PR02ZEBRA")
    house.fleet.open_anew({"lane": house.shared["lane"]})
    wait_until(lambda: house.ready("lane", "ST02/zebra"))
    assert ("labels", "off") in house.states
    assert house.scanner.scan("8412345678905")
    wait_until(lambda: house.codes == ["8412345678905"])
    house.fleet.undo()
    wait_until(lambda: house.ready("lane", "labels", "ST02/zebra"))
    assert not (house.data / "ST01").exists()


def test_a_wrong_table_closes_nothing(house: House) -> None:
    wrong = {"lane": {"driver": "serial"}}
    refused = house.fleet.check("lane", wrong["lane"])
    assert refused is not None
    assert (refused.reason, refused.names) == ("missing", {"field": "port"})
    with pytest.raises(ValueError, match="port"):
        house.fleet.open_anew(wrong)
    assert house.ready("lane", "labels")


def test_what_is_saved_goes_into_the_stations_own_file_and_its_printers_keep_their_signs(
    house: House, wait_until: WaitUntil
) -> None:
    tables = {**house.shared, "keys": {"driver": "wedge", "prefix": "~"}}
    file = house.fleet.save(tables)
    assert file == str(house.data / "ST01" / "devices.toml")
    assert read_tables(Path(file)) == {**tables, "labels": {**house.shared["labels"], "code": "PR00LABELS"}}
    assert read_tables(house.data / "devices.toml") == house.shared
    assert [each.code for each in house.fleet.printers() if each.own] == ["PR00LABELS"]
    wait_until(lambda: house.ready("lane", "labels"))
    assert house.wedge._settings.prefix == "~"
    house.fleet.undo()
    assert "keys" in house.fleet.tables


def test_a_fleet_without_a_file_saves_nothing(house: House) -> None:
    loose = Fleet({}, Told(lambda *_: None, lambda *_: None, lambda *_: None))
    with pytest.raises(ValueError, match="file"):
        loose.save(house.shared)
    assert (loose.tables, loose.file, loose.reports()) == ({}, None, ())


def test_every_form_shows_its_drivers_settings_and_a_printer_its_sign() -> None:
    made = {form.driver: form for form in forms()}
    network = made["network-printer"]
    assert network.fields[:2] == (FormField("host", "text"), FormField("port", "whole", 9100))
    assert network.fields[-1] == FormField("code", "text", "")
    assert FormField("language", "text", "zpl", ("zpl", "tspl", "escpos")) in network.fields
    assert FormField("waits_for_close", "switch", True) in network.fields
    assert "code" not in {field.name for field in made["serial"].fields}
